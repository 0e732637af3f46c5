/* Message fugoHanasu: a person's 個人番号 was wrong (2.12.2), so the 符号 here is another's. From now on
 * nobody gets or gives data by it; what a request that asked with the wrong number brings is not stored.
 * Called by the courier (world). */
#include "service/messages.h"
#include "store/chukan_fugo.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_fugo_hanasu *b = body;
    return chukan_fugo_hanasu(c->tx, b->hokensha, b->edaban, b->yokyu_no, c->now);
}

const struct message message_fugo_hanasu = {
    .kind = "fugoHanasu",
    .from = DB_UNYO,
    .to = DB_CHUKAN,
    MESSAGE_BODY(fugo_hanasu),
    .apply = S_apply,
};
