/* See past_nokori.h. */
#include "file/rule/past_nokori.h"

#include <stdlib.h>

#include "file/rule/past_walk.h"

struct look {
    const struct people *people;
    struct past_kept *kept;
    const struct past_owari_ask *q;
    struct arena *a; /* of one person */
    struct past_owari *ret;
};

static enum status S_say(struct look *x, uint64_t edaban, const struct finding *found)
{
    char text[24];
    people_edaban_text(edaban, text);
    if (!(x->ret->list = arena_more(x->q->arena, x->ret->list, x->ret->n, sizeof *x->ret->list)))
        return ST_LIMIT;
    struct past_left *left = &x->ret->list[x->ret->n++];
    *left = (struct past_left){*found, arena_strdup(x->q->arena, text)};
    return left->edaban ? ST_OK : ST_LIMIT;
}

/* All that the person has; the marks are taken off. NULL: out of memory. */
static struct nokori *S_list(struct look *x, uint64_t edaban, size_t *ret_n)
{
    size_t n = 0;
    for (struct kept *k = past_kept_first(x->kept, edaban); k; k = past_kept_next(x->kept, k))
        n += !k->gone;
    struct nokori *list = arena_array(x->a, n + 1, sizeof *list);
    *ret_n = n;
    for (struct kept *k = past_kept_first(x->kept, edaban); list && k; k = past_kept_next(x->kept, k)) {
        if (!k->gone)
            list[--n] = (struct nokori){past_kept_kikan(k, ""), k->mark};
        k->mark = 0;
    }
    return list;
}

static enum status S_person(struct look *x, uint64_t edaban)
{
    struct diag ignored = DIAG_INIT;
    struct findings f = {.policy = x->q->policy, .arena = x->a, .refusal = &ignored};
    uint32_t one = people_by_edaban(x->people, edaban);
    size_t n;
    arena_reset(x->a);
    struct nokori *list = S_list(x, edaban, &n);
    if (list && one && people_at(x->people, one)->gone)
        return ST_OK;
    enum status st = list ? nokori_tell(list, n, &f) : ST_LIMIT;
    for (int i = 0; st == ST_OK && i < f.n; i++)
        st = S_say(x, edaban, &f.list[i]);
    return st;
}

static enum status S_people(struct look *x, uint64_t *made)
{
    const struct keep *kept = &x->kept->all;
    uint64_t edaban, *all = malloc(((size_t)kept->n + 1) * sizeof *all);
    struct past_walk w = {.all = all, .made = made, .most = x->q->most, .told = &x->ret->n};
    if (!all)
        return ST_LIMIT;
    for (uint32_t i = 1; i <= kept->n; i++) {
        const struct kept *k = keep_at(kept, i);
        if (k->mark)
            all[w.n++] = k->edaban;
    }
    enum status st = ST_OK;
    past_walk_begin(&w);
    while (st == ST_OK && past_walk_next(&w, &edaban))
        st = S_person(x, edaban);
    free(all);
    return st;
}

enum status past_nokori_owari(const struct people *people, struct past_kept *kept,
                              const struct past_owari_ask *q, uint64_t *made, struct past_owari *ret)
{
    enum { ROOM = 1 << 20 };
    struct look x = {people, kept, q, arena_new(ROOM), ret};
    enum status st = x.a ? S_people(&x, made) : ST_LIMIT;
    arena_free(x.a);
    return st;
}
