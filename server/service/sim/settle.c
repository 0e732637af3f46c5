/* Waiting until a world has settled: nothing that is due waits or runs. A caller waits only for what was
 * there when it came, so that steady traffic of others cannot hold it up. */
#include <stdlib.h>
#include <time.h>

#include "service/sim/engine.h"

bool settled_locked(const struct world *w)
{
    return !w->stir && !w->carrying && !w->loader_busy && !w->quiesce &&
           (w->clock.frozen || w->next_due > clock_now(&w->clock));
}

static bool S_over(const struct world *w, const struct waiter *x, bool settled, int64_t now_us)
{
    return settled || w->stop || x->until_us <= now_us || (!w->loader_busy && w->carried > x->carry);
}

void settle_wake(struct world *w)
{
    struct waiter *over = NULL;
    bool settled = settled_locked(w);
    int64_t now_us = clock_real_us();
    for (struct waiter **at = &w->waiters; *at;) {
        struct waiter *x = *at;
        if (S_over(w, x, settled, now_us)) {
            *at = x->next;
            x->next = over;
            over = x;
        } else {
            at = &x->next;
        }
    }
    if (!over)
        return;
    pthread_mutex_unlock(&w->lock);
    for (struct waiter *next; over; over = next) {
        next = over->next;
        over->woken(over->cls);
        free(over);
    }
    pthread_mutex_lock(&w->lock);
}

bool world_settled(struct world *w, void (*woken)(void *cls), void *cls)
{
    pthread_mutex_lock(&w->lock);
    struct waiter *x = w->stop || settled_locked(w) ? NULL : malloc(sizeof *x);
    if (x) {
        *x = (struct waiter){w->waiters, woken, cls, clock_real_us() + w->policy.settle_ms * 1000, w->carry};
        w->waiters = x;
        w->stir = true; /* one more look at the outboxes, begun after this caller came */
        pthread_cond_signal(&w->work);
    }
    pthread_mutex_unlock(&w->lock);
    return !x;
}

bool world_wait_settled(struct world *w, int64_t timeout_ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += timeout_ms / 1000;
    until.tv_nsec += timeout_ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&w->lock);
    bool settled;
    while (!(settled = settled_locked(w) && !w->head && !w->writer_busy) && !w->stop)
        if (pthread_cond_timedwait(&w->rested, &w->lock, &until) != 0)
            break;
    pthread_mutex_unlock(&w->lock);
    return settled;
}
