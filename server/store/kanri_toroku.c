/* 部署 and ユーザー of kanri.db; see kanri_toroku.h. */
#include "store/kanri_toroku.h"

#include <string.h>

#include "store/sql.h"

static sqlite3_stmt *S_keyed(struct tx *tx, enum sql_id id, const char *hokensha, const char *key)
{
    sqlite3_stmt *q = sql_get(tx, id);
    if (q) {
        sql_text(q, 1, hokensha);
        sql_text(q, 2, key);
    }
    return q;
}

/* The number in the one row of q; 0 when there is no row. */
static enum status S_number(struct tx *tx, sqlite3_stmt *q, int64_t *ret)
{
    bool row;
    enum status st = q ? sql_step(tx, q, &row) : sql_status(tx);
    if (st != ST_OK)
        return st;
    *ret = row ? sql_col_int(q, 0) : 0;
    sql_done(q);
    return ST_OK;
}

enum status kanri_busho_exists(struct tx *tx, const char *hokensha, const char *busho, bool *ret)
{
    int64_t n = 0;
    enum status st = S_number(tx, S_keyed(tx, SQL_KANRI_BUSHO_EXISTS, hokensha, busho), &n);
    *ret = n == 1;
    return st;
}

enum status kanri_busho_users(struct tx *tx, const char *hokensha, const char *busho, int64_t *ret)
{
    return S_number(tx, S_keyed(tx, SQL_KANRI_BUSHO_USERS, hokensha, busho), ret);
}

enum status kanri_busho_put(struct tx *tx, const struct kanri_busho *b)
{
    sqlite3_stmt *q = S_keyed(tx, SQL_KANRI_BUSHO_PUT, b->hokensha, b->busho);
    if (!q)
        return sql_status(tx);
    sql_text(q, 3, b->mei);
    return sql_run(tx, q);
}

enum status kanri_busho_remove(struct tx *tx, const char *hokensha, const char *busho)
{
    sqlite3_stmt *q = S_keyed(tx, SQL_KANRI_BUSHO_REMOVE, hokensha, busho);
    return q ? sql_run(tx, q) : sql_status(tx);
}

enum status kanri_user_get(struct tx *tx, const char *hokensha, const char *user, struct arena *a,
                           struct kanri_shokuin *ret, bool *ret_found)
{
    sqlite3_stmt *q = S_keyed(tx, SQL_KANRI_USER_GET, hokensha, user);
    bool row;
    enum status st = q ? sql_step(tx, q, &row) : sql_status(tx);
    if (st != ST_OK)
        return st;
    if (row) {
        *ret = (struct kanri_shokuin){hokensha, user, sql_col_text(q, 0, a), sql_col_text(q, 1, a),
                                      sql_col_text(q, 2, a)};
        sql_done(q);
        if (arena_failed(a))
            return ST_LIMIT;
    }
    *ret_found = row;
    return ST_OK;
}

enum status kanri_user_put(struct tx *tx, const struct kanri_shokuin *u)
{
    sqlite3_stmt *q = S_keyed(tx, SQL_KANRI_USER_PUT, u->hokensha, u->user);
    if (!q)
        return sql_status(tx);
    sql_text(q, 3, u->busho);
    sql_text(q, 4, u->shimei);
    sql_text(q, 5, u->roles);
    return sql_run(tx, q);
}

enum status kanri_user_remove(struct tx *tx, const char *hokensha, const char *user)
{
    sqlite3_stmt *q = S_keyed(tx, SQL_KANRI_USER_REMOVE, hokensha, user);
    return q ? sql_run(tx, q) : sql_status(tx);
}

enum status kanri_role_bits(struct tx *tx, const char *roles, unsigned *ret)
{
    unsigned bits = 0;
    enum status st = ST_OK;
    for (const char *at = roles; st == ST_OK;) {
        size_t n = strcspn(at, " ");
        int64_t bit = 0;
        sqlite3_stmt *q = sql_get(tx, SQL_KANRI_ROLE_BIT);
        if (!q)
            return sql_status(tx);
        sqlite3_bind_text(q, 1, at, (int)n, SQLITE_STATIC);
        st = S_number(tx, q, &bit);
        if (st != ST_OK)
            break;
        if (bit == 0 || (bits & bit)) {
            *ret = 0;
            return ST_OK;
        }
        bits |= (unsigned)bit;
        if (!at[n])
            break;
        at += n + 1;
    }
    if (st == ST_OK)
        *ret = bits;
    return st;
}

enum status kanri_role_names(struct tx *tx, struct arena *a, const char **ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_KANRI_ROLE_NAMES);
    bool row;
    enum status st = q ? sql_step(tx, q, &row) : sql_status(tx);
    if (st != ST_OK)
        return st;
    *ret = row ? sql_col_text(q, 0, a) : NULL;
    sql_done(q);
    return *ret ? ST_OK : ST_LIMIT;
}
