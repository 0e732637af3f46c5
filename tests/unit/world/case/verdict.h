/* A case judged by the log of a unit test (log.h), by what stands in its <observe>. */
#ifndef TESTS_UNIT_WORLD_CASE_VERDICT_H
#define TESTS_UNIT_WORLD_CASE_VERDICT_H
#include "observe.h"
#include "world/case/log.h"
#include "world/case/match.h"
#include "world/case/sieve.h"

static struct match judged_match;

/* By us, with all that has been put. */
static inline enum hantei judge_with(const char *attrs, const char *steps)
{
    struct sieve sieve;
    log_read();
    sieve_init(&sieve, &log_facts, US, (uint32_t)log_facts.branch_n - 1);
    ck_assert(match_case(&sieve, observe_with(attrs, steps), UINT32_MAX, false, &judged_match));
    sieve_release(&sieve);
    return judged_match.hantei;
}

static inline enum hantei judge(const char *steps)
{
    return judge_with("", steps);
}

/* Step i is met by the nth fact of the log, with nothing wrong; n < 0: by none. */
static inline void judge_met(int i, int n)
{
    const struct found *f = &judged_match.steps[i];
    ck_assert_msg(f->fact == (n < 0 ? UINT32_MAX : (uint32_t)n), "step %d: %u", i, f->fact);
    ck_assert_msg(!f->differences, "step %d: %s %s %s", i, f->difference[0].item, f->difference[0].want,
                  f->difference[0].have);
}

/* Step i has one difference. */
static inline void judge_differs(int i, const char *item, const char *want, const char *have)
{
    const struct found *f = &judged_match.steps[i];
    ck_assert_int_eq(f->differences, 1);
    ck_assert_str_eq(f->difference[0].item, item);
    ck_assert_str_eq(f->difference[0].want, want);
    ck_assert_str_eq(f->difference[0].have, have);
}
#endif
