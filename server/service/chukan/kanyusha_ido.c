/* Message kanyushaIdo: people have lost the 資格, were cancelled, are back, or have other 資格 than before
 * (2.12). 副本 stay as they are: they are the insurer's to change; nothing more is taken or given for one who
 * was cancelled. Called by the courier (world). */
#include "service/messages.h"
#include "store/chukan_fugo.h"
#include "store/chukan_shikaku.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_kanyusha_ido *b = body;
    enum status st = chukan_fugo_ido(c->tx, b->hokensha, b->ido, c->now);
    return st == ST_OK ? chukan_soi_put(c->tx, b->hokensha, b->ido) : st;
}

const struct message message_kanyusha_ido = {
    .kind = "kanyushaIdo",
    .from = DB_UNYO,
    .to = DB_CHUKAN,
    MESSAGE_BODY(kanyusha_ido),
    .joined = true,
    .apply = S_apply,
};
