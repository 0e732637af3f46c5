/* Drives many test cases at the same time, each in a world of its own (runner_case). Called by cmd/run.c. */
#ifndef CLIENT_SCENARIO_DRIVE_H
#define CLIENT_SCENARIO_DRIVE_H
#include "runner.h"

/* One case in one lot once. */
struct driven {
    const struct test_case *c;
    int lot, repeat;
};
/* What they came to goes into r->report in their order, whatever order they end in; each is printed when it
 * has ended. false: some world could not be made, or memory ran out. */
bool drive_all(struct runner *r, const struct driven *list, size_t n);
#endif
