/* Message hokenshaToroku: 中間サーバー knows a new insurer by number and name, as it knows those of the
 * fixture (1.7.1): 情報照会 finds it. Sent by operator/kikan-toroku; called by the courier (world). */
#include "service/messages.h"
#include "store/chukan_shokai.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_hokensha_toroku *b = body;
    return chukan_hokensha_put(c->tx, b->hokensha, b->mei);
}

const struct message message_hokensha_toroku = {
    .kind = "hokenshaToroku",
    .from = DB_KANRI,
    .to = DB_CHUKAN,
    MESSAGE_BODY(hokensha_toroku),
    .apply = S_apply,
};
