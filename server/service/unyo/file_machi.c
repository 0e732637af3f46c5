/* Message fileMachi: the 中間サーバー has applied the rows of a link file and waits for the answers to them
 * (1.7.1 ②). Called by the courier (world). */
#include "service/messages.h"
#include "store/unyo_uketsuke.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_file_machi *b = body;
    const struct uketsuke u = {.uketsuke = b->uketsuke, .gyo = b->gyo, .seijo = b->seijo, .ijo = b->ijo};
    return unyo_uketsuke_machi(c->tx, &u);
}

const struct message message_file_machi = {
    .kind = "fileMachi",
    .from = DB_CHUKAN,
    .to = DB_UNYO,
    MESSAGE_BODY(file_machi),
    .going = GOING_FILES,
    .apply = S_apply,
};
