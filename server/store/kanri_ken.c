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

/* at: where the users of the insurer begin, and where they end: both tables are sorted. */
static void S_givers(const struct kanri_tables *t, struct kanri_hokensha *h, size_t *at, struct arena *a)
{
    static const enum sosa of[GIVING_COUNT] = {SOSA_KANRI_USER, SOSA_KANRI_BUSHO, SOSA_KANRI_ACCESS_GROUP};
    int n[GIVING_COUNT] = {0};
    for (int k = 0; k < GIVING_COUNT; k++)
        h->givers[k] = "";
    for (; *at < t->user_n && strcmp(t->user[*at].hokensha, h->hokensha) == 0; ++*at)
        for (int k = 0; k < GIVING_COUNT; k++)
            if (n[k] < GIVERS && kanri_can(t, h, &t->user[*at], of[k])) {
                h->givers[k] = S_more(a, h->givers[k], "・", t->user[*at].user);
                n[k]++;
            }
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
