/* juki_shokai and juki_kiroku of unyo.db; see unyo_juki.h. */
#include "store/unyo_juki.h"

#include "base/bango.h"
#include "store/sql.h"

enum status unyo_juki_add(struct tx *tx, const char *hokensha, const char *uketsuke, const char *toi,
                          int64_t *ret_shokai)
{
    sqlite3_stmt *q = sql_get(tx, SQL_JUKI_ADD);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, uketsuke);
    sql_text(q, 2, toi);
    sql_int(q, 3, bango_base(hokensha));
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK && row)
        *ret_shokai = sql_col_int(q, 0);
    sql_done(q);
    return st == ST_OK && !row ? ST_INTERNAL : st;
}

/* Runs a statement with a receipt and a number. */
static enum status S_mark(struct tx *tx, enum sql_id id, const char *uketsuke, int64_t n)
{
    sqlite3_stmt *q = sql_get(tx, id);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, uketsuke);
    sql_int(q, 2, n);
    return sql_run(tx, q);
}

enum status unyo_juki_send(struct tx *tx, const char *uketsuke, int64_t limit, struct buf *json,
                           int64_t *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_JUKI_LIST);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, uketsuke);
    sql_int(q, 2, limit);
    bool row;
    int64_t n = 0, last = 0;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK && row) {
        n = sql_col_int(q, 1);
        last = sql_col_int(q, 2);
        buf_adds(json, (const char *)sqlite3_column_text(q, 0));
    }
    sql_done(q);
    if (st == ST_OK && n)
        st = S_mark(tx, SQL_JUKI_SENT, uketsuke, last);
    if (st == ST_OK)
        *ret_n = n;
    return st;
}

enum status unyo_juki_next(struct tx *tx, const char *after, struct arena *a, const char **ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_JUKI_NEXT);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, after);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK)
        *ret = row ? sql_col_text(q, 0, a) : NULL;
    sql_done(q);
    return st == ST_OK && arena_failed(a) ? ST_LIMIT : st;
}

enum status unyo_juki_kiroku(struct tx *tx, const char *uketsuke, int64_t n, int64_t now)
{
    sqlite3_stmt *q = sql_get(tx, SQL_JUKI_KIROKU);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, uketsuke);
    sql_int(q, 2, now);
    sql_int(q, 3, n);
    enum status st = sql_run(tx, q);
    return st == ST_OK && sql_changes(tx) != 1 ? ST_INTERNAL : st;
}

enum status unyo_juki_kaito(struct tx *tx, const char *rows, int64_t *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_JUKI_KAITO);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, rows);
    enum status st = sql_run(tx, q);
    if (st == ST_OK)
        *ret_n = sql_changes(tx);
    return st;
}

enum status unyo_juki_get(struct tx *tx, int64_t shokai, struct arena *a, struct juki_kaito *ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_JUKI_GET);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, shokai);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st != ST_OK || !row)
        return st != ST_OK ? st : ST_INTERNAL;
    *ret = (struct juki_kaito){.status_name = sql_col_text(q, 0, a),
                               .kensu = sql_col_int(q, 1),
                               .kojin_bango = sql_col_text(q, 2, a),
                               .shimei = sql_col_text(q, 3, a),
                               .shimei_kana = sql_col_text(q, 4, a),
                               .seibetsu = sql_col_text(q, 5, a),
                               .seinengappi = sql_col_text(q, 6, a),
                               .jusho = sql_col_text(q, 7, a),
                               .ido_jiyu = sql_col_text(q, 8, a)};
    sql_done(q);
    return arena_failed(a) ? ST_LIMIT : ST_OK;
}
