/* What the handlers of all ports share: how chukand was told to present itself, and how it stops. One per process,
 * made by main.c; constant once the ports are open, but for the two counters. */
#ifndef HTTP_EDGE_H
#define HTTP_EDGE_H
#include <stdatomic.h>
#include <stdbool.h>

#include "http/route.h"

enum trace { TRACE_HTTP = 1, TRACE_SOAP = 2, TRACE_SQL = 4 };

struct edge {
    const char *public_url; /* NULL: from the Host header */
    struct alias_list aliases;
    unsigned trace; /* bits of enum trace */
    atomic_bool stopping; /* nothing new is let into the worlds */
    atomic_int inside;    /* calls whose body is complete and whose reply is not yet sent */
};
#endif
