-- 情報連携 (番号法 19条, 21条, 別表第二) as data, filled from the fixture: in chukan.db what 情報提供NWS distributes, in gaibu.db what it
-- holds a question against. standing: P from a public source, A an assumption; note: for who reads the fixture.
CREATE TABLE kikan (
    code     TEXT PRIMARY KEY CHECK (length(code) = 16 AND code NOT GLOB '*[^0-9]*'), -- 機関コード
    mei      TEXT NOT NULL,
    shubetsu TEXT NOT NULL,        -- 機関種別, as kengen names it
    hokensha TEXT UNIQUE,          -- of an insurer of this 中間サーバー: its 保険者番号
    jotai    TEXT NOT NULL CHECK (jotai IN ('開局', '閉局', '無応答', '提供不可')),
    standing TEXT,
    note     TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE jimu_tetsuzuki (
    code      TEXT PRIMARY KEY CHECK (code GLOB 'JT*' AND length(code) = 16), -- 事務手続コード
    jimu_code TEXT NOT NULL CHECK (jimu_code GLOB 'JM*' AND length(jimu_code) = 16),
    ko        TEXT NOT NULL,       -- 項 of 別表第二
    mei       TEXT NOT NULL,
    standing  TEXT,
    note      TEXT
) STRICT, WITHOUT ROWID;
-- Who may ask (kinds of 機関) for which 事務 whom (kinds) for what (特定個人情報名コード); spaces between. The *_mei: the words of the statute.
CREATE TABLE kengen (
    bango         INTEGER PRIMARY KEY,
    ko            TEXT NOT NULL,
    gawa          TEXT NOT NULL CHECK (gawa IN ('照会', '提供', '両方')), -- which side 健保組合 can be on
    shokaisha     TEXT NOT NULL,
    jimu_code     TEXT NOT NULL CHECK (jimu_code GLOB 'JM*' AND length(jimu_code) = 16),
    tetsuzuki     TEXT,            -- 事務手続コード; NULL: all of the 事務
    teikyosha     TEXT NOT NULL,
    code          TEXT NOT NULL,
    shokaisha_mei TEXT NOT NULL,
    jimu_mei      TEXT NOT NULL,
    teikyosha_mei TEXT NOT NULL,
    joho_mei      TEXT NOT NULL,
    standing      TEXT,
    note          TEXT
) STRICT;
