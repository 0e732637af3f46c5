/* fukuhon.get: the 副本 of a person of the caller's own, by kind and first day (2.13). Called by
 * world/call. */
#include "service/at_text.h"
#include "service/chukan/fukuhon.h"
#include "service/chukan/komoku.h"
#include "service/edaban.h"
#include "service/may.h"
#include "service/online.h"

struct get_request {
    const char *edaban, *shubetsu;
};
struct get_item {
    const char *fukuhon_bango, *shubetsu, *edaban;
    int64_t han;
    const char *toroku_at, *koshin_at;
    struct list komoku; /* of struct chukan_komoku */
};
struct get_reply {
    struct list item;
};

static const struct field request[] = {
    FIELD_TEXT(struct get_request, "edaban", edaban),
    FIELD_TEXT(struct get_request, "shubetsu", shubetsu),
    FIELD_END,
};
static const struct field item[] = {
    FIELD_TEXT(struct get_item, "fukuhonBango", fukuhon_bango),
    FIELD_TEXT(struct get_item, "shubetsu", shubetsu),
    FIELD_TEXT(struct get_item, "edaban", edaban),
    FIELD_INT(struct get_item, "han", han),
    FIELD_TEXT(struct get_item, "torokuAt", toroku_at),
    FIELD_TEXT(struct get_item, "koshinAt", koshin_at),
    FIELD_KOMOKU(struct get_item, "komoku", komoku, struct chukan_komoku, komoku_fields, "shubetsu"),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_LIST(struct get_reply, "item", item, struct get_item, item),
    FIELD_END,
};

static enum status S_item(struct call *c, const struct chukan_fukuhon *f, struct get_item *ret)
{
    *ret = (struct get_item){
        .fukuhon_bango = fukuhon_bango_text(c->arena, f->bango),
        .shubetsu = f->shubetsu,
        .edaban = f->edaban,
        .han = f->han,
        .toroku_at = at_text(c, f->toroku_at),
        .koshin_at = at_text(c, f->koshin_at),
    };
    return komoku_list(c, f->komoku, &ret->komoku);
}

/* One kind that is asked for must be the caller's to see; of all kinds, those are left out that are not. */
static enum status S_may(struct call *c, const struct get_request *r, struct chukan_fukuhon *rows, size_t *n)
{
    const struct may_about kind = {.tokutei = r->shubetsu};
    size_t kept = 0;
    if (r->shubetsu)
        return may(c->caller, SOSA_FUKUHON_SANSHO, &kind, c->diag);
    for (size_t i = 0; i < *n; i++)
        if (may_see(c->caller, SOSA_FUKUHON_SANSHO, &(struct may_about){.tokutei = rows[i].shubetsu}))
            rows[kept++] = rows[i];
    *n = kept;
    return ST_OK;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct get_request *r = req;
    struct get_reply *out = rep;
    struct chukan_hito hito;
    const char *edaban;
    const struct fukuhon_kind *kind = r->shubetsu ? fukuhon_kind_find(r->shubetsu) : fukuhon_shikaku();
    enum status st = online_key(c, (kind ? kind : fukuhon_shikaku())->shubetsu, "edaban", r->edaban, &edaban);
    if (st == ST_OK)
        st = chukan_hito(c->tx, c->caller->hokensha, edaban, &hito);
    if (st != ST_OK)
        return st;
    if (!hito.known)
        return edaban_none(c, ST_EDABAN_UNKNOWN, "被保険者枝番", "自機関に払い出された被保険者枝番", edaban);
    if (!kind)
        return fukuhon_kind_unknown(c, r->shubetsu);
    struct chukan_fukuhon *rows = NULL;
    size_t n = 0;
    st = chukan_fukuhon_list(c->tx, c->caller->hokensha, edaban, r->shubetsu, c->arena, &rows, &n);
    if (st == ST_OK)
        st = S_may(c, r, rows, &n);
    struct get_item *items = st == ST_OK ? arena_array(c->arena, n, sizeof *items) : NULL;
    for (size_t i = 0; items && i < n && st == ST_OK; i++)
        st = S_item(c, &rows[i], &items[i]);
    out->item = (struct list){items, n};
    return st == ST_OK && arena_failed(c->arena) ? ST_LIMIT : st;
}

const struct op op_fukuhon_get = {
    .service = "fukuhon",
    .name = "get",
    .db = DB_CHUKAN,
    .sosa = SOSA_FUKUHON_SANSHO,
    .request = request,
    .request_size = sizeof(struct get_request),
    .reply = reply,
    .reply_size = sizeof(struct get_reply),
    .run = S_run,
};
