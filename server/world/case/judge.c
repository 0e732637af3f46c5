/* Verdicts kept; see judge.h. */
#include "world/case/judge.h"

#include <stdlib.h>
#include <string.h>

void judge_init(struct case_judge *j)
{
    *j = (struct case_judge){.hokensha_n = 0};
    pthread_mutex_init(&j->lock, NULL);
    facts_init(&j->facts);
}

static void S_forget_attempts(struct judged_case *c)
{
    while (c->attempt_n)
        free(c->attempts[--c->attempt_n].why);
}

static void S_forget(struct case_judge *j)
{
    for (size_t i = 0; j->list && i < j->cases->n; i++)
        S_forget_attempts(&j->list[i]);
    for (int i = 0; i < j->run_n; i++)
        free(j->runs[i].hantei);
    free(j->list);
    j->list = NULL;
    j->run_n = j->hokensha_n = 0;
}

void judge_release(struct case_judge *j)
{
    S_forget(j);
    facts_release(&j->facts);
    pthread_mutex_destroy(&j->lock);
}

static int S_insurers(const struct facts *x, uint32_t *ret)
{
    int n = 0;
    for (size_t i = 0; i < x->n && n < JUDGE_HOKENSHA; i++) {
        int k = 0;
        while (k < n && ret[k] != x->list[i].hokensha)
            k++;
        if (k == n && x->list[i].hokensha)
            ret[n++] = x->list[i].hokensha;
    }
    return n;
}

/* 合格, then what was tried, then how much of it stands. */
static bool S_nearer(const struct match *a, const struct match *b)
{
    static const int rank[HANTEI_COUNT] = {0, 1, 3, 2};
    return rank[a->hantei] != rank[b->hantei] ? rank[a->hantei] > rank[b->hantei] : a->met > b->met;
}

static void S_case(const struct facts *x, const uint32_t *hokensha, int n, const struct observe *o,
                   bool exact, struct judged_case *ret)
{
    struct match m;
    *ret = (struct judged_case){.match = {.hantei = HANTEI_MIJISSHI}};
    for (int i = 0; i < OBSERVE_STEPS; i++)
        ret->match.steps[i].fact = UINT32_MAX;
    for (int i = 0; o && i < n; i++) {
        match_case(x, o, &(struct match_order){hokensha[i], UINT32_MAX, exact}, &m);
        if (!ret->hokensha || S_nearer(&m, &ret->match))
            *ret = (struct judged_case){.hokensha = hokensha[i], .match = m};
    }
}

/* What went wrong before stays listed. */
static void S_attempts(const struct facts *x, const struct observe *o, struct judged_case *c)
{
    uint32_t orders[JUDGE_ATTEMPTS];
    struct match *m = malloc(sizeof *m);
    int n = m && c->match.hantei != HANTEI_MIJISSHI
                ? match_attempts(x, o, c->hokensha, match_key(x, o, &c->match), orders, JUDGE_ATTEMPTS)
                : 0;
    for (int i = 0; i < n; i++) {
        match_case(x, o, &(struct match_order){c->hokensha, orders[i], false}, m);
        const struct fact *f = match_last(x, o, m);
        if (!f || m->hantei == HANTEI_MIJISSHI || m->hantei == HANTEI_GOKAKU)
            continue;
        struct buf why = BUF_INIT;
        match_why(o, m, &why);
        c->attempts[c->attempt_n++] =
            (struct judged_attempt){f->at, fact_real(x, f), m->hantei, buf_detach(&why)};
    }
    free(m);
}

/* The verdicts of a run that is over. */
static enum status S_run(struct case_judge *j, struct tracker *t, uint32_t run, struct diag *d)
{
    struct facts x;
    bool any;
    uint32_t hokensha[JUDGE_HOKENSHA];
    facts_init(&x);
    enum status st = facts_read(&x, t, run, &any, d);
    enum hantei *of = calloc(j->cases->n, sizeof *of);
    struct judged_case *c = malloc(sizeof *c);
    if (st == ST_OK && (!of || !c))
        st = diag_set(d, ST_LIMIT, "テストケース", "メモリ", "不足");
    int n = st == ST_OK ? S_insurers(&x, hokensha) : 0;
    for (size_t i = 0; st == ST_OK && i < j->cases->n; i++) {
        S_case(&x, hokensha, n, j->cases->items[i].observe, false, c);
        of[i] = c->match.hantei;
    }
    facts_release(&x);
    free(c);
    if (st == ST_OK)
        j->runs[j->run_n++] = (struct judge_run){run, of};
    else
        free(of);
    return st;
}

static enum status S_runs(struct case_judge *j, struct tracker *t, uint32_t now, struct diag *d)
{
    uint32_t first = now > JUDGE_RUNS ? now - JUDGE_RUNS : 1;
    enum status st = ST_OK;
    for (uint32_t run = first + (uint32_t)j->run_n; run < now && st == ST_OK; run++)
        st = S_run(j, t, run, d);
    return st;
}

enum status judge_read(struct case_judge *j, struct tracker *t, const struct cases *cases, struct diag *d)
{
    uint64_t life;
    uint32_t run = tracker_run(t, &life);
    bool any;
    if (j->life != life) {
        S_forget(j);
        facts_release(&j->facts);
        facts_init(&j->facts);
    }
    j->life = life;
    j->cases = cases;
    enum status st = facts_read(&j->facts, t, run, &any, d);
    if (st == ST_OK && !j->list && !(j->list = calloc(cases->n ? cases->n : 1, sizeof *j->list)))
        st = diag_set(d, ST_LIMIT, "テストケース", "メモリ", "不足");
    if (st == ST_OK)
        st = S_runs(j, t, run, d);
    if (st == ST_OK && any)
        j->hokensha_n = S_insurers(&j->facts, j->hokensha);
    return st;
}

/* What was passed stays so, for facts are only ever added; what could not have changed is not looked at. */
const struct judged_case *judge_case(struct case_judge *j, size_t at, uint32_t only, bool exact)
{
    struct judged_case *c = &j->list[at];
    size_t size = j->facts.size + 1;
    bool same = c->size && c->only == only && (!c->exact || exact);
    if (same && (c->size == size || c->match.hantei == HANTEI_GOKAKU))
        return c;
    const struct observe *o = j->cases->items[at].observe;
    S_forget_attempts(c);
    S_case(&j->facts, only ? &only : j->hokensha, only ? 1 : j->hokensha_n, o, exact, c);
    if (o && !exact)
        S_attempts(&j->facts, o, c);
    c->only = only;
    c->exact = exact;
    c->size = size;
    return c;
}
