/* Message jukiKaito: 住基ネット has answered rows of a 照会要求 (2.11.3). The last answer of a file lets the
 * loader write its result. Called by the courier (world). */
#include <stdlib.h>

#include "service/messages.h"
#include "store/unyo_juki.h"

static enum status S_apply(struct call *c, const char *json)
{
    char *uketsuke = json_text(json, "$.uketsuke", NULL);
    int64_t n = 0;
    enum status st = uketsuke ? unyo_juki_kaito(c->tx, json, &n) : ST_INTERNAL;
    if (st == ST_OK)
        st = file_answered(c, uketsuke, n);
    free(uketsuke);
    return st;
}

const struct message message_juki_kaito = {
    .kind = "jukiKaito",
    .from = DB_GAIBU,
    .to = DB_UNYO,
    .apply = S_apply,
};
