-- Of the corrections of a link file at work, those of a ring, too, are told apart: 4, who go round at the row of any of
-- them, unless one of the numbers that they take becomes free. Looked for together with 3.
CREATE TABLE teisei_13 (
    uketsuke    TEXT NOT NULL,
    edaban      TEXT NOT NULL,
    kojin_bango INTEGER,
    jiyu        TEXT,
    state       INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4), -- 0 to come, 1 applied ahead of its row, 2 done or not to be moved, 3 stuck, 4 in a ring
    PRIMARY KEY (uketsuke, edaban)
) STRICT, WITHOUT ROWID;
INSERT INTO teisei_13 SELECT uketsuke, edaban, kojin_bango, jiyu, state FROM teisei_yotei;
DROP TABLE teisei_yotei;
ALTER TABLE teisei_13 RENAME TO teisei_yotei;
CREATE INDEX teisei_tomari ON teisei_yotei (uketsuke, kojin_bango) WHERE state >= 3;
