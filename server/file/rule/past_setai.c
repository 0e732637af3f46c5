/* Households of people under check; see past_setai.h. Each change is looked at as it comes, as the daemon
 * does; what has turned is kept until the file ends, 32 bytes a turn. */
#include "file/rule/past_setai.h"

#include <stdlib.h>
#include <string.h>

#include "file/rule/jotai.h"
#include "file/rule/recall.h"

enum { FIRST = 1 << 8, YOUNG = 75 * 365 };

/* Something about a household has begun, or ceased, to be wrong. */
struct turn {
    uint64_t key;
    struct jotai_ten ten;
    uint32_t nth; /* they keep their order */
    bool is;
};

/* --- while the file is read -------------------------------------------------------------------------------
 */

static uint64_t S_key(const struct person_shikaku *s)
{
    return (uint64_t)s->kigo << 32 | s->bango;
}

/* The 75th birthday, if the 資格 goes on then and it has come; INT32_MIN. Most are too young at a glance. */
static int32_t S_old_day(const struct person *p, int32_t today)
{
    char birth[9];
    if (p->gone || p->partial || p->seinengappi == DAY_NONE || today - p->seinengappi < YOUNG)
        return INT32_MIN;
    str_from_date(p->seinengappi, birth);
    int32_t day = jotai_nanajugo(birth, today);
    return day <= today && (p->now.soshitsu == DAY_NONE || p->now.soshitsu > day) ? day : INT32_MIN;
}

struct setai_place setai_place(const struct person *p, uint32_t one, const struct person_shikaku *s,
                               int32_t today)
{
    if (p->gone || p->partial)
        return (struct setai_place){0};
    return (struct setai_place){.key = S_key(s),
                                .is = {.from = s->shutoku,
                                       .to = s->soshitsu == DAY_NONE ? SETAI_OPEN : s->soshitsu,
                                       .one = one,
                                       .honnin = s->honnin.is[0] == '1' && !s->honnin.is[1]},
                                .old = S_old_day(p, today) != INT32_MIN};
}

void setai_file_end(struct setai_file *x)
{
    keep_release(&x->turns);
    keep_release(&x->old);
    x->turns = x->old = (struct keep){0};
}

void setai_file_release(struct setai_file *x)
{
    setai_file_end(x);
    setai_hyo_free(x->hyo);
    x->hyo = NULL;
}

static bool S_turn(struct setai_file *x, uint64_t key, const struct jotai_ten *ten, bool is)
{
    x->turns.size = sizeof(struct turn);
    struct turn *t = keep_more(&x->turns);
    if (t)
        *t = (struct turn){key, *ten, x->turns.n, is};
    return t != NULL;
}

/* Those of one that are not in the other. */
static bool S_turned(struct setai_file *x, uint64_t key, const struct jotai *one, const struct jotai *other,
                     bool is)
{
    struct jotai more;
    bool fine = true;
    jotai_more(one, other, &more);
    for (size_t i = 0; fine && i < more.n; i++)
        fine = S_turn(x, key, &more.list[i], is);
    return fine;
}

/* A household with one 資格 less, one more, or another one. NULL: none. */
static bool S_change(struct setai_file *x, const struct setai_place *less, const struct setai_place *more)
{
    struct setai s;
    const uint64_t key = more ? more->key : less->key;
    setai_hyo_look(x->hyo, key, &s);
    const struct jotai was = jotai_of(&s);
    if (less)
        setai_hyo_take(x->hyo, key, &less->is);
    if (more && !setai_hyo_put(x->hyo, key, &more->is))
        return false;
    setai_hyo_look(x->hyo, key, &s);
    const struct jotai is = jotai_of(&s);
    return S_turned(x, key, &was, &is, false) && S_turned(x, key, &is, &was, true);
}

static bool S_same(const struct setai_shikaku *a, const struct setai_shikaku *b)
{
    return a->from == b->from && a->to == b->to && a->one == b->one && a->honnin == b->honnin;
}

static bool S_grown_old(struct setai_file *x, uint32_t one)
{
    x->old.size = sizeof one;
    uint32_t *new = keep_more(&x->old);
    if (new)
        *new = one;
    return new != NULL;
}

/* As in the daemon they are gone for good, with what they have told. */
static void S_too_many(struct setai_file *x)
{
    x->too_many = true;
    setai_hyo_free(x->hyo);
    x->hyo = NULL;
    keep_release(&x->turns);
    x->turns = (struct keep){0};
}

static bool S_moved(struct setai_file *x, const struct setai_place *was, const struct setai_place *is)
{
    if (was->key == is->key)
        return !is->key || S_same(&was->is, &is->is) || S_change(x, was, is);
    return (!was->key || S_change(x, was, NULL)) && (!is->key || S_change(x, NULL, is));
}

bool setai_moved(struct setai_file *x, const struct setai_place *was, const struct setai_place *is,
                 uint32_t one)
{
    if (is->old && !was->old && !S_grown_old(x, one))
        return false;
    if (x->too_many)
        return true;
    if ((!x->hyo && !(x->hyo = setai_hyo_new())) || !S_moved(x, was, is))
        return false;
    if (setai_hyo_count(x->hyo) > setai_most())
        S_too_many(x);
    return true;
}

/* --- what it has left -------------------------------------------------------------------------------------
 */

struct left {
    uint64_t rank; /* in the order of the 枝番, of those not known yet in that of their rows */
    uint64_t key;  /* of the household; 0: none */
    struct jotai_ten ten;
};

struct owari {
    const struct setai_asked *q;
    struct left *list; /* owned */
    size_t n, cap;
    struct past_owari *ret;
};

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

static int S_compare_ten(const struct jotai_ten *x, const struct jotai_ten *y)
{
    int by[] = {ORDER(x->one, y->one), ORDER(x->rule, y->rule), ORDER(x->other, y->other),
                ORDER(x->kara, y->kara)};
    size_t i = 0;
    while (i < 3 && !by[i])
        i++;
    return by[i];
}

static int S_compare_turn(const void *a, const void *b)
{
    const struct turn *x = a, *y = b;
    int ten = S_compare_ten(&x->ten, &y->ten);
    if (x->key != y->key)
        return ORDER(x->key, y->key);
    return ten ? ten : ORDER(x->nth, y->nth);
}

static int S_compare_left(const void *a, const void *b)
{
    const struct left *x = a, *y = b;
    int name = strcmp(rule_name(x->ten.rule), rule_name(y->ten.rule));
    if (x->rank != y->rank)
        return ORDER(x->rank, y->rank);
    if (name || x->key != y->key)
        return name ? name : ORDER(x->key, y->key);
    return S_compare_ten(&x->ten, &y->ten);
}

/* Whether the files tell all of how the person is now: rows about a 枝番 that nobody has may be about who was
 * known before without one. */
static bool S_unsure(const struct setai_asked *q, const struct person *p)
{
    return p->partial || (!p->edaban && p->file < q->strayed);
}

static enum status S_left(struct owari *o, const struct jotai_ten *ten, uint64_t key, bool unsure)
{
    const struct rule_row *row;
    const struct person *p = people_at(o->q->people, ten->one);
    if (rule_severity(o->q->policy, ten->rule, o->q->today, NULL, &row) == SEVERITY_OFF)
        return ST_OK;
    if (unsure) {
        o->ret->unknown[ten->rule]++;
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
    o->list[o->n++] = (struct left){rank, key, *ten};
    return ST_OK;
}

/* --- households -------------------------------------------------------------------------------------------
 */

/* A household that a rule has something to say of. */
struct household {
    struct turn last;
    bool unsure; /* no file tells how one of its people is now */
};

static int S_compare_key(const void *key, const void *household)
{
    uint64_t a = *(const uint64_t *)key, b = ((const struct household *)household)->last.key;
    return (a > b) - (a < b);
}

static void S_unsure_at(struct household *all, size_t n, const struct person_shikaku *s)
{
    const uint64_t key = S_key(s);
    struct household *at = bsearch(&key, all, n, sizeof *all, S_compare_key);
    if (!at)
        return;
    while (at > all && at[-1].last.key == key)
        at--;
    for (; at < all + n && at->last.key == key; at++)
        at->unsure = true;
}

static void S_people(const struct setai_asked *q, struct household *all, size_t n)
{
    for (uint32_t one = 1; n && one <= people_count(q->people); one++) {
        const struct person *p = people_at(q->people, one);
        if (p->gone || !S_unsure(q, p))
            continue;
        S_unsure_at(all, n, &p->now);
        for (uint32_t m = p->mae; m; m = people_mae(q->people, m)->next)
            S_unsure_at(all, n, &people_mae(q->people, m)->is);
    }
}

/* The turns, in their order. NULL: out of memory. */
static struct household *S_turns(const struct setai_file *x)
{
    struct household *all = calloc(x->turns.n + 1, sizeof *all);
    for (uint32_t i = 0; all && i < x->turns.n; i++)
        all[i].last = *(const struct turn *)keep_at(&x->turns, i + 1);
    if (all)
        qsort(all, x->turns.n, sizeof *all, S_compare_turn); /* last is their first member */
    return all;
}

/* Of each thing the last turn stays, if it is wrong since. */
static size_t S_lasting(struct household *all, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const struct turn *t = &all[i].last;
        bool last =
            i + 1 == n || all[i + 1].last.key != t->key || S_compare_ten(&all[i + 1].last.ten, &t->ten) != 0;
        if (last && t->is)
            all[kept++] = all[i];
    }
    return kept;
}

static enum status S_setai(struct owari *o, struct setai_file *x)
{
    struct household *all = S_turns(x);
    size_t n = all ? S_lasting(all, x->turns.n) : 0;
    enum status st = all ? ST_OK : ST_LIMIT;
    S_people(o->q, all, n);
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        const struct turn *t = &all[i].last;
        st = S_left(o, &t->ten, t->key, all[i].unsure);
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
        const struct jotai_ten ten = {RULE_NANAJUGO, all[i], 0, S_old_day(p, o->q->today)};
        if ((i == 0 || all[i] != all[i - 1]) && ten.kara != INT32_MIN)
            st = S_left(o, &ten, 0, S_unsure(o->q, p));
    }
    free(all);
    return st;
}

/* --- told -------------------------------------------------------------------------------------------------
 */

static const char *S_have(const struct setai_asked *q, const struct left *l, const char *edaban)
{
    char kigo[TOKEN_ROOM], bango[TOKEN_ROOM], kara[9];
    const char *setai =
        l->key ? arena_printf(q->a, "%s/%s", people_token_text(q->people, (uint32_t)(l->key >> 32), kigo),
                              people_token_text(q->people, (uint32_t)l->key, bango))
               : NULL;
    const char *other =
        l->ten.other ? recall_edaban(people_at(q->people, l->ten.other), q->file, q->a) : NULL;
    str_from_date(l->ten.kara, kara);
    return jotai_have(l->ten.rule, setai, edaban, other, kara, q->a);
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
        to->edaban = recall_edaban(people_at(o->q->people, l->ten.one), o->q->file, o->q->a);
        rule_severity(o->q->policy, l->ten.rule, o->q->today, NULL, &to->found.row);
        diag_set(&to->found.diag, to->found.row->status, jotai_komoku(l->ten.rule), jotai_want(l->ten.rule),
                 S_have(o->q, l, to->edaban));
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
    setai_file_end(x);
    return st;
}
