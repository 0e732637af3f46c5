-- kanri.db: who may call (2.12.1). Filled from the fixture's CSV files of the same names.

CREATE TABLE hokensha (
    hokensha    TEXT PRIMARY KEY CHECK (hokensha GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
    mei         TEXT NOT NULL,
    hojin_bango TEXT,
    -- of its link files; the names of file/charset/charset.c
    encoding    TEXT NOT NULL
                CHECK (encoding IN ('CP932', 'UTF-8', 'UTF-8-BOM', 'UTF-16LE', 'UTF-16BE', 'EUC-JP'))
) STRICT, WITHOUT ROWID;

CREATE TABLE busho (
    hokensha TEXT NOT NULL REFERENCES hokensha,
    busho    TEXT NOT NULL,
    mei      TEXT NOT NULL,
    PRIMARY KEY (hokensha, busho)
) STRICT, WITHOUT ROWID;

-- 標準ロール: given with the server. bit: enum role of service/op.h.
CREATE TABLE role (
    role_name TEXT PRIMARY KEY CHECK (role_name NOT GLOB '*[^A-Z]*'),
    bit       INTEGER NOT NULL UNIQUE CHECK (bit > 0),
    mei       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO role (role_name, bit, mei) VALUES
    ('KANYUSHA', 1, '加入者情報管理'),
    ('FUKUHON', 2, '副本管理'),
    ('SHOKAI', 4, '情報照会'),
    ('KANRI', 8, 'システム管理');

CREATE TABLE user (
    hokensha TEXT NOT NULL,
    user     TEXT NOT NULL,
    busho    TEXT NOT NULL,
    shimei   TEXT NOT NULL,
    roles    TEXT NOT NULL, -- role names with single spaces between
    PRIMARY KEY (hokensha, user),
    FOREIGN KEY (hokensha, busho) REFERENCES busho
) STRICT, WITHOUT ROWID;

-- A misspelt role would silently take a permission away: refuse the fixture instead.
CREATE TRIGGER user_roles_known BEFORE INSERT ON user
WHEN EXISTS (SELECT 1 FROM json_each('["' || replace(NEW.roles, ' ', '","') || '"]')
             WHERE value NOT IN (SELECT role_name FROM role))
BEGIN
    SELECT RAISE(ABORT, 'user.roles: KANYUSHA FUKUHON SHOKAI KANRI の並びではありません');
END;

CREATE TABLE setsuzoku_system (
    system          TEXT PRIMARY KEY,
    hokensha        TEXT NOT NULL REFERENCES hokensha,
    password_sha256 TEXT NOT NULL CHECK (length(password_sha256) = 64),
    mei             TEXT NOT NULL
) STRICT, WITHOUT ROWID;
