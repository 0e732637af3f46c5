/* fukuhon.delete: one 副本 of the caller's own, by 副本番号 (2.13). Called by world/call. */
#include "service/chukan/fukuhon.h"
#include "service/may.h"

struct delete_request {
    const char *fukuhon_bango;
};
struct delete_reply {
    const char *fukuhon_bango;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct delete_request, "fukuhonBango", fukuhon_bango, FIELD_TAISHO),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT(struct delete_reply, "fukuhonBango", fukuhon_bango),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct delete_request *r = req;
    struct chukan_fukuhon f;
    bool found = false;
    int64_t bango = fukuhon_bango_parse(r->fukuhon_bango);
    enum status st =
        !bango ? ST_OK : chukan_fukuhon_key(c->tx, c->caller->hokensha, bango, c->arena, &f, &found);
    if (st != ST_OK)
        return st;
    const struct fukuhon_kind *kind = found ? fukuhon_kind_find(f.shubetsu) : NULL;
    if (!kind)
        return diag_set(c->diag, ST_FUKUHON_NONE, "副本番号", "自機関が登録した副本の番号", r->fukuhon_bango);
    st = may(c->caller, SOSA_FUKUHON_TOROKU, &(struct may_about){.tokutei = f.shubetsu}, c->diag);
    if (st != ST_OK)
        return st;
    c->concerns = (struct concerns){.edaban = f.edaban, .shubetsu = f.shubetsu};
    st = fukuhon_remove(c, kind, "副本番号", f.edaban, f.kagi, &bango);
    if (st != ST_OK)
        return st;
    ((struct delete_reply *)rep)->fukuhon_bango = fukuhon_bango_text(c->arena, bango);
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

const struct op op_fukuhon_delete = {
    .service = "fukuhon",
    .name = "delete",
    .db = DB_CHUKAN,
    .flags = OP_WRITE,
    .sosa = SOSA_FUKUHON_TOROKU,
    .request = request,
    .request_size = sizeof(struct delete_request),
    .reply = reply,
    .reply_size = sizeof(struct delete_reply),
    .run = S_run,
};
