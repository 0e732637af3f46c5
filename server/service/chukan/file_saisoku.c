/* Message fileSaisoku: 運用支援環境 was asked for a link file often enough, so that what of it
 * waits for a hand goes on (2.12.2 ②). Called by the courier (world). */
#include "service/messages.h"
#include "store/torikomi.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_saisoku *b = body;
    struct torikomi t;
    bool found = false;
    enum status st = torikomi_get(c->tx, b->uketsuke, c->arena, &t, &found);
    const struct bulk *bulk = found ? bulk_find(t.shubetsu) : NULL;
    if (st == ST_OK && bulk && bulk->waits)
        st = bulk->waits->go_on(c, b->uketsuke);
    return st;
}

const struct message message_file_saisoku = {
    .kind = "fileSaisoku",
    .from = DB_UNYO,
    .to = DB_CHUKAN,
    MESSAGE_BODY(saisoku),
    .asks = message_asks_many, /* it brings nothing but the answers to 情報照会 */
    .apply = S_apply,
};
