/* Message kanyushaIdo: a person has lost the 資格, was cancelled, or is back (2.12). 副本 stay as they are:
 * they are the insurer's to change; nothing more is taken or given for one who was cancelled. Called by the
 * courier (world). */
#include "service/messages.h"
#include "store/chukan_fugo.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_kanyusha_ido *b = body;
    return chukan_fugo_ido(c->tx, b->hokensha, b->edaban, b->ido, c->now);
}

const struct message message_kanyusha_ido = {
    .kind = "kanyushaIdo",
    .from = DB_UNYO,
    .to = DB_CHUKAN,
    MESSAGE_BODY(kanyusha_ido),
    .apply = S_apply,
};
