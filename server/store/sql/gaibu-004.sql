-- What institutions outside know (番号法 22条); filled from the fixture. 特定個人情報: as in chukan.db, with the layout of its items.
CREATE TABLE tokutei_kojin_joho (
    code     TEXT PRIMARY KEY CHECK (code GLOB 'TM*' AND length(code) = 16), -- 特定個人情報名コード
    mei      TEXT NOT NULL,
    shubetsu TEXT NOT NULL,  -- kinds of 副本, spaces between; what other institutions answer is the last
    standing TEXT,
    note     TEXT
) STRICT, WITHOUT ROWID;
-- Of one resident, for one 特定個人情報, at one institution. komoku: "item=value|item=value|item!reason", the reason a value of the
-- code list kuhakuRiyu. 住民票関係情報 is made of jumin; a row here says more of the resident who is asked about.
CREATE TABLE kikan_joho (
    kikan         TEXT NOT NULL CHECK (length(kikan) = 16),
    code          TEXT NOT NULL CHECK (code GLOB 'TM*' AND length(code) = 16),
    juminhyo_code TEXT NOT NULL CHECK (length(juminhyo_code) = 11),
    renban        INTEGER NOT NULL CHECK (renban > 0),
    kara          TEXT,      -- first and last 照会基準日 that it answers; NULL: any
    owari         TEXT,
    jokyo         TEXT CHECK (jokyo IN ('提供不可', '無応答', '処理中')), -- instead of an answer, or before it
    komoku        TEXT,
    PRIMARY KEY (juminhyo_code, kikan, code, renban)
) STRICT, WITHOUT ROWID;
-- The day from which one is a resident there [A]; NULL: not known.
ALTER TABLE jumin ADD COLUMN jumin_ymd TEXT;
CREATE INDEX jumin_setai ON jumin (setai);
