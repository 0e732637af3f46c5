-- chukan.db: what the 中間サーバー keeps (1.7.1). Never a 個人番号. A row of counter is the last number that the
-- insurer was given.

CREATE TABLE counter (
    name     TEXT NOT NULL,
    hokensha TEXT NOT NULL,
    value    INTEGER NOT NULL,
    PRIMARY KEY (name, hokensha)
) STRICT, WITHOUT ROWID;

-- Other 医療保険者 that can be asked, and what can be asked for. Filled from the fixture.
CREATE TABLE hokensha_list (
    hokensha TEXT PRIMARY KEY,
    mei      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tokutei_kojin_joho (
    code     TEXT PRIMARY KEY CHECK (code GLOB 'TM*' AND length(code) = 16), -- 特定個人情報名コード
    mei      TEXT NOT NULL,
    shubetsu TEXT NOT NULL                                                   -- kinds of 副本 it consists of, spaces between
) STRICT, WITHOUT ROWID;

-- The only place of a 機関別符号 (DESIGN 2.2). Also: which 枝番 of which insurer are known here at all.
CREATE TABLE fugo (
    hokensha TEXT NOT NULL,
    edaban   TEXT NOT NULL,
    jotai    TEXT NOT NULL CHECK (jotai IN ('未要求', '要求中', '取得済', '失敗')),
    ido      TEXT NOT NULL DEFAULT '有効' CHECK (ido IN ('有効', '喪失', '取消')),
    fugo     TEXT CHECK (length(fugo) = 64),
    yokyu_no TEXT,                -- 符号要求番号 of the last request
    since    INTEGER NOT NULL,    -- virtual time of the last change
    PRIMARY KEY (edaban, hokensha) -- what differs first: a search compares one text a step
) STRICT, WITHOUT ROWID;
-- Same person at another insurer. 符号 come in no order, so each costs a page of this index: a part keeps it small, and
-- the statements compare the whole as well.
CREATE INDEX fugo_person ON fugo (substr(fugo, 1, 10)) WHERE fugo IS NOT NULL;

-- 副本. kagi: first day of the period (資格取得日, 支給期間開始日); owari: its last day, NULL while open.
CREATE TABLE fukuhon (
    bango     INTEGER PRIMARY KEY, -- 副本番号, as base/bango.h makes it
    hokensha  TEXT NOT NULL,
    edaban    TEXT NOT NULL,
    shubetsu  TEXT NOT NULL,
    kagi      TEXT NOT NULL,
    owari     TEXT,
    komoku    TEXT NOT NULL,       -- JSON object: column name -> value, in the order of the layout
    han       INTEGER NOT NULL,    -- 版: 1, 2, …
    toroku_at INTEGER NOT NULL,
    koshin_at INTEGER NOT NULL,
    uketsuke  TEXT,                -- 受付番号 of the file; NULL: online
    UNIQUE (edaban, hokensha, shubetsu, kagi) -- 枝番 first, as in fugo
) STRICT;

CREATE TABLE shokai (
    shokai_bango    TEXT PRIMARY KEY,
    hokensha        TEXT NOT NULL,  -- who asks
    edaban          TEXT NOT NULL,  -- the person, as known to who asks
    teikyo_hokensha TEXT NOT NULL REFERENCES hokensha_list,
    jimu_code       TEXT NOT NULL,
    code            TEXT NOT NULL REFERENCES tokutei_kojin_joho,
    kijun_ymd       TEXT,
    busho           TEXT NOT NULL,
    user            TEXT NOT NULL,
    jotai           TEXT NOT NULL CHECK (jotai IN ('処理中', '回答済')),
    polls           INTEGER NOT NULL DEFAULT 0,
    kekka_kubun     TEXT CHECK (kekka_kubun IN ('該当あり', '該当なし', '提供不可')),
    kaito           TEXT,           -- JSON as computed at kaito_at: [["shubetsu",{"column":"value",…}],…]
    yokyu_at        INTEGER NOT NULL,
    kaito_at        INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX shokai_hokensha ON shokai (hokensha, shokai_bango);
