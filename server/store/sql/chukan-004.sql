-- What 運用支援環境 has told of the 資格 of people (service/shikaku_den.h): of who is new by a link file in runs of a hundred
-- neighbouring 枝番 (id: that of the first, as base/bango.h makes it), of all others, and of whom it has changed since, in fugo;
-- null there: as the run says. The hundred and the 35 bytes of an entry stand in chukan.def as well.
CREATE TABLE shikaku (
    id      INTEGER PRIMARY KEY,
    shikaku BLOB NOT NULL -- in the order of the 枝番, blank where nothing was told
) STRICT;
ALTER TABLE fugo ADD COLUMN shikaku TEXT;
-- What rules must know of a 副本 besides its days and key, as service/chukan/fukuhon_kikan.c writes it; null: nothing.
ALTER TABLE fukuhon ADD COLUMN kisoku TEXT;
UPDATE fukuhon SET kisoku = CASE shubetsu
    WHEN 'shikakuJoho' THEN coalesce(komoku ->> '$.honninKazoku', '-') || coalesce(komoku ->> '$.shikakuKubun', '1')
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
