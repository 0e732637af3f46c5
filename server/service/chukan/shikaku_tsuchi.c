/* Message shikakuTsuchi: the 資格 of people who are new by a link file, against which their 資格情報 will be
 * held (2.13.1). Called by the courier (world). */
#include "service/messages.h"
#include "store/chukan_shikaku.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_shikaku_tsuchi *b = body;
    return chukan_shikaku_tsuchi(c->tx, b->hokensha, b->shikaku);
}

const struct message message_shikaku_tsuchi = {
    .kind = "shikakuTsuchi",
    .from = DB_UNYO,
    .to = DB_CHUKAN,
    MESSAGE_BODY(shikaku_tsuchi),
    .joined = true,
    .apply = S_apply,
};
