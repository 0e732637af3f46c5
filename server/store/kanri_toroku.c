/* 部署 and ユーザー of kanri.db; see kanri_toroku.h. */
#include "store/kanri_toroku.h"

#include <string.h>

#include "store/sql.h"

#define ROW kanri_shokuin
TABLE(KEY(hokensha), KEY(user), C(busho), C(shimei), C(roles));
#undef ROW

static struct sql *S_busho(struct tx *tx, enum sql_id id, const char *hokensha, const char *busho)
{
    return sql_with(sql_get(tx, id), .hokensha = hokensha, .busho = busho);
}

static struct sql *S_user(struct tx *tx, enum sql_id id, const char *hokensha, const char *user)
{
    return sql_with(sql_get(tx, id), .hokensha = hokensha, .user = user);
}

enum status kanri_busho_exists(struct tx *tx, const char *hokensha, const char *busho, bool *ret)
{
    return sql_there(S_busho(tx, SQL_KANRI_BUSHO_EXISTS, hokensha, busho), ret);
}

enum status kanri_busho_users(struct tx *tx, const char *hokensha, const char *busho, int64_t *ret)
{
    return sql_number(S_busho(tx, SQL_KANRI_BUSHO_USERS, hokensha, busho), ret);
}

enum status kanri_busho_put(struct tx *tx, const struct kanri_busho *b)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KANRI_BUSHO_PUT), kanri_busho, b));
}

enum status kanri_busho_remove(struct tx *tx, const char *hokensha, const char *busho)
{
    return sql_run(S_busho(tx, SQL_KANRI_BUSHO_REMOVE, hokensha, busho));
}

enum status kanri_user_get(struct tx *tx, const char *hokensha, const char *user, struct arena *a,
                           struct kanri_shokuin *ret, bool *ret_found)
{
    return sql_one(S_user(tx, SQL_KANRI_USER_GET, hokensha, user), a, kanri_shokuin, ret, ret_found);
}

enum status kanri_user_put(struct tx *tx, const struct kanri_shokuin *u)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KANRI_USER_PUT), kanri_shokuin, u));
}

enum status kanri_user_remove(struct tx *tx, const char *hokensha, const char *user)
{
    return sql_run(S_user(tx, SQL_KANRI_USER_REMOVE, hokensha, user));
}

/* `at` names a role that one before it has named. */
static bool S_twice(const char *roles, const char *at, size_t n)
{
    for (const char *p = roles; p < at; p += strcspn(p, " ") + 1)
        if (strcspn(p, " ") == n && memcmp(p, at, n) == 0)
            return true;
    return false;
}

enum status kanri_roles_sosa(struct tx *tx, struct arena *a, const char *hokensha, const char *roles,
                             uint64_t *ret)
{
    uint64_t bits = 0;
    enum status st = ST_OK;
    for (const char *at = roles; st == ST_OK;) {
        size_t n = strcspn(at, " ");
        const char *sosa = NULL;
        struct sql *q = sql_with(sql_get(tx, SQL_KANRI_ROLE_SOSA), .hokensha = hokensha, .word = {at, n});
        st = sql_text(q, a, &sosa);
        if (st != ST_OK)
            break;
        if (!sosa || S_twice(roles, at, n)) {
            *ret = 0;
            return ST_OK;
        }
        bits |= sosa_bits(sosa);
        if (!at[n])
            break;
        at += n + 1;
    }
    if (st == ST_OK)
        *ret = bits;
    return st;
}

enum status kanri_role_names(struct tx *tx, struct arena *a, const char *hokensha, const char **ret)
{
    enum status st = sql_text(sql_with(sql_get(tx, SQL_KANRI_ROLE_NAMES), .hokensha = hokensha), a, ret);
    return st == ST_OK && !*ret ? ST_INTERNAL : st;
}
