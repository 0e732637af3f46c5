/* A walk over people; see past_walk.h. */
#include "file/rule/past_walk.h"

#include <stdlib.h>

static int S_compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static size_t S_once(uint64_t *all, size_t n)
{
    size_t kept = 0;
    if (n)
        qsort(all, n, sizeof *all, S_compare);
    for (size_t i = 0; i < n; i++)
        if (!kept || all[i] != all[kept - 1])
            all[kept++] = all[i];
    return kept;
}

void past_walk_begin(struct past_walk *w)
{
    w->n = S_once(w->all, w->n);
    w->until = *w->told + (size_t)w->most.told;
    w->first = w->looks = 0;
    while (w->first < w->n && w->all[w->first] <= *w->made)
        w->first++;
}

bool past_walk_next(struct past_walk *w, uint64_t *ret_edaban)
{
    if (w->looks == w->n) {
        *w->made = 0;
        return false;
    }
    if (w->looks == (size_t)w->most.looks || *w->told >= w->until)
        return false;
    *ret_edaban = *w->made = w->all[(w->first + w->looks++) % w->n];
    return true;
}
