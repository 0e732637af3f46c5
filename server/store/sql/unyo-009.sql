-- Of two 本人 under one 記号・番号 the other's 枝番.
ALTER TABLE kakunin ADD COLUMN aite TEXT;
