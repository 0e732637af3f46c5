/* Message teikyoKigen: the time in which an insurer may decide what it is asked is over (policy
 * teikyoKigenS); what is still held is 提供不可. Called by the courier (world). */
#include "service/chukan/teikyo.h"

#include <string.h>

#include "service/messages.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_teikyo_kigen *b = body;
    struct teikyo t;
    bool found = false;
    enum status st = teikyo_get(c->tx, b->hokensha, b->tsuban, c->arena, &t, &found);
    if (st == ST_OK && !found)
        return diag_set(c->diag, ST_INTERNAL, "tsuban", "受け付けた照会の処理通番", b->tsuban);
    return st == ST_OK && strcmp(t.jotai, TEIKYO_MACHI) == 0 ? teikyo_kotowaru(c, &t, TEIKYO_KIGEN, NULL)
                                                             : st;
}

/* What that insurer does next comes after it. */
static const char *S_asks(struct call *c, const void *body)
{
    (void)c;
    return ((const struct body_teikyo_kigen *)body)->hokensha;
}

const struct message message_teikyo_kigen = {
    .kind = "teikyoKigen",
    .from = DB_CHUKAN,
    .to = DB_CHUKAN,
    MESSAGE_BODY(teikyo_kigen),
    .asks = S_asks,
    .apply = S_apply,
};
