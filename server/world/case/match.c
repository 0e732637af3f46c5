/* The search; see match.h. First for a whole run, from the step that the fewest facts fit; when there is
 * none, for the nearest: step by step, some of the best beginnings are kept (a beam). */
#include "world/case/match.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "world/case/sieve.h"
#include "world/case/whose.h"

enum {
    NODES = 200000, /* of one search: then it is not found */
    BEAM = 12,
    SEEDS = 8,
    NEAR = 300,      /* facts of a kind that are looked at for the nearest, the latest */
    KEEP = 4,        /* of them, for each beginning */
    DIFFERENCES = 2, /* more, and it is something else */
    OF_PERSON = 6,   /* unless it is of the right person */
    COST_DIFFERS = 10,
    COST_MISSING = 25
};

const char *hantei_mei(enum hantei h)
{
    static const char *const mei[HANTEI_COUNT] = {"未実施", "実施中", "合格", "不合格"};
    return mei[h];
}

void match_none(const struct observe *o, struct match *ret)
{
    ret->hantei = HANTEI_MIJISSHI;
    ret->met = 0;
    for (int i = 0; o && i < o->n; i++) {
        ret->steps[i].fact = UINT32_MAX;
        ret->steps[i].differences = 0;
    }
}

void match_copy(const struct observe *o, struct match *to, const struct match *from)
{
    memcpy(to, from, offsetof(struct match, steps) + (o ? (size_t)o->n : 0) * sizeof *from->steps);
}

struct search {
    struct matching m;
    const struct sifted *of[OBSERVE_STEPS];
    int nodes;
    struct whose whose; /* for the nearest */
    bool exact;         /* the nearest is not asked for */
    bool failed;        /* no memory */
};

static const struct fact *S_nth(const struct search *s, int step, size_t n)
{
    const struct facts *x = s->m.facts;
    return &x->list[x->of[s->m.observe->steps[step].koto][n]];
}

static size_t S_count(const struct search *s, int step)
{
    return s->m.facts->of_n[s->m.observe->steps[step].koto];
}

/* false: some step has nothing that fits. Where the nearest is not asked for, the first one tells. */
static bool S_fit(struct search *s, struct sieve *sieve)
{
    bool all = true;
    for (int i = 0; i < s->m.observe->n && s->exact; i++)
        all = all && S_count(s, i); /* before a step is looked at: most cases ask for what nobody does */
    for (int i = 0; i < s->m.observe->n && (all || !s->exact); i++) {
        s->of[i] = sieve_step(sieve, &s->m, i);
        s->failed = s->failed || !s->of[i];
        all = all && s->of[i] && s->of[i]->fits;
    }
    return all && !s->failed;
}

static const struct fact *S_fitting(const struct search *s, int step, size_t n)
{
    return &s->m.facts->list[s->of[step]->fit[n]];
}

/* A step that is met and has the person of step i; -1: none. */
static int S_of_person(const struct search *s, int i)
{
    const struct observe_step *steps = s->m.observe->steps;
    for (int k = 0; k < s->m.observe->n; k++)
        if (s->m.met[k] && steps[i].name[NAME_HITO] >= 0 &&
            steps[k].name[NAME_HITO] == steps[i].name[NAME_HITO] && s->m.met[k]->edaban_digits)
            return k;
    return -1;
}

/* The file of step i is known by another; 0: it is not. */
static uint32_t S_of_file(const struct search *s, int i)
{
    const struct observe_step *steps = s->m.observe->steps;
    for (int k = 0; k < s->m.observe->n; k++)
        if (s->m.met[k] && steps[i].name[NAME_FILE] >= 0 &&
            steps[k].name[NAME_FILE] == steps[i].name[NAME_FILE])
            return s->m.met[k]->uketsuke;
    return 0;
}

static bool S_for_all(const struct search *s, int i)
{
    return koto_kind(s->m.observe->steps[i].koto)->for_all;
}

/* How few facts can meet the step, by what is met already: those of a person (a row that was refused may have
 * no 枝番), of a file, of the kind. What is done for many at once fits each of them: it comes last. */
static int S_rank(const struct search *s, int i)
{
    if (S_for_all(s, i))
        return 3;
    if (S_of_person(s, i) >= 0 && !s->m.observe->steps[i].code)
        return 0;
    return S_of_file(s, i) ? 1 : 2;
}

/* The next step to meet: of those with the best rank the one with the fewest. */
static int S_next(const struct search *s)
{
    int best = -1, best_rank = 0;
    for (int i = 0; i < s->m.observe->n; i++) {
        int rank = s->m.met[i] ? 0 : S_rank(s, i);
        if (s->m.met[i] ||
            (best >= 0 && (rank > best_rank || (rank == best_rank && s->of[i]->fits >= s->of[best]->fits))))
            continue;
        best = i;
        best_rank = rank;
    }
    return best;
}

static bool S_whole(struct search *s);

static bool S_try(struct search *s, int i, const struct fact *f)
{
    if (++s->nodes > NODES || !compare_there(&s->m, f) || compare_step(&s->m, i, f, 0))
        return false;
    s->m.met[i] = f;
    if (S_whole(s))
        return true;
    s->m.met[i] = NULL;
    return false;
}

/* Those of the person alone, the earliest first: the chain is the other way round. */
static bool S_try_person(struct search *s, int i, int of)
{
    const struct facts *x = s->m.facts;
    uint32_t first =
        facts_of_person(x, s->m.observe->steps[i].koto, s->m.met[of]->hokensha, s->m.met[of]->edaban);
    size_t n = 0;
    bool found = false;
    for (uint32_t at = first; at != UINT32_MAX; at = x->list[at].next)
        n++;
    const struct fact **chain = malloc((n + 1) * sizeof *chain);
    s->failed = s->failed || !chain;
    n = 0;
    for (uint32_t at = first; chain && at != UINT32_MAX; at = x->list[at].next)
        if (compare_alone(&s->m, i, &x->list[at]) == 0)
            chain[n++] = &x->list[at];
    while (!found && n > 0)
        found = S_try(s, i, chain[--n]);
    free(chain);
    return found;
}

static bool S_whole(struct search *s)
{
    int i = S_next(s), of = i < 0 ? -1 : S_of_person(s, i);
    if (i < 0)
        return compare_people(&s->m);
    bool person = of >= 0 && !s->m.observe->steps[i].code;
    if (person && S_try_person(s, i, of))
        return true;
    if (person && !S_for_all(s, i))
        return false;
    uint32_t file = S_of_file(s, i);
    for (size_t n = 0; n < s->of[i]->fits && s->nodes <= NODES; n++) {
        const struct fact *f = S_fitting(s, i, n);
        bool other = (file && f->uketsuke != file) || (person && f->edaban_digits); /* or tried above */
        if (!other && S_try(s, i, f))
            return true;
    }
    return false;
}

/* --- the nearest -------------------------------------------------------------------------------------------
 */

struct part {
    const struct fact *met[OBSERVE_STEPS];
    int cost;
};

struct beam {
    struct part parts[BEAM * (KEEP + 1) + SEEDS];
    int n;
};

static int S_by_cost(const void *x, const void *y)
{
    const struct part *a = x, *b = y;
    return (a->cost > b->cost) - (a->cost < b->cost);
}

static void S_keep(struct beam *b)
{
    if (b->n <= BEAM)
        return;
    qsort(b->parts, (size_t)b->n, sizeof *b->parts, S_by_cost);
    b->n = BEAM;
}

/* The best few facts for a step. */
struct near {
    const struct fact *fact[KEEP];
    int cost[KEEP], n;
    int missing; /* what it costs to say that there is none */
};

/* limit: how much may differ; of the person who is known it is this step done wrong, however wrong. */
static void S_offer(const struct search *s, int i, const struct fact *f, int limit, struct near *near)
{
    if (!compare_there(&s->m, f) || whose_another(&s->whose, f))
        return;
    for (int k = 0; k < near->n; k++)
        if (near->fact[k] == f)
            return;
    for (int k = 0; k < s->m.observe->n; k++)
        if (s->m.met[k] == f) /* what one step is met by is not another one done wrong */
            return;
    int n = compare_step(&s->m, i, f, limit);
    int cost = n > DIFFERENCES ? COST_MISSING - 1 : COST_DIFFERS * (n + compare_other(&s->m, i, f));
    if (n > limit || (near->n == KEEP && cost >= near->cost[KEEP - 1]))
        return;
    int k = near->n < KEEP ? near->n++ : KEEP - 1;
    for (; k && near->cost[k - 1] > cost; k--) {
        near->fact[k] = near->fact[k - 1];
        near->cost[k] = near->cost[k - 1];
    }
    near->fact[k] = f;
    near->cost[k] = cost;
}

/* Those of the person first, then the latest of the kind. */
static void S_near(struct search *s, int i, struct near *ret)
{
    const struct facts *x = s->m.facts;
    int of = S_of_person(s, i);
    ret->n = 0;
    if (of >= 0) {
        uint32_t at =
            facts_of_person(x, s->m.observe->steps[i].koto, s->m.met[of]->hokensha, s->m.met[of]->edaban);
        for (; at != UINT32_MAX; at = x->list[at].next)
            S_offer(s, i, &x->list[at], OF_PERSON, ret);
    }
    /* what the person has had done is not missing, whatever follows from how it was done */
    ret->missing = ret->n ? COST_MISSING + COST_DIFFERS * OF_PERSON : COST_MISSING;
    size_t all = S_count(s, i), from = all > NEAR ? all - NEAR : 0;
    for (size_t n = all; n > from; n--)
        if (s->of[i]->alone[n - 1] <= DIFFERENCES)
            S_offer(s, i, S_nth(s, i, n - 1), DIFFERENCES, ret);
}

static void S_step(struct search *s, const struct beam *was, struct beam *now, int i)
{
    now->n = 0;
    for (int p = 0; p < was->n; p++) {
        const struct part *part = &was->parts[p];
        if (part->met[i]) { /* it began with this one */
            now->parts[now->n++] = *part;
            continue;
        }
        struct near near;
        memcpy(s->m.met, part->met, sizeof s->m.met);
        S_near(s, i, &near);
        for (int k = 0; k < near.n; k++) {
            now->parts[now->n] = *part;
            now->parts[now->n].met[i] = near.fact[k];
            now->parts[now->n++].cost += near.cost[k];
        }
        now->parts[now->n] = *part;
        now->parts[now->n++].cost += near.missing;
    }
    S_keep(now);
}

/* Beginnings: the latest facts that fit the step which the fewest fit. */
static void S_seeds(struct search *s, struct beam *b)
{
    int rare = -1;
    for (int i = 0; i < s->m.observe->n; i++)
        if (s->of[i]->fits && (rare < 0 || s->of[i]->fits < s->of[rare]->fits ||
                               (s->of[i]->fits == s->of[rare]->fits && s->m.observe->steps[i].key)))
            rare = i;
    b->parts[0] = (struct part){{NULL}, 0};
    b->n = 1;
    for (size_t n = rare < 0 ? 0 : s->of[rare]->fits; n > 0 && b->n < SEEDS; n--) {
        const struct fact *f = S_fitting(s, rare, n - 1);
        if (!compare_there(&s->m, f) || whose_another(&s->whose, f))
            continue;
        b->parts[b->n] = (struct part){{NULL}, 0};
        b->parts[b->n++].met[rare] = f;
    }
}

static void S_nearest(struct search *s, struct part *ret)
{
    struct beam *room = malloc(2 * sizeof *room), *was = room, *now = room + 1;
    s->failed = !room;
    if (!room)
        return;
    S_seeds(s, was);
    for (int i = 0; i < s->m.observe->n; i++) {
        S_step(s, was, now, i);
        struct beam *swap = was;
        was = now;
        now = swap;
    }
    qsort(was->parts, (size_t)was->n, sizeof *was->parts, S_by_cost);
    *ret = was->parts[0];
    free(room);
}

/* --- the verdict -------------------------------------------------------------------------------------------
 */

static void S_found(struct search *s, const struct fact *const *met, struct match *ret)
{
    memset(s->m.met, 0, sizeof s->m.met);
    for (int i = 0; i < s->m.observe->n;
         i++) { /* each against those before it, so that a difference is told once */
        struct found *f = &ret->steps[i];
        if (!met[i])
            continue;
        f->fact = (uint32_t)(met[i] - s->m.facts->list);
        compare_differences(&s->m, i, met[i], f);
        s->m.met[i] = met[i];
        ret->met += f->differences == 0;
    }
}

/* Something was done wrong: not just by another person, in another file or order than the nearest has it,
 * which may be other work. */
static bool S_wrong(const struct found *f)
{
    static const char *const whose[] = {"hito", "file", "no", "what", "by", "ningen", "setai"};
    bool wrong = false;
    for (int i = 0; i < f->differences; i++) {
        bool who = false;
        for (size_t k = 0; k < sizeof whose / sizeof *whose; k++)
            who = who || strcmp(whose[k], f->difference[i].item) == 0;
        wrong = wrong || !who;
    }
    return wrong;
}

/* What was to be refused and was not is what everybody does all day. */
static bool S_everyday(const struct observe_step *s, const struct found *f)
{
    for (int i = 0; s->code && i < f->differences; i++)
        if (strcmp(f->difference[i].item, "kekka") == 0 && strcmp(f->difference[i].have, "正常") == 0)
            return true;
    return false;
}

/* One of those whom the case is about is registered among its steps. */
static bool S_begun(const struct search *s, const struct match *r)
{
    bool begun = false;
    for (int i = 0; i < s->m.observe->n; i++)
        begun = begun ||
                (r->steps[i].fact != UINT32_MAX && whose_own(&s->whose, &s->m.facts->list[r->steps[i].fact]));
    return begun;
}

/* It is tried by whoever does what is its own and half of all; it is failed when all of it is there, and
 * something of it is wrong. What is about certain people is begun with them alone. */
static enum hantei S_hantei(const struct search *s, const struct match *r)
{
    const struct observe *o = s->m.observe;
    int there = 0, wrong = 0, differ = 0;
    bool key = false, own = S_begun(s, r);
    if (o->ningen_count && !own)
        return HANTEI_MIJISSHI;
    for (int i = 0; i < o->n; i++) {
        bool here = r->steps[i].fact != UINT32_MAX && (own || !S_everyday(&o->steps[i], &r->steps[i]));
        there += here;
        differ += r->steps[i].differences != 0;
        wrong += S_wrong(&r->steps[i]);
        key = key || (here && o->steps[i].key && !r->steps[i].differences);
    }
    bool one = differ == 1 && o->n > 1, all = key && wrong && wrong == differ;
    if (there == o->n && (one || all))
        return HANTEI_FUGOKAKU;
    return key && r->met * 2 >= o->n ? HANTEI_JISSHICHU : HANTEI_MIJISSHI;
}

static void S_search(struct search *s, struct sieve *sieve, uint32_t upto, struct match *ret)
{
    struct part found = {{NULL}, 0};
    bool fits = S_fit(s, sieve); /* of all facts: what is kept is good for any time */
    s->m.upto = upto;
    bool whole = fits && S_whole(s);
    if (whole)
        memcpy(found.met, s->m.met, sizeof found.met);
    memset(s->m.met, 0, sizeof s->m.met);
    if (!whole && !s->exact && !s->failed) {
        whose_find(&s->whose, &s->m, s->of);
        S_nearest(s, &found);
    }
    S_found(s, found.met, ret);
    if (!whole && ret->met == s->m.observe->n) /* the search ran out, and the nearest is one all the same */
        whole = compare_people(&s->m);
    ret->hantei = whole ? HANTEI_GOKAKU : S_hantei(s, ret);
}

/* Of all that the sieve is of. */
static struct search S_search_of(const struct sieve *sieve, const struct observe *o)
{
    return (struct search){.m = {.facts = sieve->facts,
                                 .observe = o,
                                 .hokensha = sieve->hokensha,
                                 .branch = sieve->branch,
                                 .upto = UINT32_MAX}};
}

bool match_case(struct sieve *sieve, const struct observe *o, uint32_t upto, bool exact, struct match *ret)
{
    struct search s = S_search_of(sieve, o);
    s.exact = exact;
    match_none(o, ret);
    S_search(&s, sieve, upto, ret);
    return !s.failed;
}

/* --- before it, and why ------------------------------------------------------------------------------------
 */

/* The last of its own steps. */
static int S_key(const struct observe *o)
{
    int key = o->n - 1;
    while (key > 0 && !o->steps[key].key)
        key--;
    return key;
}

uint32_t match_key(const struct facts *x, const struct observe *o, const struct match *m)
{
    uint32_t fact = m->steps[S_key(o)].fact;
    return fact == UINT32_MAX ? UINT32_MAX : x->list[fact].order;
}

const struct fact *match_last(const struct facts *x, const struct observe *o, const struct match *m)
{
    const struct fact *last = NULL;
    for (int i = 0; i < o->n; i++) {
        const struct fact *f = m->steps[i].fact == UINT32_MAX ? NULL : &x->list[m->steps[i].fact];
        last = f && (!last || f->order > last->order) ? f : last;
    }
    return last;
}

int match_attempts(const struct sieve *sieve, const struct observe *o, uint32_t before, uint32_t *ret,
                   int max)
{
    struct search s = S_search_of(sieve, o);
    int key = S_key(o), n = 0;
    for (size_t k = S_count(&s, key); k > 0 && n < max; k--) {
        const struct fact *f = S_nth(&s, key, k - 1);
        if (f->order < before && compare_alone(&s.m, key, f) <= DIFFERENCES && (!n || ret[n - 1] != f->order))
            ret[n++] = f->order;
    }
    return n;
}

void match_why(const struct observe *o, const struct match *m, struct buf *out)
{
    for (int i = 0; i < o->n; i++)
        for (int k = 0; k < m->steps[i].differences; k++) {
            const struct difference *d = &m->steps[i].difference[k];
            buf_addf(out, "%s%s（%s）の%s: 期待: %s、実際: %s", out->len ? "／" : "",
                     koto_kind(o->steps[i].koto)->mei, o->steps[i].id, koto_mei(d->item), d->want, d->have);
        }
    for (int i = 0; i < o->n; i++)
        if (m->steps[i].fact == UINT32_MAX)
            buf_addf(out, "%s%s（%s）がまだ", out->len ? "／" : "", koto_kind(o->steps[i].koto)->mei,
                     o->steps[i].id);
}
