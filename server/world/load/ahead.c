/* Reading ahead; see ahead.h. Two places for chunks, filled in turn. */
#include "world/load/ahead.h"

#include <pthread.h>
#include <stdlib.h>

enum { PLACES = 2 };

struct ahead {
    const struct binding *binding;
    struct source *source;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t moved;
    struct chunk place[PLACES]; /* the thread's while not full */
    int full, taken;            /* under lock: filled and not given back; index of the next to take */
    bool stop;                  /* under lock */
};

/* Waits for a free place; false when it is to stop. */
static bool S_free(struct ahead *x)
{
    pthread_mutex_lock(&x->lock);
    while (x->full == PLACES && !x->stop)
        pthread_cond_wait(&x->moved, &x->lock);
    bool go = !x->stop;
    pthread_mutex_unlock(&x->lock);
    return go;
}

static void *S_read(void *cls)
{
    struct ahead *x = cls;
    bool end = false;
    int rows = CHUNK_FIRST;
    for (int at = 0; !end && S_free(x); at = (at + 1) % PLACES) {
        chunk_fill(&x->place[at], x->binding, x->source, rows);
        rows = 2 * rows < CHUNK_ROWS ? 2 * rows : CHUNK_ROWS;
        end = x->place[at].last || x->place[at].st != ST_OK;
        pthread_mutex_lock(&x->lock);
        x->full++;
        pthread_cond_signal(&x->moved);
        pthread_mutex_unlock(&x->lock);
    }
    return NULL;
}

static void S_free_all(struct ahead *x)
{
    for (int i = 0; i < PLACES; i++)
        chunk_release(&x->place[i]);
    pthread_mutex_destroy(&x->lock);
    pthread_cond_destroy(&x->moved);
    free(x);
}

struct ahead *ahead_start(const struct binding *b, struct source *s)
{
    struct ahead *x = calloc(1, sizeof *x);
    if (!x)
        return NULL;
    x->binding = b;
    x->source = s;
    pthread_mutex_init(&x->lock, NULL);
    pthread_cond_init(&x->moved, NULL);
    bool ok = true;
    for (int i = 0; i < PLACES; i++)
        ok = chunk_init(&x->place[i]) && ok;
    if (!ok || pthread_create(&x->thread, NULL, S_read, x) != 0) {
        S_free_all(x);
        return NULL;
    }
    return x;
}

const struct chunk *ahead_take(struct ahead *x)
{
    pthread_mutex_lock(&x->lock);
    while (!x->full)
        pthread_cond_wait(&x->moved, &x->lock);
    pthread_mutex_unlock(&x->lock);
    return &x->place[x->taken];
}

void ahead_give_back(struct ahead *x)
{
    pthread_mutex_lock(&x->lock);
    x->taken = (x->taken + 1) % PLACES;
    x->full--;
    pthread_cond_signal(&x->moved);
    pthread_mutex_unlock(&x->lock);
}

void ahead_stop(struct ahead *x)
{
    pthread_mutex_lock(&x->lock);
    x->stop = true;
    pthread_cond_signal(&x->moved);
    pthread_mutex_unlock(&x->lock);
    pthread_join(x->thread, NULL);
    S_free_all(x);
}
