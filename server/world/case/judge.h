/* Inside world/ only: the verdicts of a world's test cases, kept between reports: what has been passed stays
 * so, and what could not have changed is not looked at again. */
#ifndef WORLD_CASE_JUDGE_H
#define WORLD_CASE_JUDGE_H
#include "file/case/case.h"
#include "world/case/match.h"

enum { JUDGE_RUNS = 100, JUDGE_ATTEMPTS = 3 };

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

/* What an earlier run came to, of a case. */
struct judged_past {
    enum hantei hantei;
    char *why; /* owned; NULL: it was passed, or not tried */
};

struct judge_run {
    uint32_t run;
    struct judged_past *of; /* by case; NULL: its log cannot be read any more */
};

struct insurers {
    uint32_t *items;
    int n;
    size_t upto; /* facts that were looked at */
};

struct case_judge {
    pthread_mutex_t lock;
    struct facts facts;
    struct insurers hokensha; /* who was seen */
    const struct cases *cases;
    struct judged_case *list; /* by case */
    uint64_t life, series;    /* of the tracker, that they belong to */
    uint32_t run;
    int64_t lost; /* blocks that could not be written, of this run */
    struct judge_run runs[JUDGE_RUNS];
    int run_n;
};

void judge_init(struct case_judge *j);
void judge_release(struct case_judge *j);
/* Under j->lock: what the tracker has by now. */
enum status judge_read(struct case_judge *j, struct tracker *t, const struct cases *cases, struct diag *d);
/* Then each case: only: of one insurer; 0: whoever is nearest; exact: as in match.h. NULL: no memory. */
const struct judged_case *judge_case(struct case_judge *j, size_t at, uint32_t only, bool exact);
#endif
