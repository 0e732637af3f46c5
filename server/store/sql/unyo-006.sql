-- The file of warnings of a receipt, beside its result file.
ALTER TABLE uketsuke ADD COLUMN keikoku_path TEXT;
ALTER TABLE uketsuke ADD COLUMN keikoku_size INTEGER;
ALTER TABLE uketsuke ADD COLUMN keikoku_sha256 TEXT;

-- お知らせ of warnings: one a file and rule.
CREATE TABLE keikoku (
    hokensha TEXT NOT NULL,
    at       INTEGER NOT NULL, -- virtual time at which the file ended
    uketsuke TEXT NOT NULL REFERENCES uketsuke (uketsuke),
    kisoku   TEXT NOT NULL,
    code     TEXT NOT NULL,
    kensu    INTEGER NOT NULL,
    PRIMARY KEY (hokensha, at, uketsuke, kisoku, code)
) STRICT, WITHOUT ROWID;
