/* Counting errors; see tally.h. */
#include "check/tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void tally_add(struct tally *t, const struct diag *d, int64_t line)
{
    int i = 0;
    while (i < t->n && (t->line[i].status != d->status || strcmp(t->line[i].item, d->item) != 0))
        i++;
    if (i == TALLY_LINES)
        i--; /* the last stands for all others */
    if (i == t->n) {
        t->line[t->n] = (struct tally_line){.status = d->status, .first = line};
        snprintf(t->line[t->n++].item, sizeof t->line->item, "%s", i == TALLY_LINES - 1 ? "その他" : d->item);
    }
    t->line[i].count++;
    t->all++;
}

static int S_compare(const void *a, const void *b)
{
    const struct tally_line *x = a, *y = b;
    int code = strcmp(status_info(x->status)->code, status_info(y->status)->code);
    if (code)
        return code;
    return x->count != y->count ? (x->count < y->count) - (x->count > y->count) : strcmp(x->item, y->item);
}

void tally_sort(struct tally *t)
{
    qsort(t->line, (size_t)t->n, sizeof *t->line, S_compare);
}

void tally_told(const struct tally_line *t, char out[TALLY_TOLD])
{
    int n = snprintf(out, TALLY_TOLD, "%lld件", (long long)t->count);
    if (t->first)
        snprintf(out + n, TALLY_TOLD - (size_t)n, "（最初は %lld行目）", (long long)t->first);
}

int64_t tally_of_code(const struct tally *t, int at)
{
    int64_t count = 0;
    for (int i = 0; i < t->n; i++)
        count += t->line[i].status == t->line[at].status ? t->line[i].count : 0;
    return count;
}
