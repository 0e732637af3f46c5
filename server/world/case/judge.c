/* Verdicts kept; see judge.h. */
#include "world/case/judge.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void judge_init(struct case_judge *j)
{
    *j = (struct case_judge){.run = 0};
    pthread_mutex_init(&j->lock, NULL);
    facts_init(&j->facts);
}

static void S_forget_attempts(struct judged_case *c)
{
    while (c->attempt_n)
        free(c->attempts[--c->attempt_n].why);
}

static void S_forget_run(struct judge_run *r, size_t n)
{
    for (size_t i = 0; r->of && i < n; i++)
        free(r->of[i].why);
    free(r->of);
}

static void S_forget_runs(struct case_judge *j)
{
    while (j->run_n)
        S_forget_run(&j->runs[--j->run_n], j->cases->n);
}

static void S_forget(struct case_judge *j)
{
    for (size_t i = 0; j->list && i < j->cases->n; i++)
        S_forget_attempts(&j->list[i]);
    free(j->list);
    free(j->hokensha.items);
    j->list = NULL;
    j->hokensha = (struct insurers){NULL, 0, 0};
    facts_release(&j->facts);
}

void judge_release(struct case_judge *j)
{
    S_forget(j);
    S_forget_runs(j);
    pthread_mutex_destroy(&j->lock);
}

/* Those of the facts that have come since. false: no memory. */
static bool S_insurers(const struct facts *x, struct insurers *all)
{
    for (; all->upto < x->n; all->upto++) {
        int k = 0;
        uint32_t who = x->list[all->upto].hokensha;
        while (k < all->n && all->items[k] != who)
            k++;
        if (k < all->n || !who)
            continue;
        uint32_t *more = realloc(all->items, ((size_t)k + 1) * sizeof *more);
        if (!more)
            return false;
        all->items = more;
        all->items[all->n++] = who;
    }
    return true;
}

/* 合格, then what was tried, then how much of it stands. */
static bool S_nearer(const struct match *a, const struct match *b)
{
    static const int rank[HANTEI_COUNT] = {0, 1, 3, 2};
    return rank[a->hantei] != rank[b->hantei] ? rank[a->hantei] > rank[b->hantei] : a->met > b->met;
}

static bool S_case(const struct facts *x, const struct insurers *who, const struct observe *o, bool exact,
                   struct judged_case *ret)
{
    struct match m;
    *ret = (struct judged_case){.match = {.hantei = HANTEI_MIJISSHI}};
    for (int i = 0; i < OBSERVE_STEPS; i++)
        ret->match.steps[i].fact = UINT32_MAX;
    for (int i = 0; o && i < who->n; i++) {
        if (!match_case(x, o, &(struct match_order){who->items[i], UINT32_MAX, exact}, &m))
            return false;
        if (!ret->hokensha || S_nearer(&m, &ret->match))
            *ret = (struct judged_case){.hokensha = who->items[i], .match = m};
    }
    return true;
}

static char *S_why(const struct observe *o, const struct match *m)
{
    struct buf why = BUF_INIT;
    match_why(o, m, &why);
    return buf_detach(&why);
}

/* What went wrong before stays listed. false: no memory. */
static bool S_attempts(const struct facts *x, const struct observe *o, struct judged_case *c)
{
    uint32_t orders[JUDGE_ATTEMPTS];
    struct match *m = malloc(sizeof *m);
    bool ok = m != NULL;
    int n = ok && c->match.hantei != HANTEI_MIJISSHI
                ? match_attempts(x, o, c->hokensha, match_key(x, o, &c->match), orders, JUDGE_ATTEMPTS)
                : 0;
    for (int i = 0; i < n && ok; i++) {
        ok = match_case(x, o, &(struct match_order){c->hokensha, orders[i], false}, m);
        const struct fact *f = ok ? match_last(x, o, m) : NULL;
        if (f && m->hantei != HANTEI_MIJISSHI && m->hantei != HANTEI_GOKAKU)
            c->attempts[c->attempt_n++] =
                (struct judged_attempt){f->at, fact_real(x, f), m->hantei, S_why(o, m)};
    }
    free(m);
    return ok;
}

static enum status S_memory(struct diag *d)
{
    return diag_set(d, ST_LIMIT, "テストケース", "メモリ", "不足");
}

/* The verdicts on what was seen, and why. NULL: no memory. */
static struct judged_past *S_past(const struct facts *x, const struct cases *cases)
{
    struct insurers who = {NULL, 0, 0};
    struct judged_past *of = calloc(cases->n ? cases->n : 1, sizeof *of);
    struct judged_case *c = malloc(sizeof *c);
    bool ok = of && c && S_insurers(x, &who);
    for (size_t i = 0; ok && i < cases->n; i++) {
        const struct observe *o = cases->items[i].observe;
        if (!(ok = S_case(x, &who, o, false, c)))
            break;
        bool tried = c->match.hantei == HANTEI_JISSHICHU || c->match.hantei == HANTEI_FUGOKAKU;
        of[i] = (struct judged_past){c->match.hantei, tried ? S_why(o, &c->match) : NULL};
    }
    free(c);
    free(who.items);
    if (!ok)
        S_forget_run(&(struct judge_run){0, of}, cases->n);
    return ok ? of : NULL;
}

/* A run that is over; its log may be gone, and then that is said of it. */
static enum status S_run(struct case_judge *j, struct tracker *t, uint32_t run, struct diag *d)
{
    struct facts x;
    struct run_log log;
    bool any;
    struct diag why = DIAG_INIT;
    struct judge_run *r = &j->runs[j->run_n];
    *r = (struct judge_run){run, NULL};
    if (tracker_hold(t, run, &log, &why) != ST_OK) {
        j->run_n++;
        return ST_OK;
    }
    facts_init(&x);
    enum status st = facts_read(&x, &log, &any, d);
    r->of = st == ST_OK ? S_past(&x, j->cases) : NULL;
    if (st == ST_OK && !r->of)
        st = S_memory(d);
    facts_release(&x);
    close(log.fd);
    j->run_n += st == ST_OK;
    return st;
}

/* Those that are over: each is judged once. */
static enum status S_runs(struct case_judge *j, struct tracker *t, struct diag *d)
{
    uint32_t first = j->run > JUDGE_RUNS ? j->run - JUDGE_RUNS : 1;
    enum status st = ST_OK;
    while (j->run_n && j->runs[0].run < first) {
        S_forget_run(&j->runs[0], j->cases->n);
        memmove(j->runs, j->runs + 1, (size_t)--j->run_n * sizeof *j->runs);
    }
    for (uint32_t run = j->run_n ? j->runs[j->run_n - 1].run + 1 : first; run < j->run && st == ST_OK; run++)
        st = S_run(j, t, run, d);
    return st;
}

static enum status S_present(struct case_judge *j, const struct run_log *log, struct diag *d)
{
    bool any;
    enum status st = facts_read(&j->facts, log, &any, d);
    if (st == ST_OK && !j->list && !(j->list = calloc(j->cases->n ? j->cases->n : 1, sizeof *j->list)))
        st = S_memory(d);
    if (st == ST_OK && any && !S_insurers(&j->facts, &j->hokensha))
        st = S_memory(d);
    return st;
}

enum status judge_read(struct case_judge *j, struct tracker *t, const struct cases *cases, struct diag *d)
{
    struct run_log log;
    enum status st = tracker_hold(t, 0, &log, d);
    if (st != ST_OK)
        return st;
    j->cases = cases;
    if (j->life != log.life) {
        S_forget(j);
        facts_init(&j->facts);
    }
    if (j->series != log.series)
        S_forget_runs(j);
    j->life = log.life;
    j->series = log.series;
    j->run = log.run;
    j->lost = log.lost;
    st = S_present(j, &log, d);
    if (log.fd >= 0)
        close(log.fd);
    return st == ST_OK ? S_runs(j, t, d) : st;
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
    const struct insurers one = {&only, 1, 0};
    S_forget_attempts(c);
    bool ok = S_case(&j->facts, only ? &one : &j->hokensha, o, exact, c);
    if (ok && o && !exact)
        ok = S_attempts(&j->facts, o, c);
    c->only = only;
    c->exact = exact;
    c->size = ok ? size : 0;
    return ok ? c : NULL;
}
