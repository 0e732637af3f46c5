/* kanyusha and shikaku_rireki of unyo.db; see unyo_kanyusha.h. */
#include "store/unyo_kanyusha.h"

#include <stdlib.h>

#include "store/rows.h"
#include "store/sql.h"

/* The columns of KANYUSHA_COLUMNS, in its order. */
static void S_columns(sqlite3_stmt *q, struct arena *a, struct kanyusha *k)
{
    const char **text[] = {
        &k->hokensha,   &k->edaban,       &k->kojin_bango, &k->kigo,        &k->bango,  &k->honnin_kazoku,
        &k->shimei,     &k->shimei_kana,  &k->seibetsu,    &k->seinengappi, &k->jusho,  &k->shutoku_ymd,
        &k->nintei_ymd, &k->soshitsu_ymd, &k->jotai,       &k->ido,         &k->ido_ymd};
    int n = sizeof text / sizeof *text;
    for (int i = 0; i < n; i++)
        *text[i] = sql_col_text(q, i, a);
    k->koshin_at = sql_col_int(q, n);
    k->version = sql_col_int(q, n + 1);
    k->yokyu = sql_col_int(q, n + 2);
}

static void S_bind(sqlite3_stmt *q, const struct kanyusha *k)
{
    const char *const text[] = {
        k->hokensha,   k->edaban,       k->kojin_bango, k->kigo,        k->bango,  k->honnin_kazoku,
        k->shimei,     k->shimei_kana,  k->seibetsu,    k->seinengappi, k->jusho,  k->shutoku_ymd,
        k->nintei_ymd, k->soshitsu_ymd, k->jotai,       k->ido,         k->ido_ymd};
    int n = sizeof text / sizeof *text;
    for (int i = 0; i < n; i++)
        sql_text(q, i + 1, text[i]);
    sql_int(q, n + 1, k->koshin_at);
    sql_int(q, n + 2, k->version);
    sql_int(q, n + 3, k->yokyu);
}

static enum status S_find(struct tx *tx, enum sql_id id, const char *hokensha, const char *key,
                          struct arena *a, struct kanyusha *ret, bool *ret_found)
{
    sqlite3_stmt *q = sql_get(tx, id);
    if (!q)
        return ST_INTERNAL;
    sql_text(q, 1, hokensha);
    sql_text(q, 2, key);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st != ST_OK)
        return st;
    if (row) {
        S_columns(q, a, ret);
        sql_done(q);
        if (arena_failed(a))
            return ST_LIMIT;
    }
    *ret_found = row;
    return ST_OK;
}

enum status unyo_kanyusha_find(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                               struct kanyusha *ret, bool *ret_found)
{
    return S_find(tx, SQL_KANYUSHA_FIND, hokensha, edaban, a, ret, ret_found);
}

enum status unyo_kanyusha_by_kojin(struct tx *tx, const char *hokensha, const char *kojin_bango,
                                   struct arena *a, struct kanyusha *ret, bool *ret_found)
{
    return S_find(tx, SQL_KANYUSHA_BY_KOJIN, hokensha, kojin_bango, a, ret, ret_found);
}

enum status unyo_kanyusha_last(struct tx *tx, const char *hokensha, int64_t *ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_KANYUSHA_LAST);
    if (!q)
        return ST_INTERNAL;
    sql_text(q, 1, hokensha);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st != ST_OK)
        return st;
    *ret = row ? sqlite3_column_int64(q, 0)
               : INT64_MIN; /* SQLite reads the digits; zeros in front do not matter */
    sql_done(q);
    return ST_OK;
}

static enum status S_write(struct tx *tx, enum sql_id id, const struct kanyusha *k)
{
    sqlite3_stmt *q = sql_get(tx, id);
    if (!q)
        return ST_INTERNAL;
    S_bind(q, k);
    return sql_run(tx, q);
}

enum status unyo_kanyusha_insert(struct tx *tx, const struct kanyusha *k, bool *ret_new)
{
    enum status st = S_write(tx, SQL_KANYUSHA_INSERT, k);
    if (st == ST_OK)
        *ret_new = sql_changes(tx) == 1;
    return st;
}

enum status unyo_kanyusha_update(struct tx *tx, const struct kanyusha *k)
{
    return S_write(tx, SQL_KANYUSHA_UPDATE, k);
}

enum status unyo_rireki_keep(struct tx *tx, const char *hokensha, const char *edaban)
{
    sqlite3_stmt *q = sql_get(tx, SQL_RIREKI_KEEP);
    if (!q)
        return ST_INTERNAL;
    sql_text(q, 1, hokensha);
    sql_text(q, 2, edaban);
    return sql_run(tx, q);
}

static void S_rireki(sqlite3_stmt *q, struct arena *a, void *item)
{
    struct rireki *r = item;
    r->renban = sql_col_int(q, 0);
    r->ido = sql_col_text(q, 1, a);
    r->ido_ymd = sql_col_text(q, 2, a);
    r->kigo = sql_col_text(q, 3, a);
    r->bango = sql_col_text(q, 4, a);
    r->honnin_kazoku = sql_col_text(q, 5, a);
    r->shutoku_ymd = sql_col_text(q, 6, a);
    r->soshitsu_ymd = sql_col_text(q, 7, a);
    r->toroku_at = sql_col_int(q, 8);
}

enum status unyo_rireki_list(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                             struct rireki **ret, size_t *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_RIREKI_LIST);
    if (!q)
        return ST_INTERNAL;
    sql_text(q, 1, hokensha);
    sql_text(q, 2, edaban);
    return rows_read(tx, q, a, sizeof **ret, S_rireki, (void **)ret, ret_n);
}
