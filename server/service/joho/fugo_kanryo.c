/* Message fugoKanryo: the 中間サーバー has stored the 符号, or there is none (2.12.2 ④). The 符号 itself does
 * not come. */
#include "service/messages.h"
#include "store/unyo_fugo.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_fugo_kanryo *b = body;
    return unyo_fugo_kanryo(c->tx, b->kekka, c->now);
}

const struct message message_fugo_kanryo = {
    .kind = "fugoKanryo",
    .from = DB_CHUKAN,
    .to = DB_UNYO,
    MESSAGE_BODY(fugo_kanryo),
    .apply = S_apply,
};
