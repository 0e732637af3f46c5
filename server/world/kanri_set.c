/* The tables of kanri.db as they stand, read once and shared by everybody who calls (login.c, requests.c);
 * see engine.h. A set never changes but for what is proven of it: whoever changes the tables puts a new one
 * in its place, and the old one goes with its last reader. Called by life.c and by the writer. */
#include <stdlib.h>

#include "base/crypto.h"
#include "service/gyomu_map.h"
#include "world/engine.h"

enum { KANRI_TEXTS = 1 << 30 }; /* some million users: more than a link file may have rows */

/* Nothing is proven yet. */
static enum status S_proofs(struct kanri_set *set)
{
    const struct kanri_tables *t = &set->tables;
    random_bytes(set->key, sizeof set->key);
    set->users = arena_array(set->arena, t->user_n + 1, sizeof *set->users);
    set->systems = arena_array(set->arena, t->system_n + 1, sizeof *set->systems);
    for (size_t i = 0; set->users && i < t->user_n; i++)
        atomic_init(&set->users[i].wrong, t->user[i].shippai > 0);
    return arena_failed(set->arena) ? ST_LIMIT : ST_OK;
}

/* Every call of an insurer has the same. */
static enum status S_maps(struct kanri_set *set)
{
    const struct kanri_tables *t = &set->tables;
    set->maps = arena_array(set->arena, t->hokensha_n + 1, sizeof(struct code_map *));
    for (size_t i = 0; set->maps && i < t->hokensha_n; i++) {
        size_t n = 0;
        const struct gyomu_code *lines =
            t->hokensha[i].gyomu_code
                ? gyomu_lines(t->gyomu_code, t->gyomu_code_n, t->hokensha[i].hokensha, set->arena, NULL, &n)
                : NULL;
        if (lines && !code_map_make(lines, n, set->arena, &set->maps[i]))
            return ST_LIMIT;
    }
    return arena_failed(set->arena) ? ST_LIMIT : ST_OK;
}

enum status kanri_set_read(struct store *s, struct kanri_set **ret, struct diag *d)
{
    struct tx *tx = tx_writer(s, DB_KANRI);
    struct kanri_set *set = calloc(1, sizeof *set);
    enum status st = ST_LIMIT;
    if (set && (set->arena = arena_new(KANRI_TEXTS)))
        st = kanri_load(tx, set->arena, &set->tables);
    if (st == ST_OK)
        st = S_proofs(set);
    if (st == ST_OK)
        st = S_maps(set);
    if (st != ST_OK) {
        if (set)
            arena_free(set->arena);
        free(set);
        return st == ST_LIMIT ? diag_set(d, st, "kanri.db の表", "メモリ", "不足")
                              : diag_set(d, st, "kanri.db", "読めるデータベース", tx_error(tx));
    }
    atomic_init(&set->refs, 1);
    *ret = set;
    return ST_OK;
}

struct kanri_set *kanri_set_hold(struct world *w)
{
    pthread_mutex_lock(&w->lock);
    struct kanri_set *set = w->kanri;
    atomic_fetch_add(&set->refs, 1);
    pthread_mutex_unlock(&w->lock);
    return set;
}

void kanri_set_release(struct kanri_set *set)
{
    if (!set || atomic_fetch_sub(&set->refs, 1) != 1)
        return;
    arena_free(set->arena);
    free(set);
}

void kanri_set_put(struct world *w, struct kanri_set *fresh)
{
    pthread_mutex_lock(&w->lock);
    struct kanri_set *old = w->kanri;
    w->kanri = fresh;
    atomic_fetch_add(&w->masters, 1);
    pthread_mutex_unlock(&w->lock);
    kanri_set_release(old);
}

uint64_t world_masters(struct world *w)
{
    return atomic_load(&w->masters);
}
