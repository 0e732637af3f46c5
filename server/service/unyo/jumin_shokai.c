/* 照会要求 to 住基ネット (2.11.3): basic facts of a person in, the 個人番号 out, or the other way round. Each
 * row goes through the 情報提供サーバー (service/joho) and is answered later, like a question of
 * honnin.request. The one kind whose result file holds a 個人番号. Called by world/load/loader. */
#include "base/json.h"
#include "service/joho/honnin.h"
#include "service/joho/juki_send.h"
#include "service/messages.h"
#include "service/unyo/file_kaishi.h"

struct row {
    const char *kubun, *kojin_bango, *shimei, *shimei_kana, *seibetsu, *seinengappi, *jusho, *riyu;
};

struct line {
    const char *kojin_bango, *shimei, *shimei_kana, *seibetsu, *seinengappi, *jusho, *ido_jiyu, *ido_ymd,
        *shien_sochi;
};

static const struct field row[] = {
    FIELD_TEXT(struct row, "shokaiKubun", kubun),
    FIELD_TEXT_AS(struct row, "kojinBango", kojin_bango, FIELD_KOJIN_BANGO),
    FIELD_TEXT(struct row, "shimei", shimei),
    FIELD_TEXT(struct row, "shimeiKana", shimei_kana),
    FIELD_TEXT(struct row, "seibetsu", seibetsu),
    FIELD_TEXT(struct row, "seinengappi", seinengappi),
    FIELD_TEXT(struct row, "jusho", jusho),
    FIELD_TEXT(struct row, "shokaiRiyu", riyu),
    FIELD_END,
};
static const struct field line[] = {
    FIELD_TEXT_AS(struct line, "kojinBango", kojin_bango, FIELD_KOJIN_BANGO),
    FIELD_TEXT(struct line, "shimei", shimei),
    FIELD_TEXT(struct line, "shimeiKana", shimei_kana),
    FIELD_TEXT(struct line, "seibetsu", seibetsu),
    FIELD_TEXT(struct line, "seinengappi", seinengappi),
    FIELD_TEXT(struct line, "jusho", jusho),
    FIELD_TEXT(struct line, "idoJiyu", ido_jiyu),
    FIELD_TEXT(struct line, "idoYmd", ido_ymd),
    FIELD_TEXT(struct line, "shienSochi", shien_sochi),
    FIELD_END,
};
static const char *const needs[] = {"shokaiKubun", "kojinBango", "shokaiRiyu", NULL};

/* Without these 住基ネット finds nobody, whatever the layout lets pass. */
static enum status S_check(struct call *c, const struct row *r)
{
    bool by_name = r->kubun && strcmp(r->kubun, "1") == 0;
    if (!by_name && (!r->kubun || strcmp(r->kubun, "2") != 0))
        return diag_set(c->diag, ST_JUKI_ITEM, "照会区分", "1、2のいずれか", r->kubun);
    if (by_name && !r->shimei && !r->shimei_kana && !r->seibetsu && !r->seinengappi && !r->jusho)
        return diag_set(c->diag, ST_JUKI_ITEM, "基本4情報", "照会区分 1 ではどれか一つ", NULL);
    if (by_name ? r->kojin_bango != NULL : !r->kojin_bango)
        return diag_set(c->diag, ST_JUKI_ITEM, "個人番号", "照会区分 2 でだけ、必ず", NULL);
    return r->riyu ? ST_OK : diag_set(c->diag, ST_JUKI_ITEM, "照会理由", DIAG_VALUE, DIAG_EMPTY);
}

static enum status S_apply(struct call *c, const void *req, struct row_kekka *out)
{
    const struct row *r = req;
    struct buf toi = BUF_INIT;
    int64_t shokai = 0;
    enum status st = S_check(c, r);
    if (st != ST_OK)
        return st;
    json_write(&toi, juki_toi,
               &(struct juki_toi){r->kubun, r->kojin_bango, r->shimei, r->shimei_kana, r->seibetsu,
                                  r->seinengappi, r->jusho});
    const struct juki_irai irai = {
        .uketsuke = c->uketsuke,
        .gyo = c->gyo,
        .system = c->caller->system,
        .busho = c->caller->busho,
        .user = c->caller->user,
        .riyu = r->riyu,
        .toi = toi.data,
    };
    st = buf_ok(&toi) ? unyo_juki_add(c->tx, c->caller->hokensha, &irai, &shokai) : ST_LIMIT;
    buf_release(&toi);
    if (st == ST_OK && !(out->kagi = honnin_bango(c, shokai)))
        st = ST_LIMIT;
    return st == ST_OK ? ST_ACCEPTED : st;
}

static enum status S_chunk_end(struct call *c, void *state)
{
    (void)state;
    int64_t n;
    const struct juki_matsu file = juki_of_file(c->uketsuke);
    return c->policy->work[WORK_JUKI].how == PROGRESS_MANUAL ? ST_OK : juki_send(c, &file, &n);
}

/* What 住基ネット said, for the result file. */
static enum status S_told(struct call *c, const struct juki_kaito *k)
{
    if (!k->status_name)
        return ST_OK;
    enum status st = message_status(k->status_name);
    if (st == ST_JUKI_MANY)
        return diag_setf(c->diag, st, "照会の項目", "1人に定まる項目", "該当 %lld 人", (long long)k->kensu);
    return diag_set(c->diag, st, "照会の項目", "住民である人の個人番号または基本4情報", NULL);
}

static enum status S_answer(struct call *c, const char *kagi, struct row_answer *ret)
{
    struct juki_kaito k;
    bool found = false;
    enum status st = unyo_juki_get(c->tx, bango_parse(BANGO_HONNIN, kagi), c->arena, &k, &found);
    if (st == ST_OK && (!found || k.dankai != JUKI_ANSWERED))
        st = ST_INTERNAL;
    struct line *one = st == ST_OK ? arena_alloc(c->arena, sizeof *one) : NULL;
    if (!one)
        return st == ST_OK ? ST_LIMIT : st;
    *one = (struct line){k.kojin_bango, k.shimei,   k.shimei_kana, k.seibetsu,   k.seinengappi,
                         k.jusho,       k.ido_jiyu, k.ido_ymd,     k.shien_sochi};
    *ret = (struct row_answer){.lines = {one, 1}};
    return S_told(c, &k);
}

static enum status S_go_on(struct call *c, const char *uketsuke)
{
    int64_t n;
    const struct juki_matsu file = juki_of_file(uketsuke);
    return juki_send(c, &file, &n);
}

static const struct bulk_waits waits = {
    .work = WORK_JUKI,
    .line = line,
    .line_size = sizeof(struct line),
    .answer = S_answer,
    .go_on = S_go_on,
};

const struct bulk bulk_jumin_shokai = {
    .shubetsu = "juminShokai",
    .result_layout = "juminKekka",
    .db = DB_UNYO,
    .sosa = SOSA_HONNIN_SHOKAI,
    .row = row,
    .row_size = sizeof(struct row),
    .needs = needs,
    .apply = S_apply,
    .chunk_end = S_chunk_end,
    .done = file_done,
    .waits = &waits,
    .refuses_clean = true,
};
