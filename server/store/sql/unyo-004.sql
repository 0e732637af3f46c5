-- Changes of 加入者 that are not looked at for 資格重複 yet, because a link file accepted before them is at work: what
-- the person was before. Empty when all is done. A row whose made is set: the 枝番 from kanyusha to it are new.
CREATE TABLE chofuku_machi (
    seq          INTEGER PRIMARY KEY,
    jun          INTEGER NOT NULL, -- order of acceptance: twice the file's, one more for what came after it
    hokensha     TEXT NOT NULL,
    kanyusha     INTEGER NOT NULL REFERENCES kanyusha,
    made         INTEGER,
    kojin_bango  INTEGER,
    shutoku_ymd  TEXT,
    soshitsu_ymd TEXT,
    version      INTEGER,
    CHECK ((made IS NULL) = (kojin_bango IS NOT NULL))
) STRICT;
CREATE INDEX chofuku_machi_jun ON chofuku_machi (jun);
CREATE INDEX chofuku_machi_hokensha ON chofuku_machi (hokensha, jun);
CREATE INDEX chofuku_machi_kanyusha ON chofuku_machi (kanyusha) WHERE made IS NULL;
CREATE INDEX chofuku_machi_made ON chofuku_machi (kanyusha, made) WHERE made IS NOT NULL;
CREATE INDEX chofuku_machi_kojin ON chofuku_machi (kojin_bango) WHERE kojin_bango IS NOT NULL;
