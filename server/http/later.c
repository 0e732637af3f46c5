/* Replies that come later; see later.h. */
#include "http/later.h"

void later_init(struct later *l, struct MHD_Connection *conn)
{
    *l = (struct later){.conn = conn};
    pthread_mutex_init(&l->lock, NULL);
}

void later_release(struct later *l)
{
    pthread_mutex_destroy(&l->lock);
}

void later_begin(struct later *l)
{
    pthread_mutex_lock(&l->lock);
    l->begun = true;
    pthread_mutex_unlock(&l->lock);
}

bool later_there(struct later *l)
{
    pthread_mutex_lock(&l->lock);
    bool woken = l->woken;
    pthread_mutex_unlock(&l->lock);
    return woken;
}

/* Suspended is not at once but when microhttpd calls the second time, right away: only then has it noted that
 * it has nothing to read, and will not take a half-closed socket for a broken one (INTEROP 15). */
bool later_wait(struct later *l)
{
    pthread_mutex_lock(&l->lock);
    bool woken = l->woken;
    if (!woken && !l->suspended) {
        l->suspended = true;
        MHD_suspend_connection(l->conn);
    }
    pthread_mutex_unlock(&l->lock);
    return woken;
}

bool later_wake(struct later *l)
{
    pthread_mutex_lock(&l->lock);
    l->woken = true;
    bool gone = l->gone;
    if (l->suspended && !gone)
        MHD_resume_connection(l->conn);
    pthread_mutex_unlock(&l->lock);
    return gone;
}

/* A connection that breaks before it was suspended ends although somebody is at work for it. This thread has
 * other connections to serve: whoever is at work ends it. */
bool later_left(struct later *l)
{
    pthread_mutex_lock(&l->lock);
    bool gone = l->gone = l->begun && !l->woken;
    pthread_mutex_unlock(&l->lock);
    return gone;
}
