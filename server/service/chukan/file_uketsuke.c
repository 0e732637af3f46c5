/* Message fileUketsuke: 運用支援環境 has received a link file of 副本 (2.13.2). Called by the courier
 * (world). */
#include "service/messages.h"

#include <stdlib.h>

static const char *S_asks(struct call *c, const char *json)
{
    (void)c;
    char *shubetsu = json_text(json, "$.shubetsu", NULL);
    const struct bulk *bulk = shubetsu ? bulk_find(shubetsu) : NULL;
    free(shubetsu);
    return !bulk || bulk->asks ? "" : NULL;
}

const struct message message_file_uketsuke = {
    .kind = "fileUketsuke",
    .from = DB_UNYO,
    .to = DB_CHUKAN,
    .going = GOING_FILES,
    .asks = S_asks,
    .apply = file_uketsuke_apply,
    .sent = file_uketsuke_sent,
};
