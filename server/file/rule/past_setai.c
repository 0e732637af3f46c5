/* Households of people under check; see past_setai.h. A household is made when its file ends: as the people
 * are then, less what the file has moved, its moves are gone through once more. */
#include "file/rule/past_setai.h"

#include <stdlib.h>
#include <string.h>

#include "file/rule/jotai.h"
#include "file/rule/recall.h"

enum { FIRST = 1 << 8, SIGN = 4, YOUNG = 75 * 365 };

struct setai_move {
    uint64_t key;
    uint32_t one;
    uint32_t nth : 29; /* they keep their order */
    uint32_t what : 3; /* enum setai_as; with SIGN: one less of it */
};

/* --- while the file is read -------------------------------------------------------------------------------
 */

static uint64_t S_key(const struct person *p)
{
    return (uint64_t)p->now.kigo << 32 | p->now.bango;
}

/* Most are too young at a glance. */
static bool S_is_old(const struct person *p, int32_t today)
{
    char birth[9];
    if (p->now.soshitsu != DAY_NONE || p->seinengappi == DAY_NONE || today - p->seinengappi < YOUNG)
        return false;
    str_from_date(p->seinengappi, birth);
    return jotai_nanajugo(birth, today);
}

struct setai_place setai_place(const struct person *p, int32_t today)
{
    bool lost = p->now.soshitsu != DAY_NONE && p->now.soshitsu <= today;
    bool honnin = p->now.honnin.is[0] == '1' && !p->now.honnin.is[1];
    if (p->gone || p->partial)
        return (struct setai_place){.as = SETAI_NOT};
    return (struct setai_place){.key = S_key(p),
                                .as = !lost    ? honnin ? SETAI_HONNIN : SETAI_KAZOKU
                                      : honnin ? SETAI_LOST
                                               : SETAI_NOT,
                                .old = S_is_old(p, today)};
}

void setai_file_release(struct setai_file *x)
{
    free(x->list);
    keep_release(&x->old);
    *x = (struct setai_file){0};
}

static bool S_move(struct setai_file *x, uint32_t one, const struct setai_place *p, unsigned sign)
{
    if (p->as == SETAI_NOT)
        return true;
    if (x->n == x->cap) {
        size_t cap = x->cap ? 2 * x->cap : FIRST;
        struct setai_move *wide = realloc(x->list, cap * sizeof *wide);
        if (!wide)
            return false;
        x->list = wide;
        x->cap = cap;
    }
    x->list[x->n] = (struct setai_move){p->key, one, x->n & 0x1FFFFFFF, (unsigned)p->as | sign};
    x->n++;
    return true;
}

bool setai_moved(struct setai_file *x, uint32_t one, const struct setai_place *was,
                 const struct setai_place *is)
{
    if (is->old && !was->old) {
        x->old.size = sizeof one;
        uint32_t *new = keep_more(&x->old);
        if (!new)
            return false;
        *new = one;
    }
    return (was->key == is->key && was->as == is->as) || (S_move(x, one, was, SIGN) && S_move(x, one, is, 0));
}

/* --- what it has left -------------------------------------------------------------------------------------
 */

struct household {
    uint64_t key;
    struct setai is;
    bool unsure; /* no file tells how one of its people is now */
};

struct left {
    uint64_t rank,
        key;      /* in the order of the 枝番, of those not known yet in that of their rows; household */
    uint32_t one; /* whose row it was */
    enum rule rule;
};

struct owari {
    const struct setai_asked *q;
    struct left *list; /* owned */
    size_t n, cap;
    struct past_owari *ret;
};

static int S_compare_move(const void *a, const void *b)
{
    const struct setai_move *x = a, *y = b;
    return x->key != y->key ? (x->key > y->key) - (x->key < y->key) : (x->nth > y->nth) - (x->nth < y->nth);
}

static int S_compare_left(const void *a, const void *b)
{
    const struct left *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    int name = strcmp(rule_name(x->rule), rule_name(y->rule));
    return name ? name : (x->key > y->key) - (x->key < y->key);
}

/* Whether the files tell all of how the person is now: rows about a 枝番 that nobody has may be about who was
 * known before without one. */
static bool S_unsure(const struct setai_asked *q, const struct person *p)
{
    return p->partial || (!p->edaban && p->file < q->strayed);
}

static enum status S_left(struct owari *o, enum rule r, uint32_t one, uint64_t key, bool unsure)
{
    const struct rule_row *row;
    const struct person *p = people_at(o->q->people, one);
    if (rule_severity(o->q->policy, r, o->q->today, NULL, &row) == SEVERITY_OFF)
        return ST_OK;
    if (unsure) {
        o->ret->unknown[r]++;
        return ST_OK;
    }
    if (o->n == o->cap) {
        size_t cap = o->cap ? 2 * o->cap : FIRST;
        struct left *wide = realloc(o->list, cap * sizeof *wide);
        if (!wide)
            return ST_LIMIT;
        o->list = wide;
        o->cap = cap;
    }
    uint64_t rank = p->edaban ? p->edaban : UINT64_C(1) << 63 | (uint64_t)p->file << 24 | p->line;
    o->list[o->n++] = (struct left){rank, key, one, r};
    return ST_OK;
}

/* --- households -------------------------------------------------------------------------------------------
 */

static void S_count(struct setai *s, enum setai_as as, unsigned more)
{
    switch (as) {
    case SETAI_HONNIN:
        s->honnin += more;
        break;
    case SETAI_KAZOKU:
        s->kazoku += more;
        break;
    case SETAI_LOST:
        s->lost += more;
        break;
    case SETAI_NOT:
        break;
    }
}

static void S_apply(struct setai *s, const struct setai_move *m, bool back)
{
    bool less = (m->what & SIGN) != 0;
    S_count(s, (enum setai_as)(m->what & ~(unsigned)SIGN), less != back ? -1U : 1U);
}

/* The households of the moves, which are in order. *ret_n of them; NULL: out of memory. */
static struct household *S_households(const struct setai_file *x, size_t *ret_n)
{
    size_t n = 0, at = 0;
    for (size_t i = 0; i < x->n; i++)
        n += i == 0 || x->list[i].key != x->list[i - 1].key;
    struct household *all = calloc(n + 1, sizeof *all);
    for (size_t i = 0; all && i < x->n; i++)
        if (i == 0 || x->list[i].key != x->list[i - 1].key)
            all[at++].key = x->list[i].key;
    *ret_n = n;
    return all;
}

static int S_compare_key(const void *key, const void *household)
{
    uint64_t a = *(const uint64_t *)key, b = ((const struct household *)household)->key;
    return (a > b) - (a < b);
}

/* As the people are now. */
static void S_people(const struct setai_asked *q, struct household *all, size_t n)
{
    struct household *of = all;
    for (uint32_t one = 1; n && one <= people_count(q->people); one++) {
        const struct person *p = people_at(q->people, one);
        const struct setai_place place = setai_place(p, q->today);
        uint64_t key = S_key(p);
        if (of->key != key) {
            struct household *other = bsearch(&key, all, n, sizeof *all, S_compare_key);
            if (!other)
                continue;
            of = other;
        }
        of->unsure = of->unsure || (S_unsure(q, p) && !p->gone);
        S_count(&of->is, place.as, 1);
    }
}

/* From how it was when the file began, move by move, as the daemon has seen it. */
static enum status S_household(struct owari *o, struct household *h, const struct setai_move *m, size_t n)
{
    uint32_t soshitsu = 0, futari = 0; /* whose row brought it up; 0: the file did not */
    for (size_t i = 0; i < n; i++)
        S_apply(&h->is, &m[i], true);
    for (size_t i = 0; i < n; i++) {
        const struct setai was = h->is;
        S_apply(&h->is, &m[i], false);
        soshitsu = jotai_soshitsu(&h->is) && !jotai_soshitsu(&was) ? m[i].one : soshitsu;
        futari = jotai_futari(&h->is) && !jotai_futari(&was) ? m[i].one : futari;
    }
    enum status st = ST_OK;
    if (soshitsu && jotai_soshitsu(&h->is))
        st = S_left(o, RULE_HONNIN_SOSHITSU, soshitsu, h->key, h->unsure);
    if (st == ST_OK && futari && jotai_futari(&h->is))
        st = S_left(o, RULE_HONNIN_FUTARI, futari, h->key, h->unsure);
    return st;
}

static enum status S_setai(struct owari *o, struct setai_file *x)
{
    size_t n, at = 0;
    if (x->n)
        qsort(x->list, x->n, sizeof *x->list, S_compare_move);
    struct household *all = S_households(x, &n);
    enum status st = all ? ST_OK : ST_LIMIT;
    if (all)
        S_people(o->q, all, n);
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        size_t from = at;
        while (at < x->n && x->list[at].key == all[i].key)
            at++;
        st = S_household(o, &all[i], &x->list[from], at - from);
    }
    free(all);
    return st;
}

/* --- ages -------------------------------------------------------------------------------------------------
 */

static int S_compare_one(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static enum status S_old(struct owari *o, const struct setai_file *x)
{
    size_t n = x->old.n;
    uint32_t *all = n ? malloc(n * sizeof *all) : NULL;
    enum status st = all || !n ? ST_OK : ST_LIMIT;
    for (size_t i = 0; all && i < n; i++)
        all[i] = *(const uint32_t *)keep_at(&x->old, (uint32_t)i + 1);
    if (all)
        qsort(all, n, sizeof *all, S_compare_one);
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        const struct person *p = people_at(o->q->people, all[i]);
        if ((i == 0 || all[i] != all[i - 1]) && setai_place(p, o->q->today).old)
            st = S_left(o, RULE_NANAJUGO, all[i], 0, S_unsure(o->q, p));
    }
    free(all);
    return st;
}

/* --- told -------------------------------------------------------------------------------------------------
 */

static const char *S_kagi(const struct setai_asked *q, const struct left *l, const char *edaban)
{
    char kigo[TOKEN_ROOM], bango[TOKEN_ROOM];
    if (l->rule == RULE_NANAJUGO)
        return edaban;
    return arena_printf(q->a, "%s/%s", people_token_text(q->people, (uint32_t)(l->key >> 32), kigo),
                        people_token_text(q->people, (uint32_t)l->key, bango));
}

/* They stand, however grave the rule is: nothing is left to refuse. */
static enum status S_tell(struct owari *o)
{
    struct past_owari *ret = o->ret;
    size_t n = o->n < JOTAI_MOST ? o->n : JOTAI_MOST;
    ret->list = arena_array(o->q->a, n ? n : 1, sizeof *ret->list);
    if (o->n)
        qsort(o->list, o->n, sizeof *o->list, S_compare_left);
    for (size_t i = 0; ret->list && i < n; i++) {
        const struct left *l = &o->list[i];
        struct past_left *to = &ret->list[ret->n++];
        to->edaban = recall_edaban(people_at(o->q->people, l->one), o->q->file, o->q->a);
        rule_severity(o->q->policy, l->rule, o->q->today, NULL, &to->found.row);
        diag_set(&to->found.diag, to->found.row->status, jotai_komoku(l->rule), jotai_want(l->rule),
                 S_kagi(o->q, l, to->edaban));
    }
    return arena_failed(o->q->a) ? ST_LIMIT : ST_OK;
}

enum status setai_owari(struct setai_file *x, const struct setai_asked *q, struct past_owari *ret)
{
    struct owari o = {.q = q, .ret = ret};
    enum status st = S_setai(&o, x);
    if (st == ST_OK)
        st = S_old(&o, x);
    if (st == ST_OK)
        st = S_tell(&o);
    free(o.list);
    setai_file_release(x);
    return st;
}
