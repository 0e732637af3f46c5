/* ロール of kanri.db; see kanri_role.h. */
#include "store/kanri_role.h"

#include "base/words.h"
#include "store/sql.h"

static struct sql *S_role(struct tx *tx, enum sql_id id, const char *hokensha, const char *role_name)
{
    return sql_with(sql_get(tx, id), .hokensha = hokensha, .name = role_name);
}

enum status kanri_role_get(struct tx *tx, const char *hokensha, const char *role_name, struct arena *a,
                           struct kanri_role *ret, bool *ret_found)
{
    return sql_one(S_role(tx, SQL_KANRI_ROLE_GET, hokensha, role_name), a, kanri_role, ret, ret_found);
}

enum status kanri_role_list(struct tx *tx, const char *hokensha, const char *after, int64_t limit,
                            struct arena *a, struct kanri_role **ret, size_t *ret_n)
{
    struct sql *q =
        sql_with(sql_get(tx, SQL_KANRI_ROLE_LIST), .hokensha = hokensha, .after = after, .limit = limit);
    return sql_rows(q, a, kanri_role, ret, ret_n);
}

enum status kanri_role_put(struct tx *tx, const struct kanri_role *r)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KANRI_ROLE_PUT), kanri_role, r));
}

enum status kanri_role_remove(struct tx *tx, const char *hokensha, const char *role_name)
{
    return sql_run(S_role(tx, SQL_KANRI_ROLE_REMOVE, hokensha, role_name));
}

enum status kanri_role_users(struct tx *tx, const char *hokensha, const char *role_name, struct arena *a,
                             const char **ret)
{
    return sql_text(S_role(tx, SQL_KANRI_ROLE_USERS, hokensha, role_name), a, ret);
}

enum status kanri_roles_sosa(struct tx *tx, struct arena *a, const char *hokensha, const char *roles,
                             uint64_t *ret)
{
    uint64_t bits = 0;
    enum status st = ST_OK;
    const char *rest = roles;
    struct str word;
    while (st == ST_OK && words_next(&rest, &word)) {
        const char *sosa = NULL;
        st = sql_text(sql_with(sql_get(tx, SQL_KANRI_ROLE_SOSA), .hokensha = hokensha, .word = word), a,
                      &sosa);
        if (st == ST_OK && (!sosa || words_before(roles, word))) {
            *ret = 0;
            return ST_OK;
        }
        bits |= sosa_bits(sosa);
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
