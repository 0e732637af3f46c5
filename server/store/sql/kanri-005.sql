-- kanri.db: the second way in, a ユーザー at a 統合専用端末 with a certificate of its own (1.5); and insurers that a day's work
-- of 取りまとめ機関 has made, not the fixture.

CREATE TABLE tanmatsu (
    tanmatsu TEXT PRIMARY KEY, -- CN of its certificate; that of no 接続システム
    hokensha TEXT NOT NULL REFERENCES hokensha,
    mei      TEXT NOT NULL,
    jotai    TEXT NOT NULL DEFAULT '有効' CHECK (jotai IN ('有効', '停止'))
) STRICT, WITHOUT ROWID;

-- One certificate is of one kind: what it opens would else depend on the door.
CREATE TRIGGER tanmatsu_no_system BEFORE INSERT ON tanmatsu
WHEN EXISTS (SELECT 1 FROM setsuzoku_system WHERE system = NEW.tanmatsu)
BEGIN
    SELECT RAISE(ABORT, 'tanmatsu.tanmatsu: 接続システムのシステム識別子です');
END;
CREATE TRIGGER system_no_tanmatsu BEFORE INSERT ON setsuzoku_system
WHEN EXISTS (SELECT 1 FROM tanmatsu WHERE tanmatsu = NEW.system)
BEGIN
    SELECT RAISE(ABORT, 'setsuzoku_system.system: 統合専用端末の名前です');
END;

-- Those of a data folder that was made before; in a new one there is nobody yet (import_tanmatsu).
INSERT INTO tanmatsu (tanmatsu, hokensha, mei)
    SELECT 'TT' || hokensha || 'A', hokensha, '統合専用端末' FROM hokensha;

-- 1: made by kikan-toroku, the order of 2.12.2 is asked of it. 0: of the fixture, all of it is done.
ALTER TABLE hokensha ADD COLUMN junbi INTEGER NOT NULL DEFAULT 0 CHECK (junbi IN (0, 1));
