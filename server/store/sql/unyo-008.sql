-- Of the corrections of a link file at work, those that others' numbers keep from moving: 3, until one of the numbers
-- that they take is free. Looked for by these.
CREATE TABLE teisei_8 (
    uketsuke    TEXT NOT NULL,
    edaban      TEXT NOT NULL,
    kojin_bango INTEGER,
    jiyu        TEXT,
    state       INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3), -- 0 to come, 1 applied ahead of its row, 2 done or not to be moved, 3 stuck
    PRIMARY KEY (uketsuke, edaban)
) STRICT, WITHOUT ROWID;
INSERT INTO teisei_8 SELECT uketsuke, edaban, kojin_bango, jiyu, state FROM teisei_yotei;
DROP TABLE teisei_yotei;
ALTER TABLE teisei_8 RENAME TO teisei_yotei;
CREATE INDEX teisei_tomari ON teisei_yotei (uketsuke, kojin_bango) WHERE state = 3;
