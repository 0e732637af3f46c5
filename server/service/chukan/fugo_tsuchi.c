/* Message fugoTsuchi: 運用支援環境 tells of people who need a 機関別符号 (2.12.2 ②). From now on their 枝番
 * are known here; the same list goes on by itself to the 情報提供サーバー. Called by the courier
 * (world). */
#include "service/messages.h"
#include "store/chukan_fugo.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_yokyu *b = body;
    enum status st = chukan_fugo_tsuchi(c->tx, b->hokensha, b->yokyu, c->now);
    return st == ST_OK ? message_put(c, "fugoYokyu", b, message_due(c, WORK_FUGO)) : st;
}

const struct message message_fugo_tsuchi = {
    .kind = "fugoTsuchi",
    .from = DB_UNYO,
    .to = DB_CHUKAN,
    MESSAGE_BODY(yokyu),
    .joined = true,
    .apply = S_apply,
    .sent = fugo_tsuchi_sent,
};
