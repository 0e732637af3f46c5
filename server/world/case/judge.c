/* Verdicts kept; see judge.h. */
#include "world/case/judge.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void judge_init(struct case_judge *j)
{
    *j = (struct case_judge){.run = 0};
    pthread_mutex_init(&j->lock, NULL);
    facts_init(&j->facts);
}

bool judge_over(const struct case_judge *j)
{
    return atomic_load(&j->stop) || (j->stopping && atomic_load(j->stopping));
}

static void S_forget_attempts(struct judged_case *c)
{
    while (c->attempt_n)
        free(c->attempts[--c->attempt_n].why);
}

static void S_forget_runs(struct case_judge *j)
{
    while (j->run_n)
        past_free(j->runs[--j->run_n].of, j->cases->n);
}

static void S_forget_sieves(struct sieves *all)
{
    while (all->n)
        sieve_release(&all->items[--all->n]);
    free(all->items);
    all->items = NULL;
}

static struct sieve *S_sieve(struct sieves *all, const struct facts *x, uint32_t hokensha, uint32_t branch)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].hokensha == hokensha && all->items[i].branch == branch)
            return &all->items[i];
    struct sieve *more = realloc(all->items, (all->n + 1) * sizeof *more);
    if (!more)
        return NULL;
    all->items = more;
    sieve_init(&more[all->n], x, hokensha, branch);
    return &more[all->n++];
}

static void S_forget(struct case_judge *j)
{
    S_forget_sieves(&j->sieves);
    for (size_t i = 0; j->list && i < j->cases->n; i++) {
        if (j->list[i])
            S_forget_attempts(j->list[i]);
        free(j->list[i]);
    }
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

/* What is judged, by whom, and what is kept of that: of the present branch alone, for there may be many. */
struct judging {
    const struct facts *facts;
    const struct insurers *who;
    struct sieves *sieves;
};

static uint32_t S_now(const struct facts *x)
{
    return x->branch_n ? (uint32_t)x->branch_n - 1 : 0;
}

/* The kept one, or once, to be given back. NULL: no memory. */
static struct sieve *S_lend(const struct judging *x, uint32_t hokensha, uint32_t branch, struct sieve *once)
{
    if (branch == S_now(x->facts))
        return S_sieve(x->sieves, x->facts, hokensha, branch);
    sieve_init(once, x->facts, hokensha, branch);
    return once;
}

static void S_give_back(struct sieve *sieve, struct sieve *once)
{
    if (sieve == once)
        sieve_release(once);
}

static bool S_match(const struct judging *x, uint32_t hokensha, uint32_t branch, const struct observe *o,
                    bool exact, struct match *ret)
{
    struct sieve once, *sieve = S_lend(x, hokensha, branch, &once);
    bool ok = sieve && match_case(sieve, o, UINT32_MAX, exact, ret);
    S_give_back(sieve, &once);
    return ok;
}

static bool S_case(const struct judging *x, const struct observe *o, uint32_t branch, bool exact,
                   struct judged_case *ret)
{
    struct match m;
    memset(ret, 0, offsetof(struct judged_case, match));
    ret->branch = branch;
    match_none(o, &ret->match);
    for (int i = 0; o && i < x->who->n; i++) {
        if (!S_match(x, x->who->items[i], branch, o, exact, &m))
            return false;
        if (ret->hokensha && !S_nearer(&m, &ret->match))
            continue;
        ret->hokensha = x->who->items[i];
        match_copy(o, &ret->match, &m);
    }
    return true;
}

/* In the branches from `first` on, before the present one: until one in which it was passed. */
static bool S_older(const struct judging *x, const struct observe *o, bool exact, uint32_t first,
                    struct judged_case *ret)
{
    struct judged_case *was = malloc(sizeof *was);
    uint32_t tried = 0;
    bool ok = was != NULL;
    for (uint32_t b = ret->older; ok && b > first && ret->match.hantei != HANTEI_GOKAKU; b--) {
        bool far = tried || ret->older - b >= JUDGE_NEAR; /* then only whether it was passed matters */
        ok = S_case(x, o, b - 1, exact || far, was);
        tried = ok && !tried && was->match.hantei != HANTEI_MIJISSHI ? b : tried;
        if (ok && was->match.hantei == HANTEI_GOKAKU) {
            was->older = ret->older;
            memcpy(ret, was, offsetof(struct judged_case, match));
            match_copy(o, &ret->match, &was->match);
        }
    }
    free(was);
    ret->tried = tried ? tried : ret->tried;
    return ok;
}

/* In the present branch. A restore takes nothing from the report: what was passed in an earlier branch is,
 * and what nobody has tried since is shown as it was when it was tried last. before: how it was judged last.
 */
static bool S_branches(const struct judging *x, const struct observe *o, bool exact,
                       const struct judged_case *before, struct judged_case *ret)
{
    uint32_t now = S_now(x->facts), first = before->older, tried = before->tried;
    bool ok = S_case(x, o, now, exact, ret);
    ret->older = now;
    ret->tried = tried;
    if (ok && o && now > first && ret->match.hantei != HANTEI_GOKAKU)
        ok = S_older(x, o, exact, first, ret);
    if (!ok || !ret->tried || ret->match.hantei != HANTEI_MIJISSHI)
        return ok;
    tried = ret->tried;
    ok = S_case(x, o, tried - 1, exact, ret);
    ret->older = now;
    ret->tried = tried;
    return ok;
}

static char *S_why(const struct observe *o, const struct match *m)
{
    struct buf why = BUF_INIT;
    match_why(o, m, &why);
    return buf_detach(&why);
}

static bool S_same(const struct judged_attempt *a, const struct judged_attempt *b)
{
    return a->at == b->at && a->real_us == b->real_us && a->why && b->why && strcmp(a->why, b->why) == 0;
}

/* Unless it is the one that was listed last, or the present one once more. */
static void S_attempt(struct judged_case *c, struct judged_attempt one, const char *now)
{
    bool again = (c->attempt_n && S_same(&c->attempts[c->attempt_n - 1], &one)) ||
                 (now && one.why && strcmp(one.why, now) == 0);
    if (again)
        free(one.why);
    else
        c->attempts[c->attempt_n++] = one;
}

/* What went wrong before stays listed: how it stood before the case's own was done again. false: no memory.
 */
static bool S_attempts(const struct judging *x, const struct observe *o, struct judged_case *c)
{
    uint32_t keys[JUDGE_ATTEMPTS], key = match_key(x->facts, o, &c->match);
    if (c->match.hantei == HANTEI_MIJISSHI)
        return true;
    struct sieve once, *sieve = S_lend(x, c->hokensha, c->branch, &once);
    struct match *m = sieve ? malloc(sizeof *m) : NULL;
    char *now = c->match.hantei == HANTEI_GOKAKU ? NULL : S_why(o, &c->match);
    bool ok = m != NULL;
    int n = ok ? match_attempts(sieve, o, key, keys, JUDGE_ATTEMPTS) : 0;
    for (int i = 0; i < n && ok; i++) {
        uint32_t next = i ? keys[i - 1] : key;
        ok = match_case(sieve, o, next == UINT32_MAX ? keys[i] : next - 1, false, m);
        const struct fact *f = ok ? match_last(x->facts, o, m) : NULL;
        if (f && m->hantei != HANTEI_MIJISSHI && m->hantei != HANTEI_GOKAKU)
            S_attempt(c, (struct judged_attempt){f->at, fact_real(x->facts, f), m->hantei, S_why(o, m)}, now);
    }
    S_give_back(sieve, &once);
    free(m);
    free(now);
    return ok;
}

static enum status S_memory(struct diag *d)
{
    return diag_set(d, ST_LIMIT, "テストケース", "メモリ", "不足");
}

static enum status S_stopping(struct diag *d)
{
    return diag_set(d, ST_STOPPING, "テストケース", "動いているワールド", "終了するところです");
}

/* The verdicts on what was seen, and why. NULL: no memory, or it is over. */
static struct judged_past *S_past(const struct case_judge *j, const struct facts *x)
{
    const struct cases *cases = j->cases;
    struct insurers who = {NULL, 0, 0};
    struct sieves sieves = {NULL, 0};
    const struct judging all = {x, &who, &sieves};
    struct judged_past *of = calloc(cases->n ? cases->n : 1, sizeof *of);
    static const struct judged_case never; /* judged before */
    struct judged_case *c = malloc(sizeof *c);
    bool ok = of && c && S_insurers(x, &who);
    for (size_t i = 0; ok && i < cases->n; i++) {
        const struct observe *o = cases->items[i].observe;
        if (!(ok = !judge_over(j) && S_branches(&all, o, false, &never, c)))
            break;
        bool tried = c->match.hantei == HANTEI_JISSHICHU || c->match.hantei == HANTEI_FUGOKAKU;
        of[i] = (struct judged_past){c->match.hantei, tried ? S_why(o, &c->match) : NULL};
    }
    S_forget_sieves(&sieves);
    free(c);
    free(who.items);
    if (!ok)
        past_free(of, cases->n);
    return ok ? of : NULL;
}

/* By its log. */
static enum status S_judge_run(struct case_judge *j, const struct run_log *log, struct judge_run *r,
                               struct diag *d)
{
    struct facts x;
    bool any;
    facts_init(&x);
    enum status st = facts_read(&x, log, &any, d);
    r->of = st == ST_OK ? S_past(j, &x) : NULL;
    if (st == ST_OK && !r->of)
        st = judge_over(j) ? S_stopping(d) : S_memory(d);
    facts_release(&x);
    return st;
}

/* A run that is over; its log may be gone, and then that is said of it. */
static enum status S_run(struct case_judge *j, struct tracker *t, uint32_t run, struct diag *d)
{
    struct run_log log;
    struct diag why = DIAG_INIT;
    enum status st = ST_OK;
    char *path = tracker_path(t, run, "hantei");
    struct judge_run *r = &j->runs[j->run_n];
    *r = (struct judge_run){run, path ? past_read(path, j->cases) : NULL};
    if (!r->of && (st = tracker_hold(t, run, &log, &why)) != ST_OK) {
        struct stat there;
        char *file = tracker_path(t, run, "log");
        bool gone = file && (lstat(file, &there) != 0 ? errno == ENOENT : !S_ISREG(there.st_mode));
        free(file);
        st = gone ? ST_OK : diag_set(d, st, why.item, why.want, why.have);
    } else if (!r->of) {
        st = S_judge_run(j, &log, r, d);
        close(log.fd);
        if (st == ST_OK && path)
            past_write(path, j->cases, r->of);
    }
    free(path);
    j->run_n += st == ST_OK;
    return st;
}

/* Those that are over: each is judged once. */
static enum status S_runs(struct case_judge *j, struct tracker *t, struct diag *d)
{
    uint32_t first = j->run > JUDGE_RUNS ? j->run - JUDGE_RUNS : 1;
    enum status st = ST_OK;
    while (j->run_n && j->runs[0].run < first) {
        past_free(j->runs[0].of, j->cases->n);
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
    if (st != ST_OK) { /* half a block may be held: the next one begins anew */
        S_forget(j);
        facts_init(&j->facts);
        return st;
    }
    if (!j->list && !(j->list = calloc(j->cases->n ? j->cases->n : 1, sizeof *j->list)))
        st = S_memory(d);
    if (j->sieves.n && j->sieves.items[0].branch != S_now(&j->facts))
        S_forget_sieves(&j->sieves);
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

/* With room for as many steps as the case has. NULL: no memory. */
static struct judged_case *S_kept(struct case_judge *j, size_t at)
{
    const struct observe *o = j->cases->items[at].observe;
    size_t steps = o ? (size_t)o->n : 0;
    if (!j->list[at])
        j->list[at] = calloc(1, offsetof(struct judged_case, match.steps) + steps * sizeof(struct found));
    return j->list[at];
}

/* What was passed stays so, for facts are only ever added; what could not have changed is not looked at. */
const struct judged_case *judge_case(struct case_judge *j, size_t at, uint32_t only, bool exact)
{
    struct judged_case *c = judge_over(j) ? NULL : S_kept(j, at);
    size_t size = j->facts.size + 1;
    if (!c)
        return NULL;
    bool same = c->size && c->only == only && (!c->exact || exact);
    if (same && (c->size == size || c->match.hantei == HANTEI_GOKAKU))
        return c;
    const struct observe *o = j->cases->items[at].observe;
    const struct insurers one = {&only, 1, 0};
    S_forget_attempts(c);
    bool known = same && c->late == j->facts.late; /* of earlier branches */
    const struct judged_case before = {.older = known ? c->older : 0, .tried = known ? c->tried : 0};
    const struct judging all = {&j->facts, only ? &one : &j->hokensha, &j->sieves};
    bool ok = S_branches(&all, o, exact, &before, c);
    if (ok && o && !exact)
        ok = S_attempts(&all, o, c);
    c->only = only;
    c->exact = exact;
    c->late = j->facts.late;
    c->size = ok ? size : 0;
    return ok ? c : NULL;
}
