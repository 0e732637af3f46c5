/* honnin.list: every access of one's own to 住基ネット, by operation, by link file or where a registration
 * was matched: who, when, what for, by which items, what came of it and what it costs (2.11.3); a page at a
 * time, in the order in which they went out: what goes out later comes behind what was shown. Called by
 * world/call. */
#include "service/joho/honnin.h"
#include "service/joho/honnin_kiroku.h"
#include "service/may.h"
#include "service/page.h"
#include "service/period.h"

struct request {
    const char *kara, *made;
    const char *kaishi; /* only those behind it; NULL: from the first */
    int64_t kensu;      /* absent: PAGE_MOST */
};

struct reply {
    struct list items;
    int64_t tsuzuki; /* 1: more follow the last item */
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "kara", kara, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "made", made, FIELD_TAISHO),
    FIELD_TEXT(struct request, "kaishiHonninBango", kaishi),
    FIELD_INT(struct request, "kensu", kensu),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_LIST(struct reply, "item", items, struct honnin_kiroku, honnin_kiroku),
    FIELD_INT(struct reply, "tsuzuki", tsuzuki),
    FIELD_END,
};

/* From behind an access of the caller's. */
static enum status S_behind(struct call *c, const char *kaishi, struct juki_page *p)
{
    const int64_t shokai = bango_parse(BANGO_HONNIN, kaishi);
    int64_t at = INT64_MIN;
    enum status st = shokai > p->from && shokai <= p->to ? unyo_access_when(c->tx, shokai, &at) : ST_OK;
    if (st == ST_OK && at == INT64_MIN)
        return diag_set(c->diag, ST_HONNIN_NONE, "本人確認番号", "honnin.list に返った自機関の本人確認番号",
                        kaishi);
    if (st == ST_OK && at >= p->kara) {
        p->kara = at;
        p->from = shokai + 1;
    }
    return st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *out = rep;
    const int64_t base = bango_base(c->caller->hokensha);
    struct juki_page p = {.from = base,
                          .to = bango_end(base),
                          .limit = page_limit(r->kensu),
                          .bushos = may_only(c->caller, c->arena).bushos};
    struct juki_ken *rows = NULL;
    size_t n = 0;
    enum status st = period_read(c, ST_HONNIN_ITEM, r->kara, r->made, &p.kara, &p.made);
    if (st == ST_OK && r->kaishi)
        st = S_behind(c, r->kaishi, &p);
    if (st == ST_OK)
        st = unyo_access_kikan(c->tx, &p, c->arena, &rows, &n);
    return st == ST_OK ? honnin_kiroku_show(c, rows, n, p.limit, &out->items, &out->tsuzuki) : st;
}

const struct op op_honnin_list = {
    .service = "honnin",
    .name = "list",
    .db = DB_UNYO,
    .sosa = SOSA_HONNIN_SHOKAI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
