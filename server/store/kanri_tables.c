/* Reads the small tables of kanri.db into sorted arrays; see kanri_tables.h. */
#include "store/kanri_tables.h"

#include <string.h>

#include "store/sql.h"

#define ROW kanri_hokensha
TABLE(KEY(hokensha), C(mei), C(hojin_bango), C(encoding));
#undef ROW

#define ROW kanri_busho
TABLE(KEY(hokensha), KEY(busho), C(mei));
#undef ROW

/* Of the table user, too, whose own struct is kanri_shokuin. */
#define ROW kanri_user
TABLE(KEY(hokensha), KEY(user), C(busho), C(shimei), C(roles));
#undef ROW

#define ROW kanri_system
TABLE(KEY(system), C(hokensha), C(password_sha256), C(mei));
#undef ROW

#define ROW kanri_gyomu_code
TABLE(C(hokensha), C(code_list), C(theirs), C(ours));
#undef ROW

enum status kanri_load(struct tx *tx, struct arena *a, struct kanri_tables *ret)
{
    struct kanri_hokensha *hokensha;
    struct kanri_busho *busho;
    struct kanri_user *user;
    struct kanri_system *system;
    struct kanri_gyomu_code *code;
    struct kanri_tables t;
    enum status st =
        sql_rows(sql_get(tx, SQL_KANRI_HOKENSHA_ALL), a, kanri_hokensha, &hokensha, &t.hokensha_n);
    if (st == ST_OK)
        st = sql_rows(sql_get(tx, SQL_KANRI_BUSHO_ALL), a, kanri_busho, &busho, &t.busho_n);
    if (st == ST_OK)
        st = sql_rows(sql_get(tx, SQL_KANRI_USER_ALL), a, kanri_user, &user, &t.user_n);
    if (st == ST_OK)
        st = sql_rows(sql_get(tx, SQL_KANRI_SYSTEM_ALL), a, kanri_system, &system, &t.system_n);
    if (st == ST_OK)
        st = sql_rows(sql_get(tx, SQL_KANRI_GYOMU_CODE_ALL), a, kanri_gyomu_code, &code, &t.gyomu_code_n);
    if (st != ST_OK)
        return st;
    t.hokensha = hokensha;
    t.busho = busho;
    t.user = user;
    t.system = system;
    t.gyomu_code = code;
    *ret = t;
    return ST_OK;
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
