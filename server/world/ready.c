/* Where snapshots lie (snapshot.h), and a copy of the small one that was saved or restored last: made in idle
 * moments, so that its next restore need not wait for a disk to take the bytes (engine.h). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "store/image.h"
#include "world/snapshot.h"

enum { SMALL = 8 << 20 }; /* bytes: of a larger one a second copy may be missed by somebody */

char *snapshot_dir(const struct world *w, const char *name)
{
    char *all = path_join(w->dir, "snapshots"), *dir = all && name ? path_join(all, name) : NULL;
    if (!name)
        return all;
    free(all);
    return dir;
}

char *ready_dir(const struct world *w)
{
    return path_join(w->dir, "ready");
}

void ready_want(struct world *w, const char *name, int64_t bytes)
{
    pthread_mutex_lock(&w->lock);
    snprintf(w->ready_of, sizeof w->ready_of, "%s", bytes <= SMALL ? name : "");
    w->ready = w->ready_of[0] ? READY_WANTED : READY_NOT;
    pthread_mutex_unlock(&w->lock);
}

bool ready_make(struct world *w)
{
    struct diag ignored = DIAG_INIT;
    char *dir = ready_dir(w), *from = snapshot_dir(w, w->ready_of);
    bool ok = dir && from;
    if (dir)
        remove_tree(dir);
    ok = ok && store_copy(from, dir, NULL, NULL, &ignored) == ST_OK;
    if (!ok && dir)
        remove_tree(dir);
    free(dir);
    free(from);
    return ok;
}

bool ready_has(struct world *w, const char *name)
{
    pthread_mutex_lock(&w->lock);
    bool has = w->ready == READY_STANDS && strcmp(w->ready_of, name) == 0;
    pthread_mutex_unlock(&w->lock);
    return has;
}

void ready_forget(struct world *w)
{
    char *dir = ready_dir(w);
    pthread_mutex_lock(&w->lock);
    w->ready = READY_NOT;
    pthread_mutex_unlock(&w->lock);
    if (dir)
        remove_tree(dir);
    free(dir);
}
