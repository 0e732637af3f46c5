-- Files whose result needs answers that come later (struct bulk_waits of service/op.h).
-- state: 0 受付済, 1 処理中, 2 回答済 (the result file is being written), 3 回答待ち, 4 処理完了, 5 処理中止
-- (enum torikomi_state of store/torikomi.h). Below 3 the loader may take it, below 4 it is not at its end.
-- machi: rows whose answer has not come. part: which of the link files of the upload (file/form/parts.h), from 0, the next row
-- is in; the offsets and the line are of that file.
ALTER TABLE torikomi RENAME TO torikomi_old;
DROP INDEX torikomi_due;
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
    jun           INTEGER NOT NULL DEFAULT 0,     -- order of acceptance in the world
    state         INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 5),
    in_offset     INTEGER NOT NULL DEFAULT 0,     -- what of the file is applied (2: answered): bytes, of XML rows
    next_line     INTEGER NOT NULL DEFAULT 1,     -- line number that starts there
    out_offset    INTEGER NOT NULL DEFAULT 0,     -- bytes of the result file that count
    total         INTEGER NOT NULL DEFAULT 0,     -- rows that the structural pass counted
    ok_count      INTEGER NOT NULL DEFAULT 0,
    err_count     INTEGER NOT NULL DEFAULT 0,
    machi         INTEGER NOT NULL DEFAULT 0 CHECK (machi >= 0),
    part          INTEGER NOT NULL DEFAULT 0,
    result_sha256 TEXT,                           -- of the finished result file
    halt_status   TEXT,                           -- name of the status (status.def) when halted
    halt_item     TEXT,
    halt_want     TEXT,
    halt_have     TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO torikomi (uketsuke, shubetsu, hokensha, system, busho, user, roles, path, result_path, encoding, at, due, state,
    in_offset, next_line, out_offset, total, ok_count, err_count, result_sha256, halt_status, halt_item, halt_want, halt_have)
SELECT uketsuke, shubetsu, hokensha, system, busho, user, roles, path, result_path, encoding, at, due,
    iif(state < 2, state, state + 2), in_offset, next_line, out_offset, total, ok_count, err_count, result_sha256,
    halt_status, halt_item, halt_want, halt_have FROM torikomi_old;
DROP TABLE torikomi_old;
CREATE INDEX torikomi_due ON torikomi (due, uketsuke) WHERE state < 3;

-- What became of each row of such a file: refused (status, message), or answered later (kagi).
CREATE TABLE torikomi_gyo (
    uketsuke TEXT NOT NULL REFERENCES torikomi,
    juni     INTEGER NOT NULL, -- which row of the file, from 1
    status   TEXT,             -- name of the status (status.def)
    message  TEXT,             -- what the result file tells of it
    kagi     TEXT,             -- what its answer is found by
    PRIMARY KEY (uketsuke, juni),
    CHECK ((status IS NULL) <> (kagi IS NULL))
) STRICT, WITHOUT ROWID;
