-- Every registration is matched with 住基ネット when policy jukiTogo is on: the latest match of a 加入者. shokai: the number of
-- its access to 住基ネット (juki_access); the answer to an earlier one counts no more. kubun: the class of the mismatch, 0: none; null: never answered.
-- komoku: items that differ, bits of enum togo_komoku (service/togo.h). riyu: 理由付き疑いなし, a value of the code list utagaiRiyu.
CREATE TABLE togo (
    kanyusha  INTEGER PRIMARY KEY REFERENCES kanyusha,
    shokai    INTEGER NOT NULL REFERENCES juki_access,
    toi_at    INTEGER NOT NULL,                              -- virtual time
    machi     INTEGER NOT NULL CHECK (machi IN (0, 1)),      -- 1: 住基ネット has not answered the latest yet
    kubun     INTEGER CHECK (kubun BETWEEN 0 AND 3),
    komoku    INTEGER NOT NULL DEFAULT 0,
    kekka_at  INTEGER,
    kigen_at  INTEGER,                                       -- until when a mismatch is to be corrected or explained
    riyu      TEXT,
    utagai_at INTEGER
) STRICT;
CREATE INDEX togo_fuitchi ON togo (kanyusha) WHERE kubun > 0 AND riyu IS NULL;
