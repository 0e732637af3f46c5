-- Rules that rows of a file have broken and that only warn (schema/rules.xml), until the file ends: then they become the file
-- of warnings and counts (fileKanryo). juni: rises in the order in which they are told.
CREATE TABLE torikomi_keikoku (
    uketsuke TEXT NOT NULL REFERENCES torikomi,
    juni     INTEGER NOT NULL,
    part     INTEGER NOT NULL, -- which link file of the upload, from 0
    gyo      INTEGER,          -- its line; NULL: the file as a whole
    kubun    TEXT,
    edaban   TEXT,
    kisoku   TEXT NOT NULL,
    code     TEXT NOT NULL,
    komoku   TEXT NOT NULL,
    naiyo    TEXT NOT NULL,
    PRIMARY KEY (uketsuke, juni)
) STRICT, WITHOUT ROWID;
