/* Brings an audit table to the disk, a while after something has come to it (behind.h): nobody waits for it.
 */
#include <stddef.h>
#include <unistd.h>

#include "world/audit.h"

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
        behind_stir();
    pthread_mutex_unlock(&a->lock);
    return ok && !end.count && end.segment > from;
}

static void S_sync_all(struct audit *a)
{
    while (S_some(a))
        ;
}

static void S_sync(struct behind *b, bool hurried)
{
    (void)hurried; /* it never is */
    S_sync_all((struct audit *)(void *)((char *)b - offsetof(struct audit, sync)));
}

void audit_sync(struct audit *a)
{
    pthread_mutex_lock(&a->lock);
    a->dirty = true; /* also what is being synced just now */
    pthread_mutex_unlock(&a->lock);
    S_sync_all(a);
}

void audit_opened(struct audit *a)
{
    a->sync.run = S_sync;
    behind_join(&a->sync);
}
