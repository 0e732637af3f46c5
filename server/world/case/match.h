/* Inside world/ only: whether an insurer has done a test case, by what was seen: the steps of <observe> each
 * met by a fact, in any interleaving with whatever else was done. When they are not, the nearest: what is
 * missing, and which item differs. Called by judge.c. */
#ifndef WORLD_CASE_MATCH_H
#define WORLD_CASE_MATCH_H
#include "file/case/observe.h"
#include "world/case/facts.h"

struct sieve;

enum { MATCH_TEXT = 160, MATCH_DIFFERENCES = 3 };

struct difference {
    const char *item;                            /* of komoku.def, or a column */
    char want[MATCH_TEXT], have[2 * MATCH_TEXT]; /* have: with the reason of a refusal */
};

struct found {
    uint32_t fact; /* UINT32_MAX: the step is missing */
    int differences;
    struct difference difference[MATCH_DIFFERENCES];
};

enum hantei { HANTEI_MIJISSHI, HANTEI_JISSHICHU, HANTEI_GOKAKU, HANTEI_FUGOKAKU, HANTEI_COUNT };
const char *hantei_mei(enum hantei h); /* "未実施" */

struct match {
    enum hantei hantei;
    int met; /* steps that nothing is wrong with */
    struct found
        steps[OBSERVE_STEPS]; /* as many as the case has; it is large, and what is after them unwritten */
};
void match_none(const struct observe *o, struct match *ret); /* 未実施, every step is missing; o: or NULL */
void match_copy(const struct observe *o, struct match *to, const struct match *from);

/* upto: as it stood when that block was the last (struct fact, order), UINT32_MAX: now; exact: only whether
 * it was passed, for the nearest takes time. By the insurer and in the branch of the sieve. false: no memory,
 * and nothing is known. */
bool match_case(struct sieve *sieve, const struct observe *o, uint32_t upto, bool exact, struct match *ret);
/* The blocks in which the insurer did what is the case's own, before that one, the latest first. */
int match_attempts(const struct sieve *sieve, const struct observe *o, uint32_t before, uint32_t *ret,
                   int max);
/* The order of the fact that the case's own step is met by; UINT32_MAX: none. */
uint32_t match_key(const struct facts *x, const struct observe *o, const struct match *m);
/* The latest fact that a step is met by; NULL: none. */
const struct fact *match_last(const struct facts *x, const struct observe *o, const struct match *m);
/* What differs, and what is missing, in a line. */
void match_why(const struct observe *o, const struct match *m, struct buf *out);
#endif
