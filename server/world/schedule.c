/* Turns of link files; see schedule.h. */
#include "world/schedule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/torikomi.h"
#include "world/lanes.h"

/* How long the files of one insurer have the loader while those of others wait. */
enum { TURN_US = 250000, TEXTS = 64 << 20 };

/* Every link file that is due, of all institutions, in the order of acceptance. */
struct files {
    struct arena *arena;
    struct torikomi_todo *items;
    size_t n;
};

static int S_order(const void *a, const void *b)
{
    const struct torikomi_todo *x = a, *y = b;
    return x->jun < y->jun ? -1 : x->jun > y->jun;
}

static enum status S_read(struct store *s, int64_t now, struct files *ret)
{
    struct torikomi_todo *home[TORIKOMI_HOMES] = {NULL};
    size_t n[TORIKOMI_HOMES] = {0}, total = 0;
    *ret = (struct files){.arena = arena_new(TEXTS)};
    enum status st = ret->arena ? ST_OK : ST_LIMIT;
    for (int i = 0; i < TORIKOMI_HOMES && st == ST_OK; i++) {
        st = torikomi_todo(tx_writer(s, torikomi_homes[i]), now, ret->arena, &home[i], &n[i]);
        total += n[i];
    }
    if (st != ST_OK || !total)
        return st;
    ret->items = arena_array(ret->arena, total, sizeof *ret->items);
    if (!ret->items)
        return ST_LIMIT;
    for (int i = 0; i < TORIKOMI_HOMES; i++)
        for (size_t k = 0; k < n[i]; k++)
            ret->items[ret->n++] = home[i][k];
    qsort(ret->items, ret->n, sizeof *ret->items, S_order);
    return ST_OK;
}

enum status schedule_at_work(struct world *w, int64_t now, struct arena *a, const char **ret)
{
    struct files f;
    struct buf text = BUF_INIT;
    enum status st = S_read(w->store, now, &f);
    for (size_t i = 0; i < f.n && st == ST_OK; i++)
        if (f.items[i].state == TORIKOMI_SHORICHU)
            buf_addf(&text, "%s ", f.items[i].hokensha);
    *ret = text.data ? arena_strdup(a, text.data) : "";
    if (st == ST_OK && (!buf_ok(&text) || !*ret))
        st = ST_LIMIT;
    buf_release(&text);
    arena_free(f.arena);
    return st;
}

static const struct bulk *S_bulk(const struct torikomi_todo *t)
{
    return bulk_find(t->shubetsu);
}

static void S_add(struct lanes *l, const struct torikomi_todo *t)
{
    const struct bulk *bulk = S_bulk(t);
    bool masters = bulk && bulk->db == DB_KANRI;
    lanes_add(l, t->hokensha, GOING_FILES | (masters ? GOING_MASTERS : 0), t->jun);
    if (bulk && bulk->asks)
        lanes_add(l, "", GOING_ASKED, t->jun);
}

enum status schedule_lanes(struct store *s, int64_t now, struct lanes *l)
{
    struct files f;
    enum status st = S_read(s, now, &f);
    for (size_t i = 0; i < f.n && st == ST_OK; i++)
        S_add(l, &f.items[i]);
    arena_free(f.arena);
    return st;
}

/* Whose link files are under way; nothing else is. Needs lock. */
static void S_note(struct world *w, const struct files *f)
{
    lanes_drop(&w->lanes, GOING_ALL);
    for (size_t i = 0; i < f->n; i++) {
        const struct torikomi_todo *t = &f->items[i];
        S_add(&w->lanes, t);
        w->jun = t->jun > w->jun ? t->jun : w->jun;
    }
    for (size_t i = 0; i < w->lanes.n; i++)
        if (!(w->lanes.items[i].bits & GOING_FILES))
            w->lanes.items[i].used_us = 0;
    lanes_drop(&w->lanes, 0);
}

/* Nothing that was accepted before the i-th must be done before it. */
static bool S_free(const struct files *f, size_t i)
{
    const struct bulk *bulk = S_bulk(&f->items[i]);
    for (size_t k = 0; k < i; k++) {
        const struct bulk *other = S_bulk(&f->items[k]);
        if (strcmp(f->items[k].hokensha, f->items[i].hokensha) == 0 || (bulk && bulk->asks) ||
            (other && other->asks))
            return false;
    }
    return true;
}

/* The loader gave up on it a moment ago: a full disk, say. Needs lock. */
static bool S_given_up(const struct world *w, const struct torikomi_todo *t)
{
    return w->load_again_us && strcmp(t->uketsuke, w->loaded) == 0 && clock_real_us() < w->load_again_us;
}

/* The oldest that is free, whose insurer has not used up its turn and is not `but`; NULL when there is none.
 * Needs lock. */
static const struct torikomi_todo *S_pick(struct world *w, const struct files *f, const char *but)
{
    for (size_t i = 0; i < f->n; i++) {
        const struct torikomi_todo *t = &f->items[i];
        const struct lane *lane = lanes_find(&w->lanes, t->hokensha);
        if (lane && lane->used_us < TURN_US && strcmp(t->hokensha, but) != 0 && S_free(f, i) &&
            !S_given_up(w, t))
            return t;
    }
    return NULL;
}

/* The same; when each of them has used up its turn, a new round begins. Needs lock. */
static const struct torikomi_todo *S_next(struct world *w, const struct files *f, const char *but)
{
    const struct torikomi_todo *next = S_pick(w, f, but);
    for (size_t i = 0; !next && i < w->lanes.n; i++)
        if (strcmp(w->lanes.items[i].hokensha, but) != 0)
            w->lanes.items[i].used_us = 0;
    return next ? next : S_pick(w, f, but);
}

/* The loader is idle. Needs lock. */
static void S_start(struct world *w, const struct files *f)
{
    const struct torikomi_todo *next = S_next(w, f, "");
    if (!next)
        return;
    snprintf(w->load, sizeof w->load, "%s", next->uketsuke);
    snprintf(w->load_of, sizeof w->load_of, "%s", next->hokensha);
    w->load_began_us = clock_real_us();
    w->load_again_us = 0;
    w->load_yield = false;
    w->loader_busy = true;
    pthread_cond_signal(&w->load_work);
}

/* The loader is at a file of load_of. Needs lock. */
static void S_preempt(struct world *w, const struct files *f)
{
    const struct lane *lane = lanes_find(&w->lanes, w->load_of);
    int64_t now_us = clock_real_us(), used = (lane ? lane->used_us : 0) + now_us - w->load_began_us;
    bool other = false;
    for (size_t i = 0; i < f->n && !other; i++)
        other = strcmp(f->items[i].hokensha, w->load_of) != 0 && S_free(f, i);
    if (other && used >= TURN_US)
        w->load_yield = S_next(w, f, w->load_of) != NULL;
    else if (other)
        w->look_us = now_us + TURN_US - used;
}

enum status schedule_next(struct world *w)
{
    struct files f;
    pthread_mutex_lock(&w->lock);
    int64_t now = clock_now(&w->clock);
    pthread_mutex_unlock(&w->lock);
    enum status st = S_read(w->store, now, &f);
    if (st == ST_OK) {
        pthread_mutex_lock(&w->lock);
        S_note(w, &f);
        w->look_us = 0;
        if (!w->loader_busy && !w->quiesce && !w->stop)
            S_start(w, &f);
        if (w->loader_busy)
            S_preempt(w, &f);
        pthread_mutex_unlock(&w->lock);
    }
    arena_free(f.arena);
    return st;
}
