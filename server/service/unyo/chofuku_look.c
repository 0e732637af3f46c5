/* One person against the other insurers; see chofuku_look.h. */
#include "service/unyo/chofuku_look.h"

#include <string.h>

#include "store/unyo_chofuku_machi.h"

enum { SCRATCH = 1 << 20 };

struct others {
    const char *hokensha;
    struct others *next;
};

/* All but this one, in the order of their numbers. */
static enum status S_others(struct call *c, const char *hokensha, struct others **ret)
{
    enum status st = ST_OK;
    *ret = NULL;
    for (const char *at = ""; st == ST_OK && at;) {
        st = unyo_hokensha_next(c->tx, at, c->arena, &at);
        if (st != ST_OK || !at || strcmp(at, hokensha) == 0)
            continue;
        struct others *other = arena_alloc(c->arena, sizeof *other);
        if (!other)
            return ST_LIMIT;
        other->hokensha = at;
        *ret = other;
        ret = &other->next;
    }
    return st;
}

enum status look_start(struct look *l, struct call *c, const char *hokensha, bool any)
{
    *l = (struct look){.c = c, .hokensha = hokensha, .any = any};
    enum status st = S_others(c, hokensha, &l->others);
    if (st != ST_OK || !l->others)
        return st;
    l->one = arena_new(SCRATCH);
    l->a = arena_new(SCRATCH);
    return l->one && l->a ? ST_OK : ST_LIMIT;
}

void look_end(struct look *l)
{
    arena_free(l->one);
    arena_free(l->a);
}

static bool S_overlap(const struct chofuku_kikan *a, const struct chofuku_kikan *b)
{
    return (!a->soshitsu_ymd || strcmp(b->shutoku_ymd, a->soshitsu_ymd) < 0) &&
           (!b->soshitsu_ymd || strcmp(a->shutoku_ymd, b->soshitsu_ymd) < 0) &&
           (!a->soshitsu_ymd || strcmp(a->shutoku_ymd, a->soshitsu_ymd) < 0) && /* not a single day of 資格 */
           (!b->soshitsu_ymd || strcmp(b->shutoku_ymd, b->soshitsu_ymd) < 0);
}

/* Every 資格期間 of a person at one insurer, the present one last. */
struct periods {
    struct chofuku_kikan *kikan;
    size_t n;
};

static enum status S_periods(struct look *l, const struct chofuku_person *p, struct arena *a,
                             struct periods *ret)
{
    struct chofuku_kikan *earlier = NULL;
    size_t n = 0;
    enum status st = !p->mae ? ST_OK : unyo_chofuku_earlier(l->c->tx, p, a, &earlier, &n);
    ret->kikan = st == ST_OK ? arena_array(a, n + 1, sizeof p->kikan) : NULL;
    if (!ret->kikan)
        return st == ST_OK ? ST_LIMIT : st;
    if (n)
        memcpy(ret->kikan, earlier, n * sizeof p->kikan);
    ret->kikan[n] = p->kikan;
    ret->n = n + 1;
    return ST_OK;
}

/* Both sides of one pair of periods. */
static enum status S_pair(struct call *c, const struct chofuku_kikan *own, const struct chofuku_kikan *aite,
                          bool holds)
{
    enum status (*put)(struct tx *, const struct chofuku_kikan *, const struct chofuku_kikan *, int64_t) =
        holds && S_overlap(own, aite) ? unyo_chofuku_found : unyo_chofuku_over;
    enum status st = put(c->tx, own, aite, c->now);
    return st == ST_OK ? put(c->tx, aite, own, c->now) : st;
}

/* One insurer that is not own's: whoever has the number there. holds: own has it, too. */
static enum status S_against(struct look *l, const char *hokensha, const char *kojin_bango,
                             const struct periods *own, bool holds)
{
    struct chofuku_person p;
    struct periods aite;
    bool found;
    arena_reset(l->one);
    enum status st = unyo_chofuku_by_kojin(l->c->tx, hokensha, kojin_bango, l->any, l->one, &p, &found);
    if (st != ST_OK || !found)
        return st;
    st = S_periods(l, &p, l->one, &aite);
    for (size_t i = 0; st == ST_OK && i < own->n; i++)
        for (size_t j = 0; st == ST_OK && j < aite.n; j++)
            st = S_pair(l->c, &own->kikan[i], &aite.kikan[j], holds);
    return st;
}

/* Without a 個人番号 nobody is found to be the same. */
static enum status S_all(struct look *l, const char *kojin_bango, const struct periods *own, bool holds)
{
    enum status st = ST_OK;
    for (const struct others *o = *kojin_bango ? l->others : NULL; o && st == ST_OK; o = o->next)
        st = S_against(l, o->hokensha, kojin_bango, own, holds);
    return st;
}

enum status look_new(struct look *l, const struct chofuku_person *p)
{
    struct chofuku_kikan present = p->kikan;
    return S_all(l, p->kojin_bango, &(struct periods){&present, 1}, true);
}

/* The periods of `of` that no period of `in` began with: their cases are over. */
static struct periods S_gone(struct arena *a, const struct periods *of, const struct periods *in)
{
    struct periods gone = {arena_array(a, of->n, sizeof *of->kikan), 0};
    for (size_t i = 0; gone.kikan && i < of->n; i++) {
        size_t j = 0;
        while (j < in->n && strcmp(in->kikan[j].shutoku_ymd, of->kikan[i].shutoku_ymd) != 0)
            j++;
        if (j == in->n)
            gone.kikan[gone.n++] = of->kikan[i];
    }
    return gone;
}

enum status look_change(struct look *l, const struct chofuku_person *was, const struct chofuku_person *p)
{
    struct periods before, after, gone = {0};
    bool same = strcmp(was->kojin_bango, p->kojin_bango) == 0;
    if (!l->others)
        return ST_OK;
    arena_reset(l->a);
    enum status st = S_periods(l, was, l->a, &before);
    if (st == ST_OK)
        st = S_periods(l, p, l->a, &after);
    if (st == ST_OK && !(gone = S_gone(l->a, &before, &after)).kikan)
        st = ST_LIMIT;
    if (st == ST_OK)
        st = S_all(l, was->kojin_bango, &before, true);
    if (st == ST_OK && gone.n)
        st = S_all(l, was->kojin_bango, &gone, false);
    if (st == ST_OK && !same)
        st = S_all(l, was->kojin_bango, &after, false);
    return st == ST_OK ? S_all(l, p->kojin_bango, &after, p->live) : st;
}
