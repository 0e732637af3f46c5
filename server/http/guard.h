/* How long the other end of a connection is waited for, on one port (DESIGN 2.6, INTEROP 15). microhttpd's
 * own timeout begins anew with every byte; here each thing that is waited for has its limit, and when too
 * many wait, those who lag make room. Also watches connections that microhttpd would poll without rest
 * (handshake.h). Called by listener.c, control.c, request.c and handshake.c. */
#ifndef HTTP_GUARD_H
#define HTTP_GUARD_H
#include <microhttpd.h>
#include <stdatomic.h>

#include "base/diag.h"

/* Options of chukand; seconds unless said. */
struct patience {
    int connections;       /* of one port */
    int share;             /* percent of them that may wait for their peers at one time */
    int shake, head, idle; /* TLS handshake; request line and headers; between two requests */
    int rate, span;        /* bytes a second of a body, or of a reply that is taken, over `span` seconds */
};
/* A body needs only steady progress [A]: 1 kB a second over half a minute. */
extern const struct patience patience_default;

/* What a connection waits for; GUARD_OURS: for us, as long as it takes. */
enum guard_wait { GUARD_SHAKE, GUARD_HEAD, GUARD_IDLE, GUARD_BODY, GUARD_OURS, GUARD_TAKE };

struct guard;

/* One connection; embedded in what its port keeps of it. */
struct guarded {
    struct guard *guard;
    struct MHD_Connection *conn;
    int fd;
    atomic_uint_least64_t mark; /* what it waits for, and since when */
    atomic_bool cut;            /* why[] stands */
    char why[200];
    /* private, under the guard's lock */
    struct guarded *prev, *next;
    bool parked, watched;
    uint64_t seen, bytes, ended;
    int64_t window_ms, ended_ms;
};

/* Starts its thread. p outlives the guard. */
enum status guard_start(const struct patience *p, struct guard **ret, struct diag *d);
/* From here on nothing is parked or cut; what is parked goes on. Before MHD_stop_daemon. NULL is allowed. */
void guard_stop(struct guard *g);
/* After it. NULL is allowed. */
void guard_free(struct guard *g);

/* A connection begins; c is zeroed, and stays until guard_leave. */
void guard_enter(struct guard *g, struct guarded *c, struct MHD_Connection *conn, enum guard_wait wait);
void guard_leave(struct guarded *c);
/* It waits for something else now; any thread. */
void guard_waits(struct guarded *c, enum guard_wait wait);
/* On microhttpd's thread: suspends the connection until its socket can be read (written) again. */
void guard_park(struct guarded *c, bool write);
/* The connection is reset (RST): its peer hears of an end that nobody has said. */
void guard_reset(const struct guarded *c);
/* It has sent something. */
bool guard_heard(const struct guarded *c);
/* It has, and not one request line and its headers came of it. */
bool guard_unread(const struct guarded *c);
/* Why it was cut, in Japanese; NULL: it was not. */
const char *guard_why(const struct guarded *c);
#endif
