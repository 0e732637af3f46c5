-- kanri.db: who may do what (2.12.1 ①-④). Words in columns are codes of store/sosa.h with single spaces between.

-- 標準ロール (hokensha '') as 取りまとめ機関 gives them [A], and those that insurers make.
CREATE TABLE role_3 (
    hokensha  TEXT NOT NULL,
    role_name TEXT NOT NULL,
    mei       TEXT NOT NULL,
    sosa      TEXT NOT NULL, -- 操作可能業務
    jun       INTEGER NOT NULL DEFAULT 100, -- in which they are told to people
    PRIMARY KEY (hokensha, role_name)
) STRICT, WITHOUT ROWID;
INSERT INTO role_3 (hokensha, role_name, mei, jun, sosa) VALUES
    ('', 'KANYUSHA', '加入者情報管理', 1,
     'kanyushaToroku kanyushaSansho kanyushaKojin fugoYokyu honninShokai fukuhonSansho masterHaishin'),
    ('', 'FUKUHON', '副本管理', 2, 'fukuhonToroku fukuhonSansho johoTeikyo kanyushaSansho masterHaishin'),
    ('', 'SHOKAI', '情報照会', 3, 'johoShokai kirokuSansho kanyushaSansho fukuhonSansho masterHaishin'),
    ('', 'KANRI', 'システム管理', 4,
     'kirokuFukaiji masterHaishin kanriAccessGroup kanriBusho kanriRole kanriUser kanriPassword kanriSystem kanriTeigi '
     || 'kanriGyomuCode');
DROP TRIGGER user_roles_known;
DROP TABLE role;
ALTER TABLE role_3 RENAME TO role;

-- A misspelt role would silently take a permission away: refuse the fixture instead.
CREATE TRIGGER user_roles_known BEFORE INSERT ON user
WHEN EXISTS (SELECT 1 FROM json_each('["' || replace(NEW.roles, ' ', '","') || '"]')
             WHERE value NOT IN (SELECT role_name FROM role WHERE hokensha IN ('', NEW.hokensha)))
BEGIN
    SELECT RAISE(ABORT, 'user.roles: 標準ロール（KANYUSHA FUKUHON SHOKAI KANRI）か role.csv にあるロールの並びではありません');
END;

-- 部署 in groups; looked at where the insurer has switched access control on.
CREATE TABLE access_group (
    hokensha     TEXT NOT NULL REFERENCES hokensha,
    access_group TEXT NOT NULL,
    mei          TEXT NOT NULL,
    jimu         TEXT NOT NULL DEFAULT 'KANYUSHA FUKUHON SHOKAI KANRI',
    tokutei      TEXT NOT NULL DEFAULT '*', -- 特定個人情報: kinds of 副本, codes of 特定個人情報名; '*' all
    PRIMARY KEY (hokensha, access_group)
) STRICT, WITHOUT ROWID;
ALTER TABLE hokensha ADD COLUMN access_seigyo INTEGER NOT NULL DEFAULT 0 CHECK (access_seigyo IN (0, 1));

ALTER TABLE busho ADD COLUMN jimu TEXT NOT NULL DEFAULT 'KANYUSHA FUKUHON SHOKAI KANRI'; -- 担当する事務
ALTER TABLE busho ADD COLUMN shokusho TEXT NOT NULL DEFAULT 'TOROKU SANSHO SHOKAI KANRI'; -- 担当する職掌
ALTER TABLE busho ADD COLUMN tokutei TEXT NOT NULL DEFAULT '*'; -- 取り扱う特定個人情報
ALTER TABLE busho ADD COLUMN access_group TEXT; -- NULL: none
