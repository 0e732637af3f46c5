ALTER TABLE tokutei_kojin_joho ADD COLUMN standing TEXT;
ALTER TABLE tokutei_kojin_joho ADD COLUMN note TEXT;
-- Other institutions than insurers can be asked, a question can be taken back, and not every provider answers.
CREATE TABLE shokai_new (
    shokai_bango    TEXT PRIMARY KEY,
    hokensha        TEXT NOT NULL,  -- who asks
    edaban          TEXT NOT NULL,  -- the person, as known to who asks
    teikyo_hokensha TEXT REFERENCES hokensha_list, -- an insurer of this 中間サーバー; NULL: another institution
    teikyo_kikan    TEXT,           -- 機関コード; NULL: an insurer that has none in the fixture
    jimu_code       TEXT NOT NULL,
    tetsuzuki       TEXT,           -- 事務手続コード; NULL: not said
    code            TEXT NOT NULL REFERENCES tokutei_kojin_joho,
    kijun_ymd       TEXT,
    busho           TEXT NOT NULL,
    user            TEXT NOT NULL,
    jotai           TEXT NOT NULL CHECK (jotai IN ('処理中', '回答済', '取消')),
    polls           INTEGER NOT NULL DEFAULT 0,
    okuri           INTEGER NOT NULL DEFAULT 0 CHECK (okuri IN (0, 1)), -- 1: of another institution, 情報提供NWS has it
    kekka_kubun     TEXT CHECK (kekka_kubun IN ('該当あり', '該当なし', '提供不可', '時間切れ', '閉局')),
    kaito           TEXT,           -- JSON as it was at kaito_at: [["shubetsu",{"column":"value",…}],…]
    yokyu_at        INTEGER NOT NULL,
    kaito_at        INTEGER,
    uketsuke        TEXT,           -- the link file that it came in; NULL: asked online
    CHECK (teikyo_hokensha IS NOT NULL OR teikyo_kikan IS NOT NULL)
) STRICT, WITHOUT ROWID;
INSERT INTO shokai_new SELECT shokai_bango, hokensha, edaban, teikyo_hokensha, NULL, jimu_code, NULL, code, kijun_ymd, busho, user, jotai,
    polls, 0, kekka_kubun, kaito, yokyu_at, kaito_at, uketsuke FROM shokai;
DROP TABLE shokai;
ALTER TABLE shokai_new RENAME TO shokai;
CREATE INDEX shokai_hokensha ON shokai (hokensha, shokai_bango);
CREATE INDEX shokai_matsu ON shokai (uketsuke, shokai_bango) WHERE uketsuke IS NOT NULL AND jotai = '処理中' AND okuri = 0;
