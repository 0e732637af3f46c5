-- kanri.db: Digital PMO (1.6, 2.7.4 to 2.7.9, 2.13.2). What it has to read and what an insurer is to register there comes from the
-- fixture's files of the same names, so that other ones are data; what was registered is the insurer's. Days have 8 digits. A 完了日 itself
-- stands in kanryo.

CREATE TABLE pmo_bunsho (
    bunsho   TEXT PRIMARY KEY,
    shubetsu TEXT NOT NULL CHECK (shubetsu IN ('文書', 'ツール', 'マスター', 'お知らせ')),
    mei      TEXT NOT NULL,
    kokai    TEXT NOT NULL CHECK (kokai GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'), -- the day it comes out
    setsu    TEXT, -- the guide's section, or its 別添資料, 付録
    meirei   TEXT, -- the command of chukan that stands for it; NULL: none
    standing TEXT NOT NULL CHECK (standing IN ('S', 'P', 'A')),
    note     TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE pmo_jiko (
    jiko     TEXT PRIMARY KEY,
    jun      INTEGER NOT NULL,
    shurui   TEXT NOT NULL CHECK (shurui IN ('予定', '進捗', '完了日', '結果')),
    mei      TEXT NOT NULL,
    nittei   TEXT NOT NULL, -- the window that it is of
    kigen    TEXT NOT NULL CHECK (kigen IN ('kara', 'made')), -- to be registered by its first day, or its last
    komoku   TEXT, -- single spaces between: items of test cases, of 結果 kinds of link files; NULL: nothing here tells
    setsu    TEXT,
    standing TEXT NOT NULL CHECK (standing IN ('S', 'P', 'A')),
    note     TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE pmo_toroku (
    hokensha TEXT NOT NULL REFERENCES hokensha,
    jiko     TEXT NOT NULL REFERENCES pmo_jiko,
    kara     TEXT, -- 予定
    made     TEXT,
    ymd      TEXT, -- 完了日, 結果
    zumi     INTEGER, -- 進捗: cases that are passed, of so many
    zen      INTEGER,
    file     INTEGER, -- 結果
    gyo      INTEGER,
    seijo    INTEGER,
    ijo      INTEGER,
    jikko    INTEGER, -- the run that it was taken from; NULL: by hand
    at       INTEGER NOT NULL,
    PRIMARY KEY (hokensha, jiko)
) STRICT, WITHOUT ROWID;
