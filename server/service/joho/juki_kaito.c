/* Message jukiKaito: 住基ネット has answered questions (2.11.3), and each answer costs. The last one of a
 * file lets the loader write its result. Called by the courier (world). */
#include "service/messages.h"
#include "store/unyo_juki.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_juki_kaito *b = body;
    int64_t n = 0;
    enum status st = unyo_juki_kaito(c->tx, b->kaito, c->policy->honnin_ryokin, c->now, &n);
    return st == ST_OK && b->uketsuke ? file_answered(c, b->uketsuke, n) : st;
}

const struct message message_juki_kaito = {
    .kind = "jukiKaito",
    .from = DB_GAIBU,
    .to = DB_UNYO,
    MESSAGE_BODY(juki_kaito),
    .apply = S_apply,
};
