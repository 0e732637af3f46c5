/* Inside world/case/ only: whom a case is about (observe.ningen), and whether it is they who were registered.
 * Called by match.c. */
#ifndef WORLD_CASE_WHOSE_H
#define WORLD_CASE_WHOSE_H
#include "world/case/sieve.h"

struct whose {
    uint64_t ningen[OBSERVE_NINGEN]; /* as facts have it */
    int n;                           /* 0: anybody's, or not looked for */
    bool here;                       /* one of them is registered by whom a step asks for */
};

/* of: by step, what the sieve has. */
void whose_find(struct whose *w, const struct matching *m, const struct sifted *const *of);
/* The registration of one of them. */
bool whose_own(const struct whose *w, const struct fact *f);
/* The registration of another one, while one of them is here. Else whoever does the case with people of his
 * own is looked at, so that he is told what differs. */
bool whose_another(const struct whose *w, const struct fact *f);
#endif
