-- kanri.db: 業務コード情報 (2.12.1 ⑧), how an insurer's base system writes the values of our code lists.

CREATE TABLE gyomu_code (
    id        INTEGER PRIMARY KEY, -- in the order of the fixture: of several `theirs` the first is written
    hokensha  TEXT NOT NULL REFERENCES hokensha,
    code_list TEXT NOT NULL, -- as in codes.xml
    theirs    TEXT NOT NULL,
    ours      TEXT NOT NULL, -- a value of the list
    mei       TEXT,
    UNIQUE (hokensha, code_list, theirs)
) STRICT;
