/* A reply that another thread makes: the connection is suspended until it is there. Called by request.c and
 * control.c. */
#ifndef HTTP_LATER_H
#define HTTP_LATER_H
#include <microhttpd.h>
#include <pthread.h>
#include <stdbool.h>

struct later {
    struct MHD_Connection *conn;
    pthread_mutex_t lock;
    bool begun, woken, suspended;
    bool gone; /* the connection has broken: the thread that wakes it frees everything */
};

void later_init(struct later *l, struct MHD_Connection *conn);
void later_release(struct later *l);
/* Somebody is at work from here on, and will wake. */
void later_begin(struct later *l);
/* The reply is there. */
bool later_there(struct later *l);
/* The same, each time that microhttpd calls again, on its thread; while it is not, the connection waits. */
bool later_wait(struct later *l);
/* The reply is there; any thread, once. true: the connection is gone, and the caller owns what belonged to
 * it. */
bool later_wake(struct later *l);
/* On microhttpd's thread, at the end of the request: true when somebody is still at work, and owns it now. */
bool later_left(struct later *l);
#endif
