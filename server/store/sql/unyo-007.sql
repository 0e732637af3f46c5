-- States of 加入者 that a rule warns of (schema/rules.xml) and that a later row may mend: each while it lasts. kagi: whose it is
-- (枝番, or 記号 and 番号); edaban: of the row that brought it about; uketsuke: of its link file, null: online.
CREATE TABLE kakunin (
    hokensha TEXT NOT NULL,
    kisoku   TEXT NOT NULL,
    kagi     TEXT NOT NULL,
    edaban   TEXT NOT NULL,
    uketsuke TEXT,
    at       INTEGER NOT NULL, -- virtual time
    PRIMARY KEY (hokensha, kisoku, kagi)
) STRICT, WITHOUT ROWID;
