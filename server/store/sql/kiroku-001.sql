-- 情報提供等記録 (番号法23条), in chukan.db and gaibu.db: one row for each act and side, in the transaction of the act. Nothing is ever
-- changed or removed, a reset of the world aside; what is older than policy kirokuNen is only not shown.
CREATE TABLE kiroku (
    hokensha    TEXT NOT NULL,    -- whose record: 保険者番号; in gaibu.db 機関コード
    tsuban      TEXT NOT NULL,    -- 処理通番
    gawa        TEXT NOT NULL CHECK (gawa = '照会' OR gawa = '提供' OR gawa = '中継'), -- 中継: 情報提供NWS's; hokensha asks
    juni        INTEGER NOT NULL, -- from 1, which is 要求
    koto        TEXT NOT NULL CHECK (koto = '要求' OR koto = '回答' OR koto = '取消' OR koto = '保留' OR koto = '不開示設定'),
    edaban      TEXT,             -- the person as that side knows them, in gaibu.db NWS's id; NULL: found none
    aite        TEXT NOT NULL,    -- the other side: 保険者番号 of an insurer of this 中間サーバー, else 機関コード
    jimu_code   TEXT NOT NULL,
    tetsuzuki   TEXT,             -- 事務手続コード; NULL: not said
    code        TEXT NOT NULL,    -- 特定個人情報名コード
    kekka_kubun TEXT,
    komoku      TEXT NOT NULL,    -- names of the items that were given, [["shubetsu","item"],…]; never a value
    fukaiji     TEXT CHECK (fukaiji = '0' OR fukaiji = '1'), -- NULL: says nothing
    at          INTEGER NOT NULL, -- virtual time
    PRIMARY KEY (hokensha, tsuban, gawa, juni), -- nothing in it depends on who came first
    CHECK ((juni = 1) = (koto = '要求'))
) STRICT, WITHOUT ROWID;
CREATE INDEX kiroku_at ON kiroku (hokensha, at, tsuban, gawa, jimu_code) WHERE juni = 1;
CREATE INDEX kiroku_hito ON kiroku (edaban, hokensha) WHERE edaban IS NOT NULL;
-- What REPLACE takes away is a DELETE too: PRAGMA recursive_triggers of db.c. A trigger of INSERT would make each row cost time that
-- grows with its transaction, for SQLite makes ready to undo the statement.
CREATE TRIGGER kiroku_henko BEFORE UPDATE ON kiroku BEGIN SELECT RAISE(ABORT, 'kiroku is never changed'); END;
CREATE TRIGGER kiroku_sakujo BEFORE DELETE ON kiroku BEGIN SELECT RAISE(ABORT, 'kiroku is never removed'); END;
