/* Claims of rows as open hash tables, some a rule, so that only a small one is ever there twice while it
 * grows; see unique.h. */
#include "file/layout/unique.h"

#include <stdlib.h>

#include "base/mix.h"

enum { FIRST = 1 << 6, TABLE_BITS = 6, TABLES = 1 << TABLE_BITS, SYMBOLS = 17, SEPARATOR = 10, BASE = 11 };

struct slot {
    uint64_t key;
    int64_t line; /* of the row that claims it; 0: never used, FREED */
};
enum { FREED = -1 };

struct table {
    struct slot *slots; /* owned */
    size_t cap, used;   /* cap is a power of 2 */
};

struct uniques {
    const struct layout *l;
    struct table tables[]; /* TABLES a rule */
};

struct uniques *uniques_new(const struct layout *l)
{
    struct uniques *u = calloc(1, sizeof *u + (size_t)l->unique_count * TABLES * sizeof *u->tables);
    if (u)
        u->l = l;
    return u;
}

void uniques_free(struct uniques *u)
{
    for (int i = 0; u && i < u->l->unique_count * TABLES; i++)
        free(u->tables[i].slots);
    free(u);
}

/* Few digits are the key themselves, in base 11 with a separator: 個人番号, or 枝番 and a date. 0: not so. */
static uint64_t S_exact(const struct unique *q, const struct str *values)
{
    uint64_t key = 1;
    size_t n = 0;
    for (int i = 0; i < q->n; i++) {
        struct str v = values[q->columns[i]];
        n += v.n + (i > 0);
        if (n > SYMBOLS)
            return 0;
        if (i)
            key = key * BASE + SEPARATOR;
        for (size_t k = 0; k < v.n; k++) {
            unsigned digit = (unsigned)(unsigned char)v.p[k] - '0';
            if (digit > 9)
                return 0;
            key = key * BASE + digit;
        }
    }
    return key;
}

/* Others are 63 bits of a hash: two that differ are taken for the same once in 10^5 files of ten million
 * rows. */
static uint64_t S_key(const struct unique *q, const struct str *values)
{
    uint64_t key = S_exact(q, values);
    if (key)
        return key;
    key = UINT64_C(0x9E3779B97F4A7C15);
    for (int i = 0; i < q->n; i++) {
        struct str v = values[q->columns[i]];
        key = mix_bytes(key, v.p, v.n);
    }
    return key | UINT64_C(1) << 63;
}

/* Where the key is, or would be. */
static struct slot *S_slot(const struct table *t, uint64_t key)
{
    size_t i = mix64(key) & (t->cap - 1);
    while (t->slots[i].line && t->slots[i].key != key)
        i = (i + 1) & (t->cap - 1);
    return &t->slots[i];
}

static bool S_grow(struct table *t)
{
    struct table more = {.cap = t->cap ? t->cap * 2 : FIRST};
    more.slots = calloc(more.cap, sizeof *more.slots);
    if (!more.slots)
        return false;
    for (size_t i = 0; i < t->cap; i++)
        if (t->slots[i].line && t->slots[i].line != FREED) {
            *S_slot(&more, t->slots[i].key) = t->slots[i];
            more.used++;
        }
    free(t->slots);
    *t = more;
    return true;
}

static bool S_is(const struct unique *q, const char *list, const struct str *values)
{
    return list && q->kubun >= 0 && layout_among(list, values[q->kubun]);
}

/* Nothing at all is not the same as nothing. */
static bool S_empty(const struct unique *q, const struct str *values)
{
    int i = 0;
    while (i < q->n && !values[q->columns[i]].n)
        i++;
    return i == q->n;
}

static enum status S_rule(struct table *tables, const struct layout *l, const struct unique *q,
                          const struct str *values, int64_t line, struct diag *d)
{
    bool add = q->kubun < 0 || !q->add || S_is(q, q->add, values), drop = S_is(q, q->drop, values);
    if ((!add && !drop) || S_empty(q, values) || (!drop && q->unless >= 0 && values[q->unless].n))
        return ST_OK; /* of the latter only the store can tell */
    uint64_t key = S_key(q, values);
    struct table *t = &tables[mix64(key) >> (64 - TABLE_BITS)];
    if (t->used * 4 >= t->cap * 3 && !S_grow(t))
        return diag_set(d, ST_LIMIT, l->mei, "メモリ", "不足");
    struct slot *at = S_slot(t, key);
    if (add && at->line > 0)
        return diag_setf(d, q->status, l->columns[q->columns[0]].mei, "ファイルの中で一度だけの値",
                         "%lld行目と同じ", (long long)at->line);
    if (drop && at->line)
        at->line = FREED;
    if (!add || (q->unless >= 0 && values[q->unless].n))
        return ST_OK;
    t->used += at->line == 0;
    *at = (struct slot){key, line};
    return ST_OK;
}

enum status uniques_row(struct uniques *u, const struct str *values, int64_t line, struct diag *d)
{
    enum status st = ST_OK;
    for (int i = 0; st == ST_OK && i < u->l->unique_count; i++)
        st = S_rule(&u->tables[i * TABLES], u->l, &u->l->uniques[i], values, line, d);
    return st;
}
