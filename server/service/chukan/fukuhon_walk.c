/* A walk over people; see fukuhon_walk.h. */
#include "service/chukan/fukuhon_walk.h"

#include <stdio.h>
#include <string.h>

#include "store/chukan_owari.h"

enum { EDABAN = 32 };

struct place {
    char from[EDABAN], at[EDABAN];
    bool again; /* it is at those before `from` */
};

/* NULL: all were seen. */
static enum status S_next(const struct fukuhon_walk *w, struct place *p, const char **ret)
{
    struct call *c = w->c;
    arena_reset(c->arena);
    enum status st = w->next(c->tx, w->t->hokensha, p->at, c->arena, ret);
    if (st == ST_OK && !*ret && *p->from && !p->again) {
        p->again = true;
        st = w->next(c->tx, w->t->hokensha, "", c->arena, ret);
    }
    if (st == ST_OK && *ret && p->again && strcmp(*ret, p->from) > 0)
        *ret = NULL;
    return st;
}

static enum status S_people(const struct fukuhon_walk *w, struct place *p)
{
    const char *edaban;
    const int64_t until = *w->told + w->most.told;
    for (int64_t looks = 0;; looks++) {
        enum status st = S_next(w, p, &edaban);
        if (st != ST_OK)
            return st;
        if (edaban && (looks == w->most.looks || *w->told >= until))
            return ST_OK;
        snprintf(p->at, sizeof p->at, "%s", edaban ? edaban : "");
        if (!edaban || (st = w->look(w->x, p->at)) != ST_OK)
            return st;
    }
}

enum status fukuhon_walk(const struct fukuhon_walk *w)
{
    struct chukan_owari was;
    struct place p = {.again = false};
    struct call *c = w->c;
    enum status st = chukan_owari_get(c->tx, w->t->hokensha, w->nani, c->arena, &was);
    if (st != ST_OK || strcmp(was.uketsuke, w->t->uketsuke) == 0)
        return st;
    snprintf(p.from, sizeof p.from, "%s", was.made);
    snprintf(p.at, sizeof p.at, "%s", was.made);
    st = S_people(w, &p);
    const struct chukan_owari is = {w->t->hokensha, w->nani, p.at, w->t->uketsuke};
    return st == ST_OK ? chukan_owari_put(c->tx, &is) : st;
}
