-- kanri.db: 特定個人情報名, filled from the fixture's file of that name: which words 部署 and アクセスグループ may name beside the kinds of
-- 副本 (2.12.1 ①②).
CREATE TABLE tokutei_kojin_joho (
    code     TEXT PRIMARY KEY CHECK (code GLOB 'TM*' AND length(code) = 16),
    mei      TEXT NOT NULL,
    shubetsu TEXT,
    standing TEXT,
    note     TEXT
) STRICT, WITHOUT ROWID;
