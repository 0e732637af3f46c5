-- 配信マスター (2.7.8) as data, filled from the fixture: in chukan.db what the 中間サーバー distributes and holds a question against, in
-- gaibu.db what 情報提供NWS holds one against, and what the Digital PMO gives.
CREATE TABLE haishin (
    release_jun INTEGER PRIMARY KEY,  -- order of the releases
    release     TEXT NOT NULL UNIQUE, -- "2.5"
    kubun       TEXT NOT NULL CHECK (kubun IN ('全件', '差分')),
    moto        TEXT NOT NULL CHECK (moto IN ('中間サーバー', 'Digital PMO')), -- who gives it
    haishin_ymd TEXT NOT NULL,        -- the day from which it is given and in force
    hissu       INTEGER NOT NULL CHECK (hissu IN (0, 1)), -- 1: from its window on 情報照会・提供 need it
    mei         TEXT NOT NULL
) STRICT;
-- The days in which the insurers of a lot apply it, both included.
CREATE TABLE haishin_mado (
    release_jun INTEGER NOT NULL,
    lot         TEXT NOT NULL,
    kara        TEXT NOT NULL,
    made        TEXT NOT NULL,
    PRIMARY KEY (release_jun, lot)
) STRICT, WITHOUT ROWID;
-- Its records: of 全件 all, of 差分 what is added, changed (as it is from then on) and removed.
CREATE TABLE haishin_master (
    master      TEXT NOT NULL CHECK (master IN ('kikan', 'jimuTetsuzuki', 'tokuteiKojinJoho')),
    code        TEXT NOT NULL,
    release_jun INTEGER NOT NULL,
    henko       TEXT NOT NULL CHECK (henko IN ('追加', '変更', '削除')),
    han         TEXT NOT NULL CHECK (length(han) = 4), -- 版番号
    mei         TEXT,
    shubetsu    TEXT, -- of kikan: 機関種別
    jimu_code   TEXT, -- of jimuTetsuzuki
    ko          TEXT, -- of jimuTetsuzuki: 項 of 別表第二
    PRIMARY KEY (master, code, release_jun)
) STRICT, WITHOUT ROWID;
CREATE INDEX haishin_jimu ON haishin_master (jimu_code) WHERE jimu_code IS NOT NULL;
