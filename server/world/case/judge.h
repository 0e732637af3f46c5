/* Inside world/ only: the verdicts of a world's test cases, kept between reports: what has been passed stays
 * so, and what could not have changed is not looked at again. */
#ifndef WORLD_CASE_JUDGE_H
#define WORLD_CASE_JUDGE_H
#include "file/case/case.h"
#include "world/case/match.h"

enum { JUDGE_HOKENSHA = 32, JUDGE_RUNS = 100, JUDGE_ATTEMPTS = 3 };

/* An earlier time that the case's own was done, and did not come to a whole run. */
struct judged_attempt {
    int64_t at, real_us;
    enum hantei hantei;
    char *why; /* owned */
};

/* A case by the insurer that is nearest to it. */
struct judged_case {
    uint32_t hokensha; /* 0: nobody was seen */
    uint32_t only;     /* the insurer that was looked at; 0: all */
    bool exact;        /* only whether it was passed */
    size_t size;       /* of the log when it was judged; 0: it was not */
    struct match match;
    struct judged_attempt attempts[JUDGE_ATTEMPTS]; /* the latest first */
    int attempt_n;
};

struct judge_run { /* an earlier one: its verdicts alone */
    uint32_t run;
    enum hantei *hantei; /* by case */
};

struct case_judge {
    pthread_mutex_t lock;
    struct facts facts;
    uint32_t hokensha[JUDGE_HOKENSHA]; /* who was seen */
    int hokensha_n;
    const struct cases *cases;
    struct judged_case *list; /* by case */
    uint64_t life;            /* of the tracker, that they belong to */
    struct judge_run runs[JUDGE_RUNS];
    int run_n;
};

void judge_init(struct case_judge *j);
void judge_release(struct case_judge *j);
/* Under j->lock: what the tracker has by now. */
enum status judge_read(struct case_judge *j, struct tracker *t, const struct cases *cases, struct diag *d);
/* Then each case: only: of one insurer; 0: whoever is nearest; exact: as in match.h. */
const struct judged_case *judge_case(struct case_judge *j, size_t at, uint32_t only, bool exact);
#endif
