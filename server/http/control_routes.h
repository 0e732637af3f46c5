/* The table of control URLs and what each calls (sim_* of world/world.h). Knows nothing of microhttpd,
 * so that tests need no socket. Called by control.c. */
#ifndef HTTP_CONTROL_ROUTES_H
#define HTTP_CONTROL_ROUTES_H
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "http/edge.h"

struct control_request {
    struct edge *edge;
    uint64_t epoch;                   /* worlds_epoch() when its first line was read */
    const char *method, *path, *body; /* body: "{}" when none was sent */
    const char *since, *timeout;      /* query arguments or NULL */
};

struct control_reply {
    int http;
    const char *type;
    char allow[64]; /* empty: none */
    struct buf body;
    struct diag why; /* of a refusal, for the log */
};

/* Always fills *ret; the caller releases its body. */
void control_dispatch(const struct control_request *q, struct control_reply *ret);
/* An error reply in the same form. */
void control_refuse(struct control_reply *ret, int http, enum status st, const char *item, const char *want,
                    const char *have);
#endif
