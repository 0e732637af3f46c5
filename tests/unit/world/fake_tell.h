/* Nothing is told: takes the place of world/case/tell.c, tell_login.c, tell_hand.c and tell_rows.c where the
 * world is one of paper. */
#ifndef TESTS_UNIT_WORLD_FAKE_TELL_H
#define TESTS_UNIT_WORLD_FAKE_TELL_H
#include "world/case/tell.h"

int64_t tell_call(const struct visit *v, enum status st)
{
    (void)v, (void)st;
    return 0;
}

int64_t tell_login(const struct visit *v, const char *cn, const char *name)
{
    (void)v, (void)cn, (void)name;
    return 0;
}

int64_t tell_refused(struct world *w, const struct event *e)
{
    (void)w, (void)e;
    return 0;
}

void tell_concerns(struct world *w, uint64_t generation, const struct concerns *c)
{
    (void)w, (void)generation, (void)c;
}

void tell_page(struct world *w, const char *cn, const char *got, const char *service)
{
    (void)w, (void)cn, (void)got, (void)service;
}

enum status tell_hand(struct world *w, uint64_t generation, enum koto koto, const char *hokensha,
                      const char *const (*items)[2], struct diag *d)
{
    (void)w, (void)generation, (void)koto, (void)hokensha, (void)items, (void)d;
    return ST_OK;
}

void tell_state(struct world *w, uint64_t generation, enum koto koto, const char *no)
{
    (void)w, (void)generation, (void)koto, (void)no;
}

enum put_fate tell_put(struct world *w, struct telling *x, enum put_kind how)
{
    (void)w, (void)x, (void)how;
    return PUT_STANDS;
}

void tell_plan(struct tell_plan *x, struct world *w, const char *hokensha, const char *shubetsu,
               const char *const *names, int n)
{
    (void)x, (void)w, (void)hokensha, (void)shubetsu, (void)names, (void)n;
}

const struct told *tell_prepare(const struct tell_plan *x, const struct str *values, bool refused,
                                struct arena *a)
{
    (void)x, (void)values, (void)refused, (void)a;
    return NULL;
}

void tell_row(struct telling *x, const struct told *row, const struct tell_fate *f)
{
    (void)x, (void)row, (void)f;
}

void tell_line(struct telling *x, const struct tell_plan *p, const struct told *row,
               const struct tell_line *l)
{
    (void)x, (void)p, (void)row, (void)l;
}

void tell_rows_put(struct telling *x, struct world *w, const struct call *c, const struct torikomi *t)
{
    (void)x, (void)w, (void)c, (void)t;
}

void tell_file_end(struct world *w, const struct call *c, const struct torikomi *t,
                   const struct keikoku_kensu by_rule[RULE_COUNT])
{
    (void)by_rule;
    (void)w, (void)c, (void)t;
}
#endif
