-- 取込: a link file on its way through world/load/loader. The same table stands in unyo.db (加入者情報), chukan.db (副本)
-- and kanri.db (部署, ユーザー).
-- path, result_path: file names inside unyo's spool (never absolute: resets and copies move the folder).
-- state: 0 受付済, 1 処理中, 2 処理完了, 3 処理中止 (enum torikomi_state of store/torikomi.h).
CREATE TABLE torikomi (
    uketsuke      TEXT PRIMARY KEY,
    shubetsu      TEXT NOT NULL,
    hokensha      TEXT NOT NULL,
    system        TEXT NOT NULL,
    busho         TEXT NOT NULL,
    user          TEXT NOT NULL,
    roles         INTEGER NOT NULL,
    path          TEXT NOT NULL,
    result_path   TEXT NOT NULL,
    encoding      TEXT NOT NULL,
    at            INTEGER NOT NULL,               -- virtual time of acceptance: decides the layout version
    due           INTEGER NOT NULL,               -- virtual time from which it may be taken
    state         INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
    in_offset     INTEGER NOT NULL DEFAULT 0,     -- bytes of the upload whose rows are applied
    next_line     INTEGER NOT NULL DEFAULT 1,     -- line number that starts there
    out_offset    INTEGER NOT NULL DEFAULT 0,     -- bytes of the result file that count
    total         INTEGER NOT NULL DEFAULT 0,     -- rows that the structural pass counted
    ok_count      INTEGER NOT NULL DEFAULT 0,
    err_count     INTEGER NOT NULL DEFAULT 0,
    result_sha256 TEXT,                           -- of the finished result file
    halt_status   TEXT,                           -- name of the status (status.def) when halted
    halt_item     TEXT,
    halt_want     TEXT,
    halt_have     TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX torikomi_due ON torikomi (due, uketsuke) WHERE state < 2;
