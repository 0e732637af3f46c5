/* Message chofukuKakunin: 枝番 that a link file was given are held against the members of the other insurers
 * (資格重複). Called by the courier (world). */
#include "service/messages.h"
#include "service/unyo/chofuku.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_chofuku_kakunin *b = body;
    return chofuku_range(c, b->hokensha, b->kara, b->made);
}

const struct message message_chofuku_kakunin = {
    .kind = "chofukuKakunin",
    .from = DB_UNYO,
    .to = DB_UNYO,
    MESSAGE_BODY(chofuku_kakunin),
    .apply = S_apply,
};
