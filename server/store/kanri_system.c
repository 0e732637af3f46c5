/* 接続システム, 医療保険者等定義, 業務コード of kanri.db; see kanri_system.h. */
#include "store/kanri_system.h"

#include "store/sql.h"

#define ROW kanri_teigi
TABLE(KEY(hokensha), C(encoding), C(access_seigyo));
#undef ROW

#define ROW kanri_henkan
TABLE(KEY(hokensha), KEY(code_list), KEY(theirs), C(ours), C(mei));
#undef ROW

static struct sql *S_system(struct tx *tx, enum sql_id id, const char *system)
{
    return sql_with(sql_get(tx, id), .code = system);
}

static struct sql *S_behind(struct tx *tx, enum sql_id id, const char *hokensha, const char *after,
                            int64_t limit)
{
    return sql_with(sql_get(tx, id), .hokensha = hokensha, .after = after, .limit = limit);
}

enum status kanri_system_get(struct tx *tx, const char *system, struct arena *a, struct kanri_system *ret,
                             bool *ret_found)
{
    return sql_one(S_system(tx, SQL_KANRI_SYSTEM_GET, system), a, kanri_system, ret, ret_found);
}

enum status kanri_system_taken(struct tx *tx, const char *system, const char *hokensha, bool *ret)
{
    return sql_there(sql_with(sql_get(tx, SQL_KANRI_SYSTEM_TAKEN), .code = system, .hokensha = hokensha),
                     ret);
}

enum status kanri_system_list(struct tx *tx, const char *hokensha, const char *after, int64_t limit,
                              struct arena *a, struct kanri_system **ret, size_t *ret_n)
{
    return sql_rows(S_behind(tx, SQL_KANRI_SYSTEM_LIST, hokensha, after, limit), a, kanri_system, ret, ret_n);
}

enum status kanri_system_count(struct tx *tx, const char *hokensha, int64_t *ret)
{
    return sql_number(sql_with(sql_get(tx, SQL_KANRI_SYSTEM_COUNT), .hokensha = hokensha), ret);
}

enum status kanri_system_put(struct tx *tx, const struct kanri_system *s)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KANRI_SYSTEM_PUT), kanri_system, s));
}

enum status kanri_system_jotai(struct tx *tx, const char *system, const char *jotai)
{
    return sql_run(sql_with(sql_get(tx, SQL_KANRI_SYSTEM_JOTAI), .code = system, .jotai = jotai));
}

enum status kanri_system_remove(struct tx *tx, const char *system)
{
    return sql_run(S_system(tx, SQL_KANRI_SYSTEM_REMOVE, system));
}

enum status kanri_teigi_get(struct tx *tx, const char *hokensha, struct arena *a, struct kanri_teigi *ret)
{
    return sql_must(sql_with(sql_get(tx, SQL_KANRI_TEIGI_GET), .hokensha = hokensha), a, kanri_teigi, ret);
}

enum status kanri_teigi_put(struct tx *tx, const struct kanri_teigi *t)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KANRI_TEIGI_PUT), kanri_teigi, t));
}

enum status kanri_junbi_owari(struct tx *tx, const char *hokensha)
{
    return sql_run(sql_with(sql_get(tx, SQL_KANRI_JUNBI_OWARI), .hokensha = hokensha));
}

enum status kanri_henkan_of(struct tx *tx, const char *hokensha, const char *code_list, struct arena *a,
                            struct kanri_henkan **ret, size_t *ret_n)
{
    return sql_rows(sql_with(sql_get(tx, SQL_KANRI_HENKAN_OF), .hokensha = hokensha, .code = code_list), a,
                    kanri_henkan, ret, ret_n);
}

enum status kanri_henkan_all(struct tx *tx, const char *hokensha, struct arena *a, struct kanri_henkan **ret,
                             size_t *ret_n)
{
    return sql_rows(sql_with(sql_get(tx, SQL_KANRI_HENKAN_ALL), .hokensha = hokensha), a, kanri_henkan, ret,
                    ret_n);
}

enum status kanri_henkan_list(struct tx *tx, const char *hokensha, const char *after, int64_t limit,
                              struct arena *a, struct kanri_henkan **ret, size_t *ret_n)
{
    return sql_rows(S_behind(tx, SQL_KANRI_HENKAN_LIST, hokensha, after, limit), a, kanri_henkan, ret, ret_n);
}

enum status kanri_henkan_put(struct tx *tx, const struct kanri_henkan *h)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KANRI_HENKAN_PUT), kanri_henkan, h));
}

enum status kanri_henkan_remove(struct tx *tx, const struct kanri_henkan *h)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KANRI_HENKAN_REMOVE), kanri_henkan, h));
}
