-- Whom a question to 住基ネット may mean, so that what it costs is what it finds, however many share a name: for each of the items
-- 氏名, 氏名カナ, 住所 that may be given together (none as well) one sum of base/onaji.h, of what residents are and of what they were.
-- juni: 0 who is a resident, as of now; 1 the same, as they were before; 2 消除. Made anew by store/import.c from jumin_kagi_moto.
-- The address of now of who is under 支援措置 is in no sum: it cannot be guessed [A].
DROP INDEX jumin_umare;
DROP INDEX jumin_seibetsu;
DROP TABLE jumin_kagi;
CREATE TABLE jumin_kagi (
    kagi        INTEGER NOT NULL,
    juni        INTEGER NOT NULL CHECK (juni BETWEEN 0 AND 2),
    seibetsu    TEXT NOT NULL,
    seinengappi TEXT NOT NULL,
    kojin_bango TEXT NOT NULL,
    PRIMARY KEY (kagi, juni, seibetsu, seinengappi, kojin_bango)
) STRICT, WITHOUT ROWID;
-- The values that there are: a question without 性別 looks at each.
CREATE TABLE jumin_seibetsu (
    seibetsu TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE VIEW jumin_kagi_moto AS
WITH hito AS (
    SELECT j.shimei, j.shimei_kana, j.jusho, iif(j.jotai = '消除', 2, 0) AS juni, j.seibetsu, j.seinengappi, j.kojin_bango,
        s.juminhyo_code IS NOT NULL AS kakusu
    FROM jumin j LEFT JOIN jumin_shien s ON s.juminhyo_code = j.juminhyo_code
    UNION ALL
    SELECT m.shimei, m.shimei_kana, m.jusho, iif(j.jotai = '消除', 2, 1), j.seibetsu, j.seinengappi, j.kojin_bango,
        s.juminhyo_code IS NOT NULL AND kagi_of(NULL, NULL, m.jusho) = kagi_of(NULL, NULL, j.jusho)
    FROM jumin_mae m JOIN jumin j ON j.juminhyo_code = m.juminhyo_code LEFT JOIN jumin_shien s ON s.juminhyo_code = j.juminhyo_code
), atai (shimei, shimei_kana, jusho) AS (
    VALUES (0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (1, 0, 0), (1, 0, 1), (1, 1, 0), (1, 1, 1)
)
SELECT kagi_of(iif(a.shimei, h.shimei, NULL), iif(a.shimei_kana, h.shimei_kana, NULL), iif(a.jusho, h.jusho, NULL)) AS kagi,
    h.juni, h.seibetsu, h.seinengappi, h.kojin_bango
FROM hito h JOIN atai a ON NOT (h.kakusu AND a.jusho);
INSERT INTO jumin_kagi (kagi, juni, seibetsu, seinengappi, kojin_bango)
SELECT * FROM jumin_kagi_moto WHERE true ORDER BY kagi ON CONFLICT DO NOTHING;
INSERT INTO jumin_seibetsu (seibetsu) SELECT DISTINCT seibetsu FROM jumin;
