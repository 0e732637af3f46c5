/* operator/nws-toi-list: what other institutions have asked by nws-toi, and the answers, in that order, a
 * page at a time, which ends sooner when they are long. {}: all; {"tsuban":"T…"}, {"teikyoHokensha":"…"}:
 * those; {"kaishiTsuban":"T…"}: those behind it; {"kensu":"100"}: so many. */
#include "service/at_text.h"
#include "service/gaibu/nws/nws.h"
#include "service/messages.h"
#include "service/operator.h"
#include "service/page.h"
#include "store/gaibu_toi.h"

struct request {
    const char *tsuban, *hokensha, *kaishi_tsuban, *kensu;
};

struct item {
    struct toi t;
    const char *toi_at, *kaito_at;
};

struct reply {
    struct list toi;
    int64_t tsuzuki; /* 1: more follow */
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "tsuban", tsuban, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "teikyoHokensha", hokensha, FIELD_TAISHO),
    FIELD_TEXT(struct request, "kaishiTsuban", kaishi_tsuban),
    FIELD_TEXT(struct request, "kensu", kensu),
    FIELD_END,
};
static const struct field item[] = {
    FIELD_TEXT(struct item, "tsuban", t.tsuban),
    FIELD_TEXT(struct item, "shokaisha", t.shokaisha),
    FIELD_TEXT(struct item, "teikyoHokensha", t.hokensha),
    FIELD_TEXT(struct item, "jimuCode", t.jimu_code),
    FIELD_TEXT(struct item, "jimuTetsuzukiCode", t.tetsuzuki),
    FIELD_TEXT(struct item, "tokuteiKojinJohoCode", t.code),
    FIELD_TEXT(struct item, "kijunYmd", t.kijun_ymd),
    FIELD_TEXT(struct item, "toiAt", toi_at),
    FIELD_TEXT(struct item, "kekkaKubun", t.kekka_kubun),
    FIELD_TEXT(struct item, "kaitoAt", kaito_at),
    FIELD_ROWS(struct item, "kaito", t.kaito, struct kaito_row, kaito_row),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_LIST(struct reply, "toi", toi, struct item, item),
    FIELD_INT(struct reply, "tsuzuki", tsuzuki),
    FIELD_END,
};

/* The one of that 処理通番, or none. */
static enum status S_one(struct call *c, const struct request *r, int64_t above, struct toi **ret,
                         size_t *ret_n)
{
    bool found = false;
    struct toi *t = arena_array(c->arena, 1, sizeof *t);
    enum status st = t ? toi_get(c->tx, r->tsuban, c->arena, t, &found) : ST_LIMIT;
    *ret = t;
    *ret_n =
        st == ST_OK && found && t->bango > above && (!r->hokensha || strcmp(t->hokensha, r->hokensha) == 0);
    return st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *out = rep;
    struct toi *rows = NULL;
    size_t n = 0;
    bool more = false;
    int64_t limit = 0;
    const int64_t above = r->kaishi_tsuban ? nws_bango(r->kaishi_tsuban) : 0;
    if (r->kaishi_tsuban && !above)
        return diag_set(c->diag, ST_CONTROL, "kaishiTsuban", "nws-toi の処理通番 T00000000N…",
                        r->kaishi_tsuban);
    enum status st = page_limit_of(c->diag, r->kensu, &limit);
    if (st == ST_OK)
        st = r->tsuban ? S_one(c, r, above, &rows, &n)
                       : toi_list(c->tx, r->hokensha, above, limit, PAGE_BYTES, c->arena, &rows, &n, &more);
    out->tsuzuki = page_cut(&n, limit) || more;
    struct item *items = st == ST_OK ? arena_array(c->arena, n, sizeof *items) : NULL;
    for (size_t i = 0; items && i < n; i++)
        items[i] = (struct item){rows[i], at_text(c, rows[i].toi_at), at_text(c, rows[i].kaito_at)};
    out->toi = (struct list){items, n};
    return st == ST_OK && arena_failed(c->arena) ? ST_LIMIT : st;
}

const struct operator_action operator_nws_toi_list = {
    .name = "nws-toi-list",
    .db = DB_GAIBU,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
