/* Outbox, inbox and meta: the tables of common.sql; see outbox.h and meta.h. */
#include "store/outbox.h"

#include <string.h>

#include "store/meta.h"
#include "store/sql.h"

enum { LIST_BYTES = 256 * 1024 };

#define ROW outbox_item
TABLE(LATER(id), C(due), C(kind), C(json), C(ato), C(hokensha));
#undef ROW

enum status outbox_put(struct tx *tx, const struct outbox_item *item)
{
    return sql_run(sql_bind(sql_get(tx, SQL_OUTBOX_PUT), outbox_item, item));
}

/* The present row as it stands in the database. */
static enum status S_item(struct sql *q, struct outbox_item *ret)
{
    sql_row(q, NULL, outbox_item, ret);
    return ret->kind && ret->json && ret->hokensha ? ST_OK : ST_LIMIT;
}

enum status outbox_list(struct tx *tx, int64_t now, const char *at_work, struct arena *a,
                        struct outbox_item *items, int max, int *ret_n)
{
    struct sql *q = sql_with(sql_get(tx, SQL_OUTBOX_LIST), .now = now, .at_work = at_work, .limit = max);
    struct outbox_item item;
    bool row = true;
    enum status st = ST_OK;
    int n = 0;
    size_t bytes = 0;
    while (bytes < LIST_BYTES && (st = sql_step(q, &row)) == ST_OK && row) {
        if ((st = S_item(q, &item)) != ST_OK)
            break;
        bytes += strlen(item.json);
        if (n && bytes > LIST_BYTES)
            break;
        sql_row(q, a, outbox_item, &items[n++]);
    }
    sql_done(q);
    *ret_n = n;
    return st == ST_OK && arena_failed(a) ? ST_LIMIT : st;
}

struct sql *outbox_each(struct tx *tx, int64_t now)
{
    return sql_with(sql_get(tx, SQL_OUTBOX_EACH), .now = now);
}

enum status outbox_next(struct sql *q, struct outbox_item *ret, bool *ret_found)
{
    enum status st = sql_step(q, ret_found);
    if (st == ST_OK && *ret_found && (st = S_item(q, ret)) != ST_OK)
        sql_done(q);
    return st;
}

enum status outbox_due(struct tx *tx, int64_t now, int64_t *ret)
{
    return sql_number_or(sql_with(sql_get(tx, SQL_OUTBOX_DUE), .now = now), INT64_MAX, ret);
}

enum status outbox_lowest(struct tx *tx, int64_t *ret)
{
    return sql_number_or(sql_get(tx, SQL_OUTBOX_LOWEST), INT64_MAX, ret);
}

enum status outbox_drop(struct tx *tx, int64_t id)
{
    return sql_run(sql_with(sql_get(tx, SQL_OUTBOX_DROP), .id = id));
}

enum status inbox_mark(struct tx *tx, enum db from, int64_t id, bool *ret_new)
{
    int64_t n;
    struct sql *q = sql_with(sql_get(tx, SQL_INBOX_MARK), .sender = db_name(from), .id = id);
    enum status st = sql_changed(q, &n);
    if (st == ST_OK)
        *ret_new = n == 1;
    return st;
}

enum status inbox_forget(struct tx *tx, enum db from, int64_t below)
{
    return sql_run(sql_with(sql_get(tx, SQL_INBOX_FORGET), .sender = db_name(from), .id = below));
}

enum status meta_get(struct tx *tx, const char *key, struct arena *a, const char **ret)
{
    return sql_text(sql_with(sql_get(tx, SQL_META_GET), .key = key), a, ret);
}

enum status meta_put(struct tx *tx, const char *key, const char *value)
{
    return sql_run(sql_with(sql_get(tx, SQL_META_PUT), .key = key, .value = value));
}
