/* Message fileUketsuke: 運用支援環境 has received a link file of 副本 (2.13.2). Called by the courier
 * (world). */
#include "service/messages.h"

static const char *S_asks(struct call *c, const void *body)
{
    (void)c;
    const struct body_file_uketsuke *b = body;
    const struct bulk *bulk = bulk_find(b->shubetsu);
    return !bulk || bulk->asks ? "" : NULL;
}

const struct message message_file_uketsuke = {
    .kind = "fileUketsuke",
    .from = DB_UNYO,
    .to = DB_CHUKAN,
    MESSAGE_BODY(file_uketsuke),
    .going = GOING_FILES,
    .asks = S_asks,
    .apply = file_uketsuke_apply,
    .sent = file_uketsuke_sent,
};
