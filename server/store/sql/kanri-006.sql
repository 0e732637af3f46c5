-- kanri.db: 接続申請 (2.9) and 特定個人情報保護評価 (2.5). Which 手続 there are and what each opens comes from the fixture's files of
-- the same names, so that a table of 2.9's days is data; how far each insurer is, its own. Days have 8 digits.

CREATE TABLE shinsei_tetsuzuki (
    tetsuzuki TEXT PRIMARY KEY,
    jun       INTEGER NOT NULL UNIQUE CHECK (jun BETWEEN 1 AND 60), -- in which they are told, and a bit
    mei       TEXT NOT NULL,
    kaishi    TEXT CHECK (kaishi GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
    kigen     TEXT CHECK (kigen GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'), -- done by that day
    dare      TEXT NOT NULL, -- who does it, and how
    standing  TEXT NOT NULL CHECK (standing IN ('S', 'P', 'A')),
    note      TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE shinsei_hiraku (
    tetsuzuki TEXT NOT NULL REFERENCES shinsei_tetsuzuki,
    riyo      TEXT NOT NULL, -- a code of store/sosa.h
    itsu      TEXT NOT NULL CHECK (itsu IN ('itsumo', 'kigengo')), -- asked for always, or when the day is over
    standing  TEXT NOT NULL CHECK (standing IN ('S', 'P', 'A')),
    note      TEXT,
    PRIMARY KEY (tetsuzuki, riyo)
) STRICT, WITHOUT ROWID;

-- Without a row it is done: insurers of a fixture have been through it.
CREATE TABLE shinsei (
    hokensha  TEXT NOT NULL REFERENCES hokensha,
    tetsuzuki TEXT NOT NULL REFERENCES shinsei_tetsuzuki,
    jotai     TEXT NOT NULL DEFAULT '未' CHECK (jotai IN ('未', '手続中', '済')),
    ymd       TEXT CHECK (ymd GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'), -- since when
    PRIMARY KEY (hokensha, tetsuzuki)
) STRICT, WITHOUT ROWID;
