/* Message gaibuKaito: what an insurer answers to another institution, over 情報提供NWS (番号法 22条). Called
 * by the courier (world). */
#include "service/gaibu/nws/toi_kiroku.h"
#include "service/messages.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_gaibu_kaito *b = body;
    struct toi t;
    bool found = false;
    enum status st = toi_get(c->tx, b->tsuban, c->arena, &t, &found);
    if (st == ST_OK && !found)
        return diag_set(c->diag, ST_INTERNAL, "tsuban", "照会の処理通番", b->tsuban);
    if (st != ST_OK)
        return st;
    t.kekka_kubun = b->kekka_kubun;
    t.kaito = b->kaito;
    t.kaito_at = c->now;
    st = toi_answer(c->tx, &t);
    return st == ST_OK ? toi_kiroku(c->tx, &t, KIROKU_KAITO) : st;
}

const struct message message_gaibu_kaito = {
    .kind = "gaibuKaito",
    .from = DB_CHUKAN,
    .to = DB_GAIBU,
    MESSAGE_BODY(gaibu_kaito),
    .apply = S_apply,
};
