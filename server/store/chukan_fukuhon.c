/* Table fukuhon; see chukan_fukuhon.h. */
#include "store/chukan_fukuhon.h"

#include "store/sql.h"

/* ?1 to ?4 */
static sqlite3_stmt *S_keyed(struct tx *tx, enum sql_id id, const struct chukan_fukuhon *f)
{
    sqlite3_stmt *q = sql_get(tx, id);
    if (!q)
        return NULL;
    sql_text(q, 1, f->hokensha);
    sql_text(q, 2, f->edaban);
    sql_text(q, 3, f->shubetsu);
    sql_text(q, 4, f->kagi);
    return q;
}

/* Runs a statement that answers the number of the row it touched. */
static enum status S_returning(struct tx *tx, sqlite3_stmt *q, int64_t *ret_bango)
{
    bool row = false;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK && row)
        *ret_bango = sql_col_int(q, 0);
    sql_done(q);
    return st == ST_OK && !row ? ST_INTERNAL : st;
}

enum status chukan_fukuhon_add(struct tx *tx, const struct chukan_fukuhon *f, bool *ret_done)
{
    sqlite3_stmt *q = sql_get(tx, SQL_FUKUHON_ADD);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, f->bango);
    sql_text(q, 2, f->hokensha);
    sql_text(q, 3, f->edaban);
    sql_text(q, 4, f->shubetsu);
    sql_text(q, 5, f->kagi);
    sql_text(q, 6, f->owari);
    sql_text(q, 7, f->komoku);
    sql_int(q, 8, f->koshin_at);
    sql_text(q, 9, f->uketsuke);
    enum status st = sql_run(tx, q);
    if (st == ST_OK)
        *ret_done = sql_changes(tx) == 1;
    return st;
}

enum status chukan_fukuhon_change(struct tx *tx, const struct chukan_fukuhon *f, int64_t *ret_bango)
{
    sqlite3_stmt *q = S_keyed(tx, SQL_FUKUHON_CHANGE, f);
    if (!q)
        return sql_status(tx);
    sql_text(q, 5, f->owari);
    sql_text(q, 6, f->komoku);
    sql_int(q, 7, f->koshin_at);
    sql_text(q, 8, f->uketsuke);
    return S_returning(tx, q, ret_bango);
}

enum status chukan_fukuhon_remove(struct tx *tx, const struct chukan_fukuhon *f, int64_t *ret_bango)
{
    sqlite3_stmt *q = S_keyed(tx, SQL_FUKUHON_REMOVE, f);
    return q ? S_returning(tx, q, ret_bango) : sql_status(tx);
}

enum status chukan_fukuhon_key(struct tx *tx, const char *hokensha, int64_t bango, struct arena *a,
                               struct chukan_fukuhon *ret, bool *ret_found)
{
    sqlite3_stmt *q = sql_get(tx, SQL_FUKUHON_KEY);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, bango);
    sql_text(q, 2, hokensha);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK) {
        *ret_found = row;
        if (row)
            *ret = (struct chukan_fukuhon){
                .bango = bango,
                .hokensha = hokensha,
                .edaban = sql_col_text(q, 0, a),
                .shubetsu = sql_col_text(q, 1, a),
                .kagi = sql_col_text(q, 2, a),
            };
    }
    sql_done(q);
    return st == ST_OK && arena_failed(a) ? ST_LIMIT : st;
}

enum status chukan_fukuhon_list(struct tx *tx, const char *hokensha, const char *edaban, const char *shubetsu,
                                struct arena *a, struct chukan_fukuhon **ret, size_t *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_FUKUHON_LIST);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, hokensha);
    sql_text(q, 2, edaban);
    sql_text(q, 3, shubetsu);
    struct chukan_fukuhon *list = NULL;
    size_t n = 0;
    bool row;
    enum status st;
    while ((st = sql_step(tx, q, &row)) == ST_OK && row) {
        if (!list && !(list = arena_array(a, (size_t)sql_col_int(q, 7), sizeof *list)))
            break;
        list[n++] = (struct chukan_fukuhon){
            .bango = sql_col_int(q, 0),
            .hokensha = hokensha,
            .shubetsu = sql_col_text(q, 1, a),
            .edaban = sql_col_text(q, 2, a),
            .han = sql_col_int(q, 3),
            .toroku_at = sql_col_int(q, 4),
            .koshin_at = sql_col_int(q, 5),
            .komoku = sql_col_text(q, 6, a),
        };
    }
    sql_done(q);
    *ret = list;
    *ret_n = n;
    return st == ST_OK && arena_failed(a) ? ST_LIMIT : st;
}

enum status chukan_komoku_read(struct tx *tx, const char *json, struct arena *a, struct chukan_komoku **ret,
                               size_t *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_FUKUHON_KOMOKU);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, json);
    struct chukan_komoku *list = NULL;
    size_t n = 0;
    bool row;
    enum status st;
    while ((st = sql_step(tx, q, &row)) == ST_OK && row) {
        if (!list && !(list = arena_array(a, (size_t)sql_col_int(q, 2), sizeof *list)))
            break;
        list[n++] = (struct chukan_komoku){sql_col_text(q, 0, a), sql_col_text(q, 1, a)};
    }
    sql_done(q);
    *ret = list;
    *ret_n = n;
    return st == ST_OK && arena_failed(a) ? ST_LIMIT : st;
}
