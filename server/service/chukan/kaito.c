/* The answer to a 情報照会; see kaito.h. */
#include "service/chukan/kaito.h"

#include "service/chukan/kikan_okuri.h"
#include "service/chukan/teikyo.h"
#include "service/chukan/tsuban.h"

static enum status S_own(struct call *c, const struct chukan_shokai *s)
{
    struct teikyo t;
    const char *tsuban = tsuban_of_shokai(c->arena, s->bango);
    if (!tsuban)
        return ST_LIMIT;
    bool found = false;
    enum status st = teikyo_get(c->tx, s->teikyo_hokensha, tsuban, c->arena, &t, &found);
    if (st == ST_OK && !found)
        return diag_set(c->diag, ST_INTERNAL, "tsuban", "照会先の受け付けた照会", tsuban);
    return st == ST_OK ? teikyo_kimeru(c, &t) : st;
}

enum status kaito_make(struct call *c, const struct chukan_shokai *s)
{
    return s->teikyo_hokensha ? S_own(c, s) : kikan_okuri(c, s);
}
