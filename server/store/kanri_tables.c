/* Reads the small tables of kanri.db into sorted arrays; see kanri_tables.h. */
#include "store/kanri_tables.h"

#include <string.h>

#include "store/kanri_ken.h"
#include "store/kanri_nittei.h"
#include "store/kanri_shinsei.h"
#include "store/kanri_shomeisho.h"
#include "store/sql.h"

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

/* Whose lines of 業務コード there are. */
static void S_gyomu_code(const struct kanri_tables *t, struct kanri_hokensha *rows)
{
    for (size_t i = 0; i < t->gyomu_code_n; i++) {
        const struct kanri_hokensha *h = kanri_find_hokensha(t, t->gyomu_code[i].hokensha);
        if (h)
            rows[h - t->hokensha].gyomu_code = true;
    }
}

/* Which 手続 each insurer has not done. */
static void S_mi(const struct kanri_tables *t, struct kanri_hokensha *rows)
{
    for (size_t i = 0; i < t->shinsei_n; i++) {
        const struct kanri_shinsei *s = &t->shinsei[i];
        const struct kanri_hokensha *h = kanri_find_hokensha(t, s->hokensha);
        for (size_t k = 0; h && strcmp(s->jotai, KANRI_ZUMI) != 0 && k < t->tetsuzuki_n; k++)
            if (strcmp(t->tetsuzuki[k].tetsuzuki, s->tetsuzuki) == 0)
                rows[h - t->hokensha].mi |= KANRI_TETSUZUKI_BIT(t->tetsuzuki[k].jun);
    }
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
    if (st == ST_OK)
        st = kanri_shinsei_load(tx, a, t);
    if (st == ST_OK)
        st = kanri_nittei_load(tx, a, t);
    if (st == ST_OK)
        st = kanri_shomeisho_load(tx, a, t);
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
    S_gyomu_code(&t, hokensha);
    S_mi(&t, hokensha);
    kanri_ken(&t, &(struct kanri_rows){hokensha, group, busho, role, user}, a);
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

const struct kanri_shinsei *kanri_find_shinsei(const struct kanri_tables *t, const char *hokensha,
                                               const char *tetsuzuki)
{
    return S_find(t->shinsei, t->shinsei_n, sizeof *t->shinsei, hokensha, tetsuzuki);
}

const struct kanri_kanryo *kanri_find_kanryo(const struct kanri_tables *t, const char *hokensha,
                                             const char *koto)
{
    return S_find(t->kanryo, t->kanryo_n, sizeof *t->kanryo, hokensha, koto);
}
