/* The one thread of the daemon that brings the audit tables to the disk, a while after something has come to
 * them: nobody waits for it. */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "world/audit.h"

enum { SYNC_MS = 2000 };

static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake, rested;
    struct audit *first; /* those that are open */
    struct audit *at;    /* the one that is being synced */
    pthread_t thread;
    bool runs, stop;
    bool stirred; /* something has come since the last round */
} sync_ = {
    .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER, .rested = PTHREAD_COND_INITIALIZER};

/* Some of its files, without any lock: only who closes it waits. true: there are more. */
static bool S_some(struct audit *a)
{
    int fds[AUDIT_SYNC_FILES];
    struct audit_end end;
    pthread_mutex_lock(&a->lock);
    bool dirty = a->dirty && a->log.dir;
    int64_t chained = a->chained;
    uint32_t from = a->log.synced;
    int n = dirty ? audit_log_dirty(&a->log, fds, &end) : 0;
    a->dirty = false;
    pthread_mutex_unlock(&a->lock);
    bool ok = true;
    for (int i = 0; i < n; i++) {
        ok = fdatasync(fds[i]) == 0 && ok;
        close(fds[i]);
    }
    if (!dirty)
        return false;
    pthread_mutex_lock(&a->lock);
    if (ok)
        audit_log_synced(&a->log, &end);
    if (ok && end.count)
        a->synced = chained;
    else
        a->dirty = true;
    if (a->dirty)
        audit_stirs();
    pthread_mutex_unlock(&a->lock);
    return ok && !end.count && end.segment > from;
}

static void S_sync(struct audit *a)
{
    while (S_some(a))
        ;
}

void audit_sync(struct audit *a)
{
    pthread_mutex_lock(&a->lock);
    a->dirty = true; /* also what is being synced just now */
    pthread_mutex_unlock(&a->lock);
    S_sync(a);
}

static void S_round(void)
{
    for (struct audit *a = sync_.first; a; a = a->next) {
        sync_.at = a;
        pthread_mutex_unlock(&sync_.lock);
        S_sync(a);
        pthread_mutex_lock(&sync_.lock);
        sync_.at = NULL; /* it is still in the list: who takes it out has waited */
        pthread_cond_broadcast(&sync_.rested);
    }
}

/* Until something has come, and a while more. */
static void S_sleep(void)
{
    struct timespec until;
    while (!sync_.stop && !sync_.stirred)
        pthread_cond_wait(&sync_.wake, &sync_.lock);
    sync_.stirred = false;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += SYNC_MS / 1000;
    while (!sync_.stop && pthread_cond_clockwait(&sync_.wake, &sync_.lock, CLOCK_MONOTONIC, &until) == 0)
        ;
}

static void *S_main(void *cls)
{
    pthread_mutex_lock(&sync_.lock);
    while (!sync_.stop) {
        S_sleep();
        S_round();
    }
    pthread_mutex_unlock(&sync_.lock);
    return cls;
}

void audit_opened(struct audit *a)
{
    pthread_mutex_lock(&sync_.lock);
    a->next = sync_.first;
    sync_.first = a;
    if (!sync_.runs)
        sync_.runs = pthread_create(&sync_.thread, NULL, S_main, NULL) == 0;
    pthread_mutex_unlock(&sync_.lock);
}

void audit_stirs(void)
{
    pthread_mutex_lock(&sync_.lock);
    sync_.stirred = true;
    pthread_cond_signal(&sync_.wake);
    pthread_mutex_unlock(&sync_.lock);
}

void audit_closing(struct audit *a)
{
    pthread_mutex_lock(&sync_.lock);
    while (sync_.at == a)
        pthread_cond_wait(&sync_.rested, &sync_.lock);
    struct audit **at = &sync_.first;
    while (*at && *at != a)
        at = &(*at)->next;
    if (*at)
        *at = a->next;
    pthread_mutex_unlock(&sync_.lock);
}

void audit_sync_stop(void)
{
    pthread_mutex_lock(&sync_.lock);
    bool runs = sync_.runs;
    sync_.stop = true;
    pthread_cond_broadcast(&sync_.wake);
    pthread_mutex_unlock(&sync_.lock);
    if (runs)
        pthread_join(sync_.thread, NULL);
    sync_.runs = sync_.stop = false;
}
