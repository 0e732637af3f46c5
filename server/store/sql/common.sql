-- Stands in every database: what passes between institutions, and small facts of the database itself.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- id rises for ever (AUTOINCREMENT), so that a receiver can tell an old message from a new one.
CREATE TABLE outbox (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    due  INTEGER NOT NULL,
    kind TEXT NOT NULL,
    json TEXT NOT NULL,
    ato  INTEGER NOT NULL CHECK (ato IN (0, 1)), -- 1: only while no link file of the insurer is at work
    hokensha TEXT NOT NULL                       -- whose work it is; '': nobody's in particular
) STRICT;
CREATE INDEX outbox_due ON outbox (due, id);

-- Applied messages by sender, kept until the sender has dropped its copy.
CREATE TABLE inbox (
    sender TEXT NOT NULL,
    id     INTEGER NOT NULL,
    PRIMARY KEY (sender, id)
) STRICT, WITHOUT ROWID;
