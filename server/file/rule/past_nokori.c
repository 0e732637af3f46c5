/* See past_nokori.h. */
#include "file/rule/past_nokori.h"

#include <stdlib.h>

struct look {
    const struct people *people;
    struct past_kept *kept;
    const struct past_owari_ask *q;
    struct arena *a; /* of one person */
    struct past_owari *ret;
    size_t until; /* so many may ret->list have */
};

static enum status S_say(struct look *x, uint64_t edaban, const struct finding *found)
{
    char text[24];
    if (x->ret->n == x->until)
        return ST_OK;
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

static int S_compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static bool S_marked(const struct past_kept *kept, uint32_t i, uint64_t *ret_edaban)
{
    const struct kept *k = keep_at(&kept->all, i);
    *ret_edaban = k->edaban;
    return k->mark && !k->gone;
}

static enum status S_people(struct look *x)
{
    size_t n = 0, at = 0, looks = 0;
    uint64_t edaban;
    for (uint32_t i = 1; i <= x->kept->all.n; i++)
        n += S_marked(x->kept, i, &edaban);
    uint64_t *all = n ? malloc(n * sizeof *all) : NULL;
    enum status st = all || !n ? ST_OK : ST_LIMIT;
    for (uint32_t i = 1; all && i <= x->kept->all.n; i++)
        if (S_marked(x->kept, i, &edaban))
            all[at++] = edaban;
    if (all)
        qsort(all, n, sizeof *all, S_compare);
    for (size_t i = 0; st == ST_OK && i < n && looks < NOKORI_LOOKS; i++)
        if (i == 0 || all[i] != all[i - 1]) {
            st = S_person(x, all[i]);
            looks++;
        }
    free(all);
    return st;
}

enum status past_nokori_owari(const struct people *people, struct past_kept *kept,
                              const struct past_owari_ask *q, struct past_owari *ret)
{
    enum { ROOM = 1 << 20 };
    struct look x = {people, kept, q, arena_new(ROOM), ret, ret->n + NOKORI_TOLD};
    enum status st = x.a ? S_people(&x) : ST_LIMIT;
    arena_free(x.a);
    return st;
}
