/* アクセスグループ and 部署 of kanri.db; see kanri_busho.h. */
#include "store/kanri_busho.h"

#include "store/sql.h"

#define ROW kanri_tokutei
TABLE(C(code));
#undef ROW

static struct sql *S_group(struct tx *tx, enum sql_id id, const char *hokensha, const char *access_group)
{
    return sql_with(sql_get(tx, id), .hokensha = hokensha, .code = access_group);
}

static struct sql *S_busho(struct tx *tx, enum sql_id id, const char *hokensha, const char *busho)
{
    return sql_with(sql_get(tx, id), .hokensha = hokensha, .busho = busho);
}

static struct sql *S_behind(struct tx *tx, enum sql_id id, const char *hokensha, const char *after,
                            int64_t limit)
{
    return sql_with(sql_get(tx, id), .hokensha = hokensha, .after = after, .limit = limit);
}

enum status kanri_group_get(struct tx *tx, const char *hokensha, const char *access_group, struct arena *a,
                            struct kanri_group *ret, bool *ret_found)
{
    return sql_one(S_group(tx, SQL_KANRI_GROUP_GET, hokensha, access_group), a, kanri_group, ret, ret_found);
}

enum status kanri_group_list(struct tx *tx, const char *hokensha, const char *after, int64_t limit,
                             struct arena *a, struct kanri_group **ret, size_t *ret_n)
{
    return sql_rows(S_behind(tx, SQL_KANRI_GROUP_LIST, hokensha, after, limit), a, kanri_group, ret, ret_n);
}

enum status kanri_group_put(struct tx *tx, const struct kanri_group *g)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KANRI_GROUP_PUT), kanri_group, g));
}

enum status kanri_group_remove(struct tx *tx, const char *hokensha, const char *access_group)
{
    return sql_run(S_group(tx, SQL_KANRI_GROUP_REMOVE, hokensha, access_group));
}

enum status kanri_group_busho(struct tx *tx, const char *hokensha, const char *access_group, struct arena *a,
                              const char **ret)
{
    return sql_text(S_group(tx, SQL_KANRI_GROUP_BUSHO, hokensha, access_group), a, ret);
}

enum status kanri_access_seigyo(struct tx *tx, const char *hokensha, bool *ret)
{
    int64_t on = 0;
    enum status st =
        sql_number_or(sql_with(sql_get(tx, SQL_KANRI_ACCESS_SEIGYO), .hokensha = hokensha), 0, &on);
    *ret = on;
    return st;
}

enum status kanri_busho_get(struct tx *tx, const char *hokensha, const char *busho, struct arena *a,
                            struct kanri_busho *ret, bool *ret_found)
{
    return sql_one(S_busho(tx, SQL_KANRI_BUSHO_GET, hokensha, busho), a, kanri_busho, ret, ret_found);
}

enum status kanri_busho_list(struct tx *tx, const char *hokensha, const char *after, int64_t limit,
                             struct arena *a, struct kanri_busho **ret, size_t *ret_n)
{
    return sql_rows(S_behind(tx, SQL_KANRI_BUSHO_LIST, hokensha, after, limit), a, kanri_busho, ret, ret_n);
}

enum status kanri_busho_exists(struct tx *tx, const char *hokensha, const char *busho, bool *ret)
{
    return sql_there(S_busho(tx, SQL_KANRI_BUSHO_EXISTS, hokensha, busho), ret);
}

enum status kanri_busho_count(struct tx *tx, const char *hokensha, int64_t *ret)
{
    return sql_number(sql_with(sql_get(tx, SQL_KANRI_BUSHO_COUNT), .hokensha = hokensha), ret);
}

enum status kanri_busho_put(struct tx *tx, const struct kanri_busho *b)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KANRI_BUSHO_PUT), kanri_busho, b));
}

enum status kanri_busho_remove(struct tx *tx, const char *hokensha, const char *busho)
{
    return sql_run(S_busho(tx, SQL_KANRI_BUSHO_REMOVE, hokensha, busho));
}

enum status kanri_busho_users(struct tx *tx, const char *hokensha, const char *busho, struct arena *a,
                              const char **ret)
{
    return sql_text(S_busho(tx, SQL_KANRI_BUSHO_USERS, hokensha, busho), a, ret);
}

enum status kanri_tokutei_all(struct tx *tx, struct arena *a, struct kanri_tokutei **ret, size_t *ret_n)
{
    return sql_rows(sql_get(tx, SQL_KANRI_TOKUTEI_ALL), a, kanri_tokutei, ret, ret_n);
}
