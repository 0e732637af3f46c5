-- 情報提供 (1.7.1 ②): one row for each question that an insurer of this 中間サーバー has received, of another one or, over
-- 情報提供NWS, of another institution.
CREATE TABLE teikyo (
    hokensha     TEXT NOT NULL REFERENCES hokensha_list, -- who provides
    tsuban       TEXT NOT NULL,    -- 処理通番
    shokai_bango TEXT,             -- of an insurer of this 中間サーバー: its question in shokai
    shokaisha    TEXT NOT NULL,    -- who asks: 保険者番号 of such an insurer, else 機関コード
    fugo         TEXT CHECK (length(fugo) = 64), -- whom about; NULL: nobody has one
    edaban       TEXT,             -- the person as the provider knows them; NULL: they know none
    jimu_code    TEXT NOT NULL,
    tetsuzuki    TEXT,             -- 事務手続コード; NULL: not said
    code         TEXT NOT NULL,    -- 特定個人情報名コード
    kijun_ymd    TEXT,
    uketsuke_at  INTEGER NOT NULL,
    -- 受付: not decided; 回答待ち: a 副本 is 自動応答不可, so the insurer decides until kigen_at; the others are ends
    jotai        TEXT NOT NULL CHECK (jotai IN ('受付', '回答待ち', '回答済', '拒否', '期限切れ', '取消')),
    kigen_at     INTEGER,          -- NULL: it was never held
    kekka_kubun  TEXT CHECK (kekka_kubun IN ('該当あり', '該当なし', '提供不可')),
    riyu         TEXT,             -- of 拒否, for the insurer itself
    kaito        TEXT,             -- JSON as it was given at kaito_at: [["shubetsu",{"column":"value",…}],…]
    kaito_at     INTEGER,          -- of its end, whichever
    PRIMARY KEY (hokensha, tsuban)
) STRICT, WITHOUT ROWID;
CREATE INDEX teikyo_at ON teikyo (hokensha, uketsuke_at, tsuban);
CREATE INDEX teikyo_machi ON teikyo (hokensha, uketsuke_at, tsuban) WHERE jotai = '回答待ち';
INSERT INTO teikyo SELECT teikyo_hokensha, 'T' || substr(shokai_bango, 2), shokai_bango, hokensha,
    (SELECT f.fugo FROM fugo f WHERE f.hokensha = s.hokensha AND f.edaban = s.edaban), NULL, jimu_code, tetsuzuki, code, kijun_ymd,
    yokyu_at, iif(jotai = '処理中', '受付', jotai), NULL, kekka_kubun, NULL, kaito, kaito_at
    FROM shokai s WHERE teikyo_hokensha IS NOT NULL;
