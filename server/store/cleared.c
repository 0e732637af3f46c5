/* Counts of what a reset throws away; see cleared.h. */
#include "store/cleared.h"

#include "store/sql.h"

enum status cleared_counts(struct tx *tx, enum db db, struct buf *json)
{
    sqlite3_stmt *q = sql_get(tx, db == DB_UNYO ? SQL_UNYO_CLEARED : SQL_CHUKAN_CLEARED);
    if (!q)
        return sql_status(tx);
    bool row;
    enum status st;
    while ((st = sql_step(tx, q, &row)) == ST_OK && row)
        buf_json_int(json, (const char *)sqlite3_column_text(q, 0), sqlite3_column_int64(q, 1));
    return st;
}
