/* Reads the small tables of kanri.db into sorted arrays; see kanri_tables.h. */
#include "store/kanri_tables.h"

#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "store/sql.h"

enum { GIVERS = 3 }; /* so many are told */

#define ROW kanri_hokensha
TABLE(KEY(hokensha), C(mei), C(hojin_bango), C(encoding), C(access_seigyo), C(junbi));
#undef ROW

#define ROW kanri_group
TABLE(KEY(hokensha), KEY(access_group), C(mei), C(jimu), C(tokutei));
#undef ROW

#define ROW kanri_busho
TABLE(KEY(hokensha), KEY(busho), C(mei), C(jimu), C(shokusho), C(tokutei), C(access_group));
#undef ROW

#define ROW kanri_role
TABLE(KEY(hokensha), KEY(role_name), C(mei), C(sosa));
#undef ROW

/* Of the table user, too, whose own struct is kanri_shokuin. */
#define ROW kanri_user
TABLE(KEY(hokensha), KEY(user), C(busho), C(shimei), C(roles), LATER(password), LATER(password_jotai),
      LATER(shippai), LATER(lock), LATER(jotai));
#undef ROW

#define ROW kanri_system
TABLE(KEY(system), C(hokensha), C(password), C(mei), LATER(jotai));
#undef ROW

#define ROW kanri_tanmatsu
TABLE(KEY(tanmatsu), C(hokensha), C(mei), C(jotai));
#undef ROW

#define ROW kanri_gyomu_code
TABLE(C(hokensha), C(code_list), C(theirs), C(ours));
#undef ROW

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
            if ((t->user[*at].sosa & SOSA_BIT(of[k])) && !kanri_teishi(t->user[*at].jotai) && n[k]++ < GIVERS)
                h->givers[k] = S_more(a, h->givers[k], "・", t->user[*at].user);
}

/* Whose lines of 業務コード there are. */
static void S_gyomu_code(const struct kanri_tables *t, struct kanri_hokensha *rows)
{
    for (size_t i = 0; i < t->gyomu_code_n; i++) {
        const struct kanri_hokensha *h = kanri_find_hokensha(t, t->gyomu_code[i].hokensha);
        if (h)
            rows[h - t->hokensha].gyomu_code = true;
    }
}

/* The rows of a table that are still ours to fill. */
struct rows {
    struct kanri_hokensha *hokensha;
    struct kanri_group *group;
    struct kanri_busho *busho;
    struct kanri_role *role;
    struct kanri_user *user;
};

/* Which group a 部署 is in; group_n: none. */
static size_t S_group_of(const struct kanri_tables *t, const struct kanri_busho *b)
{
    const struct kanri_group *g = b->access_group ? kanri_find_group(t, b->hokensha, b->access_group) : NULL;
    return g ? (size_t)(g - t->group) : t->group_n;
}

/* The 部署 of each group, measured before they are written: what is kept of them is as long as they are. */
static void S_in_groups(const struct kanri_tables *t, const struct rows *r, struct arena *a)
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

static void S_bits(const struct kanri_tables *t, const struct rows *r, struct arena *a)
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
    S_gyomu_code(t, r->hokensha);
}

/* What is as it is read. */
static enum status S_load_plain(struct tx *tx, struct arena *a, struct kanri_tables *t)
{
    struct kanri_system *system = NULL;
    struct kanri_tanmatsu *tanmatsu = NULL;
    struct kanri_gyomu_code *code = NULL;
    enum status st = sql_rows(sql_get(tx, SQL_KANRI_SYSTEM_ALL), a, kanri_system, &system, &t->system_n);
    if (st == ST_OK)
        st = sql_rows(sql_get(tx, SQL_KANRI_TANMATSU_ALL), a, kanri_tanmatsu, &tanmatsu, &t->tanmatsu_n);
    if (st == ST_OK)
        st = sql_rows(sql_get(tx, SQL_KANRI_GYOMU_CODE_ALL), a, kanri_gyomu_code, &code, &t->gyomu_code_n);
    t->system = system;
    t->tanmatsu = tanmatsu;
    t->gyomu_code = code;
    return st;
}

enum status kanri_load(struct tx *tx, struct arena *a, struct kanri_tables *ret)
{
    struct kanri_hokensha *hokensha;
    struct kanri_group *group;
    struct kanri_busho *busho;
    struct kanri_role *role;
    struct kanri_user *user;
    struct kanri_tables t;
    enum status st =
        sql_rows(sql_get(tx, SQL_KANRI_HOKENSHA_ALL), a, kanri_hokensha, &hokensha, &t.hokensha_n);
    if (st == ST_OK)
        st = sql_rows(sql_get(tx, SQL_KANRI_GROUP_ALL), a, kanri_group, &group, &t.group_n);
    if (st == ST_OK)
        st = sql_rows(sql_get(tx, SQL_KANRI_BUSHO_ALL), a, kanri_busho, &busho, &t.busho_n);
    if (st == ST_OK)
        st = sql_rows(sql_get(tx, SQL_KANRI_ROLE_ALL), a, kanri_role, &role, &t.role_n);
    if (st == ST_OK)
        st = sql_rows(sql_get(tx, SQL_KANRI_USER_ALL), a, kanri_user, &user, &t.user_n);
    if (st == ST_OK)
        st = S_load_plain(tx, a, &t);
    if (st != ST_OK)
        return st;
    t.hokensha = hokensha;
    t.group = group;
    t.busho = busho;
    t.role = role;
    t.user = user;
    S_bits(&t, &(struct rows){hokensha, group, busho, role, user}, a);
    if (arena_failed(a))
        return ST_LIMIT;
    *ret = t;
    return ST_OK;
}

enum status kanri_gyomu_code_of(struct tx *tx, const char *hokensha, struct arena *a,
                                struct kanri_gyomu_code **ret, size_t *ret_n)
{
    return sql_rows(sql_with(sql_get(tx, SQL_KANRI_GYOMU_CODE_OF), .hokensha = hokensha), a, kanri_gyomu_code,
                    ret, ret_n);
}

/* Binary search; the key of every row is its first one or two members, both const char *. */
static const void *S_find(const void *rows, size_t n, size_t size, const char *key1, const char *key2)
{
    size_t low = 0;
    while (low < n) {
        size_t mid = low + (n - low) / 2;
        const void *row = (const char *)rows + mid * size;
        const char *have[2];
        memcpy(have, row, sizeof have);
        int order = strcmp(key1, have[0]);
        if (order == 0 && key2)
            order = strcmp(key2, have[1]);
        if (order == 0)
            return row;
        if (order > 0)
            low = mid + 1;
        else
            n = mid;
    }
    return NULL;
}

const struct kanri_hokensha *kanri_find_hokensha(const struct kanri_tables *t, const char *hokensha)
{
    return S_find(t->hokensha, t->hokensha_n, sizeof *t->hokensha, hokensha, NULL);
}

const struct kanri_group *kanri_find_group(const struct kanri_tables *t, const char *hokensha,
                                           const char *access_group)
{
    return S_find(t->group, t->group_n, sizeof *t->group, hokensha, access_group);
}

const struct kanri_role *kanri_find_role(const struct kanri_tables *t, const char *hokensha,
                                         const char *role_name)
{
    const struct kanri_role *own = S_find(t->role, t->role_n, sizeof *t->role, hokensha, role_name);
    return own ? own : S_find(t->role, t->role_n, sizeof *t->role, "", role_name);
}

const struct kanri_busho *kanri_find_busho(const struct kanri_tables *t, const char *hokensha,
                                           const char *busho)
{
    return S_find(t->busho, t->busho_n, sizeof *t->busho, hokensha, busho);
}

const struct kanri_user *kanri_find_user(const struct kanri_tables *t, const char *hokensha, const char *user)
{
    return S_find(t->user, t->user_n, sizeof *t->user, hokensha, user);
}

const struct kanri_system *kanri_find_system(const struct kanri_tables *t, const char *system)
{
    return S_find(t->system, t->system_n, sizeof *t->system, system, NULL);
}

const struct kanri_tanmatsu *kanri_find_tanmatsu(const struct kanri_tables *t, const char *tanmatsu)
{
    return S_find(t->tanmatsu, t->tanmatsu_n, sizeof *t->tanmatsu, tanmatsu, NULL);
}
