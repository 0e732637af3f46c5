/* torikomi_gyo and the counter of outstanding answers; see torikomi_machi.h. */
#include "store/torikomi_machi.h"

#include "store/sql.h"

enum status torikomi_gyo_put(struct tx *tx, const char *uketsuke, const struct torikomi_gyo *g)
{
    sqlite3_stmt *q = sql_get(tx, SQL_TORIKOMI_GYO_PUT);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, uketsuke);
    sql_int(q, 2, g->juni);
    sql_text(q, 3, g->kagi ? NULL : status_info(g->st)->name);
    sql_text(q, 4, g->message);
    sql_text(q, 5, g->kagi);
    return sql_run(tx, q);
}

enum status torikomi_gyo_get(struct tx *tx, const char *uketsuke, int64_t juni, struct arena *a,
                             struct torikomi_gyo *ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_TORIKOMI_GYO_GET);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, uketsuke);
    sql_int(q, 2, juni);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st != ST_OK || !row)
        return st != ST_OK ? st : ST_INTERNAL;
    *ret = (struct torikomi_gyo){.juni = juni,
                                 .st = torikomi_status(sql_col_text(q, 0, a)),
                                 .message = sql_col_text(q, 1, a),
                                 .kagi = sql_col_text(q, 2, a)};
    sql_done(q);
    return arena_failed(a) ? ST_LIMIT : ST_OK;
}

static enum status S_count(struct tx *tx, enum sql_id id, const char *uketsuke, int64_t n)
{
    sqlite3_stmt *q = sql_get(tx, id);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, uketsuke);
    sql_int(q, 2, n);
    return sql_run(tx, q);
}

enum status torikomi_expect(struct tx *tx, const char *uketsuke, int64_t n)
{
    return n ? S_count(tx, SQL_TORIKOMI_EXPECT, uketsuke, n) : ST_OK;
}

enum status torikomi_answered(struct tx *tx, const char *uketsuke, int64_t n, int64_t now, bool *ret_last)
{
    enum status st = n ? S_count(tx, SQL_TORIKOMI_EXPECT, uketsuke, -n) : ST_OK;
    if (st == ST_OK)
        st = S_count(tx, SQL_TORIKOMI_KAITO, uketsuke, now);
    *ret_last = st == ST_OK && sql_changes(tx) == 1;
    return st;
}

/* As the statement has done. */
static void S_rewind(struct torikomi *t)
{
    t->state = TORIKOMI_KAITO;
    t->part = t->in_offset = t->out_offset = t->ok_count = t->err_count = 0;
    t->next_line = 1;
}

enum status torikomi_wait(struct tx *tx, struct torikomi *t, int64_t now)
{
    struct torikomi next = *t;
    enum status st = S_count(tx, SQL_TORIKOMI_WAIT, t->uketsuke, now);
    if (st != ST_OK || sql_changes(tx) != 1)
        return st != ST_OK ? st : ST_RESET;
    next.state = TORIKOMI_MACHI;
    st = S_count(tx, SQL_TORIKOMI_KAITO, t->uketsuke, now);
    if (st == ST_OK && sql_changes(tx) == 1)
        S_rewind(&next);
    if (st == ST_OK)
        *t = next;
    return st;
}
