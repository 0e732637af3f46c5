/* operator/nws-kiroku-list: 情報提供等記録 (番号法23条) of 情報提供NWS and of other institutions, by
 * 処理通番, so many of them a page with all that is recorded of each. {}: all; {"tsuban":"T…"},
 * {"kikanCode":"…"} on either side, {"kara":"20170508","made":"20170509"} days of 要求, both included: those;
 * {"kaishiTsuban":"T…"}: those behind it; {"kensu":"100"} a page. Who the person is stays out: gaibu.db has
 * them by the id of NWS. */
#include <string.h>

#include "base/bango.h"
#include "service/kiroku_item.h"
#include "service/operator.h"
#include "service/page.h"
#include "service/period.h"
#include "store/kengen.h"

struct request {
    const char *tsuban, *kikan_code, *kara, *made, *kaishi_tsuban, *kensu;
};

struct reply {
    struct list kiroku;
    int64_t tsuzuki; /* 1: more follow */
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "tsuban", tsuban, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "kikanCode", kikan_code, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "kara", kara, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "made", made, FIELD_TAISHO),
    FIELD_TEXT(struct request, "kaishiTsuban", kaishi_tsuban),
    FIELD_TEXT(struct request, "kensu", kensu),
    FIELD_END,
};
static const struct field item[] = {KIROKU_ITEM_HEAD, KIROKU_ITEM_BODY, KIROKU_ITEM_END};
static const struct field reply[] = {
    FIELD_LIST(struct reply, "kiroku", kiroku, struct kiroku_item, item),
    FIELD_INT(struct reply, "tsuzuki", tsuzuki),
    FIELD_END,
};

static enum status S_kikan(struct call *c, const char *code)
{
    struct kikan k;
    bool found = true;
    enum status st = code ? kikan_get(c->tx, code, c->arena, &k, &found) : ST_OK;
    return st == ST_OK && !found
               ? diag_set(c->diag, ST_SHOKAI_KIKAN_NONE, "kikanCode", "機関マスターにある機関コード", code)
               : st;
}

/* Both sides of a question know it by a number of who asks (tsuban.h), or of NWS. text NULL: not said. */
static enum status S_tsuban(struct call *c, const char *mei, const char *text)
{
    if (!text || (text[0] == 'T' && bango_parse(BANGO_SHOKAI, arena_printf(c->arena, "S%s", text + 1))))
        return ST_OK;
    return diag_set(c->diag, ST_CONTROL, mei, "処理通番 T…", text);
}

static enum status S_toi(struct call *c, const struct request *r, struct kiroku_toi *t)
{
    *t = (struct kiroku_toi){
        .hokensha = r->kikan_code, .tsuban = r->tsuban, .after = r->kaishi_tsuban ? r->kaishi_tsuban : ""};
    enum status st = S_kikan(c, r->kikan_code);
    if (st == ST_OK)
        st = period_day(c, ST_CONTROL, "kara", r->kara, 0, INT64_MIN, &t->kara);
    if (st == ST_OK)
        st = period_day(c, ST_CONTROL, "made", r->made, 1, INT64_MAX, &t->made);
    if (st == ST_OK && t->kara >= t->made)
        st = diag_set(c->diag, ST_CONTROL, "made", "kara 以後の日付", r->made);
    if (st == ST_OK)
        st = S_tsuban(c, "tsuban", r->tsuban);
    if (st == ST_OK)
        st = S_tsuban(c, "kaishiTsuban", r->kaishi_tsuban);
    return st == ST_OK ? page_limit_of(c->diag, r->kensu, &t->limit) : st;
}

/* Those of one 処理通番 are neighbours. The page ends before one that is one too many, or when it is long. */
static enum status S_page(struct call *c, const struct kiroku_ken *all, size_t n, int64_t limit,
                          struct reply *out)
{
    struct kiroku_item *items = arena_array(c->arena, n, sizeof *items);
    const size_t before = arena_used(c->arena);
    enum status st = ST_OK;
    int64_t seen = 0;
    size_t i = 0;
    for (; items && i < n && st == ST_OK; i++) {
        if ((!i || strcmp(all[i].tsuban, all[i - 1].tsuban) != 0) &&
            (++seen == limit || arena_used(c->arena) - before >= PAGE_BYTES))
            break;
        st = kiroku_item(c, &all[i], &items[i]);
    }
    out->kiroku = (struct list){items, i};
    out->tsuzuki = i < n;
    return st == ST_OK && arena_failed(c->arena) ? ST_LIMIT : st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    struct kiroku_toi toi;
    struct kiroku_ken *kens = NULL;
    size_t n = 0;
    enum status st = S_toi(c, req, &toi);
    if (st == ST_OK)
        st = kiroku_soto(c->tx, &toi, c->arena, &kens, &n);
    return st == ST_OK ? S_page(c, kens, n, toi.limit, rep) : st;
}

const struct operator_action operator_nws_kiroku_list = {
    .name = "nws-kiroku-list",
    .db = DB_GAIBU,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
