/* Whether the daemon's report of a world says of a case that was driven in it what the case says itself: it
 * and what it includes are passed, and no other. Called by runner.c. */
#ifndef CLIENT_SCENARIO_OBSERVED_H
#define CLIENT_SCENARIO_OBSERVED_H
#include "base/buf.h"
#include "file/case/case.h"

/* json: of GET …/report. false: why says what differs. */
bool observed_check(const char *json, const struct test_case *c, struct buf *why);
#endif
