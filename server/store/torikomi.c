/* The torikomi table of unyo.db, chukan.db and kanri.db; see torikomi.h. */
#include "store/torikomi.h"

#include "store/rows.h"
#include "store/sql.h"

const enum db torikomi_homes[TORIKOMI_HOMES] = {DB_UNYO, DB_CHUKAN, DB_KANRI};

enum status torikomi_put(struct tx *tx, const struct torikomi *t)
{
    sqlite3_stmt *q = sql_get(tx, SQL_TORIKOMI_PUT);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, t->uketsuke);
    sql_text(q, 2, t->shubetsu);
    sql_text(q, 3, t->hokensha);
    sql_text(q, 4, t->system);
    sql_text(q, 5, t->busho);
    sql_text(q, 6, t->user);
    sql_int(q, 7, t->roles);
    sql_text(q, 8, t->path);
    sql_text(q, 9, t->result_path);
    sql_text(q, 10, t->encoding);
    sql_int(q, 11, t->at);
    sql_int(q, 12, t->due);
    sql_int(q, 13, t->jun);
    return sql_run(tx, q);
}

/* NULL in the database: no text */
static void S_text(sqlite3_stmt *q, int at, struct arena *a, char *out, size_t cap)
{
    const char *s = sql_col_text(q, at, a);
    str_mask(out, cap, str_of(s ? s : ""));
}

enum status torikomi_status(const char *name)
{
    for (int i = 0; name && i < ST_COUNT; i++)
        if (strcmp(status_info((enum status)i)->name, name) == 0)
            return (enum status)i;
    return name ? ST_INTERNAL : ST_OK;
}

static void S_row(sqlite3_stmt *q, struct arena *a, struct torikomi *t)
{
    *t = (struct torikomi){
        .uketsuke = sql_col_text(q, 0, a),
        .shubetsu = sql_col_text(q, 1, a),
        .hokensha = sql_col_text(q, 2, a),
        .system = sql_col_text(q, 3, a),
        .busho = sql_col_text(q, 4, a),
        .user = sql_col_text(q, 5, a),
        .roles = sql_col_int(q, 6),
        .path = sql_col_text(q, 7, a),
        .result_path = sql_col_text(q, 8, a),
        .encoding = sql_col_text(q, 9, a),
        .at = sql_col_int(q, 10),
        .due = sql_col_int(q, 11),
        .state = (enum torikomi_state)sql_col_int(q, 12),
        .in_offset = sql_col_int(q, 13),
        .next_line = sql_col_int(q, 14),
        .out_offset = sql_col_int(q, 15),
        .total = sql_col_int(q, 16),
        .ok_count = sql_col_int(q, 17),
        .err_count = sql_col_int(q, 18),
        .result_sha256 = sql_col_text(q, 19, a),
        .halt.status = torikomi_status(sql_col_text(q, 20, a)),
        .machi = sql_col_int(q, 24),
        .part = sql_col_int(q, 25),
    };
    S_text(q, 21, a, t->halt.item, sizeof t->halt.item);
    S_text(q, 22, a, t->halt.want, sizeof t->halt.want);
    S_text(q, 23, a, t->halt.have, sizeof t->halt.have);
}

enum status torikomi_get(struct tx *tx, const char *uketsuke, struct arena *a, struct torikomi *ret,
                         bool *ret_found)
{
    sqlite3_stmt *q = sql_get(tx, SQL_TORIKOMI_GET);
    bool row = false;
    *ret_found = false;
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, uketsuke);
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK && row) {
        S_row(q, a, ret);
        *ret_found = true;
        sql_done(q);
    }
    return st == ST_OK && arena_failed(a) ? ST_LIMIT : st;
}

static void S_todo(sqlite3_stmt *q, struct arena *a, void *item)
{
    *(struct torikomi_todo *)item = (struct torikomi_todo){
        .uketsuke = sql_col_text(q, 0, a),
        .hokensha = sql_col_text(q, 1, a),
        .shubetsu = sql_col_text(q, 2, a),
        .jun = sql_col_int(q, 3),
        .state = (enum torikomi_state)sql_col_int(q, 4),
    };
}

enum status torikomi_todo(struct tx *tx, int64_t now, struct arena *a, struct torikomi_todo **ret,
                          size_t *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_TORIKOMI_TODO);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, now);
    return rows_read(tx, q, a, sizeof **ret, S_todo, (void **)ret, ret_n);
}

enum status torikomi_due(struct tx *tx, int64_t *ret)
{
    return sql_least(tx, SQL_TORIKOMI_DUE, ret);
}

/* Runs an update that must meet its one row: else the row is another generation's. */
static enum status S_move(struct tx *tx, sqlite3_stmt *q)
{
    enum status st = sql_run(tx, q);
    return st == ST_OK && sql_changes(tx) != 1 ? ST_RESET : st;
}

enum status torikomi_start(struct tx *tx, struct torikomi *t, int64_t total)
{
    sqlite3_stmt *q = sql_get(tx, SQL_TORIKOMI_START);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, t->uketsuke);
    sql_int(q, 2, total);
    enum status st = S_move(tx, q);
    if (st == ST_OK) {
        t->state = TORIKOMI_SHORICHU;
        t->total = total;
    }
    return st;
}

enum status torikomi_advance(struct tx *tx, struct torikomi *t, const struct torikomi *next)
{
    sqlite3_stmt *q = sql_get(tx, SQL_TORIKOMI_ADVANCE);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, t->uketsuke);
    sql_int(q, 2, t->in_offset);
    sql_int(q, 3, next->in_offset);
    sql_int(q, 4, next->next_line);
    sql_int(q, 5, next->out_offset);
    sql_int(q, 6, next->ok_count);
    sql_int(q, 7, next->err_count);
    sql_int(q, 8, next->part);
    sql_int(q, 9, t->part);
    enum status st = S_move(tx, q);
    if (st == ST_OK)
        *t = *next;
    return st;
}

enum status torikomi_finish(struct tx *tx, struct torikomi *t, const char *result_sha256, int64_t size)
{
    sqlite3_stmt *q = sql_get(tx, SQL_TORIKOMI_FINISH);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, t->uketsuke);
    sql_text(q, 2, result_sha256);
    sql_int(q, 3, size);
    enum status st = S_move(tx, q);
    if (st == ST_OK) {
        t->state = TORIKOMI_KANRYO;
        t->result_sha256 = result_sha256;
        t->out_offset = size;
    }
    return st;
}

enum status torikomi_halt(struct tx *tx, struct torikomi *t, const struct diag *why)
{
    sqlite3_stmt *q = sql_get(tx, SQL_TORIKOMI_HALT);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, t->uketsuke);
    sql_text(q, 2, status_info(why->status)->name);
    sql_text(q, 3, why->item);
    sql_text(q, 4, why->want);
    sql_text(q, 5, why->have);
    enum status st = S_move(tx, q);
    if (st == ST_OK) {
        t->state = TORIKOMI_CHUSHI;
        t->halt = *why;
    }
    return st;
}
