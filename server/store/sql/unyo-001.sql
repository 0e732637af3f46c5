-- unyo.db: 運用支援環境 (1.7.1, 2.12). With its spool the only place of the emulated server that holds a 個人番号.

-- 加入者情報 as it is now: version rises with each change, ido tells what the change was. The earlier versions are in
-- shikaku_rireki: a registration, the most frequent write by far, touches one table and one index.
-- Checks are written with OR: SQLite builds a tree for an IN of three values or more, for every row.
CREATE TABLE kanyusha (
    id            INTEGER PRIMARY KEY, -- of hokensha and edaban: store/unyo_id.h
    hokensha      TEXT NOT NULL,
    edaban        TEXT NOT NULL,
    kojin_bango   INTEGER NOT NULL,    -- its twelve digits as a number
    kigo          TEXT NOT NULL,
    bango         TEXT NOT NULL,
    honnin_kazoku TEXT NOT NULL,
    shimei        TEXT NOT NULL,
    shimei_kana   TEXT NOT NULL,
    seibetsu      TEXT NOT NULL,
    seinengappi   TEXT NOT NULL,
    jusho         TEXT NOT NULL,
    shutoku_ymd   TEXT NOT NULL,
    nintei_ymd    TEXT,
    soshitsu_ymd  TEXT,
    jotai         TEXT NOT NULL CHECK (jotai = '有効' OR jotai = '喪失' OR jotai = '取消'),
    koshin_at     INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    ido           TEXT NOT NULL CHECK (ido = '取得' OR ido = '変更' OR ido = '訂正' OR ido = '喪失' OR ido = '取消'
                                       OR ido = '再取得'),
    ido_ymd       TEXT NOT NULL,
    yokyu         INTEGER NOT NULL  -- the latest request; fugo_yokyu has its row as soon as it is sent
) STRICT;
-- A cancelled registration gives its 個人番号 free; a lost one keeps it, so that the person comes back to the same 枝番.
-- The index is cut into runs of 65536 neighbouring 枝番 of an insurer. Numbers come in no order, so under one index for
-- all each chunk of a large file would touch nearly every page of it, and the log would grow with members times chunks
-- (5.5 GB for a million rows); a new row touches the newest run alone, which stays in memory. Within a run the index
-- holds that a number is there once; store/unyo_kojin.c looks into the other runs before it lets a number in.
CREATE UNIQUE INDEX kanyusha_kojin ON kanyusha (id >> 16, kojin_bango) WHERE jotai <> '取消';

-- 資格履歴: what kanyusha was before each change.
CREATE TABLE shikaku_rireki (
    kanyusha      INTEGER NOT NULL REFERENCES kanyusha,
    renban        INTEGER NOT NULL,
    ido           TEXT NOT NULL,
    ido_ymd       TEXT NOT NULL,
    kigo          TEXT NOT NULL,
    bango         TEXT NOT NULL,
    honnin_kazoku TEXT NOT NULL,
    shutoku_ymd   TEXT NOT NULL,
    soshitsu_ymd  TEXT,
    toroku_at     INTEGER NOT NULL,
    PRIMARY KEY (kanyusha, renban)
) STRICT, WITHOUT ROWID;

-- 符号取得要求: one row an attempt; of those that a link file makes, the rows come when it has ended (fugoIkkatsu). yokyu is 要求番号 as base/bango.h makes it; never deleted, so that numbers only rise.
-- dankai: 1 運用支援環境, 2 中間サーバー, 3 情報提供サーバー (waits for 取りまとめ機関), 4 住基ネット・情報提供NWS.
CREATE TABLE fugo_yokyu (
    yokyu       INTEGER PRIMARY KEY,
    kanyusha    INTEGER NOT NULL REFERENCES kanyusha,
    dankai      INTEGER NOT NULL DEFAULT 1 CHECK (dankai BETWEEN 1 AND 4),
    jotai       TEXT NOT NULL DEFAULT '処理中' CHECK (jotai = '処理中' OR jotai = '取得済' OR jotai = '失敗'),
    kara        INTEGER NOT NULL,           -- virtual time since when it stands there
    kaisu       INTEGER NOT NULL,           -- which attempt for this 枝番, from 1
    polls       INTEGER NOT NULL DEFAULT 0, -- fugo.getStatus calls while at 3 and progress is manual
    status_name TEXT,                       -- why it failed: a name of status.def
    riyu        TEXT                        -- what 取りまとめ機関 wrote
) STRICT;

-- 受付: every uploaded file, also those that the 中間サーバー works on (2.12.2 ②, 2.13.2).
-- path, result_path: file names inside the spool. id: in what order they came, whoever sent them;
-- nth: which of its insurer's, the n of uketsuke (base/bango.h).
CREATE TABLE uketsuke (
    id            INTEGER PRIMARY KEY,
    nth           INTEGER NOT NULL,
    uketsuke      TEXT NOT NULL UNIQUE,
    hokensha      TEXT NOT NULL,
    system        TEXT NOT NULL,
    busho         TEXT NOT NULL,
    user          TEXT NOT NULL,
    roles         INTEGER NOT NULL,
    encoding      TEXT NOT NULL,
    shubetsu      TEXT NOT NULL,
    file_mei      TEXT NOT NULL,
    sha256        TEXT NOT NULL,
    size          INTEGER NOT NULL,
    path          TEXT NOT NULL,
    result_path   TEXT NOT NULL,
    jotai         TEXT NOT NULL DEFAULT '受付済' CHECK (jotai IN ('受付済', '処理中', '処理完了', '処理中止')),
    matsu         INTEGER NOT NULL CHECK (matsu IN (0, 1)), -- 1: waits for a poll or an operator to start
    polls         INTEGER NOT NULL DEFAULT 0,               -- file.getStatus calls while it waits
    uketsuke_at   INTEGER NOT NULL,
    kanryo_at     INTEGER,
    gyo           INTEGER NOT NULL DEFAULT 0,
    seijo         INTEGER NOT NULL DEFAULT 0,
    ijo           INTEGER NOT NULL DEFAULT 0,
    result_size   INTEGER,
    result_sha256 TEXT,
    status_name   TEXT, -- why it was halted: a name of status.def, and the place
    item          TEXT,
    want          TEXT,
    have          TEXT
) STRICT;
CREATE INDEX uketsuke_hokensha ON uketsuke (hokensha, id);
