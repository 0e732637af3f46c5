/* The loader thread of a world: takes the link file that the writer has chosen, turn by turn, and makes the
 * folder of the next generation when there is none. See engine.h. */
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "file/charset/charset.h"
#include "world/engine.h"
#include "world/load/loader.h"
#include "world/turn.h"

enum { RETRY_US = 300000 };

/* Idle moments of the loader thread go into the folder that the next reset will want. A world that was
 * created may be for one case and never be reset: it has none until it was. Needs lock. */
static bool S_spare(struct world *w)
{
    uint64_t next = w->generation + 1;
    if (w->created || w->spare == next || w->quiesce || w->spare_failed == next)
        return false;
    w->sparing = true;
    pthread_mutex_unlock(&w->lock);
    bool ok = life_prepare(w, next);
    pthread_mutex_lock(&w->lock);
    w->sparing = false;
    if (ok)
        w->spare = next;
    else
        w->spare_failed = next;
    pthread_cond_broadcast(&w->rested);
    return true;
}

/* Then into the copy of a snapshot that the next restore will want. Needs lock. */
static bool S_ready(struct world *w)
{
    if (w->ready != READY_WANTED || w->quiesce)
        return false;
    w->sparing = true;
    pthread_mutex_unlock(&w->lock);
    bool ok = ready_make(w);
    pthread_mutex_lock(&w->lock);
    w->sparing = false;
    w->ready = ok ? READY_STANDS : READY_NOT;
    pthread_cond_broadcast(&w->rested);
    return true;
}

/* One turn with a link file. Needs lock; lets go of it meanwhile. */
static void S_load(struct world *w)
{
    writer_loads(w->generation);
    pthread_mutex_unlock(&w->lock);
    turn_wait(TURN_LOADER);
    struct diag why = DIAG_INIT;
    enum status st = loader_run(w, w->loaded, &why);
    pthread_mutex_lock(&w->lock);
    writer_loads(0);
    struct lane *lane = lanes_find(&w->lanes, w->load_of);
    if (lane)
        lane->used_us += clock_real_us() - w->load_began_us;
    bool yielded = st == ST_RESET && w->load_yield;
    w->load_again_us = st == ST_OK || yielded ? 0 : clock_real_us() + RETRY_US;
    world_stood(w, &w->loading_stands, lang_tr("一括登録ファイルの処理", "the processing of link files"), st,
                &why);
}

void *loader_main(void *world)
{
    struct world *w = world;
    pthread_mutex_lock(&w->lock);
    while (!w->stop) {
        if (!w->load[0]) {
            if (!S_spare(w) && !S_ready(w))
                pthread_cond_wait(&w->load_work, &w->lock);
            continue;
        }
        memcpy(w->loaded, w->load, sizeof w->loaded);
        if (!w->quiesce) /* else the file goes with its generation */
            S_load(w);
        w->load[0] = 0;
        w->loader_busy = false;
        w->stir = true;
        pthread_cond_signal(&w->work);
        pthread_cond_broadcast(&w->rested);
    }
    w->loader_busy = false;
    pthread_cond_broadcast(&w->rested);
    pthread_mutex_unlock(&w->lock);
    return NULL;
}
