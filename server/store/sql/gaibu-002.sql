-- ido_jiyu: why a resident was 消除, a value of the code list idoJiyu [A]; NULL: その他.
ALTER TABLE jumin ADD COLUMN ido_jiyu TEXT;
-- 基本4情報 are looked up by 生年月日, then compared.
CREATE INDEX jumin_umare ON jumin (seinengappi);
