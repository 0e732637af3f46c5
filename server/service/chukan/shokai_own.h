/* A 情報照会 of the caller's own. Called by what it may do with one: shokai.getResult, shokai.cancel,
 * shokai.list. */
#ifndef SERVICE_CHUKAN_SHOKAI_OWN_H
#define SERVICE_CHUKAN_SHOKAI_OWN_H
#include <string.h>

#include "service/may.h"
#include "store/chukan_shokai.h"

/* SHOKAI_NONE: there is none, or it is another's; NO_TOKUTEI, NO_GROUP: it is not for the caller. */
static inline enum status shokai_own(struct call *c, const char *bango, struct chukan_shokai *ret)
{
    bool found = false;
    enum status st = chukan_shokai_get(c->tx, bango, c->arena, ret, &found);
    if (st == ST_OK && (!found || strcmp(ret->hokensha, c->caller->hokensha) != 0))
        return diag_set(c->diag, ST_SHOKAI_NONE, "照会番号", "自機関の情報照会の番号", bango);
    const struct may_about about = {.tokutei = ret->code, .busho = ret->busho};
    return st == ST_OK ? may(c->caller, SOSA_JOHO_SHOKAI, &about, c->diag) : st;
}
#endif
