/* Message togoTsuchi: 加入者 differ from 住基ネット, or do so no more (service/togo.h). What that stops here:
 * tomeru.h. Called by the courier (world). */
#include "base/json.h"
#include "service/messages.h"
#include "store/chukan_togo.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_togo_tsuchi *b = body;
    struct list l;
    enum status st = json_rows(b->togo, togo_row, sizeof(struct togo_row), c->arena, &l, c->diag);
    const struct togo_row *r = l.items;
    st = st == ST_CONTROL ? ST_INTERNAL : st;
    for (size_t i = 0; st == ST_OK && i < l.n; i++)
        st = chukan_togo_set(c->tx, &(struct chukan_togo){b->hokensha, r[i].edaban, r[i].kubun, r[i].komoku});
    return st;
}

const struct message message_togo_tsuchi = {
    .kind = "togoTsuchi",
    .from = DB_UNYO,
    .to = DB_CHUKAN,
    MESSAGE_BODY(togo_tsuchi),
    .joined = true,
    .apply = S_apply,
};
