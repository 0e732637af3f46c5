/* What the handlers of all ports share: how chukand was told to present itself, and how it stops. One per
 * process, made by main.c; constant once the ports are open, but for the gate, through which every SOAP call
 * passes. */
#ifndef HTTP_EDGE_H
#define HTTP_EDGE_H
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "http/guard.h"
#include "http/route.h"

enum trace { TRACE_HTTP = 1, TRACE_SOAP = 2, TRACE_SQL = 4 };

struct edge {
    const char *public_url; /* NULL: from the Host header */
    char data[96];          /* URL of the data port, "https://127.0.0.1:18443"; empty: not open yet */
    struct alias_list aliases;
    unsigned trace; /* bits of enum trace */
    struct patience patience;
    /* private: the gate */
    pthread_mutex_t lock;
    pthread_cond_t empty;
    atomic_bool stopping;
    int inside; /* calls whose body is complete and whose reply is not yet sent */
};

void edge_init(struct edge *e);
void edge_release(struct edge *e);
/* Counts one call in; false, and not counted, when nothing new may reach the worlds: those who go on asking
 * must not keep the daemon from stopping. */
bool edge_enter(struct edge *e);
void edge_leave(struct edge *e);
bool edge_stopping(struct edge *e);
void edge_stop(struct edge *e);
/* Waits until nobody is inside; false when timeout_ms passed first. */
bool edge_drain(struct edge *e, int64_t timeout_ms);
#endif
