-- kanri.db: passwords (2.12.1 ⑤⑥) as base/password.h makes them, never as they are.

-- ⑤. NULL: the initial one, which policy shokiPassword tells, and which is to be changed first (2.12.2 ①).
ALTER TABLE user ADD COLUMN password TEXT CHECK (password GLOB 'pbkdf2$*' OR password GLOB 'sha256$*');
ALTER TABLE user ADD COLUMN password_jotai TEXT NOT NULL DEFAULT '初期' CHECK (password_jotai IN ('初期', '変更済'));
ALTER TABLE user ADD COLUMN password_at INTEGER; -- of the last change; NULL: there was none
ALTER TABLE user ADD COLUMN shippai INTEGER NOT NULL DEFAULT 0; -- wrong passwords since the last right one
ALTER TABLE user ADD COLUMN lock INTEGER NOT NULL DEFAULT 0 CHECK (lock IN (0, 1));
ALTER TABLE user ADD COLUMN jotai TEXT NOT NULL DEFAULT '有効' CHECK (jotai IN ('有効', '停止'));

-- Those before the present one, the newest with the highest number; as many as policy passwordRireki looks at.
CREATE TABLE password_rireki (
    hokensha TEXT NOT NULL,
    user     TEXT NOT NULL,
    jun      INTEGER NOT NULL,
    password TEXT NOT NULL,
    PRIMARY KEY (hokensha, user, jun),
    FOREIGN KEY (hokensha, user) REFERENCES user ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- ⑥. What older versions kept, SHA-256 of "SYSTEM:PASSWORD", still proves.
CREATE TABLE setsuzoku_system_4 (
    system   TEXT PRIMARY KEY,
    hokensha TEXT NOT NULL REFERENCES hokensha,
    password TEXT NOT NULL CHECK (password GLOB 'pbkdf2$*' OR password GLOB 'sha256$*'),
    mei      TEXT NOT NULL,
    jotai    TEXT NOT NULL DEFAULT '有効' CHECK (jotai IN ('有効', '停止'))
) STRICT, WITHOUT ROWID;
INSERT INTO setsuzoku_system_4 (system, hokensha, password, mei)
    SELECT system, hokensha, 'sha256$' || password_sha256, mei FROM setsuzoku_system;
DROP TABLE setsuzoku_system;
ALTER TABLE setsuzoku_system_4 RENAME TO setsuzoku_system;
