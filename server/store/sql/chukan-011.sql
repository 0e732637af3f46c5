-- Mismatches of 加入者 with 住基ネット that are neither corrected nor explained (message togoTsuchi; policy jukiTogo): what is
-- stopped for them goes by kubun, their class. komoku: items that differ, bits of enum togo_komoku (service/togo.h).
CREATE TABLE togo (
    hokensha TEXT NOT NULL,
    edaban   TEXT NOT NULL,
    kubun    INTEGER NOT NULL CHECK (kubun BETWEEN 1 AND 3),
    komoku   INTEGER NOT NULL,
    PRIMARY KEY (hokensha, edaban)
) STRICT, WITHOUT ROWID;
