/* Message fugoYokyu: requests arrive at the 情報提供サーバー, where 取りまとめ機関 staff send them on (2.12.2
 * ②③). When the policy says so they approve by themselves after a while. */
#include "service/messages.h"
#include "store/unyo_fugo.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_yokyu *b = body;
    enum status st = unyo_fugo_dankai(c->tx, b->yokyu, FUGO_JOHO, c->now);
    if (st == ST_OK && c->policy->approve_fugo && c->policy->work[WORK_FUGO].how != PROGRESS_MANUAL)
        st = message_put(c, "fugoShonin", b, message_due(c, WORK_FUGO));
    return st;
}

const struct message message_fugo_yokyu = {
    .kind = "fugoYokyu",
    .from = DB_CHUKAN,
    .to = DB_UNYO,
    MESSAGE_BODY(yokyu),
    .joined = true,
    .apply = S_apply,
};
