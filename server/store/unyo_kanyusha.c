/* kanyusha and shikaku_rireki of unyo.db; see unyo_kanyusha.h. */
#include "store/unyo_kanyusha.h"

#include <inttypes.h>

#include "store/rows.h"
#include "store/sql.h"
#include "store/unyo_id.h"
#include "store/unyo_kojin.h"

enum { KOJIN_DIGITS = 12 };

/* The columns of KANYUSHA_COLUMNS, in its order; the third is the 個人番号. */
enum { COLUMN_KOJIN = 2, COLUMN_KOSHIN = 17, COLUMN_VERSION, COLUMN_YOKYU, COLUMN_ID };

static void S_columns(sqlite3_stmt *q, struct arena *a, struct kanyusha *k)
{
    const char **text[] = {
        &k->hokensha,   &k->edaban,       NULL,         &k->kigo,        &k->bango,  &k->honnin_kazoku,
        &k->shimei,     &k->shimei_kana,  &k->seibetsu, &k->seinengappi, &k->jusho,  &k->shutoku_ymd,
        &k->nintei_ymd, &k->soshitsu_ymd, &k->jotai,    &k->ido,         &k->ido_ymd};
    for (int i = 0; i < COLUMN_KOSHIN; i++)
        if (text[i])
            *text[i] = sql_col_text(q, i, a);
    k->kojin_bango = arena_printf(a, "%0*" PRId64, KOJIN_DIGITS, sql_col_int(q, COLUMN_KOJIN));
    k->koshin_at = sql_col_int(q, COLUMN_KOSHIN);
    k->version = sql_col_int(q, COLUMN_VERSION);
    k->yokyu = sql_col_int(q, COLUMN_YOKYU);
}

static void S_bind(sqlite3_stmt *q, const struct kanyusha *k, int64_t id, int64_t number)
{
    const char *const text[] = {
        k->hokensha,   k->edaban,       NULL,        k->kigo,        k->bango,  k->honnin_kazoku,
        k->shimei,     k->shimei_kana,  k->seibetsu, k->seinengappi, k->jusho,  k->shutoku_ymd,
        k->nintei_ymd, k->soshitsu_ymd, k->jotai,    k->ido,         k->ido_ymd};
    for (int i = 0; i < COLUMN_KOSHIN; i++)
        if (text[i])
            sql_text(q, i + 1, text[i]);
    sql_int(q, COLUMN_KOJIN + 1, number);
    sql_int(q, COLUMN_KOSHIN + 1, k->koshin_at);
    sql_int(q, COLUMN_VERSION + 1, k->version);
    sql_int(q, COLUMN_YOKYU + 1, k->yokyu);
    sql_int(q, COLUMN_ID + 1, id);
}

/* The row that a bound statement answers, if any. */
static enum status S_one(struct tx *tx, sqlite3_stmt *q, struct arena *a, struct kanyusha *ret,
                         bool *ret_found)
{
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

/* A statement whose ?1 and ?2 are the key and the 枝番 of a 加入者: the key alone would find it by any number
 * of zeros in front. */
static sqlite3_stmt *S_keyed(struct tx *tx, enum sql_id which, const char *hokensha, const char *edaban)
{
    sqlite3_stmt *q = sql_get(tx, which);
    if (q) {
        sql_int(q, 1, unyo_id(hokensha, edaban));
        sql_text(q, 2, edaban);
    }
    return q;
}

enum status unyo_kanyusha_find(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                               struct kanyusha *ret, bool *ret_found)
{
    sqlite3_stmt *q = S_keyed(tx, SQL_KANYUSHA_FIND, hokensha, edaban);
    return q ? S_one(tx, q, a, ret, ret_found) : sql_status(tx);
}

enum status unyo_kanyusha_by_kojin(struct tx *tx, const char *hokensha, const char *kojin_bango,
                                   struct arena *a, struct kanyusha *ret, bool *ret_found)
{
    int64_t base = bango_base(hokensha), number = bango_digits(kojin_bango, KOJIN_DIGITS), run = KOJIN_NEWEST;
    enum status st = ST_OK;
    bool older = number >= 0, found = false;
    while (st == ST_OK && older && !found && (st = kojin_older(tx, base, &run, &older)) == ST_OK && older) {
        sqlite3_stmt *q = sql_get(tx, SQL_KANYUSHA_BY_KOJIN);
        if (!q)
            return sql_status(tx);
        sql_int(q, 1, run);
        sql_int(q, 2, number);
        st = S_one(tx, q, a, ret, &found);
    }
    if (st == ST_OK)
        *ret_found = found;
    return st;
}

enum status unyo_kanyusha_last(struct tx *tx, const char *hokensha, int64_t *ret)
{
    int64_t base = bango_base(hokensha);
    sqlite3_stmt *q = sql_get(tx, SQL_KANYUSHA_LAST);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, base);
    sql_int(q, 2, bango_end(base));
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st != ST_OK)
        return st;
    *ret = row ? bango_nth(sqlite3_column_int64(q, 0)) : INT64_MIN;
    sql_done(q);
    return ST_OK;
}

enum status unyo_kanyusha_insert(struct tx *tx, const struct kanyusha *k, bool *ret_new)
{
    int64_t id = unyo_id(k->hokensha, k->edaban), number = bango_digits(k->kojin_bango, KOJIN_DIGITS);
    bool elsewhere;
    if (id == INT64_MIN || number < 0)
        return ST_INTERNAL; /* who calls has looked at both */
    enum status st = kojin_elsewhere(tx, id, number, &elsewhere);
    if (st != ST_OK)
        return st;
    if (elsewhere) {
        *ret_new = false;
        return ST_OK;
    }
    sqlite3_stmt *q = sql_get(tx, SQL_KANYUSHA_INSERT);
    if (!q)
        return sql_status(tx);
    S_bind(q, k, id, number);
    st = sql_run(tx, q);
    if (st == ST_OK && (*ret_new = sql_changes(tx) == 1))
        kojin_added(tx, id, number);
    return st;
}

enum status unyo_kanyusha_update(struct tx *tx, const struct kanyusha *k)
{
    int64_t id = unyo_id(k->hokensha, k->edaban), number = bango_digits(k->kojin_bango, KOJIN_DIGITS);
    sqlite3_stmt *q = sql_get(tx, SQL_KANYUSHA_UPDATE);
    if (!q || number < 0)
        return ST_INTERNAL;
    S_bind(q, k, id, number);
    kojin_added(tx, id, number);
    return sql_run(tx, q);
}

enum status unyo_kanyusha_expect(struct tx *tx, const char *hokensha, int64_t rows, bool *ret_more)
{
    return kojin_expect(tx, bango_base(hokensha), rows, ret_more);
}

void unyo_kanyusha_expect_end(struct tx *tx)
{
    kojin_forget(tx);
}

enum status unyo_rireki_keep(struct tx *tx, const char *hokensha, const char *edaban)
{
    sqlite3_stmt *q = S_keyed(tx, SQL_RIREKI_KEEP, hokensha, edaban);
    return q ? sql_run(tx, q) : sql_status(tx);
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
    sqlite3_stmt *q = S_keyed(tx, SQL_RIREKI_LIST, hokensha, edaban);
    return q ? rows_read(tx, q, a, sizeof **ret, S_rireki, (void **)ret, ret_n) : sql_status(tx);
}
