/* 加入者情報一括登録 (2.12.2): each row by its 処理区分, as online; one fugoTsuchi for a chunk. */
#include <string.h>

#include "file/rule/kubun.h"
#include "service/unyo/file_kaishi.h"
#include "service/unyo/kanyusha_apply.h"
#include "service/unyo/kanyusha_kakunin.h"
#include "service/unyo/kanyusha_irekae.h"
#include "service/unyo/kanyusha_sound.h"
#include "store/torikomi.h"

static const struct field row[] = {
    FIELD_TEXT(struct kanyusha_irai, "shoriKubun", shori_kubun),
    FIELD_TEXT(struct kanyusha_irai, "seiriBango", seiri_bango),
    FIELD_TEXT(struct kanyusha_irai, "edaban", edaban),
    FIELD_TEXT_AS(struct kanyusha_irai, "kojinBango", kojin_bango, FIELD_KOJIN_BANGO),
    FIELD_TEXT(struct kanyusha_irai, "kigo", kigo),
    FIELD_TEXT(struct kanyusha_irai, "bango", bango),
    FIELD_TEXT(struct kanyusha_irai, "honninKazoku", honnin_kazoku),
    FIELD_TEXT(struct kanyusha_irai, "shimei", shimei),
    FIELD_TEXT(struct kanyusha_irai, "shimeiKana", shimei_kana),
    FIELD_TEXT(struct kanyusha_irai, "seibetsu", seibetsu),
    FIELD_TEXT(struct kanyusha_irai, "seinengappi", seinengappi),
    FIELD_TEXT(struct kanyusha_irai, "jusho", jusho),
    FIELD_TEXT(struct kanyusha_irai, "shutokuYmd", shutoku_ymd),
    FIELD_TEXT(struct kanyusha_irai, "soshitsuYmd", soshitsu_ymd),
    FIELD_TEXT(struct kanyusha_irai, "ninteiYmd", nintei_ymd),
    FIELD_TEXT(struct kanyusha_irai, "teiseiJiyu", teisei_jiyu),
    FIELD_END,
};

/* All that a registration cannot be without, and what tells the person and the change. 整理番号 is the
 * sender's own; without 資格喪失年月日 nobody can be lost by file, and without 認定年月日 nobody has one. */
static const char *const needs[] = {"shoriKubun",   "edaban",     "kojinBango", "kigo",     "bango",
                                    "honninKazoku", "shimei",     "shimeiKana", "seibetsu", "seinengappi",
                                    "jusho",        "shutokuYmd", NULL};

/* What is wrong with a row is found again, and told, when it is applied. */
static bool S_prepare(struct arena *a, void *cells)
{
    struct kanyusha_irai *r = cells;
    struct diag d;
    (void)a;
    r->sound = kanyusha_sound(r, &d) == ST_OK;
    return true;
}

static enum status S_ready(struct call *c, int64_t rows, bool *ret_more)
{
    return unyo_kanyusha_expect(c->tx, c->caller->hokensha, rows, ret_more);
}

static enum status S_done(struct call *c, const struct torikomi *t)
{
    unyo_kanyusha_expect_end(c->tx);
    enum status st = irekae_file_done(c, t->uketsuke);
    if (st == ST_OK)
        st = file_done(c, t);
    return st == ST_OK ? chofuku_file_done(c) : st;
}

static enum status S_apply(struct call *c, const void *cells, struct row_kekka *out)
{
    const struct kanyusha_irai *r = cells;
    const char *kubun = kanyusha_given(r->shori_kubun) ? r->shori_kubun : "";
    switch (kubun[0] && !kubun[1] ? kubun[0] : 0) {
    case '1':
        return kanyusha_shinki(c, r, c->bulk_state, &out->edaban);
    case '2':
        return kanyusha_henko(c, r, &out->edaban);
    case '3':
        return kanyusha_teisei(c, r, c->bulk_state, &out->edaban);
    case '4':
        return kanyusha_soshitsu(c, r, &out->edaban);
    case '5':
        return kanyusha_torikeshi(c, r, &out->edaban);
    case '6':
        return kanyusha_soshitsu_torikeshi(c, r, &out->edaban);
    default:
        return kubun_none(kubun, c->diag);
    }
}

static enum status S_chunk_end(struct call *c, void *state)
{
    struct kanyusha_state *s = state;
    enum status st = shirase_end(c, &s->shirase);
    return st == ST_OK ? kanyusha_shinki_end(c, s) : st;
}

const struct bulk bulk_kanyusha_toroku = {
    .shubetsu = "kanyushaToroku",
    .result_layout = "kanyushaKekka",
    .db = DB_UNYO,
    .sosa = SOSA_KANYUSHA_TOROKU,
    .row = row,
    .row_size = sizeof(struct kanyusha_irai),
    .needs = needs,
    .ready = S_ready,
    .prepare = S_prepare,
    .apply = S_apply,
    .chunk_end = S_chunk_end,
    .state_size = sizeof(struct kanyusha_state),
    .owari = kakunin_owari,
    .done = S_done,
    .refuses_clean = true, /* kanyusha_apply.h; what kanyusha_irekae.c reads ahead may stay */
};
