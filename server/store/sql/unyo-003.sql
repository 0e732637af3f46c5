-- 資格重複: the same 個人番号 with 資格 at two insurers on the same days. One row for each of the two, so that each reads
-- its own; the key holds both periods, so that a person who comes back makes a case of its own. No 個人番号, and of the
-- other's columns aite_edaban is never shown.
CREATE TABLE chofuku (
    hokensha          TEXT NOT NULL,
    edaban            TEXT NOT NULL,
    shutoku_ymd       TEXT NOT NULL,
    soshitsu_ymd      TEXT,
    aite_hokensha     TEXT NOT NULL,
    aite_edaban       TEXT NOT NULL,
    aite_shutoku_ymd  TEXT NOT NULL,
    aite_soshitsu_ymd TEXT,
    hakken_at         INTEGER NOT NULL, -- virtual time
    kaisho_at         INTEGER,          -- since when the days overlap no more; null while they do
    PRIMARY KEY (hokensha, edaban, shutoku_ymd, aite_hokensha, aite_edaban, aite_shutoku_ymd)
) STRICT, WITHOUT ROWID;
