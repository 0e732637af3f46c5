-- The earlier 資格 of a person, none of them cancelled; the latest is in kanyusha itself, so that a registration is one
-- insert. None of a person who is cancelled.
CREATE TABLE shikaku (
    kanyusha      INTEGER NOT NULL REFERENCES kanyusha,
    shutoku_ymd   TEXT NOT NULL,
    soshitsu_ymd  TEXT NOT NULL,
    kigo          TEXT NOT NULL,
    bango         TEXT NOT NULL,
    honnin_kazoku TEXT NOT NULL,
    nintei_ymd    TEXT,
    PRIMARY KEY (kanyusha, shutoku_ymd, soshitsu_ymd)
) STRICT, WITHOUT ROWID;
-- Until now they were in the history alone: what stood before a 再取得.
INSERT OR IGNORE INTO shikaku (kanyusha, shutoku_ymd, soshitsu_ymd, kigo, bango, honnin_kazoku)
SELECT r.kanyusha, r.shutoku_ymd, r.soshitsu_ymd, r.kigo, r.bango, r.honnin_kazoku
FROM shikaku_rireki r JOIN kanyusha k ON k.id = r.kanyusha
WHERE k.jotai <> '取消' AND r.soshitsu_ymd IS NOT NULL
AND (EXISTS (SELECT 1 FROM shikaku_rireki n WHERE n.kanyusha = r.kanyusha AND n.renban = r.renban + 1 AND n.ido = '再取得')
     OR (k.version = r.renban + 1 AND k.ido = '再取得'));

-- What waits for 資格重複 carries the earlier 資格 as they were, [["取得","喪失"],…]; null: none.
ALTER TABLE chofuku_machi DROP COLUMN version;
ALTER TABLE chofuku_machi ADD COLUMN mae TEXT;

-- Corrections of 個人番号 that a link file at work has, once one of them has met a number that is another's: so numbers
-- change places in one transaction. Empty when no such file is at work. An empty edaban: the file has been looked through.
CREATE TABLE teisei_yotei (
    uketsuke    TEXT NOT NULL,
    edaban      TEXT NOT NULL,
    kojin_bango INTEGER,
    jiyu        TEXT,
    state       INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2), -- 0 to come, 1 applied ahead of its row, 2 done or not to be moved
    PRIMARY KEY (uketsuke, edaban)
) STRICT, WITHOUT ROWID;

-- Whose 機関別符号 was set free when their 個人番号 was corrected. kara: the first request whose 符号 is that of the right
-- number; kaisho_at: since when there is one, virtual time.
CREATE TABLE fugo_hanashi (
    kanyusha  INTEGER PRIMARY KEY REFERENCES kanyusha,
    at        INTEGER NOT NULL,
    kara      INTEGER NOT NULL,
    kaisho_at INTEGER
) STRICT;
CREATE INDEX fugo_hanashi_matsu ON fugo_hanashi (kanyusha) WHERE kaisho_at IS NULL;
