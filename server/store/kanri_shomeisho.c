/* Tables shomeisho, shomeisho_shinsei; see kanri_shomeisho.h. */
#include "store/kanri_shomeisho.h"

#include <string.h>

#include "store/sql.h"

#define ROW kanri_shomeisho
TABLE(KEY(cn), LATER(bango), C(shubetsu), C(hokensha), C(hakko), C(kaishi), C(kigen), LATER(jotai),
      LATER(shikko), LATER(riyu), C(moto), C(shimon));
#undef ROW

#define ROW kanri_shomeisho_shinsei
TABLE(KEY(shinsei), C(cn), C(shubetsu), C(hokensha), C(kaishi), C(moto), C(uketsuke), C(kaisu), C(jotai),
      C(riyu), C(bango));
#undef ROW

enum status kanri_shomeisho_load(struct tx *tx, struct arena *a, struct kanri_tables *ret)
{
    struct kanri_shomeisho *rows = NULL;
    enum status st =
        sql_rows(sql_get(tx, SQL_KANRI_SHOMEISHO_ALL), a, kanri_shomeisho, &rows, &ret->shomeisho_n);
    ret->shomeisho = rows;
    return st;
}

const struct kanri_shomeisho *kanri_find_shomeisho(const struct kanri_tables *t, const char *cn,
                                                   size_t *ret_n)
{
    size_t low = 0, high = t->shomeisho_n, n = 0;
    while (low < high) {
        const size_t mid = low + (high - low) / 2;
        if (strcmp(t->shomeisho[mid].cn, cn) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    while (low + n < t->shomeisho_n && strcmp(t->shomeisho[low + n].cn, cn) == 0)
        n++;
    *ret_n = n;
    return n ? &t->shomeisho[low] : NULL;
}

enum status kanri_shomeisho_get(struct tx *tx, int64_t bango, struct arena *a, struct kanri_shomeisho *ret,
                                bool *ret_found)
{
    return sql_one(sql_with(sql_get(tx, SQL_KANRI_SHOMEISHO_GET), .bango = bango), a, kanri_shomeisho, ret,
                   ret_found);
}

enum status kanri_shomeisho_add(struct tx *tx, const struct kanri_shomeisho *s, int64_t *ret)
{
    return sql_number(sql_bind(sql_get(tx, SQL_KANRI_SHOMEISHO_ADD), kanri_shomeisho, s), ret);
}

enum status kanri_shomeisho_shoki(struct tx *tx, const struct kanri_shomeisho *s)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KANRI_SHOMEISHO_SHOKI), kanri_shomeisho, s));
}

enum status kanri_shomeisho_haishi(struct tx *tx, const char *cn, const char *ymd)
{
    return sql_run(sql_with(sql_get(tx, SQL_KANRI_SHOMEISHO_HAISHI), .code = cn, .ymd = ymd));
}

enum status kanri_shomeisho_shikko(struct tx *tx, int64_t bango, const char *ymd, const char *riyu)
{
    return sql_run(
        sql_with(sql_get(tx, SQL_KANRI_SHOMEISHO_SHIKKO), .bango = bango, .ymd = ymd, .value = riyu));
}

enum status kanri_shomeisho_uketori(struct tx *tx, int64_t bango, const char *shimon)
{
    return sql_run(sql_with(sql_get(tx, SQL_KANRI_SHOMEISHO_UKETORI), .bango = bango, .value = shimon));
}

enum status kanri_shomeisho_list(struct tx *tx, const char *cn, const char *hokensha, int64_t after,
                                 int64_t limit, struct arena *a, struct kanri_shomeisho **ret, size_t *ret_n)
{
    return sql_rows(sql_with(sql_get(tx, SQL_KANRI_SHOMEISHO_LIST), .code = cn, .hokensha = hokensha,
                             .above = after, .limit = limit),
                    a, kanri_shomeisho, ret, ret_n);
}

enum status kanri_shomeisho_shinsei_get(struct tx *tx, int64_t shinsei, struct arena *a,
                                        struct kanri_shomeisho_shinsei *ret, bool *ret_found)
{
    return sql_one(sql_with(sql_get(tx, SQL_KANRI_SHOMEISHO_SHINSEI_GET), .bango = shinsei), a,
                   kanri_shomeisho_shinsei, ret, ret_found);
}

enum status kanri_shomeisho_shinsei_put(struct tx *tx, const struct kanri_shomeisho_shinsei *s, int64_t *ret)
{
    return sql_number(sql_bind(sql_get(tx, SQL_KANRI_SHOMEISHO_SHINSEI_PUT), kanri_shomeisho_shinsei, s),
                      ret);
}

enum status kanri_shomeisho_shinsei_list(struct tx *tx, const char *cn, const char *hokensha, struct arena *a,
                                         struct kanri_shomeisho_shinsei **ret, size_t *ret_n)
{
    return sql_rows(sql_with(sql_get(tx, SQL_KANRI_SHOMEISHO_SHINSEI_LIST), .code = cn, .hokensha = hokensha),
                    a, kanri_shomeisho_shinsei, ret, ret_n);
}

enum status kanri_shomeisho_taken(struct tx *tx, const struct kanri_shomeisho_shinsei *s, bool *ret)
{
    return sql_there(sql_bind(sql_get(tx, SQL_KANRI_SHOMEISHO_TAKEN), kanri_shomeisho_shinsei, s), ret);
}
