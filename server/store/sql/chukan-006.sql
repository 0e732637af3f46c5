-- Up to whom the end of the last link file of 資格情報 has come, of each kind of what it looks at.
CREATE TABLE owari (
    hokensha TEXT NOT NULL,
    nani     TEXT NOT NULL,
    made     TEXT NOT NULL, -- 枝番; empty: it has seen all
    uketsuke TEXT NOT NULL, -- of the file
    PRIMARY KEY (hokensha, nani)
) STRICT, WITHOUT ROWID;
