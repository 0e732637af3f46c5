/* kiroku.setFukaiji: one's own side's 情報提供等記録 of a 処理通番 is not shown to the person, or is shown
 * again (番号法23条2項). The record stays as it is: that it was set is appended. Called by world/call. */
#include "service/chukan/kiroku.h"
#include "service/may.h"

struct request {
    const char *tsuban, *gawa, *fukaiji;
};

struct reply {
    const char *tsuban;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "tsuban", tsuban, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "gawa", gawa, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "fukaiji", fukaiji, FIELD_TAISHO),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_TEXT(struct reply, "tsuban", tsuban),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct kiroku was;
    bool found = false;
    if (strcmp(r->fukaiji, "0") != 0 && strcmp(r->fukaiji, "1") != 0)
        return diag_set(c->diag, ST_KIROKU_ITEM, "不開示", "1（不開示）か 0（開示）", r->fukaiji);
    enum status st = kiroku_find(c->tx, c->caller->hokensha, r->tsuban, r->gawa, c->arena, &was, &found);
    if (st == ST_OK && (!found || was.at < kiroku_oldest(c)))
        return diag_set(c->diag, ST_KIROKU_NONE, "処理通番", "その側の自機関の記録の処理通番", r->tsuban);
    if (st == ST_OK)
        st = may(c->caller, SOSA_KIROKU_FUKAIJI, &(struct may_about){.tokutei = was.code}, c->diag);
    const struct kiroku k = {
        .hokensha = c->caller->hokensha,
        .tsuban = r->tsuban,
        .gawa = r->gawa,
        .koto = KIROKU_SETTEI,
        .fukaiji = r->fukaiji,
        .at = c->now,
    };
    if (st == ST_OK)
        st = kiroku_add(c->tx, &k);
    if (st != ST_OK)
        return st;
    c->concerns.edaban = was.edaban;
    ((struct reply *)rep)->tsuban = r->tsuban;
    return ST_OK;
}

const struct op op_kiroku_set_fukaiji = {
    .service = "kiroku",
    .name = "setFukaiji",
    .db = DB_CHUKAN,
    .flags = OP_WRITE,
    .sosa = SOSA_KIROKU_FUKAIJI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
