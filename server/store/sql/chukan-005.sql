-- What rows of 資格情報 have left worse: looked at when the next link file of 資格情報 ends, since later rows may mend it.
CREATE TABLE nokori (
    hokensha TEXT NOT NULL,
    edaban   TEXT NOT NULL,
    shubetsu TEXT NOT NULL, -- of the 副本, as in fukuhon
    kagi     TEXT NOT NULL,
    mark     INTEGER NOT NULL, -- file/rule/nokori.h
    PRIMARY KEY (hokensha, edaban, shubetsu, kagi)
) STRICT, WITHOUT ROWID;
