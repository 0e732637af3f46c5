-- Records of other institutions and of 情報提供NWS are listed by 処理通番, and by nothing else.
DROP INDEX kiroku_at;
DROP INDEX kiroku_hito;
CREATE INDEX kiroku_tsuban ON kiroku (tsuban) WHERE juni = 1;
