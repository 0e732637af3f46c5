/* honnin.list: every access of one's own to 住基ネット, by operation, by link file or where a registration
 * was matched: who, when, what for, by which items, what came of it and what it costs (2.11.3); a page at a
 * time, in the order of their numbers. Called by world/call. */
#include "service/joho/honnin.h"
#include "service/joho/honnin_kiroku.h"
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
    FIELD_TEXT(struct request, "kara", kara),
    FIELD_TEXT(struct request, "made", made),
    FIELD_TEXT(struct request, "kaishiHonninBango", kaishi),
    FIELD_INT(struct request, "kensu", kensu),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_LIST(struct reply, "item", items, struct honnin_kiroku, honnin_kiroku),
    FIELD_INT(struct reply, "tsuzuki", tsuzuki),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *out = rep;
    const int64_t base = bango_base(c->caller->hokensha);
    struct juki_page p = {.from = base, .to = bango_end(base), .limit = page_limit(r->kensu)};
    enum status st = period_read(c, ST_HONNIN_ITEM, r->kara, r->made, &p.kara, &p.made);
    if (st == ST_OK && r->kaishi)
        p.from = bango_parse(BANGO_HONNIN, r->kaishi) + 1;
    if (st == ST_OK && (p.from < base || p.from > p.to + 1))
        st = diag_set(c->diag, ST_HONNIN_NONE, "本人確認番号", "自機関の本人確認番号", r->kaishi);
    return st == ST_OK ? honnin_kiroku_list(c, &p, &out->items, &out->tsuzuki) : st;
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
