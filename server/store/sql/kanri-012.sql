-- kanri.db: 電子証明書 (2.8.4) as 取りまとめ機関 has issued them, in the world's time. TLS proves real certificates in real time; what
-- a world says of one is a row here. Days have 8 digits.

CREATE TABLE shomeisho (
    bango    INTEGER PRIMARY KEY, -- 証明書番号
    cn       TEXT NOT NULL,       -- システム識別子, name of a 統合専用端末, or of the server of an ASP
    shubetsu TEXT NOT NULL CHECK (shubetsu IN ('統合専用端末', '接続システム', 'ASP')),
    hokensha TEXT NOT NULL,       -- of an ASP those who gave it a 委任状, single spaces between
    hakko    TEXT CHECK (hakko GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'), -- NULL: before the world began
    -- the first and the last day; NULL: that on which the world began, and policy shomeishoNensu years from the first
    kaishi   TEXT CHECK (kaishi GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
    kigen    TEXT CHECK (kigen GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
    jotai    TEXT NOT NULL DEFAULT '有効' CHECK (jotai IN ('有効', '失効')),
    shikko   TEXT, -- the day of a 失効
    riyu     TEXT, -- and why
    moto     INTEGER, -- 証明書番号 of the one that it renews; NULL: none
    -- SHA-256 of its public key, 64 hexadecimal digits; '': nobody has fetched it yet; NULL: those that the data folder has of that
    -- name, pki/clients/CN.crt and CN-rsa.crt, which all worlds share
    shimon   TEXT CHECK (shimon IS NULL OR length(shimon) IN (0, 64))
) STRICT;
CREATE INDEX shomeisho_cn ON shomeisho (cn);

-- Those of a data folder that was made before; in a new one there is nobody yet (import_tanmatsu).
INSERT INTO shomeisho (cn, shubetsu, hokensha)
    SELECT system, '接続システム', hokensha FROM setsuzoku_system ORDER BY system;
INSERT INTO shomeisho (cn, shubetsu, hokensha)
    SELECT tanmatsu, '統合専用端末', hokensha FROM tanmatsu ORDER BY tanmatsu;

CREATE TABLE shomeisho_shinsei (
    shinsei  INTEGER PRIMARY KEY, -- 申請番号
    cn       TEXT NOT NULL,
    shubetsu TEXT NOT NULL CHECK (shubetsu IN ('統合専用端末', '接続システム', 'ASP')),
    hokensha TEXT NOT NULL, -- as above
    kaishi   TEXT, -- the first day wanted; NULL: that of the issue
    moto     INTEGER, -- 証明書番号 of the one to be renewed; NULL: none
    uketsuke TEXT NOT NULL, -- the day it came
    kaisu    INTEGER NOT NULL DEFAULT 1, -- how often it came: 再申請 is one more
    jotai    TEXT NOT NULL DEFAULT '申請中' CHECK (jotai IN ('申請中', '不備', '発行済', '通知済', 'ダウンロード済')),
    riyu     TEXT, -- why it is 不備
    bango    INTEGER REFERENCES shomeisho -- what was issued for it; NULL: nothing yet
) STRICT;
