/* ユーザー of kanri.db; see kanri_toroku.h. */
#include "store/kanri_toroku.h"

#include "store/sql.h"

#define ROW kanri_shokuin
TABLE(KEY(hokensha), KEY(user), C(busho), C(shimei), C(roles), LATER(jotai));
#undef ROW

#define ROW kanri_kumi
TABLE(C(roles), C(busho), C(first), C(last));
#undef ROW

static struct sql *S_user(struct tx *tx, enum sql_id id, const char *hokensha, const char *user)
{
    return sql_with(sql_get(tx, id), .hokensha = hokensha, .user = user);
}

enum status kanri_user_get(struct tx *tx, const char *hokensha, const char *user, struct arena *a,
                           struct kanri_shokuin *ret, bool *ret_found)
{
    return sql_one(S_user(tx, SQL_KANRI_USER_GET, hokensha, user), a, kanri_shokuin, ret, ret_found);
}

enum status kanri_user_list(struct tx *tx, const char *hokensha, const char *after, int64_t limit,
                            struct arena *a, struct kanri_shokuin **ret, size_t *ret_n)
{
    return sql_rows(
        sql_with(sql_get(tx, SQL_KANRI_USER_LIST), .hokensha = hokensha, .after = after, .limit = limit), a,
        kanri_shokuin, ret, ret_n);
}

enum status kanri_kumi_list(struct tx *tx, const char *hokensha, struct arena *a, struct kanri_kumi **ret,
                            size_t *ret_n)
{
    return sql_rows(sql_with(sql_get(tx, SQL_KANRI_KUMI_LIST), .hokensha = hokensha), a, kanri_kumi, ret,
                    ret_n);
}

enum status kanri_busho_roles(struct tx *tx, const char *hokensha, const char *busho, struct arena *a,
                              const char **ret)
{
    return sql_text(sql_with(sql_get(tx, SQL_KANRI_BUSHO_ROLES), .hokensha = hokensha, .busho = busho), a,
                    ret);
}

enum status kanri_user_count(struct tx *tx, const char *hokensha, int64_t *ret)
{
    return sql_number(sql_with(sql_get(tx, SQL_KANRI_USER_COUNT), .hokensha = hokensha), ret);
}

enum status kanri_user_put(struct tx *tx, const struct kanri_shokuin *u)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KANRI_USER_PUT), kanri_shokuin, u));
}

enum status kanri_user_jotai(struct tx *tx, const char *hokensha, const char *user, const char *jotai)
{
    return sql_run(
        sql_with(sql_get(tx, SQL_KANRI_USER_JOTAI), .hokensha = hokensha, .user = user, .jotai = jotai));
}

enum status kanri_user_remove(struct tx *tx, const char *hokensha, const char *user)
{
    return sql_run(S_user(tx, SQL_KANRI_USER_REMOVE, hokensha, user));
}
