/* Inside world/case/ only: which facts fit what a step of <observe> asks for by itself. Kept between
 * judgings, for facts only come, and shared by all steps that ask for the same. One thread at a time. */
#ifndef WORLD_CASE_SIEVE_H
#define WORLD_CASE_SIEVE_H
#include "world/case/compare.h"
#include "world/case/numbers.h"

/* Of the facts of the step's kind, in the order of facts.of. */
struct sifted {
    unsigned char *alone; /* how much differs by itself (compare_alone) */
    uint32_t *fit;        /* those that nothing differs of, in facts.list */
    size_t n, fits, cap;
};

/* Of one insurer, in one branch. */
struct sieve {
    const struct facts *facts;
    uint32_t hokensha, branch;
    struct numbers steps, asked; /* which of the list: by step, and by what it asks for */
    struct sifted **list;        /* owned */
    size_t n, cap;
};

void sieve_init(struct sieve *s, const struct facts *facts, uint32_t hokensha, uint32_t branch);
void sieve_release(struct sieve *s);
/* With all facts that are there by now; m says which step i is. NULL: no memory. */
const struct sifted *sieve_step(struct sieve *s, const struct matching *m, int i);
#endif
