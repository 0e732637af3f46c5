/* A world at rest, for what looks at all of its files or takes its generation away: reset, snapshot. See
 * engine.h. */
#include "world/engine.h"

enum status engine_claim(struct world *w, uint64_t generation, const char *item, struct diag *d)
{
    pthread_mutex_lock(&w->resetting);
    pthread_mutex_lock(&w->lock);
    bool dropped = w->stop, late = generation && generation != w->generation;
    pthread_mutex_unlock(&w->lock);
    /* the folder of a dropped one is another's, or nobody's, by now */
    return dropped ? diag_set(d, ST_NO_SUCH_WORLD, "ワールド", "GET /_sim/worlds にある名前", w->name)
           : late  ? engine_passed(w, item, d)
                   : ST_OK;
}

/* Those of the loader, which is waited for; it comes back to its file when the reset fails. Needs lock. */
static struct job *S_take_loaders(struct world *w)
{
    struct job *taken = NULL;
    w->tail = NULL;
    for (struct job **at = &w->head; *at;) {
        struct job *j = *at;
        if (j->loader) {
            *at = j->next;
            j->next = taken;
            taken = j;
        } else {
            w->tail = j;
            at = &j->next;
        }
    }
    return taken;
}

void engine_pause(struct world *w, bool *ret_loading)
{
    pthread_mutex_lock(&w->lock);
    w->quiesce = true;
    atomic_store(&w->loader_ends, true);
    *ret_loading = w->loader_busy;
    struct job *list = S_take_loaders(w);
    pthread_cond_broadcast(&w->work);
    pthread_mutex_unlock(&w->lock);
    for (struct job *next; list; list = next) {
        next = list->next;
        list->done(ST_RESET, list->cls);
    }
    pthread_mutex_lock(&w->lock);
    while (w->writer_busy || w->loader_busy || w->sparing)
        pthread_cond_wait(&w->rested, &w->lock);
    pthread_mutex_unlock(&w->lock);
}

void engine_resume(struct world *w, bool swapped)
{
    pthread_mutex_lock(&w->lock);
    w->quiesce = false;
    atomic_store(&w->loader_ends, w->stop);
    w->stir = true;
    if (swapped)
        w->loaded[0] = 0;
    else if (!w->spare_store)
        w->spare = w->spare_failed = 0; /* it went into the attempt: another one, as soon as there is room */
    pthread_cond_broadcast(&w->work);
    pthread_cond_broadcast(&w->load_work); /* the next spare */
    pthread_mutex_unlock(&w->lock);
}
