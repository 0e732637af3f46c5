/* Message chofukuMachi: a link file has ended, so changes that waited for it are looked at for 資格重複.
 * Called by the courier (world). */
#include "service/messages.h"
#include "service/unyo/chofuku.h"

static enum status S_apply(struct call *c, const void *body)
{
    (void)body;
    return chofuku_go_on(c);
}

const struct message message_chofuku_machi = {
    .kind = "chofukuMachi",
    .from = DB_UNYO,
    .to = DB_UNYO,
    MESSAGE_BODY(chofuku_machi),
    .apply = S_apply,
};
