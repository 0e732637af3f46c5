-- kanri.db: a 電子証明書 of the data folder stays on record when its name is given up, so that no number comes again; who registers the
-- name again has its key again, but for one that was revoked by hand.

ALTER TABLE shomeisho ADD COLUMN haishi INTEGER NOT NULL DEFAULT 0 CHECK (haishi IN (0, 1)); -- 1: 失効 since its name was given up
