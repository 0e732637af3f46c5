/* 情報照会要求 as a link file (1.7.1 ②): each row is a 情報照会 like one asked by shokai.request; the result
 * file tells of every 副本 that was answered. Called by world/load/loader. */
#include "service/chukan/shokai_kaishi.h"
#include "service/chukan/shokai_saisoku.h"
#include "service/messages.h"
#include "store/chukan_shokai.h"
#include "store/torikomi.h"

struct line {
    const char *shokai_bango, *kekka_kubun, *shubetsu, *komoku;
};

static const struct field row[] = {
    FIELD_TEXT(struct shokai_irai, "edaban", edaban),
    FIELD_TEXT(struct shokai_irai, "teikyoHokensha", teikyo_hokensha),
    FIELD_TEXT(struct shokai_irai, "jimuCode", jimu_code),
    FIELD_TEXT(struct shokai_irai, "tokuteiKojinJohoCode", code),
    FIELD_TEXT(struct shokai_irai, "kijunYmd", kijun_ymd),
    FIELD_END,
};
static const struct field line[] = {
    FIELD_TEXT(struct line, "shokaiBango", shokai_bango),
    FIELD_TEXT(struct line, "kekkaKubun", kekka_kubun),
    FIELD_TEXT(struct line, "shubetsu", shubetsu),
    FIELD_TEXT(struct line, "komoku", komoku),
    FIELD_END,
};
static const char *const needs[] = {"edaban", "teikyoHokensha", "jimuCode", "tokuteiKojinJohoCode", NULL};

static enum status S_apply(struct call *c, const void *req, struct row_kekka *out)
{
    struct shokai_irai r = *(const struct shokai_irai *)req;
    r.uketsuke = c->uketsuke;
    enum status st = shokai_kaishi(c, &r, &out->kagi);
    return st == ST_OK ? ST_ACCEPTED : st;
}

/* 該当なし and 提供不可 are answers, too: one line without a 副本. */
static enum status S_answer(struct call *c, const char *kagi, struct row_answer *ret)
{
    struct chukan_shokai s;
    struct chukan_kaito *list = NULL;
    bool found = false;
    size_t n = 0;
    enum status st = chukan_shokai_get(c->tx, kagi, c->arena, &s, &found);
    if (st == ST_OK && (!found || !s.kaito))
        st = ST_INTERNAL;
    if (st == ST_OK)
        st = chukan_kaito_read(c->tx, s.kaito, c->arena, &list, &n);
    struct line *lines = st == ST_OK ? arena_array(c->arena, n ? n : 1, sizeof *lines) : NULL;
    if (!lines)
        return st == ST_OK ? ST_LIMIT : st;
    lines[0] = (struct line){s.bango, s.kekka_kubun, NULL, NULL};
    for (size_t i = 0; i < n; i++)
        lines[i] = (struct line){s.bango, s.kekka_kubun, list[i].shubetsu, list[i].komoku};
    *ret = (struct row_answer){.lines = {lines, n ? n : 1}, .nothing = n == 0};
    return ST_OK;
}

/* 運用支援環境 shows the counts while the answers are awaited. */
static enum status S_machi(struct call *c, const struct torikomi *t)
{
    const struct body_file_machi b = {t->uketsuke, t->total, t->ok_count, t->err_count};
    return message_put(c, "fileMachi", &b, c->now);
}

static const struct bulk_waits waits = {
    .work = WORK_SHOKAI,
    .line = line,
    .line_size = sizeof(struct line),
    .answer = S_answer,
    .machi = S_machi,
    .go_on = shokai_saisoku,
};

const struct bulk bulk_joho_shokai = {
    .shubetsu = "johoShokai",
    .result_layout = "johoShokaiKekka",
    .db = DB_CHUKAN,
    .role = ROLE_SHOKAI,
    .row = row,
    .row_size = sizeof(struct shokai_irai),
    .needs = needs,
    .apply = S_apply,
    .done = file_kanryo_send,
    .waits = &waits,
    .refuses_clean = true,
    .asks = true,
};
