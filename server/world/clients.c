/* Whose certificates; see world.h. Two worlds may give one name to two insurers: there is one pair of it,
 * which names both. */
#include <stdlib.h>
#include <string.h>

#include "base/pki_issue.h"
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
    const struct world *but; /* NULL, or one that is left out */
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

/* Its key lies in the data folder. Who came by 申請 alone has one that was fetched: a pair beside it would
 * open nothing. */
static bool S_shared(const struct kanri_tables *t, const char *cn, const char *hokensha)
{
    size_t n;
    const struct kanri_shomeisho *row = kanri_find_shomeisho(t, cn, &n);
    while (n && (row[n - 1].shimon || strcmp(row[n - 1].hokensha, hokensha) != 0))
        n--;
    return n > 0;
}

static void S_one(struct gathering *g, const struct kanri_tables *t, const char *cn, const char *hokensha)
{
    if (S_shared(t, cn, hokensha))
        g->list[g->n++] = (struct world_client){arena_strdup(g->a, cn), arena_strdup(g->a, hokensha)};
}

static void S_add(struct gathering *g, const struct kanri_set *kanri)
{
    const struct kanri_tables *t = &kanri->tables;
    const bool room = S_room(g, t->system_n + t->tanmatsu_n);
    for (size_t i = 0; room && i < t->system_n; i++)
        S_one(g, t, t->system[i].system, t->system[i].hokensha);
    for (size_t i = 0; room && i < t->tanmatsu_n; i++)
        S_one(g, t, t->tanmatsu[i].tanmatsu, t->tanmatsu[i].hokensha);
}

static void S_gather(struct world *w, const void *what)
{
    struct gathering *g = *(struct gathering *const *)what;
    if (w == g->but)
        return;
    struct kanri_set *kanri = kanri_set_hold(w);
    S_add(g, kanri);
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

/* All of own are one world's: each name has one insurer. Those that have their pair go. */
static void S_lacking(const struct pki_issuer *i, struct gathering *own)
{
    size_t kept = 0;
    for (size_t k = 0; k < own->n; k++)
        if (!pki_issued(i, own->list[k].cn, own->list[k].hokensha))
            own->list[kept++] = own->list[k];
    own->n = kept;
}

enum status clients_issue(const struct world *w, const struct kanri_set *set, struct diag *d)
{
    enum { ROOM = 16 << 20 };
    struct pki_issuer *issuer = w->options->issuer;
    if (!issuer)
        return ST_OK;
    struct gathering own = {.a = arena_new(ROOM)}, all = {.a = own.a, .but = w};
    struct gathering *const others = &all;
    enum status st = ST_OK;
    if (own.a)
        S_add(&own, set);
    if (own.n)
        S_lacking(issuer, &own);
    if (own.n) {
        S_add(&all, set);
        worlds_each(S_gather, &others);
    }
    if (!own.a || arena_failed(own.a))
        st = ST_LIMIT;
    for (size_t i = 0, n = st == ST_OK && own.n ? S_joined(own.a, all.list, all.n) : 0; st == ST_OK && i < n;
         i++)
        for (size_t k = 0; st == ST_OK && k < own.n; k++)
            if (strcmp(all.list[i].cn, own.list[k].cn) == 0)
                st = pki_issue_shared(issuer, own.list[k].cn, all.list[i].hokensha, d);
    if (st == ST_LIMIT)
        diag_set(d, st, "電子証明書", "メモリ", "不足");
    arena_free(own.a);
    return st;
}

void clients_certify(const struct world *w, const struct kanri_set *set)
{
    struct diag why = DIAG_INIT;
    struct buf text = BUF_INIT;
    if (clients_issue(w, set, &why) == ST_OK)
        return;
    buf_addf(&text, "電子証明書を用意できません。chukand を起動し直すと作ります。%s: %s", why.item, why.have);
    if (buf_ok(&text))
        world_say(w, text.data);
    buf_release(&text);
}
