-- The link file that a 情報照会 came in; NULL: asked online.
ALTER TABLE shokai ADD COLUMN uketsuke TEXT;
CREATE INDEX shokai_matsu ON shokai (uketsuke, shokai_bango) WHERE uketsuke IS NOT NULL AND jotai = '処理中';
