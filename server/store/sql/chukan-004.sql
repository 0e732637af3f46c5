-- What 運用支援環境 has told of the 資格 of people (service/shikaku_den.h): of who is new by a link file in runs of a hundred
-- neighbouring 枝番 (id: that of the first, as base/bango.h makes it), of all others, and of whom it has changed since, in fugo;
-- null there: as the run says. The hundred and the 35 bytes of an entry stand in chukan.def as well.
CREATE TABLE shikaku (
    id      INTEGER PRIMARY KEY,
    shikaku BLOB NOT NULL -- in the order of the 枝番, blank where nothing was told
) STRICT;
-- fugo with that column. Its checks are chains of OR: SQLite makes a table for IN with more than two values, for every row.
CREATE TABLE fugo_new (
    hokensha TEXT NOT NULL,
    edaban   TEXT NOT NULL,
    jotai    TEXT NOT NULL CHECK (jotai = '要求中' OR jotai = '取得済' OR jotai = '未要求' OR jotai = '失敗'),
    ido      TEXT NOT NULL DEFAULT '有効' CHECK (ido = '有効' OR ido = '喪失' OR ido = '取消'),
    fugo     TEXT CHECK (length(fugo) = 64),
    yokyu_no TEXT,
    since    INTEGER NOT NULL,
    shikaku  TEXT,
    PRIMARY KEY (edaban, hokensha)
) STRICT, WITHOUT ROWID;
INSERT INTO fugo_new SELECT hokensha, edaban, jotai, ido, fugo, yokyu_no, since, NULL FROM fugo;
DROP TABLE fugo;
ALTER TABLE fugo_new RENAME TO fugo;
CREATE INDEX fugo_person ON fugo (substr(fugo, 1, 10)) WHERE fugo IS NOT NULL;
-- What rules must know of a 副本 besides its days and key, as service/chukan/fukuhon_kikan.c writes it; null: nothing.
ALTER TABLE fukuhon ADD COLUMN kisoku TEXT;
UPDATE fukuhon SET kisoku = CASE shubetsu
    WHEN 'shikakuJoho' THEN
        nullif(coalesce(komoku ->> '$.honninKazoku', '-') || coalesce(komoku ->> '$.shikakuKubun', '1'), '11')
    WHEN 'shobyoTeatekin' THEN nullif(CAST(komoku ->> '$.renban' AS INTEGER), 1)
    WHEN 'shussanTeatekin' THEN CAST(coalesce(komoku ->> '$.renban', '1') AS INTEGER)
        || '/' || coalesce(komoku ->> '$.shussanYmd', '') || '/' || coalesce(komoku ->> '$.shussanYoteiYmd', '')
        || '/' || (coalesce(komoku ->> '$.taijiKubun', '') = '2')
    END;
-- People whose 資格 have changed since the end of the last link file of 資格情報: theirs is held against it when the next one ends.
CREATE TABLE soi (
    hokensha TEXT NOT NULL,
    edaban   TEXT NOT NULL,
    PRIMARY KEY (hokensha, edaban)
) STRICT, WITHOUT ROWID;
