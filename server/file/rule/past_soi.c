/* 資格情報 against 加入者情報 of files; see past_soi.h. */
#include "file/rule/past_soi.h"

#include <stdlib.h>
#include <string.h>

#include "file/rule/past_walk.h"
#include "file/rule/soi.h"

/* --- what the people have ---------------------------------------------------------------------------------
 */

static struct soi_shikaku S_shikaku(const struct people *people, const struct person_shikaku *s)
{
    char kigo[TOKEN_ROOM], bango[TOKEN_ROOM];
    struct soi_shikaku k = {.shutoku = s->shutoku,
                            .soshitsu = s->soshitsu,
                            .kigo = soi_hash(people_token_text(people, s->kigo, kigo)),
                            .bango = soi_hash(people_token_text(people, s->bango, bango))};
    memcpy(k.honnin, s->honnin.is, sizeof s->honnin.is);
    return k;
}

/* Oldest first. *ret NULL: out of memory. *ret_n 0: there is none (the person is gone), or not all are known.
 */
static void S_list(const struct people *people, uint32_t one, struct arena *a, struct soi_shikaku **ret,
                   size_t *ret_n)
{
    const struct person *p = one ? people_at(people, one) : NULL;
    bool known = p && !p->gone && !p->partial;
    size_t n = 0;
    for (uint32_t m = known ? p->mae : 0; m; m = people_mae(people, m)->next)
        n++;
    *ret = arena_array(a, n + 1, sizeof **ret);
    *ret_n = 0;
    if (!*ret || !known)
        return;
    for (uint32_t m = p->mae; m; m = people_mae(people, m)->next)
        (*ret)[(*ret_n)++] = S_shikaku(people, &people_mae(people, m)->is);
    (*ret)[(*ret_n)++] = S_shikaku(people, &p->now);
}

static void S_mei(const struct layout *l, const char *mei[LAYOUT_COLUMNS])
{
    for (int i = 0; i < l->n; i++)
        mei[i] = l->columns[i].mei;
}

enum status past_soi_row(const struct people *people, uint64_t edaban, const struct record_view *row,
                         const struct layout *l, int32_t today, struct findings *f)
{
    const char *mei[LAYOUT_COLUMNS];
    struct soi_shikaku *list;
    size_t n;
    uint32_t one = people_by_edaban(people, edaban);
    if (!one)
        return ST_OK;
    S_list(people, one, f->arena, &list, &n);
    if (!list)
        return ST_LIMIT;
    S_mei(l, mei);
    return n ? rule_soi(row, mei, list, n, today, f) : ST_OK;
}

/* --- when a file ends -------------------------------------------------------------------------------------
 */

static const struct kept *S_next_shikaku(const struct past_kept *kept, const struct kept *k)
{
    while (k && (k->gone || k->kind != KIKAN_SHIKAKU))
        k = past_kept_next(kept, k);
    return k;
}

static bool S_has_shikaku(const struct past_kept *kept, const struct person *p)
{
    return p->edaban && S_next_shikaku(kept, past_kept_first(kept, p->edaban));
}

void past_soi_changed(const struct people *people, const struct past_kept *kept, uint32_t one)
{
    struct person *p = people_at(people, one);
    if (S_has_shikaku(kept, p))
        p->soi = p->late = true;
}

void past_soi_late(const struct people *people, const struct past_kept *kept, uint32_t one)
{
    struct person *p = people_at(people, one);
    if (S_has_shikaku(kept, p))
        p->late = true;
}

struct look {
    const struct people *people;
    const struct past_kept *kept;
    const struct past_owari_ask *q;
    struct arena *a; /* of one person */
    struct findings f;
    const char *names[LAYOUT_COLUMNS], *mei[LAYOUT_COLUMNS];
    struct past_owari *ret;
    bool late; /* of these, not of the changed */
};

static enum status S_say(struct look *x, uint64_t edaban)
{
    char text[24];
    people_edaban_text(edaban, text);
    if (!(x->ret->list = arena_more(x->q->arena, x->ret->list, x->ret->n, sizeof *x->ret->list)))
        return ST_LIMIT;
    struct past_left *left = &x->ret->list[x->ret->n++];
    left->found = x->f.list[0];
    left->edaban = arena_strdup(x->q->arena, text);
    return left->edaban ? ST_OK : ST_LIMIT;
}

/* A kept 資格情報 as a record of the layout; 番号 and days in the room. */
struct as_record {
    char from[9], to[9], honnin[2], kigo[TOKEN_ROOM], bango[TOKEN_ROOM];
    const char *values[LAYOUT_COLUMNS];
};

static void S_value(const struct look *x, struct as_record *r, const char *field, const char *value)
{
    int at = layout_field(x->q->l, field);
    if (at >= 0)
        r->values[at] = *value ? value : NULL;
}

static void S_record(const struct look *x, const struct kept *k, struct as_record *r)
{
    *r = (struct as_record){.honnin = {k->honnin}};
    str_from_date(k->from, r->from);
    if (k->to != DAY_OPEN)
        str_from_date(k->to + 1, r->to);
    S_value(x, r, "shutokuYmd", r->from);
    S_value(x, r, "soshitsuYmd", r->to);
    S_value(x, r, "honninKazoku", r->honnin);
    S_value(x, r, "kigo", people_token_text(x->people, k->kigo, r->kigo));
    S_value(x, r, "bango", people_token_text(x->people, k->bango, r->bango));
}

static int S_compare_from(const void *a, const void *b)
{
    const struct kept *x = *(const struct kept *const *)a, *y = *(const struct kept *const *)b;
    return (x->from > y->from) - (x->from < y->from);
}

/* In the order of their days. NULL: out of memory. */
static const struct kept **S_records(const struct look *x, uint64_t edaban, size_t *ret_n)
{
    const struct kept *first = S_next_shikaku(x->kept, past_kept_first(x->kept, edaban));
    size_t n = 0;
    for (const struct kept *k = first; k; k = S_next_shikaku(x->kept, past_kept_next(x->kept, k)))
        n++;
    const struct kept **all = arena_array(x->a, n + 1, sizeof *all);
    *ret_n = 0;
    for (const struct kept *k = first; all && k; k = S_next_shikaku(x->kept, past_kept_next(x->kept, k)))
        all[(*ret_n)++] = k;
    if (all)
        qsort(all, n, sizeof *all, S_compare_from);
    return all;
}

/* From now on only if they still differ. */
static enum status S_person(struct look *x, uint64_t edaban)
{
    const uint32_t one = people_by_edaban(x->people, edaban);
    struct person *p = people_at(x->people, one);
    struct soi_shikaku *list;
    size_t n, records;
    bool gone = p->gone;
    arena_reset(x->a);
    S_list(x->people, one, x->a, &list, &n);
    const struct kept **all = S_records(x, p->edaban, &records);
    enum status st = list && all ? ST_OK : ST_LIMIT;
    p->soi = p->late = false;
    for (size_t i = 0; st == ST_OK && (n || gone) && i < records; i++) {
        struct as_record r;
        S_record(x, all[i], &r);
        const struct record_view v = {x->names, r.values, x->q->l->n, x->q->l};
        x->f.n = 0;
        st = rule_soi(&v, x->mei, list, n, x->q->today, &x->f);
        p->soi = p->soi || x->f.n;
        if (st == ST_OK && x->f.n)
            st = S_say(x, p->edaban);
    }
    return st;
}

static bool S_asked(const struct look *x, uint32_t one)
{
    const struct person *p = people_at(x->people, one);
    return x->late ? p->late : p->soi;
}

static enum status S_people(struct look *x, uint64_t *made)
{
    size_t n = 0, at = 0;
    for (uint32_t one = 1; one <= people_count(x->people); one++)
        n += S_asked(x, one);
    uint64_t edaban, *all = malloc((n + 1) * sizeof *all);
    if (!all)
        return ST_LIMIT;
    for (uint32_t one = 1; one <= people_count(x->people); one++)
        if (S_asked(x, one))
            all[at++] = people_at(x->people, one)->edaban;
    struct past_walk w = {.all = all, .n = n, .made = made, .most = x->q->most, .told = &x->ret->n};
    enum status st = ST_OK;
    past_walk_begin(&w);
    while (st == ST_OK && past_walk_next(&w, &edaban))
        st = S_person(x, edaban);
    free(all);
    return st;
}

static enum status S_owari(const struct people *people, const struct past_kept *kept,
                           const struct past_owari_ask *q, bool late, uint64_t *made, struct past_owari *ret)
{
    enum { ROOM = 1 << 20 };
    const struct rule_row *row;
    struct diag ignored = DIAG_INIT;
    const struct rule_policy warns = rule_warns(q->policy, RULE_SHIKAKU_SOI);
    struct look x = {.people = people, .kept = kept, .q = q, .ret = ret, .late = late};
    if (rule_severity(q->policy, RULE_SHIKAKU_SOI, q->today, NULL, &row) == SEVERITY_OFF)
        return ST_OK;
    x.f = (struct findings){.policy = &warns, .arena = q->arena, .refusal = &ignored};
    S_mei(q->l, x.mei);
    for (int i = 0; i < q->l->n; i++)
        x.names[i] = q->l->columns[i].field;
    x.a = arena_new(ROOM);
    enum status st = x.a ? S_people(&x, made) : ST_LIMIT;
    arena_free(x.a);
    return st;
}

enum status past_soi_owari(const struct people *people, const struct past_kept *kept,
                           const struct past_owari_ask *q, uint64_t *made, struct past_owari *ret)
{
    return S_owari(people, kept, q, false, made, ret);
}

enum status past_soi_late_owari(const struct people *people, const struct past_kept *kept,
                                const struct past_owari_ask *q, uint64_t *made, struct past_owari *ret)
{
    return S_owari(people, kept, q, true, made, ret);
}
