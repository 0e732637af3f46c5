/* Which requests a case counts; see seen.h. */
#include "world/case/seen.h"

#include <stdio.h>
#include <string.h>

#include "world/case/bench.h"
#include "world/engine.h"

static void S_add(struct case_seen *x, const struct facts *facts, const struct fact *f)
{
    struct case_seen_fact *to = &x->facts[x->n++];
    to->real_us = fact_real(facts, f);
    snprintf(to->uketsuke, sizeof to->uketsuke, "%s", fact_uketsuke(facts, f));
}

static enum status S_find(struct world *w, const char *id, struct case_seen *ret, struct diag *d)
{
    const struct cases *cases;
    struct case_judge *j = &w->judge;
    size_t at = 0;
    enum status st = bench_cases(w->options->fixtures, w->options->schema, &cases, d);
    if (st == ST_OK)
        st = judge_read(j, &w->tracker, cases, d);
    if (st != ST_OK)
        return st;
    while (at < cases->n && strcmp(cases->items[at].id, id) != 0)
        at++;
    if (at == cases->n)
        return diag_set(d, ST_CONTROL, "case", "テストケースの番号", id);
    const struct judged_case *v = judge_case(j, at, 0, false);
    if (!v)
        return diag_set(d, ST_LIMIT, "case", "メモリ", "不足");
    const struct observe *o = cases->items[at].observe;
    for (int i = 0; o && i < o->n; i++)
        if (v->match.steps[i].fact != UINT32_MAX)
            S_add(ret, &j->facts, &j->facts.list[v->match.steps[i].fact]);
    return ST_OK;
}

enum status case_seen(struct world *w, const char *id, struct case_seen *ret, struct diag *d)
{
    ret->n = 0;
    pthread_mutex_lock(&w->judge.lock);
    enum status st = S_find(w, id, ret, d);
    pthread_mutex_unlock(&w->judge.lock);
    return st;
}

bool case_seen_has(const struct case_seen *x, int64_t told, struct str uketsuke)
{
    for (int i = 0; i < x->n; i++)
        if ((told && x->facts[i].real_us == told) || (uketsuke.n && str_is(uketsuke, x->facts[i].uketsuke)))
            return true;
    return false;
}
