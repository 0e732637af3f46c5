/* Rights as the words of kanri.db give them; see kanri_ken.h. */
#include "store/kanri_ken.h"

#include <stdio.h>
#include <string.h>

#include "base/words.h"

enum { GIVERS = 3 }; /* so many are told */

/* What the words mean, once for all calls. The roles of a user are known (trigger user_roles_known); a word
 * that is none gives nothing. */
static uint64_t S_sosa(const struct kanri_tables *t, const struct kanri_user *u)
{
    uint64_t bits = 0;
    char name[ROLE_NAME];
    const char *rest = u->roles;
    struct str word;
    while (words_next(&rest, &word)) {
        if (word.n >= sizeof name)
            continue;
        snprintf(name, sizeof name, "%.*s", (int)word.n, word.p);
        const struct kanri_role *r = kanri_find_role(t, u->hokensha, name);
        bits |= r ? r->bits : 0;
    }
    return bits;
}

/* a list and one more */
static const char *S_more(struct arena *a, const char *list, const char *sep, const char *one)
{
    return arena_printf(a, "%s%s%s", list ? list : "", list && *list ? sep : "", one);
}

bool kanri_dekiru(const struct kanri_tables *t, const struct kanri_user *u, enum sosa what)
{
    const struct sosa_row *s = &sosa_rows[what];
    if (!(u->sosa & SOSA_BIT(what)) || u->lock || kanri_teishi(u->jotai))
        return false;
    const struct kanri_busho *b = kanri_find_busho(t, u->hokensha, u->busho);
    const struct kanri_hokensha *h = kanri_find_hokensha(t, u->hokensha);
    if (!b || !h || !(b->jimu_bits & s->jimu) || !(b->shokusho_bits & s->shokusho))
        return false;
    const struct kanri_group *g = b->access_group ? kanri_find_group(t, h->hokensha, b->access_group) : NULL;
    return !h->access_seigyo || (g && (g->jimu_bits & s->jimu));
}

static bool S_of(const struct kanri_tables *t, size_t at, const char *hokensha)
{
    return at < t->user_n && strcmp(t->user[at].hokensha, hokensha) == 0;
}

/* at: where the users of the insurer begin. */
static const char *S_dare(const struct kanri_tables *t, size_t at, const char *hokensha, enum sosa what,
                          struct arena *a)
{
    const char *list = "";
    for (int n = 0; n < GIVERS && S_of(t, at, hokensha); at++)
        if (kanri_dekiru(t, &t->user[at], what)) {
            list = S_more(a, list, "・", t->user[at].user);
            n++;
        }
    return list;
}

const char *kanri_dare(const struct kanri_tables *t, const char *hokensha, enum sosa what, struct arena *a)
{
    size_t at = 0;
    while (at < t->user_n && !S_of(t, at, hokensha))
        at++;
    return S_dare(t, at, hokensha, what, a);
}

/* at: where the users of the insurer begin, and where they end: both tables are sorted. */
static void S_givers(const struct kanri_tables *t, struct kanri_hokensha *h, size_t *at, struct arena *a)
{
    static const enum sosa of[GIVING_COUNT] = {SOSA_KANRI_USER, SOSA_KANRI_BUSHO, SOSA_KANRI_ACCESS_GROUP};
    for (int k = 0; k < GIVING_COUNT; k++)
        h->givers[k] = S_dare(t, *at, h->hokensha, of[k], a);
    while (S_of(t, *at, h->hokensha))
        ++*at;
}

/* Which group a 部署 is in; group_n: none. */
static size_t S_group_of(const struct kanri_tables *t, const struct kanri_busho *b)
{
    const struct kanri_group *g = b->access_group ? kanri_find_group(t, b->hokensha, b->access_group) : NULL;
    return g ? (size_t)(g - t->group) : t->group_n;
}

/* The 部署 of each group, measured before they are written: what is kept of them is as long as they are. */
static void S_in_groups(const struct kanri_tables *t, const struct kanri_rows *r, struct arena *a)
{
    size_t *len = arena_array(a, t->group_n + 1, sizeof *len);
    char **end = arena_array(a, t->group_n + 1, sizeof *end);
    for (size_t i = 0; len && i < t->busho_n; i++)
        len[S_group_of(t, &t->busho[i])] += strlen(t->busho[i].busho) + 1;
    for (size_t g = 0; len && end && g < t->group_n; g++)
        if ((end[g] = arena_alloc(a, len[g] + 1)) != NULL)
            *end[g] = 0;
    for (size_t g = 0; g < t->group_n; g++)
        r->group[g].busho = end ? end[g] : NULL;
    for (size_t i = 0; !arena_failed(a) && i < t->busho_n; i++) {
        const size_t g = S_group_of(t, &t->busho[i]);
        if (g < t->group_n)
            end[g] = stpcpy(stpcpy(end[g], end[g] == r->group[g].busho ? "" : " "), t->busho[i].busho);
    }
}

void kanri_ken(const struct kanri_tables *t, const struct kanri_rows *r, struct arena *a)
{
    for (size_t i = 0; i < t->group_n; i++)
        r->group[i].jimu_bits = sosa_word_bits(jimu_words, r->group[i].jimu);
    S_in_groups(t, r, a);
    for (size_t i = 0; i < t->busho_n; i++) {
        r->busho[i].jimu_bits = sosa_word_bits(jimu_words, r->busho[i].jimu);
        r->busho[i].shokusho_bits = sosa_word_bits(shokusho_words, r->busho[i].shokusho);
    }
    for (size_t i = 0; i < t->role_n; i++)
        r->role[i].bits = sosa_bits(r->role[i].sosa);
    for (size_t i = 0; i < t->user_n; i++)
        r->user[i].sosa = S_sosa(t, &r->user[i]);
    for (size_t i = 0, at = 0; i < t->hokensha_n; i++)
        S_givers(t, &r->hokensha[i], &at, a);
}
