/* Whether the daemon's report of a world says of a case that was driven in it what the case says itself: it
 * and what it includes are passed, and no other. Called by runner.c. */
#ifndef CLIENT_SCENARIO_OBSERVED_H
#define CLIENT_SCENARIO_OBSERVED_H
#include "file/case/case.h"
#include "node.h"

/* report: the answer to GET …/report. false: why says what differs. */
bool observed_check(const struct node *report, const struct test_case *c, struct buf *why);
#endif
