/* Message kikanTorikeshi: an insurer takes back what it asks of another institution. Nothing happens when the
 * answer has left before: who asks drops it. Called by the courier (world). */
#include "service/gaibu/nws/nws_kiroku.h"
#include "service/messages.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_kikan_torikeshi *b = body;
    struct nws_ken ken;
    bool waits = false;
    enum status st = nws_ken(c, b->tsuban, b->shokaisha, b->teikyosha, &ken);
    if (st == ST_OK)
        st = nws_kiroku_machi(c, &ken, &waits);
    return st == ST_OK && waits ? nws_kiroku_torikeshi(c, &ken) : st;
}

const struct message message_kikan_torikeshi = {
    .kind = "kikanTorikeshi",
    .from = DB_CHUKAN,
    .to = DB_GAIBU,
    MESSAGE_BODY(kikan_torikeshi),
    .apply = S_apply,
};
