/* The pool; see pool.h. */
#include "soap/pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "soap/request.h"
#include "soap/schema.h"

enum {
    IDLE = 32,
    ARENA_LIMIT = 32 << 20,
    REPLY_LIMIT = 64 << 20,
    KEEP_REPLY = 1 << 16,
    FAULT_ROOM = 16384 /* a Fault can always be told */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct exchange *idle;
static int idle_count;

static void S_free(struct exchange *x)
{
    parser_release(&x->kit.parser);
    arena_free(x->kit.arena);
    buf_release(&x->kit.head);
    buf_release(&x->kit.tail);
    buf_release(&x->kit.heard);
    buf_release(&x->kit.shown_request);
    buf_release(&x->kit.shown_reply);
    for (int i = 0; i < SERVICES; i++)
        schema_release(x->kit.valid[i]);
    free(x);
}

struct exchange *pool_take(void)
{
    pthread_mutex_lock(&lock);
    struct exchange *x = idle;
    if (x) {
        idle = x->next;
        idle_count--;
    }
    pthread_mutex_unlock(&lock);
    if (!x)
        x = calloc(1, sizeof *x);
    if (!x)
        return NULL;
    if (!x->kit.arena)
        x->kit.arena = arena_new(ARENA_LIMIT);
    x->kit.head.max = x->kit.tail.max = REPLY_LIMIT;
    x->next = NULL;
    if (x->kit.arena && buf_reserve(&x->kit.head, FAULT_ROOM))
        return x;
    S_free(x);
    return NULL;
}

static void S_clean(struct buf *b)
{
    size_t max = b->max;
    if (b->cap > KEEP_REPLY)
        buf_release(b);
    buf_clear(b);
    b->max = max;
}

void pool_give(struct exchange *x)
{
    parser_recycle(&x->kit.parser);
    arena_reset(x->kit.arena);
    S_clean(&x->kit.head);
    S_clean(&x->kit.tail);
    S_clean(&x->kit.heard);
    S_clean(&x->kit.shown_request);
    S_clean(&x->kit.shown_reply);
    memset((char *)x + offsetof(struct exchange, next), 0, sizeof *x - offsetof(struct exchange, next));
    pthread_mutex_lock(&lock);
    bool keep = idle_count < IDLE;
    if (keep) {
        x->next = idle;
        idle = x;
        idle_count++;
    }
    pthread_mutex_unlock(&lock);
    if (!keep)
        S_free(x);
}

void pool_drain(void)
{
    pthread_mutex_lock(&lock);
    struct exchange *all = idle;
    idle = NULL;
    idle_count = 0;
    pthread_mutex_unlock(&lock);
    for (struct exchange *next; all; all = next) {
        next = all->next;
        S_free(all);
    }
}
