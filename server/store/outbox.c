/* Outbox, inbox and meta: the tables of common.sql; see outbox.h and meta.h. */
#include "store/outbox.h"

#include "store/meta.h"
#include "store/sql.h"

enum { LIST_BYTES = 256 * 1024 };

enum status outbox_put(struct tx *tx, const struct outbox_item *item)
{
    sqlite3_stmt *q = sql_get(tx, SQL_OUTBOX_PUT);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, item->due);
    sql_text(q, 2, item->kind);
    sql_text(q, 3, item->json);
    sql_int(q, 4, item->ato);
    sql_text(q, 5, item->hokensha);
    return sql_run(tx, q);
}

enum status outbox_list(struct tx *tx, int64_t now, const char *at_work, struct arena *a,
                        struct outbox_item *items, int max, int *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_OUTBOX_LIST);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, now);
    sql_text(q, 2, at_work);
    sql_int(q, 3, max);
    bool row = true;
    enum status st = ST_OK;
    int n = 0, bytes = 0;
    while (bytes < LIST_BYTES && (st = sql_step(tx, q, &row)) == ST_OK && row) {
        bytes += sqlite3_column_bytes(q, 3);
        if (n && bytes > LIST_BYTES)
            break;
        items[n++] = (struct outbox_item){.id = sql_col_int(q, 0),
                                          .due = sql_col_int(q, 1),
                                          .kind = sql_col_text(q, 2, a),
                                          .json = sql_col_text(q, 3, a),
                                          .ato = sql_col_int(q, 4) == 1,
                                          .hokensha = sql_col_text(q, 5, a)};
    }
    sql_done(q);
    *ret_n = n;
    return st == ST_OK && arena_failed(a) ? ST_LIMIT : st;
}

enum status outbox_each(struct tx *tx, int64_t now, void (*see)(void *cls, const struct outbox_item *item),
                        void *cls)
{
    sqlite3_stmt *q = sql_get(tx, SQL_OUTBOX_EACH);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, now);
    bool row;
    enum status st;
    while ((st = sql_step(tx, q, &row)) == ST_OK && row) {
        const struct outbox_item item = {.kind = (const char *)sqlite3_column_text(q, 0),
                                         .json = (const char *)sqlite3_column_text(q, 1),
                                         .hokensha = (const char *)sqlite3_column_text(q, 2)};
        if (!item.kind || !item.json || !item.hokensha) {
            st = ST_LIMIT;
            break;
        }
        see(cls, &item);
    }
    sql_done(q);
    return st;
}

enum status outbox_due(struct tx *tx, int64_t now, int64_t *ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_OUTBOX_DUE);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, now);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK)
        *ret = row ? sql_col_int(q, 0) : INT64_MAX;
    sql_done(q);
    return st;
}

enum status outbox_lowest(struct tx *tx, int64_t *ret)
{
    return sql_least(tx, SQL_OUTBOX_LOWEST, ret);
}

enum status outbox_drop(struct tx *tx, int64_t id)
{
    sqlite3_stmt *q = sql_get(tx, SQL_OUTBOX_DROP);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, id);
    return sql_run(tx, q);
}

enum status inbox_mark(struct tx *tx, enum db from, int64_t id, bool *ret_new)
{
    sqlite3_stmt *q = sql_get(tx, SQL_INBOX_MARK);
    if (!q)
        return sql_status(tx);
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
        return sql_status(tx);
    sql_text(q, 1, db_name(from));
    sql_int(q, 2, below);
    return sql_run(tx, q);
}

enum status meta_get(struct tx *tx, const char *key, struct arena *a, const char **ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_META_GET);
    if (!q)
        return sql_status(tx);
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
        return sql_status(tx);
    sql_text(q, 1, key);
    sql_text(q, 2, value);
    return sql_run(tx, q);
}
