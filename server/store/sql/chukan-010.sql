-- What the insurers' base systems hold of the 配信マスター (2.7.8), by their last report of each master of a release. itchi: 1 nothing
-- differed.
CREATE TABLE hokensha_master (
    hokensha    TEXT NOT NULL,
    release_jun INTEGER NOT NULL,
    master      TEXT NOT NULL CHECK (master IN ('kikan', 'jimuTetsuzuki', 'tokuteiKojinJoho')),
    itchi       INTEGER NOT NULL CHECK (itchi IN (0, 1)),
    at          INTEGER NOT NULL,
    PRIMARY KEY (hokensha, release_jun, master)
) STRICT, WITHOUT ROWID;
-- Of a link file that reports: the records that its rows have named so far; soi: 1 the row was refused.
CREATE TABLE master_hokoku (
    uketsuke    TEXT NOT NULL,
    release_jun INTEGER NOT NULL,
    master      TEXT NOT NULL,
    code        TEXT NOT NULL,
    soi         INTEGER NOT NULL CHECK (soi IN (0, 1)),
    PRIMARY KEY (uketsuke, release_jun, master, code)
) STRICT, WITHOUT ROWID;
