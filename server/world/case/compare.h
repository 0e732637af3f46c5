/* Inside world/case/ only: one fact against one step of <observe>, and against what the other steps are met
 * by. */
#ifndef WORLD_CASE_COMPARE_H
#define WORLD_CASE_COMPARE_H
#include "world/case/match.h"

/* Facts by step; NULL: none (yet). */
struct matching {
    const struct facts *facts;
    const struct observe *observe;
    uint32_t hokensha, branch, upto; /* upto: the last block that is looked at */
    const struct fact *met[OBSERVE_STEPS];
};

/* How many things differ when f is what step i is met by, given what the others are met by; more than limit
 * are not counted. */
int compare_step(const struct matching *m, int i, const struct fact *f, int limit);
/* The first of them, in words. */
void compare_differences(const struct matching *m, int i, const struct fact *f, struct found *ret);
/* It is of another 種別 than step i asks for: rather other work than this done wrong. */
bool compare_other(const struct matching *m, int i, const struct fact *f);
/* It is there to be looked at. */
bool compare_there(const struct matching *m, const struct fact *f);
/* How many differ that no other step has to do with. COMPARE_NOT: it cannot be this step at all. */
enum { COMPARE_NOT = 100 };
int compare_alone(const struct matching *m, int i, const struct fact *f);
/* All steps are met: those of one person are known to be of one. */
bool compare_people(const struct matching *m);
#endif
