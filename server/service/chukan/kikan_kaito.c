/* Message kikanKaito: what another institution answers to a 情報照会, over 情報提供NWS (番号法 22条). It is
 * kept as it came, once; of a question that was taken back it is dropped. Called by the courier (world). */
#include "service/chukan/kaito_keep.h"
#include "service/chukan/tsuban.h"
#include "service/messages.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_kikan_kaito *b = body;
    struct chukan_shokai s;
    bool found = false;
    const char *bango = shokai_of_tsuban(c->arena, b->tsuban);
    enum status st = bango ? chukan_shokai_get(c->tx, bango, c->arena, &s, &found) : ST_LIMIT;
    if (st == ST_OK && !found)
        return diag_set(c->diag, ST_INTERNAL, "tsuban", "照会の処理通番", b->tsuban);
    return st == ST_OK ? kaito_keep(c, &s, b->kekka_kubun, b->kaito) : st;
}

const struct message message_kikan_kaito = {
    .kind = "kikanKaito",
    .from = DB_GAIBU,
    .to = DB_CHUKAN,
    MESSAGE_BODY(kikan_kaito),
    .apply = S_apply,
};
