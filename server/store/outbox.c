/* Outbox, inbox and meta: the tables of common.sql; see outbox.h and meta.h. */
#include "store/outbox.h"

#include "store/meta.h"
#include "store/sql.h"

enum { LIST_BYTES = 256 * 1024 };

static enum status S_put(struct tx *tx, const char *kind, const char *json, int64_t due, bool ato)
{
    sqlite3_stmt *q = sql_get(tx, SQL_OUTBOX_PUT);
    if (!q)
        return ST_INTERNAL;
    sql_int(q, 1, due);
    sql_text(q, 2, kind);
    sql_text(q, 3, json);
    sql_int(q, 4, ato);
    return sql_run(tx, q);
}

enum status outbox_put(struct tx *tx, const char *kind, const char *json, int64_t due)
{
    return S_put(tx, kind, json, due, false);
}

enum status outbox_put_ato(struct tx *tx, const char *kind, const char *json, int64_t due)
{
    return S_put(tx, kind, json, due, true);
}

enum status outbox_list(struct tx *tx, int64_t now, bool ato, struct arena *a, struct outbox_item *items,
                        int max, int *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_OUTBOX_LIST);
    if (!q)
        return ST_INTERNAL;
    sql_int(q, 1, now);
    sql_int(q, 2, ato);
    sql_int(q, 3, max);
    bool row = true;
    enum status st = ST_OK;
    int n = 0, bytes = 0;
    while (bytes < LIST_BYTES && (st = sql_step(tx, q, &row)) == ST_OK && row) {
        bytes += sqlite3_column_bytes(q, 3);
        if (n && bytes > LIST_BYTES)
            break;
        items[n++] = (struct outbox_item){sql_col_int(q, 0), sql_col_int(q, 1), sql_col_text(q, 2, a),
                                          sql_col_text(q, 3, a), sql_col_int(q, 4) == 1};
    }
    sql_done(q);
    *ret_n = n;
    return st == ST_OK && arena_failed(a) ? ST_LIMIT : st;
}

enum status outbox_due(struct tx *tx, int64_t *ret)
{
    return sql_least(tx, SQL_OUTBOX_DUE, ret);
}

enum status outbox_lowest(struct tx *tx, int64_t *ret)
{
    return sql_least(tx, SQL_OUTBOX_LOWEST, ret);
}

enum status outbox_drop(struct tx *tx, int64_t id)
{
    sqlite3_stmt *q = sql_get(tx, SQL_OUTBOX_DROP);
    if (!q)
        return ST_INTERNAL;
    sql_int(q, 1, id);
    return sql_run(tx, q);
}

enum status inbox_mark(struct tx *tx, enum db from, int64_t id, bool *ret_new)
{
    sqlite3_stmt *q = sql_get(tx, SQL_INBOX_MARK);
    if (!q)
        return ST_INTERNAL;
    sql_text(q, 1, db_name(from));
    sql_int(q, 2, id);
    enum status st = sql_run(tx, q);
    if (st == ST_OK)
        *ret_new = sql_changes(tx) == 1;
    return st;
}

enum status inbox_forget(struct tx *tx, enum db from, int64_t below)
{
    sqlite3_stmt *q = sql_get(tx, SQL_INBOX_FORGET);
    if (!q)
        return ST_INTERNAL;
    sql_text(q, 1, db_name(from));
    sql_int(q, 2, below);
    return sql_run(tx, q);
}

enum status meta_get(struct tx *tx, const char *key, struct arena *a, const char **ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_META_GET);
    if (!q)
        return ST_INTERNAL;
    sql_text(q, 1, key);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st != ST_OK)
        return st;
    *ret = row ? sql_col_text(q, 0, a) : NULL;
    sql_done(q);
    return ST_OK;
}

enum status meta_put(struct tx *tx, const char *key, const char *value)
{
    sqlite3_stmt *q = sql_get(tx, SQL_META_PUT);
    if (!q)
        return ST_INTERNAL;
    sql_text(q, 1, key);
    sql_text(q, 2, value);
    return sql_run(tx, q);
}
