-- gaibu.db: the world outside, simulated. 住基ネット's residents (1.7.1); filled from the fixture's jumin.csv.
CREATE TABLE jumin (
    kojin_bango   TEXT PRIMARY KEY CHECK (length(kojin_bango) = 12),
    juminhyo_code TEXT NOT NULL UNIQUE,
    setai         TEXT,
    zokugara      TEXT,
    shimei        TEXT NOT NULL,
    shimei_kana   TEXT NOT NULL,
    seibetsu      TEXT NOT NULL,
    seinengappi   TEXT NOT NULL,
    jusho         TEXT NOT NULL,
    jotai         TEXT NOT NULL CHECK (jotai IN ('有効', '消除'))
) STRICT, WITHOUT ROWID;
