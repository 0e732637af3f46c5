/* Words about the clock as a control request; shared by the clock command and the scenario verb. */
#ifndef CLIENT_CLOCK_BODY_H
#define CLIENT_CLOCK_BODY_H
#include <stdbool.h>

struct clock_request {
    const char *method, *tail;
    char body[160];
};

/* what: freeze, run, set, advance; value: NULL, a time, or seconds. false: these words do not go together. */
bool clock_request(struct clock_request *q, const char *what, const char *value);
#endif
