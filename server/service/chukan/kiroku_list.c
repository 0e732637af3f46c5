/* kiroku.list: one's own 情報提供等記録 (番号法23条), one entry for each 処理通番; a page at a time, in the
 * order of the requests. What is older than policy kirokuNen is not shown. Called by world/call. */
#include "service/chukan/kiroku.h"
#include "service/edaban.h"
#include "service/kengen.h"
#include "service/kiroku_item.h"
#include "service/may.h"
#include "service/online.h"
#include "service/page.h"
#include "store/chukan_fugo.h"

struct request {
    const char *edaban, *kara, *made, *jimu_code, *gawa;
    const char *kaishi_tsuban; /* only those behind it; NULL: from the first */
    int64_t kensu;             /* absent: PAGE_MOST */
};

struct reply {
    struct list items;
    int64_t tsuzuki; /* 1: more follow the last item */
};

static const struct field request[] = {
    FIELD_TEXT(struct request, "edaban", edaban),
    FIELD_TEXT_AS(struct request, "kara", kara, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "made", made, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "jimuCode", jimu_code, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "gawa", gawa, FIELD_TAISHO),
    FIELD_TEXT(struct request, "kaishiTsuban", kaishi_tsuban),
    FIELD_INT(struct request, "kensu", kensu),
    FIELD_END,
};
static const struct field item[] = {
    KIROKU_ITEM_HEAD, FIELD_TEXT(struct kiroku_item, "edaban", ken.edaban),
    KIROKU_ITEM_BODY, FIELD_TEXT(struct kiroku_item, "fukaiji", fukaiji),
    KIROKU_ITEM_END,
};
static const struct field reply[] = {
    FIELD_LIST(struct reply, "item", items, struct kiroku_item, item),
    FIELD_INT(struct reply, "tsuzuki", tsuzuki),
    FIELD_END,
};

/* What is asked for is judged like the columns of a 照会要求. */
static enum status S_whose(struct call *c, const struct request *r, struct kiroku_toi *t)
{
    struct chukan_hito hito = {.known = true};
    enum status st = ST_OK;
    if (r->jimu_code)
        st = online_key(c, "johoShokai", "jimuCode", r->jimu_code, &t->jimu_code);
    if (st == ST_OK && r->jimu_code) /* what is none may be a 個人番号, which is kept nowhere */
        st = kengen_code(c, "JM", "事務コード", t->jimu_code);
    if (st == ST_OK && r->edaban)
        st = online_key(c, "johoShokai", "edaban", r->edaban, &t->edaban);
    if (st == ST_OK && r->edaban)
        st = chukan_hito(c->tx, t->hokensha, t->edaban, &hito);
    if (st == ST_OK && !hito.known)
        return edaban_none(c, ST_EDABAN_UNKNOWN, "被保険者枝番", "自機関に払い出された被保険者枝番",
                           t->edaban);
    return st;
}

static enum status S_toi(struct call *c, const struct request *r, struct kiroku_toi *t)
{
    struct kiroku behind;
    bool found = false;
    *t = (struct kiroku_toi){
        .hokensha = c->caller->hokensha,
        .gawa = r->gawa,
        .tokuteis = may_only(c->caller, c->arena).tokuteis,
        .after = r->kaishi_tsuban,
        .limit = page_limit(r->kensu),
    };
    enum status st = kiroku_period(c, r->kara, r->made, t);
    if (st == ST_OK)
        st = S_whose(c, r, t);
    if (st != ST_OK || !t->after)
        return st;
    st = kiroku_find(c->tx, t->hokensha, t->after, NULL, c->arena, &behind, &found);
    if (st == ST_OK && !found)
        return diag_set(c->diag, ST_KIROKU_NONE, "処理通番", "自機関の記録の処理通番", t->after);
    t->above = st == ST_OK ? behind.at : 0;
    t->kara = t->kara < t->above ? t->above : t->kara;
    return st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    struct reply *out = rep;
    struct kiroku_toi toi;
    struct kiroku_ken *kens = NULL;
    size_t n = 0;
    enum status st = S_toi(c, req, &toi);
    if (st == ST_OK)
        st = kiroku_list(c->tx, &toi, c->arena, &kens, &n);
    out->tsuzuki = page_cut(&n, toi.limit);
    struct kiroku_item *items = st == ST_OK ? arena_array(c->arena, n, sizeof *items) : NULL;
    for (size_t i = 0; items && i < n && st == ST_OK; i++)
        st = kiroku_item(c, &kens[i], &items[i]);
    out->items = (struct list){items, n};
    return st == ST_OK && arena_failed(c->arena) ? ST_LIMIT : st;
}

const struct op op_kiroku_list = {
    .service = "kiroku",
    .name = "list",
    .db = DB_CHUKAN,
    .flags = OP_ASKED, /* the answers to what others have asked are records, too */
    .sosa = SOSA_KIROKU_SANSHO,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
