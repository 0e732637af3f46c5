/* The tables of bodies.h: the one place that tells how a message is written. An order of columns is also that
 * of the SQL in store/ that makes or reads the list; tests/unit/service/test_messages.c and every test that
 * carries a message hold both together. */
#include "service/bodies.h"

const struct field body_hokensha_toroku[] = {
    FIELD_TEXT_AS(struct body_hokensha_toroku, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct body_hokensha_toroku, "mei", mei, FIELD_MUST),
    FIELD_END,
};

const struct field body_fugo_ikkatsu[] = {
    FIELD_TEXT_AS(struct body_fugo_ikkatsu, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct body_fugo_ikkatsu, "edabanFrom", edaban_from, FIELD_LEFT_OUT),
    FIELD_TEXT_AS(struct body_fugo_ikkatsu, "edabanTo", edaban_to, FIELD_LEFT_OUT),
    FIELD_INT_AS(struct body_fugo_ikkatsu, "first", first, FIELD_MUST),
    FIELD_INT_AS(struct body_fugo_ikkatsu, "next", next, FIELD_MUST),
    FIELD_END,
};

const struct field yokyu_row[] = {
    FIELD_TEXT_AS(struct yokyu_row, "yokyuNo", yokyu_no, FIELD_MUST),
    FIELD_TEXT_AS(struct yokyu_row, "edaban", edaban, FIELD_MUST),
    FIELD_TEXT_AS(struct yokyu_row, "shikaku", shikaku, FIELD_LEFT_OUT),
    FIELD_END,
};
const struct field body_yokyu[] = {
    FIELD_TEXT_AS(struct body_yokyu, "hokensha", hokensha, FIELD_MUST),
    FIELD_ROWS(struct body_yokyu, "yokyu", yokyu, struct yokyu_row, yokyu_row),
    FIELD_END,
};

static const struct field juki_yokyu_row[] = {
    FIELD_TEXT_AS(struct juki_yokyu_row, "yokyuNo", yokyu_no, FIELD_MUST),
    FIELD_TEXT_AS(struct juki_yokyu_row, "edaban", edaban, FIELD_MUST),
    FIELD_TEXT_AS(struct juki_yokyu_row, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct juki_yokyu_row, "kojinBango", kojin_bango, FIELD_MUST | FIELD_KOJIN_BANGO),
    FIELD_END,
};
const struct field body_juki_yokyu[] = {
    FIELD_ROWS(struct body_juki_yokyu, "yokyu", yokyu, struct juki_yokyu_row, juki_yokyu_row),
    FIELD_END,
};

const struct field fugo_kekka_row[] = {
    FIELD_TEXT_AS(struct fugo_kekka_row, "yokyuNo", yokyu_no, FIELD_MUST),
    FIELD_TEXT_AS(struct fugo_kekka_row, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct fugo_kekka_row, "edaban", edaban, FIELD_MUST),
    FIELD_TEXT_AS(struct fugo_kekka_row, "idCode", id_code, 0),
    FIELD_TEXT_AS(struct fugo_kekka_row, "status", status, 0),
    FIELD_END,
};
const struct field body_fugo_kekka[] = {
    FIELD_ROWS(struct body_fugo_kekka, "kekka", kekka, struct fugo_kekka_row, fugo_kekka_row),
    FIELD_END,
};

const struct field fugo_kanryo_row[] = {
    FIELD_TEXT_AS(struct fugo_kanryo_row, "yokyuNo", yokyu_no, FIELD_MUST),
    FIELD_INT_AS(struct fugo_kanryo_row, "obtained", obtained, FIELD_MUST),
    FIELD_TEXT_AS(struct fugo_kanryo_row, "status", status, 0),
    FIELD_END,
};
const struct field body_fugo_kanryo[] = {
    FIELD_ROWS(struct body_fugo_kanryo, "kekka", kekka, struct fugo_kanryo_row, fugo_kanryo_row),
    FIELD_END,
};

const struct field kanyusha_ido_row[] = {
    FIELD_TEXT_AS(struct kanyusha_ido_row, "edaban", edaban, FIELD_MUST),
    FIELD_TEXT_AS(struct kanyusha_ido_row, "ido", ido, 0),
    FIELD_TEXT_AS(struct kanyusha_ido_row, "ymd", ymd, 0),
    FIELD_TEXT_AS(struct kanyusha_ido_row, "shikaku", shikaku, FIELD_LEFT_OUT),
    FIELD_END,
};
const struct field body_kanyusha_ido[] = {
    FIELD_TEXT_AS(struct body_kanyusha_ido, "hokensha", hokensha, FIELD_MUST),
    FIELD_ROWS(struct body_kanyusha_ido, "ido", ido, struct kanyusha_ido_row, kanyusha_ido_row),
    FIELD_END,
};
const struct field shikaku_tsuchi_row[] = {
    FIELD_INT_AS(struct shikaku_tsuchi_row, "kara", kara, FIELD_MUST),
    FIELD_TEXT_AS(struct shikaku_tsuchi_row, "shikaku", shikaku, FIELD_MUST),
    FIELD_END,
};
const struct field body_shikaku_tsuchi[] = {
    FIELD_TEXT_AS(struct body_shikaku_tsuchi, "hokensha", hokensha, FIELD_MUST),
    FIELD_ROWS(struct body_shikaku_tsuchi, "shikaku", shikaku, struct shikaku_tsuchi_row, shikaku_tsuchi_row),
    FIELD_END,
};
const struct field body_kanyusha_soshitsu[] = {
    FIELD_TEXT_AS(struct body_kanyusha_soshitsu, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct body_kanyusha_soshitsu, "edaban", edaban, FIELD_MUST),
    FIELD_TEXT_AS(struct body_kanyusha_soshitsu, "ymd", ymd, FIELD_MUST),
    FIELD_END,
};
const struct field body_fugo_hanasu[] = {
    FIELD_TEXT_AS(struct body_fugo_hanasu, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct body_fugo_hanasu, "edaban", edaban, FIELD_MUST),
    FIELD_TEXT_AS(struct body_fugo_hanasu, "yokyuNo", yokyu_no, FIELD_LEFT_OUT),
    FIELD_END,
};
const struct field body_chofuku_kakunin[] = {
    FIELD_TEXT_AS(struct body_chofuku_kakunin, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct body_chofuku_kakunin, "kara", kara, FIELD_MUST),
    FIELD_TEXT_AS(struct body_chofuku_kakunin, "made", made, FIELD_MUST),
    FIELD_END,
};
const struct field body_chofuku_machi[] = {FIELD_END};

const struct field body_file_uketsuke[] = {
    FIELD_TEXT_AS(struct body_file_uketsuke, "uketsuke", uketsuke, FIELD_MUST),
    FIELD_TEXT_AS(struct body_file_uketsuke, "shubetsu", shubetsu, FIELD_MUST),
    FIELD_TEXT_AS(struct body_file_uketsuke, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct body_file_uketsuke, "system", system, FIELD_MUST),
    FIELD_TEXT_AS(struct body_file_uketsuke, "busho", busho, FIELD_MUST),
    FIELD_TEXT_AS(struct body_file_uketsuke, "user", user, FIELD_MUST),
    FIELD_INT_AS(struct body_file_uketsuke, "roles", roles, FIELD_MUST),
    FIELD_TEXT_AS(struct body_file_uketsuke, "path", path, FIELD_MUST),
    FIELD_TEXT_AS(struct body_file_uketsuke, "resultPath", result_path, FIELD_MUST),
    FIELD_TEXT_AS(struct body_file_uketsuke, "encoding", encoding, FIELD_MUST),
    FIELD_INT_AS(struct body_file_uketsuke, "at", at, FIELD_MUST),
    FIELD_INT_AS(struct body_file_uketsuke, "jun", jun, FIELD_MUST),
    FIELD_END,
};
const struct field body_file_machi[] = {
    FIELD_TEXT_AS(struct body_file_machi, "uketsuke", uketsuke, FIELD_MUST),
    FIELD_INT_AS(struct body_file_machi, "gyo", gyo, FIELD_MUST),
    FIELD_INT_AS(struct body_file_machi, "seijo", seijo, FIELD_MUST),
    FIELD_INT_AS(struct body_file_machi, "ijo", ijo, FIELD_MUST),
    FIELD_END,
};
const struct field body_saisoku[] = {
    FIELD_TEXT_AS(struct body_saisoku, "uketsuke", uketsuke, FIELD_MUST),
    FIELD_END,
};
const struct field body_file_kanryo[] = {
    FIELD_TEXT_AS(struct body_file_kanryo, "uketsuke", uketsuke, FIELD_MUST),
    FIELD_TEXT_AS(struct body_file_kanryo, "jotai", jotai, FIELD_MUST),
    FIELD_INT_AS(struct body_file_kanryo, "at", at, FIELD_MUST),
    FIELD_INT_AS(struct body_file_kanryo, "gyo", gyo, FIELD_MUST),
    FIELD_INT_AS(struct body_file_kanryo, "seijo", seijo, FIELD_MUST),
    FIELD_INT_AS(struct body_file_kanryo, "ijo", ijo, FIELD_MUST),
    FIELD_TEXT_AS(struct body_file_kanryo, "resultPath", result_path, 0),
    FIELD_INT_AS(struct body_file_kanryo, "resultSize", result_size, 0),
    FIELD_TEXT_AS(struct body_file_kanryo, "resultSha256", result_sha256, 0),
    FIELD_TEXT_AS(struct body_file_kanryo, "status", status, FIELD_LEFT_OUT),
    FIELD_TEXT_AS(struct body_file_kanryo, "item", item, FIELD_LEFT_OUT),
    FIELD_TEXT_AS(struct body_file_kanryo, "want", want, FIELD_LEFT_OUT),
    FIELD_TEXT_AS(struct body_file_kanryo, "have", have, FIELD_LEFT_OUT),
    FIELD_TEXT_AS(struct body_file_kanryo, "keikoku", keikoku, FIELD_LEFT_OUT),
    FIELD_TEXT_AS(struct body_file_kanryo, "keikokuPath", keikoku_path, FIELD_LEFT_OUT),
    FIELD_INT_AS(struct body_file_kanryo, "keikokuSize", keikoku_size, FIELD_LEFT_OUT),
    FIELD_TEXT_AS(struct body_file_kanryo, "keikokuSha256", keikoku_sha256, FIELD_LEFT_OUT),
    FIELD_END,
};

const struct field body_shokai_kaito[] = {
    FIELD_TEXT_AS(struct body_shokai_kaito, "shokaiBango", shokai_bango, FIELD_MUST),
    FIELD_END,
};

const struct field body_kikan_shokai[] = {
    FIELD_TEXT_AS(struct body_kikan_shokai, "tsuban", tsuban, FIELD_MUST),
    FIELD_TEXT_AS(struct body_kikan_shokai, "shokaisha", shokaisha, FIELD_MUST),
    FIELD_TEXT_AS(struct body_kikan_shokai, "teikyosha", teikyosha, FIELD_MUST),
    FIELD_TEXT_AS(struct body_kikan_shokai, "id", id, FIELD_MUST),
    FIELD_TEXT_AS(struct body_kikan_shokai, "jimuCode", jimu_code, FIELD_MUST),
    FIELD_TEXT_AS(struct body_kikan_shokai, "jimuTetsuzukiCode", tetsuzuki, FIELD_LEFT_OUT),
    FIELD_TEXT_AS(struct body_kikan_shokai, "tokuteiKojinJohoCode", code, FIELD_MUST),
    FIELD_TEXT_AS(struct body_kikan_shokai, "kijunYmd", kijun_ymd, FIELD_LEFT_OUT),
    FIELD_END,
};
const struct field body_gaibu_shokai[] = {
    FIELD_TEXT_AS(struct body_gaibu_shokai, "tsuban", tsuban, FIELD_MUST),
    FIELD_TEXT_AS(struct body_gaibu_shokai, "shokaisha", shokaisha, FIELD_MUST),
    FIELD_TEXT_AS(struct body_gaibu_shokai, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct body_gaibu_shokai, "id", id, FIELD_MUST),
    FIELD_TEXT_AS(struct body_gaibu_shokai, "jimuCode", jimu_code, FIELD_MUST),
    FIELD_TEXT_AS(struct body_gaibu_shokai, "jimuTetsuzukiCode", tetsuzuki, FIELD_LEFT_OUT),
    FIELD_TEXT_AS(struct body_gaibu_shokai, "tokuteiKojinJohoCode", code, FIELD_MUST),
    FIELD_TEXT_AS(struct body_gaibu_shokai, "kijunYmd", kijun_ymd, FIELD_LEFT_OUT),
    FIELD_END,
};
const struct field kaito_row[] = {
    FIELD_TEXT_AS(struct kaito_row, "shubetsu", shubetsu, FIELD_MUST),
    FIELD_OBJECT(struct kaito_row, "komoku", komoku, NULL),
    FIELD_END,
};
const struct field body_kikan_kaito[] = {
    FIELD_TEXT_AS(struct body_kikan_kaito, "tsuban", tsuban, FIELD_MUST),
    FIELD_TEXT_AS(struct body_kikan_kaito, "kekkaKubun", kekka_kubun, FIELD_MUST),
    FIELD_ROWS(struct body_kikan_kaito, "kaito", kaito, struct kaito_row, kaito_row),
    FIELD_END,
};
const struct field body_kikan_kigen[] = {
    FIELD_TEXT_AS(struct body_kikan_kigen, "tsuban", tsuban, FIELD_MUST),
    FIELD_TEXT_AS(struct body_kikan_kigen, "shokaisha", shokaisha, FIELD_MUST),
    FIELD_TEXT_AS(struct body_kikan_kigen, "teikyosha", teikyosha, FIELD_MUST),
    FIELD_TEXT_AS(struct body_kikan_kigen, "kekkaKubun", kekka_kubun, FIELD_MUST),
    FIELD_ROWS(struct body_kikan_kigen, "kaito", kaito, struct kaito_row, kaito_row),
    FIELD_END,
};
const struct field body_kikan_torikeshi[] = {
    FIELD_TEXT_AS(struct body_kikan_torikeshi, "tsuban", tsuban, FIELD_MUST),
    FIELD_TEXT_AS(struct body_kikan_torikeshi, "shokaisha", shokaisha, FIELD_MUST),
    FIELD_TEXT_AS(struct body_kikan_torikeshi, "teikyosha", teikyosha, FIELD_MUST),
    FIELD_END,
};
const struct field body_gaibu_kaito[] = {
    FIELD_TEXT_AS(struct body_gaibu_kaito, "tsuban", tsuban, FIELD_MUST),
    FIELD_TEXT_AS(struct body_gaibu_kaito, "kekkaKubun", kekka_kubun, FIELD_MUST),
    FIELD_ROWS(struct body_gaibu_kaito, "kaito", kaito, struct kaito_row, kaito_row),
    FIELD_END,
};

const struct field body_teikyo_kigen[] = {
    FIELD_TEXT_AS(struct body_teikyo_kigen, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct body_teikyo_kigen, "tsuban", tsuban, FIELD_MUST),
    FIELD_END,
};

const struct field juki_toi[] = {
    FIELD_TEXT_AS(struct juki_toi, "kubun", kubun, FIELD_MUST),
    FIELD_TEXT_AS(struct juki_toi, "kojinBango", kojin_bango, FIELD_KOJIN_BANGO),
    FIELD_TEXT_AS(struct juki_toi, "shimei", shimei, 0),
    FIELD_TEXT_AS(struct juki_toi, "shimeiKana", shimei_kana, 0),
    FIELD_TEXT_AS(struct juki_toi, "seibetsu", seibetsu, 0),
    FIELD_TEXT_AS(struct juki_toi, "seinengappi", seinengappi, 0),
    FIELD_TEXT_AS(struct juki_toi, "jusho", jusho, 0),
    FIELD_END,
};
const struct field juki_shokai_row[] = {
    FIELD_INT_AS(struct juki_shokai_row, "shokaiBango", shokai, FIELD_MUST),
    FIELD_GROUP(struct juki_shokai_row, "toi", toi, juki_toi),
    FIELD_END,
};
const struct field body_juki_shokai[] = {
    FIELD_TEXT_AS(struct body_juki_shokai, "uketsuke", uketsuke, FIELD_LEFT_OUT),
    FIELD_ROWS(struct body_juki_shokai, "shokai", shokai, struct juki_shokai_row, juki_shokai_row),
    FIELD_END,
};

const struct field juki_hito[] = {
    FIELD_TEXT_AS(struct juki_hito, "kojinBango", kojin_bango, FIELD_KOJIN_BANGO),
    FIELD_TEXT_AS(struct juki_hito, "shimei", shimei, 0),
    FIELD_TEXT_AS(struct juki_hito, "shimeiKana", shimei_kana, 0),
    FIELD_TEXT_AS(struct juki_hito, "seibetsu", seibetsu, 0),
    FIELD_TEXT_AS(struct juki_hito, "seinengappi", seinengappi, 0),
    FIELD_TEXT_AS(struct juki_hito, "jusho", jusho, 0),
    FIELD_TEXT_AS(struct juki_hito, "shienSochi", shien_sochi, FIELD_LEFT_OUT),
    FIELD_TEXT_AS(struct juki_hito, "idoJiyu", ido_jiyu, FIELD_LEFT_OUT),
    FIELD_TEXT_AS(struct juki_hito, "idoYmd", ido_ymd, FIELD_LEFT_OUT),
    FIELD_END,
};
const struct field juki_kaito_row[] = {
    FIELD_INT_AS(struct juki_kaito_row, "shokaiBango", shokai, FIELD_MUST),
    FIELD_TEXT_AS(struct juki_kaito_row, "status", status, 0),
    FIELD_INT_AS(struct juki_kaito_row, "people", people, FIELD_MUST),
    FIELD_OBJECT(struct juki_kaito_row, "hito", hito, juki_hito),
    FIELD_END,
};
const struct field body_juki_kaito[] = {
    FIELD_TEXT_AS(struct body_juki_kaito, "uketsuke", uketsuke, FIELD_LEFT_OUT),
    FIELD_ROWS(struct body_juki_kaito, "kaito", kaito, struct juki_kaito_row, juki_kaito_row),
    FIELD_END,
};

const struct field juki_togo_row[] = {
    FIELD_INT_AS(struct juki_togo_row, "shokai", shokai, FIELD_MUST),
    FIELD_TEXT_AS(struct juki_togo_row, "edaban", edaban, FIELD_MUST),
    FIELD_TEXT_AS(struct juki_togo_row, "kojinBango", kojin_bango, FIELD_KOJIN_BANGO),
    FIELD_TEXT_AS(struct juki_togo_row, "shimei", shimei, FIELD_MUST),
    FIELD_TEXT_AS(struct juki_togo_row, "shimeiKana", shimei_kana, FIELD_MUST),
    FIELD_TEXT_AS(struct juki_togo_row, "seibetsu", seibetsu, FIELD_MUST),
    FIELD_TEXT_AS(struct juki_togo_row, "seinengappi", seinengappi, FIELD_MUST),
    FIELD_TEXT_AS(struct juki_togo_row, "jusho", jusho, FIELD_MUST),
    FIELD_END,
};
const struct field body_juki_togo[] = {
    FIELD_TEXT_AS(struct body_juki_togo, "hokensha", hokensha, FIELD_MUST),
    FIELD_ROWS(struct body_juki_togo, "togo", togo, struct juki_togo_row, juki_togo_row),
    FIELD_END,
};
const struct field juki_togo_kekka_row[] = {
    FIELD_INT_AS(struct juki_togo_kekka_row, "shokai", shokai, FIELD_MUST),
    FIELD_TEXT_AS(struct juki_togo_kekka_row, "edaban", edaban, FIELD_MUST),
    FIELD_INT_AS(struct juki_togo_kekka_row, "komoku", komoku, FIELD_MUST),
    FIELD_END,
};
const struct field body_juki_togo_kekka[] = {
    FIELD_TEXT_AS(struct body_juki_togo_kekka, "hokensha", hokensha, FIELD_MUST),
    FIELD_ROWS(struct body_juki_togo_kekka, "kekka", kekka, struct juki_togo_kekka_row, juki_togo_kekka_row),
    FIELD_END,
};
const struct field togo_row[] = {
    FIELD_INT_AS(struct togo_row, "kubun", kubun, FIELD_MUST),
    FIELD_TEXT_AS(struct togo_row, "edaban", edaban, FIELD_MUST),
    FIELD_INT_AS(struct togo_row, "komoku", komoku, FIELD_MUST),
    FIELD_END,
};
const struct field body_togo_tsuchi[] = {
    FIELD_TEXT_AS(struct body_togo_tsuchi, "hokensha", hokensha, FIELD_MUST),
    FIELD_ROWS(struct body_togo_tsuchi, "togo", togo, struct togo_row, togo_row),
    FIELD_END,
};
