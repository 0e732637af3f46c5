/* Message fugoKyakka: 取りまとめ機関 sent 符号取得要求 back, so no answer will come from 住基ネット (2.12.2
 * ③). It is an answer that failed: whoever had an older 符号 has none now. Called by the courier
 * (world). */
#include "service/messages.h"
#include "store/chukan_fugo.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_yokyu *b = body;
    return chukan_fugo_kyakka(c->tx, b->hokensha, b->yokyu, c->now);
}

const struct message message_fugo_kyakka = {
    .kind = "fugoKyakka",
    .from = DB_UNYO,
    .to = DB_CHUKAN,
    MESSAGE_BODY(yokyu),
    .joined = true,
    .apply = S_apply,
};
