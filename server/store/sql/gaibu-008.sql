-- What 住基ネット has answered, by the number of the question: whom it charges, counted by itself. No value of a person is here.
CREATE TABLE juki_kaito (
    shokai INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL, -- virtual time
    kekka  TEXT NOT NULL     -- a name of status.def
) STRICT;
CREATE TRIGGER juki_kaito_henko BEFORE UPDATE ON juki_kaito BEGIN SELECT RAISE(ABORT, 'juki_kaito is never changed'); END;
CREATE TRIGGER juki_kaito_sakujo BEFORE DELETE ON juki_kaito BEGIN SELECT RAISE(ABORT, 'juki_kaito is never removed'); END;

-- 支援措置 (DV and the like): the address is not told. Former names and addresses: as they were before ido_ymd, ido_jiyu as of idoJiyu.
CREATE TABLE jumin_shien (
    juminhyo_code TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE jumin_mae (
    juminhyo_code TEXT NOT NULL,
    ido_ymd       TEXT NOT NULL,
    ido_jiyu      TEXT NOT NULL,
    shimei        TEXT NOT NULL,
    shimei_kana   TEXT NOT NULL,
    jusho         TEXT NOT NULL,
    PRIMARY KEY (juminhyo_code, ido_ymd)
) STRICT, WITHOUT ROWID;
-- Whom a name or an address may be of, former ones as well: sums of base/onaji.h, made anew by store/import.c.
CREATE TABLE jumin_kagi (
    kagi        INTEGER NOT NULL,
    kojin_bango TEXT NOT NULL,
    PRIMARY KEY (kagi, kojin_bango)
) STRICT, WITHOUT ROWID;
CREATE INDEX jumin_seibetsu ON jumin (seibetsu);
