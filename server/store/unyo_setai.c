/* Households in memory; see unyo_setai.h. */
#include "store/unyo_setai.h"

#include <stdlib.h>
#include <string.h>

#include "base/mix.h"
#include "store/sql.h"
#include "store/tx.h"
#include "store/unyo_id.h"

enum { FIRST = 1 << 8, SAVES = 8 };

#define ROW setai_hito
TABLE(C(kigo), C(bango), C(honnin_kazoku), C(jotai));
#undef ROW

struct setai {
    uint64_t key; /* 0: free */
    struct setai_counts of;
};

/* A change that may be undone. */
struct change {
    int64_t base;
    uint64_t key;
    signed char honnin, kazoku, lost;
};

struct setai_memory {
    struct setai_memory *next;
    int64_t base; /* of the insurer */
    bool known;   /* false: it has too many members */
    struct setai *slots;
    size_t cap, used;
};

struct setai_all {
    struct setai_memory *first;
    struct change *log; /* of the transaction */
    size_t n, cap;
    size_t saved[SAVES];
    int saves;
};

/* --- the table --------------------------------------------------------------------------------------------
 */

static uint64_t S_key(const struct setai_hito *h)
{
    uint64_t key = mix_bytes(mix_bytes(1, h->kigo, strlen(h->kigo)), h->bango, strlen(h->bango));
    return key ? key : 1;
}

static struct setai *S_slot(struct setai *slots, size_t cap, uint64_t key)
{
    size_t i = key & (cap - 1);
    while (slots[i].key && slots[i].key != key)
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

static bool S_grow(struct setai_memory *m)
{
    size_t cap = m->cap ? 2 * m->cap : FIRST;
    struct setai *more = calloc(cap, sizeof *more);
    if (!more)
        return false;
    for (size_t i = 0; i < m->cap; i++)
        if (m->slots[i].key)
            *S_slot(more, cap, m->slots[i].key) = m->slots[i];
    free(m->slots);
    m->slots = more;
    m->cap = cap;
    return true;
}

/* NULL: out of memory. */
static struct setai *S_of(struct setai_memory *m, uint64_t key)
{
    if (m->used * 4 >= m->cap * 3 && !S_grow(m))
        return NULL;
    struct setai *s = S_slot(m->slots, m->cap, key);
    m->used += !s->key;
    s->key = key;
    return s;
}

static void S_add(struct setai_counts *c, const struct change *x, int sign)
{
    c->honnin = (unsigned short)(c->honnin + sign * x->honnin);
    c->kazoku = (unsigned short)(c->kazoku + sign * x->kazoku);
    c->lost = (unsigned short)(c->lost + sign * x->lost);
}

static struct change S_change(int64_t base, const struct setai_hito *h)
{
    bool open = strcmp(h->jotai, "有効") == 0, lost = strcmp(h->jotai, "喪失") == 0;
    bool honnin = strcmp(h->honnin_kazoku, "1") == 0;
    return (struct change){base, S_key(h), open && honnin, open && !honnin, lost && honnin};
}

/* --- of an insurer ----------------------------------------------------------------------------------------
 */

static enum status S_read(struct tx *tx, struct setai_memory *m)
{
    struct sql *q = sql_with(sql_get(tx, SQL_SETAI_ALL), .from = m->base, .to = bango_end(m->base));
    struct setai_hito h;
    enum status st;
    bool row;
    size_t n = 0;
    while ((st = sql_step(q, &row)) == ST_OK && row) {
        sql_row(q, NULL, setai_hito, &h);
        struct change x = S_change(m->base, &h);
        struct setai *s = S_of(m, x.key);
        if (!s || ++n > setai_most()) {
            sql_done(q);
            free(m->slots);
            *m = (struct setai_memory){.next = m->next, .base = m->base};
            return ST_OK; /* nothing is told of it */
        }
        S_add(&s->of, &x, 1);
    }
    m->known = st == ST_OK;
    return st;
}

/* The insurer's, as the transaction has it. */
static enum status S_memory(struct tx *tx, int64_t base, struct setai_memory **ret)
{
    if (!tx->setai && !(tx->setai = calloc(1, sizeof *tx->setai)))
        return ST_LIMIT;
    struct setai_memory *m = tx->setai->first;
    while (m && m->base != base)
        m = m->next;
    if (!m) {
        if (!(m = calloc(1, sizeof *m)))
            return ST_LIMIT;
        m->base = base;
        enum status st = S_grow(m) ? S_read(tx, m) : ST_LIMIT;
        if (st != ST_OK) {
            free(m->slots);
            free(m);
            return st;
        }
        m->next = tx->setai->first;
        tx->setai->first = m;
    }
    *ret = m;
    return ST_OK;
}

static bool S_log(struct setai_all *all, const struct change *x)
{
    if (all->n == all->cap) {
        size_t cap = all->cap ? 2 * all->cap : FIRST;
        struct change *wide = realloc(all->log, cap * sizeof *wide);
        if (!wide)
            return false;
        all->log = wide;
        all->cap = cap;
    }
    all->log[all->n++] = *x;
    return true;
}

enum status unyo_setai_ready(struct tx *tx, const char *hokensha)
{
    struct setai_memory *m;
    return S_memory(tx, bango_base(hokensha), &m);
}

enum status unyo_setai_hito(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                            struct setai_hito *ret, bool *ret_found)
{
    struct sql *q = sql_with(sql_get(tx, SQL_SETAI_HITO), .id = unyo_id(hokensha, edaban));
    return sql_one(q, a, setai_hito, ret, ret_found);
}

enum status unyo_setai_count(struct tx *tx, const char *hokensha, const struct setai_hito *h, bool is,
                             struct setai_counts *before, struct setai_counts *after, bool *ret_known)
{
    struct setai_memory *m = NULL;
    struct change x = S_change(bango_base(hokensha), h);
    enum status st = S_memory(tx, x.base, &m);
    *ret_known = st == ST_OK && m->known;
    if (!*ret_known)
        return st;
    struct setai *s = S_of(m, x.key);
    if (!is) {
        x.honnin = (signed char)-x.honnin;
        x.kazoku = (signed char)-x.kazoku;
        x.lost = (signed char)-x.lost;
    }
    if (!s || !S_log(tx->setai, &x))
        return ST_LIMIT;
    *before = s->of;
    S_add(&s->of, &x, 1);
    *after = s->of;
    return ST_OK;
}

/* --- transactions -----------------------------------------------------------------------------------------
 */

static void S_back(struct setai_all *all, size_t to)
{
    while (all->n > to) {
        const struct change *x = &all->log[--all->n];
        struct setai_memory *m = all->first;
        while (m && m->base != x->base)
            m = m->next;
        if (m && m->known)
            S_add(&S_slot(m->slots, m->cap, x->key)->of, x, -1);
    }
}

void setai_save(struct tx *tx)
{
    if (!tx->setai && tx->db == DB_UNYO)
        tx->setai = calloc(1, sizeof *tx->setai);
    struct setai_all *all = tx->setai;
    if (all && all->saves++ < SAVES)
        all->saved[all->saves - 1] = all->n;
}

void setai_keep(struct tx *tx)
{
    if (tx->setai && tx->setai->saves > 0)
        tx->setai->saves--;
}

void setai_undo(struct tx *tx)
{
    struct setai_all *all = tx->setai;
    if (all && all->saves > 0 && all->saves <= SAVES)
        S_back(all, all->saved[all->saves - 1]);
}

void setai_commit(struct tx *tx)
{
    if (!tx->setai)
        return;
    tx->setai->n = 0;
    tx->setai->saves = 0;
}

void setai_rollback(struct tx *tx)
{
    if (!tx->setai)
        return;
    S_back(tx->setai, 0);
    tx->setai->saves = 0;
}

void setai_free(struct tx *tx)
{
    struct setai_all *all = tx->setai;
    for (struct setai_memory *m = all ? all->first : NULL, *next; m; m = next) {
        next = m->next;
        free(m->slots);
        free(m);
    }
    if (all)
        free(all->log);
    free(all);
    tx->setai = NULL;
}
