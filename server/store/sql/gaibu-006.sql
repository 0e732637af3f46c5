-- What other institutions have asked insurers over 情報提供NWS (番号法 21条), and what came back. No 個人番号 and no 符号: the person
-- under the id of NWS.
CREATE TABLE toi (
    bango       INTEGER PRIMARY KEY,
    tsuban      TEXT NOT NULL UNIQUE, -- 処理通番
    shokaisha   TEXT NOT NULL REFERENCES kikan,
    hokensha    TEXT NOT NULL,  -- who is asked
    id          TEXT NOT NULL,  -- the person
    jimu_code   TEXT NOT NULL,
    tetsuzuki   TEXT,           -- 事務手続コード; NULL: not said
    code        TEXT NOT NULL,  -- 特定個人情報名コード
    kijun_ymd   TEXT,
    toi_at      INTEGER NOT NULL,
    kekka_kubun TEXT CHECK (kekka_kubun IN ('該当あり', '該当なし', '提供不可')), -- NULL: not answered yet
    kaito       TEXT,           -- [["shubetsu",{"column":"value",…}],…]
    kaito_at    INTEGER
) STRICT;
