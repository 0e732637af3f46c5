/* The gate of all ports; see edge.h. */
#include "http/edge.h"

#include <time.h>

void edge_init(struct edge *e)
{
    e->patience = patience_default;
    pthread_condattr_t a;
    pthread_condattr_init(&a);
    pthread_condattr_setclock(&a, CLOCK_MONOTONIC);
    pthread_mutex_init(&e->lock, NULL);
    pthread_cond_init(&e->empty, &a);
    pthread_condattr_destroy(&a);
}

void edge_release(struct edge *e)
{
    pthread_cond_destroy(&e->empty);
    pthread_mutex_destroy(&e->lock);
}

bool edge_enter(struct edge *e)
{
    pthread_mutex_lock(&e->lock);
    bool open = !e->stopping;
    e->inside += open;
    pthread_mutex_unlock(&e->lock);
    return open;
}

void edge_leave(struct edge *e)
{
    pthread_mutex_lock(&e->lock);
    if (--e->inside == 0)
        pthread_cond_broadcast(&e->empty);
    pthread_mutex_unlock(&e->lock);
}

bool edge_stopping(struct edge *e)
{
    return e->stopping;
}

void edge_stop(struct edge *e)
{
    pthread_mutex_lock(&e->lock);
    e->stopping = true;
    pthread_mutex_unlock(&e->lock);
}

bool edge_drain(struct edge *e, int64_t timeout_ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += timeout_ms / 1000;
    until.tv_nsec += timeout_ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&e->lock);
    while (e->inside && pthread_cond_timedwait(&e->empty, &e->lock, &until) == 0)
        ;
    bool empty = e->inside == 0;
    pthread_mutex_unlock(&e->lock);
    return empty;
}
