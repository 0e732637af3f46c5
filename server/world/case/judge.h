/* Inside world/ only: the verdicts of a world's test cases, kept between reports: what has been passed stays
 * so, and what could not have changed is not looked at again. */
#ifndef WORLD_CASE_JUDGE_H
#define WORLD_CASE_JUDGE_H
#include "file/case/case.h"
#include "world/case/past.h"
#include "world/case/sieve.h"

enum { JUDGE_RUNS = 100, JUDGE_ATTEMPTS = 3, JUDGE_NEAR = 3 };

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
    uint32_t branch;   /* of the facts, in which it was */
    uint32_t older;    /* those before this one were looked at: it was passed in none of them */
    size_t late;       /* facts.late of then */
    uint32_t tried;    /* the last of them in which it was tried, + 1; 0: in none */
    size_t size;       /* of the log when it was judged; 0: it was not */
    struct judged_attempt attempts[JUDGE_ATTEMPTS]; /* the latest first */
    int attempt_n;
    struct match match; /* as much of it as the case has steps */
};

/* What an earlier run came to. */
struct judge_run {
    uint32_t run;
    struct judged_past *of; /* by case; NULL: neither that nor its log can be read any more */
};

struct insurers {
    uint32_t *items;
    int n;
    size_t upto; /* facts that were looked at */
};

struct sieves {
    struct sieve *items;
    size_t n;
};

struct case_judge {
    pthread_mutex_t lock;
    atomic_bool stop;            /* the world goes: whoever judges comes back with STOPPING */
    const atomic_bool *stopping; /* or the daemon, as the one who asks knows it; NULL */
    struct facts facts;
    struct sieves sieves;     /* of the facts */
    struct insurers hokensha; /* who was seen */
    const struct cases *cases;
    struct judged_case **list; /* by case; NULL: not judged yet */
    uint64_t life, series;     /* of the tracker, that they belong to */
    uint32_t run;
    int64_t lost; /* blocks that could not be written, of this run */
    struct judge_run runs[JUDGE_RUNS];
    int run_n;
};

void judge_init(struct case_judge *j);
bool judge_over(const struct case_judge *j); /* one of them */
void judge_release(struct case_judge *j);
/* Under j->lock: what the tracker has by now. */
enum status judge_read(struct case_judge *j, struct tracker *t, const struct cases *cases, struct diag *d);
/* Then each case: only: of one insurer; 0: whoever is nearest; exact: as in match.h. NULL: no memory, or
 * stop. */
const struct judged_case *judge_case(struct case_judge *j, size_t at, uint32_t only, bool exact);
#endif
