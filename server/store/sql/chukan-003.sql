-- The first day of a 副本 whose key (kagi) says more than it, or something else; NULL: kagi is that day.
ALTER TABLE fukuhon ADD COLUMN kara TEXT;
