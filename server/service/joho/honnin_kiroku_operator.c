/* operator/honnin-kiroku: every access of every insurer to 住基ネット and its charge (2.11.3), a page at a
 * time, in the order of their numbers. {}: from the first; {"kaishiHonninBango":"H…"}: those behind it. */
#include "base/bango.h"
#include "service/joho/honnin_kiroku.h"
#include "service/operator.h"
#include "service/page.h"

struct request {
    const char *kaishi;
};

struct reply {
    struct list items;
    int64_t tsuzuki; /* 1: more follow */
};

static const struct field request[] = {FIELD_TEXT(struct request, "kaishiHonninBango", kaishi), FIELD_END};
static const struct field reply[] = {
    FIELD_LIST(struct reply, "kiroku", items, struct honnin_kiroku, honnin_kiroku),
    FIELD_INT(struct reply, "tsuzuki", tsuzuki),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *out = rep;
    const int64_t behind = r->kaishi ? bango_parse(BANGO_HONNIN, r->kaishi) : 0;
    const struct juki_page p = {
        .from = r->kaishi ? behind + 1 : INT64_MIN + 1, .to = INT64_MAX, .limit = page_limit(INT64_MIN)};
    struct juki_ken *rows = NULL;
    size_t n = 0;
    if (r->kaishi && !behind)
        return diag_set(c->diag, ST_CONTROL, "kaishiHonninBango", "本人確認番号 H…N…", r->kaishi);
    enum status st = unyo_access_list(c->tx, &p, c->arena, &rows, &n);
    return st == ST_OK ? honnin_kiroku_show(c, rows, n, p.limit, &out->items, &out->tsuzuki) : st;
}

const struct operator_action operator_honnin_kiroku = {
    .name = "honnin-kiroku",
    .db = DB_UNYO,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
