/* fugo_yokyu of unyo.db; see unyo_fugo.h. */
#include "store/unyo_fugo.h"

#include "store/rows.h"
#include "store/sql.h"
#include "store/unyo_id.h"

enum status unyo_fugo_next(struct tx *tx, const char *hokensha, int64_t *ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_YOKYU_NEXT);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, bango_base(hokensha));
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK && row)
        *ret = sql_col_int(q, 0);
    sql_done(q);
    return st == ST_OK && !row ? ST_INTERNAL : st;
}

enum status unyo_fugo_insert(struct tx *tx, int64_t yokyu, const char *hokensha, const char *edaban,
                             int64_t now, int64_t kaisu)
{
    sqlite3_stmt *q = sql_get(tx, SQL_YOKYU_INSERT);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, yokyu);
    sql_int(q, 2, unyo_id(hokensha, edaban));
    sql_int(q, 3, now);
    sql_int(q, 4, kaisu);
    return sql_run(tx, q);
}

enum status unyo_fugo_insert_first(struct tx *tx, const char *hokensha, const char *edaban_from,
                                   const char *edaban_to, int64_t now)
{
    sqlite3_stmt *q = sql_get(tx, SQL_YOKYU_FIRST);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, unyo_id(hokensha, edaban_from));
    sql_int(q, 2, unyo_id(hokensha, edaban_to));
    sql_int(q, 3, now);
    return sql_run(tx, q);
}

enum status unyo_fugo_get(struct tx *tx, int64_t yokyu, struct arena *a, struct fugo_yokyu *ret,
                          bool *ret_found)
{
    sqlite3_stmt *q = sql_get(tx, SQL_YOKYU_GET);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, yokyu);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st != ST_OK)
        return st;
    if (row) {
        *ret = (struct fugo_yokyu){
            .yokyu = yokyu,
            .jotai = sql_col_text(q, 0, a),
            .dankai = sql_col_int(q, 1),
            .kaisu = sql_col_int(q, 2),
            .hokensha = sql_col_text(q, 3, a),
            .edaban = sql_col_text(q, 4, a),
        };
        sql_done(q);
        if (arena_failed(a))
            return ST_LIMIT;
    }
    *ret_found = row;
    return ST_OK;
}

enum status unyo_fugo_json(struct tx *tx, int64_t first, int64_t last, struct buf *json)
{
    sqlite3_stmt *q = sql_get(tx, SQL_YOKYU_JSON);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, first);
    sql_int(q, 2, last);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK && row)
        buf_add(json, sqlite3_column_text(q, 0), (size_t)sqlite3_column_bytes(q, 0));
    sql_done(q);
    return st != ST_OK ? st : buf_ok(json) ? ST_OK : ST_LIMIT;
}

enum status unyo_fugo_dankai(struct tx *tx, const char *list, int64_t dankai, int64_t now)
{
    sqlite3_stmt *q = sql_get(tx, SQL_YOKYU_DANKAI);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, list);
    sql_int(q, 2, dankai);
    sql_int(q, 3, now);
    return sql_run(tx, q);
}

enum status unyo_fugo_fail(struct tx *tx, int64_t yokyu, const char *status_name, const char *riyu,
                           int64_t now, bool *ret_changed)
{
    sqlite3_stmt *q = sql_get(tx, SQL_YOKYU_FAIL);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, yokyu);
    sql_int(q, 2, now);
    sql_text(q, 3, status_name);
    sql_text(q, 4, riyu);
    enum status st = sql_run(tx, q);
    if (st == ST_OK)
        *ret_changed = sql_changes(tx) > 0;
    return st;
}

enum status unyo_fugo_kanryo(struct tx *tx, const char *list, int64_t now)
{
    sqlite3_stmt *q = sql_get(tx, SQL_YOKYU_KANRYO);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, list);
    sql_int(q, 2, now);
    return sql_run(tx, q);
}

static void S_status(sqlite3_stmt *q, struct arena *a, void *item)
{
    *(struct fugo_yokyu *)item = (struct fugo_yokyu){
        .edaban = sql_col_text(q, 0, a),
        .yokyu = sql_col_int(q, 1),
        .dankai = sql_col_int(q, 2),
        .jotai = sql_col_text(q, 3, a),
        .kara = sql_col_int(q, 4),
        .status_name = sql_col_text(q, 5, a),
        .riyu = sql_col_text(q, 6, a),
        .kaisu = sql_col_int(q, 7),
    };
}

enum status unyo_fugo_status(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                             struct fugo_yokyu **ret, size_t *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_YOKYU_STATUS_ONE);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, unyo_id(hokensha, edaban));
    sql_text(q, 2, edaban);
    return rows_read(tx, q, a, sizeof **ret, S_status, (void **)ret, ret_n);
}

enum status unyo_fugo_status_page(struct tx *tx, const struct fugo_page *p, struct arena *a,
                                  struct fugo_yokyu **ret, size_t *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_YOKYU_STATUS_PAGE);
    if (!q)
        return sql_status(tx);
    int64_t base = bango_base(p->hokensha), after = unyo_id(p->hokensha, p->after);
    sql_int(q, 1, after == INT64_MIN ? base : after);
    sql_int(q, 2, bango_end(base));
    sql_text(q, 3, p->after);
    sql_text(q, 4, p->jotai);
    sql_int(q, 5, p->limit);
    return rows_read(tx, q, a, sizeof **ret, S_status, (void **)ret, ret_n);
}

enum status unyo_fugo_poll(struct tx *tx, const char *hokensha, const char *edaban)
{
    sqlite3_stmt *q = sql_get(tx, edaban ? SQL_YOKYU_POLL_ONE : SQL_YOKYU_POLL);
    if (!q)
        return sql_status(tx);
    int64_t base = bango_base(hokensha);
    sql_int(q, 1, edaban ? unyo_id(hokensha, edaban) : base);
    if (edaban)
        sql_text(q, 2, edaban);
    else
        sql_int(q, 2, bango_end(base));
    return sql_run(tx, q);
}

/* The statement that answers f, bound. NULL: it cannot be prepared. */
static sqlite3_stmt *S_shonin(struct tx *tx, const struct fugo_filter *f, int64_t limit, int64_t after)
{
    sqlite3_stmt *q;
    if (f->list) {
        if ((q = sql_get(tx, SQL_YOKYU_SHONIN_LIST)))
            sql_text(q, 1, f->list);
    } else if (f->yokyu) {
        if ((q = sql_get(tx, SQL_YOKYU_SHONIN_ONE))) {
            sql_int(q, 1, f->yokyu);
            sql_int(q, 2, f->polls);
        }
    } else if ((q = sql_get(tx, SQL_YOKYU_SHONIN_ANY))) {
        int64_t base = f->hokensha ? bango_base(f->hokensha) : INT64_MIN + 1;
        sql_int(q, 1, after < base ? base : after);
        sql_int(q, 2, f->hokensha ? bango_end(base) : INT64_MAX);
        sql_int(q, 3, f->polls);
        sql_int(q, 4, limit);
    }
    return q;
}

enum status unyo_fugo_shonin(struct tx *tx, const struct fugo_filter *f, int64_t limit, int64_t *after,
                             struct buf *json, int64_t *ret_n)
{
    sqlite3_stmt *q = S_shonin(tx, f, limit, *after);
    if (!q)
        return sql_status(tx);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st != ST_OK)
        return st;
    int64_t n = row ? sqlite3_column_int64(q, 1) : 0;
    if (n) {
        buf_add(json, sqlite3_column_text(q, 0), (size_t)sqlite3_column_bytes(q, 0));
        *after = sqlite3_column_int64(q, 2);
    }
    sql_done(q);
    *ret_n = n;
    return buf_ok(json) ? ST_OK : ST_LIMIT;
}
