-- Who has what for how long is told of people, not of households: setai, of which 記号・番号; aite, of two 本人 the other's 枝番;
-- kara, the first day (YYYYMMDD). Those of households as a whole are found again as their people change.
ALTER TABLE kakunin ADD COLUMN setai TEXT;
ALTER TABLE kakunin ADD COLUMN aite TEXT;
ALTER TABLE kakunin ADD COLUMN kara TEXT;
DELETE FROM kakunin WHERE kisoku <> 'nanajugo';
