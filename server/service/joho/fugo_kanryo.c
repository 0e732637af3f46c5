/* Message fugoKanryo: the 中間サーバー has stored the 符号, or there is none (2.12.2 ④). The 符号 itself does
 * not come. */
#include "service/messages.h"
#include "store/unyo_fugo.h"
#include "store/unyo_hanashi.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_fugo_kanryo *b = body;
    enum status st = unyo_fugo_kanryo(c->tx, b->kekka, c->now);
    return st == ST_OK ? unyo_hanashi_kaisho(c->tx, b->kekka, c->now) : st;
}

const struct message message_fugo_kanryo = {
    .kind = "fugoKanryo",
    .from = DB_CHUKAN,
    .to = DB_UNYO,
    MESSAGE_BODY(fugo_kanryo),
    .apply = S_apply,
};
