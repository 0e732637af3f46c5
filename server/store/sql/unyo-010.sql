-- 本人確認 (2.11.3) is asked by operations as well: a question says who asks and what for. uketsuke: null: by an operation.
-- riyu: a value of the code list shokaiRiyu; '' of a question that was asked before there was one. gyo: 行番号 of its row.
CREATE TABLE juki_10 (
    shokai      INTEGER PRIMARY KEY,
    uketsuke    TEXT,
    gyo         INTEGER,
    system      TEXT NOT NULL,
    busho       TEXT NOT NULL,
    user        TEXT NOT NULL,
    riyu        TEXT NOT NULL,
    dankai      INTEGER NOT NULL DEFAULT 1 CHECK (dankai BETWEEN 1 AND 3),
    polls       INTEGER NOT NULL DEFAULT 0, -- honnin.getResult calls while it waits to be sent on
    toi         TEXT,
    status_name TEXT,
    kensu       INTEGER,
    kaito       TEXT,
    kaito_at    INTEGER,
    CHECK ((dankai < 3) = (toi IS NOT NULL))
) STRICT;
INSERT INTO juki_10 (shokai, uketsuke, system, busho, user, riyu, dankai, toi, status_name, kensu, kaito)
SELECT s.shokai, s.uketsuke, u.system, u.busho, u.user, '', s.dankai, s.toi, s.status_name, s.kensu, s.kaito
FROM juki_shokai s JOIN uketsuke u ON u.uketsuke = s.uketsuke;
DROP TABLE juki_shokai;
ALTER TABLE juki_10 RENAME TO juki_shokai;
CREATE INDEX juki_shokai_matsu ON juki_shokai (uketsuke, shokai) WHERE dankai = 1;

-- What the answer of a row is found by is its 本人確認番号 as text, "H06139992N0000001".
UPDATE torikomi_gyo
SET kagi = printf('H%08dN%07d', (CAST(kagi AS INTEGER) >> 37) + 50000000, CAST(kagi AS INTEGER) & 137438953471)
WHERE kagi IS NOT NULL AND uketsuke IN (SELECT uketsuke FROM torikomi WHERE shubetsu = 'juminShokai');

-- Every access to 住基ネット, since it may be for no other purpose (2.11.3): in the transaction in which its question goes out; its
-- answer with its charge in that of the answer. Nothing is ever changed or removed, and no value of a person is here.
-- shokai: the number of the question, which a 登録時突合 has as well; hoho: how it was asked; komoku: names of the items that were
-- given, ["shimei",…]; edaban: of the member whose registration is matched.
CREATE TABLE juki_access (
    shokai   INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL, -- virtual time
    hoho     TEXT NOT NULL CHECK (hoho = '操作' OR hoho = 'ファイル' OR hoho = '登録時突合'),
    system   TEXT NOT NULL,
    busho    TEXT NOT NULL,
    user     TEXT NOT NULL,
    riyu     TEXT NOT NULL,
    uketsuke TEXT,
    gyo      INTEGER,
    edaban   TEXT,
    komoku   TEXT NOT NULL
) STRICT;
CREATE TABLE juki_ryokin (
    shokai INTEGER PRIMARY KEY REFERENCES juki_access,
    at     INTEGER NOT NULL,
    kekka  TEXT NOT NULL,    -- a name of status.def
    ryokin INTEGER NOT NULL  -- yen
) STRICT;
INSERT INTO juki_access (shokai, at, hoho, system, busho, user, riyu, uketsuke, komoku)
SELECT s.shokai, (SELECT max(k.at) FROM juki_kiroku k WHERE k.uketsuke = s.uketsuke), 'ファイル', s.system, s.busho, s.user, '', s.uketsuke, '[]'
FROM juki_shokai s WHERE s.dankai > 1;
INSERT INTO juki_ryokin (shokai, at, kekka, ryokin)
SELECT a.shokai, a.at, coalesce(s.status_name, 'OK'), 0 FROM juki_access a JOIN juki_shokai s ON s.shokai = a.shokai WHERE s.dankai = 3;
DROP TABLE juki_kiroku;
CREATE TRIGGER juki_access_henko BEFORE UPDATE ON juki_access BEGIN SELECT RAISE(ABORT, 'juki_access is never changed'); END;
CREATE TRIGGER juki_access_sakujo BEFORE DELETE ON juki_access BEGIN SELECT RAISE(ABORT, 'juki_access is never removed'); END;
CREATE TRIGGER juki_ryokin_henko BEFORE UPDATE ON juki_ryokin BEGIN SELECT RAISE(ABORT, 'juki_ryokin is never changed'); END;
CREATE TRIGGER juki_ryokin_sakujo BEFORE DELETE ON juki_ryokin BEGIN SELECT RAISE(ABORT, 'juki_ryokin is never removed'); END;

-- お知らせ 送付完了通知: a 照会要求 that goes to 住基ネット on a medium and back (2.11.3).
CREATE TABLE juki_sofu (
    hokensha TEXT NOT NULL,
    at       INTEGER NOT NULL, -- virtual time at which it was sent
    uketsuke TEXT NOT NULL UNIQUE REFERENCES uketsuke (uketsuke),
    gyo_su   INTEGER NOT NULL,
    yotei_at INTEGER NOT NULL, -- when its answers are due
    PRIMARY KEY (hokensha, at, uketsuke)
) STRICT, WITHOUT ROWID;
