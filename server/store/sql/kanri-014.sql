-- kanri.db: the schedule (2.7.4 to 2.7.9, 2.12). The windows of each lot come from the fixture's file of the same name, so that other days
-- are data; what an insurer has completed, as 取りまとめ機関 hears of it, is its own. Days have 8 digits.

CREATE TABLE nittei (
    lot      TEXT NOT NULL,
    nittei   TEXT NOT NULL,
    mei      TEXT NOT NULL,
    kara     TEXT NOT NULL CHECK (kara GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
    made     TEXT CHECK (made GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'), -- the last day; NULL: from kara on
    riyo     TEXT, -- codes of store/sosa.h, single spaces between: what it is the time of; NULL: of nothing here
    kankyo   TEXT, -- likewise: where; NULL: in each
    saki     TEXT, -- what is to be completed before; NULL: nothing
    standing TEXT NOT NULL CHECK (standing IN ('S', 'P', 'A')),
    note     TEXT,
    PRIMARY KEY (lot, nittei)
) STRICT, WITHOUT ROWID;

-- Without a row it is completed: insurers of a fixture have been through what comes before.
CREATE TABLE kanryo (
    hokensha TEXT NOT NULL REFERENCES hokensha,
    koto     TEXT NOT NULL, -- a nittei
    ymd      TEXT CHECK (ymd GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'), -- 完了日; NULL: not yet
    PRIMARY KEY (hokensha, koto)
) STRICT, WITHOUT ROWID;
