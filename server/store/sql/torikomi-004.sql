-- The file of warnings of a link file, once it stands, and [["rule","code",count],…] of what is in it: from then on the rows
-- of torikomi_keikoku are forgotten, some thousand in each write. keikoku_kensu NULL: it does not stand yet, or there is none.
ALTER TABLE torikomi ADD COLUMN keikoku_path TEXT;
ALTER TABLE torikomi ADD COLUMN keikoku_size INTEGER;
ALTER TABLE torikomi ADD COLUMN keikoku_sha256 TEXT;
ALTER TABLE torikomi ADD COLUMN keikoku_kensu TEXT;
