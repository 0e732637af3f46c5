/* Message kikanKigen: the time has come at which an institution answers late, or at which 情報提供NWS gives
 * up one that has never answered. Of a question that was taken back no answer comes. Called by the courier
 * (world). */
#include "service/gaibu/nws/nws_kiroku.h"
#include "service/messages.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_kikan_kigen *b = body;
    struct nws_ken ken;
    bool waits = false;
    enum status st = nws_ken(c, b->tsuban, b->shokaisha, b->teikyosha, &ken);
    if (st == ST_OK)
        st = nws_kiroku_machi(c, &ken, &waits);
    if (st != ST_OK || !waits)
        return st;
    st = nws_kiroku_kaito(c, &ken, b->kekka_kubun, b->kaito);
    return st == ST_OK ? message_put(c, "kikanKaito",
                                     &(struct body_kikan_kaito){b->tsuban, b->kekka_kubun, b->kaito}, c->now)
                       : st;
}

const struct message message_kikan_kigen = {
    .kind = "kikanKigen",
    .from = DB_GAIBU,
    .to = DB_GAIBU,
    MESSAGE_BODY(kikan_kigen),
    .apply = S_apply,
};
