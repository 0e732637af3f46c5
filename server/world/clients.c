/* Whose certificates; see world.h. Two worlds may give one name to two insurers: there is one pair of it,
 * which names both. */
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "world/engine.h"

static int S_by_name(const void *x, const void *y)
{
    const struct world_client *a = x, *b = y;
    int order = strcmp(a->cn, b->cn);
    return order ? order : strcmp(a->hokensha, b->hokensha);
}

/* Puts the list in the order of its names, each of them once; answers how many these are. */
static size_t S_joined(struct arena *a, struct world_client *list, size_t n)
{
    size_t kept = 0;
    qsort(list, n, sizeof *list, S_by_name);
    for (size_t i = 0; i < n; i++)
        if (!kept || strcmp(list[kept - 1].cn, list[i].cn) != 0)
            list[kept++] = list[i];
        else if (!words_have(list[kept - 1].hokensha, str_of(list[i].hokensha)))
            list[kept - 1].hokensha = arena_printf(a, "%s %s", list[kept - 1].hokensha, list[i].hokensha);
    return kept;
}

/* In one look at the worlds: they neither come nor go meanwhile. */
struct gathering {
    struct arena *a;
    struct world_client *list;
    size_t n, room;
};

static bool S_room(struct gathering *g, size_t more)
{
    if (g->n + more <= g->room)
        return true;
    const size_t room = 2 * (g->n + more);
    struct world_client *list = arena_array(g->a, room, sizeof *list);
    if (!list)
        return false;
    if (g->n)
        memcpy(list, g->list, g->n * sizeof *list);
    g->list = list;
    g->room = room;
    return true;
}

static void S_gather(struct world *w, const void *what)
{
    struct gathering *g = *(struct gathering *const *)what;
    struct kanri_set *kanri = kanri_set_hold(w);
    const struct kanri_tables *t = &kanri->tables;
    const bool room = S_room(g, t->system_n + t->tanmatsu_n);
    for (size_t i = 0; room && i < t->system_n; i++)
        g->list[g->n++] = (struct world_client){arena_strdup(g->a, t->system[i].system),
                                                arena_strdup(g->a, t->system[i].hokensha)};
    for (size_t i = 0; room && i < t->tanmatsu_n; i++)
        g->list[g->n++] = (struct world_client){arena_strdup(g->a, t->tanmatsu[i].tanmatsu),
                                                arena_strdup(g->a, t->tanmatsu[i].hokensha)};
    kanri_set_release(kanri);
}

enum status worlds_clients(struct arena *a, const struct world_client **ret, size_t *ret_n)
{
    struct gathering g = {.a = a};
    struct gathering *const all = &g;
    worlds_each(S_gather, &all);
    if (arena_failed(a))
        return ST_LIMIT;
    *ret = g.list;
    *ret_n = g.n ? S_joined(a, g.list, g.n) : 0;
    return arena_failed(a) ? ST_LIMIT : ST_OK;
}
