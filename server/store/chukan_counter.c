/* Counters; see chukan_counter.h. */
#include "store/chukan_counter.h"

#include "store/sql.h"

enum status chukan_count_up(struct tx *tx, const char *name, const char *hokensha, int64_t *ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_CHUKAN_COUNT_UP);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, name);
    sql_text(q, 2, hokensha);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK && row)
        *ret = sql_col_int(q, 0);
    sql_done(q);
    return st == ST_OK && !row ? ST_INTERNAL : st;
}

enum status chukan_count_get(struct tx *tx, const char *name, const char *hokensha, int64_t *ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_CHUKAN_COUNT_GET);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, name);
    sql_text(q, 2, hokensha);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK)
        *ret = row ? sql_col_int(q, 0) : 0;
    sql_done(q);
    return st;
}

enum status chukan_count_set(struct tx *tx, const char *name, const char *hokensha, int64_t value)
{
    sqlite3_stmt *q = sql_get(tx, SQL_CHUKAN_COUNT_SET);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, name);
    sql_text(q, 2, hokensha);
    sql_int(q, 3, value);
    return sql_run(tx, q);
}
