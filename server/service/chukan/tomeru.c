/* What mismatches stop; see tomeru.h. */
#include "service/chukan/tomeru.h"

#include "service/togo.h"
#include "store/chukan_togo.h"

enum status tomeru_hito(struct call *c, const char *edaban, enum tomeru what)
{
    struct chukan_togo t;
    bool found = false;
    if (!togo_on(c->policy))
        return ST_OK;
    enum status st = chukan_togo_get(c->tx, c->caller->hokensha, edaban, c->arena, &t, &found);
    return st == ST_OK && found && togo_tomeru(c->policy, t.kubun, what)
               ? togo_refuse(c, edaban, t.kubun, t.komoku)
               : st;
}

enum status tomeru_teikyo(struct call *c, const struct teikyo *t, bool *ret)
{
    struct chukan_togo g;
    bool found = false;
    enum status st = togo_on(c->policy) ? chukan_togo_teikyo(c->tx, t, c->arena, &g, &found) : ST_OK;
    *ret = found && togo_tomeru(c->policy, g.kubun, TOMERU_TEIKYO);
    return st;
}
