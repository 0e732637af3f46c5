/* Message fileUketsuke; see chukan_uketsuke.h. */
#include "store/chukan_uketsuke.h"

#include "store/sql.h"

enum status chukan_uketsuke_read(struct tx *tx, const char *json, struct arena *a, struct torikomi *ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_FILE_UKETSUKE_READ);
    if (!q)
        return ST_INTERNAL;
    sql_text(q, 1, json);
    const char *text[11] = {0};
    int64_t roles = 0, at = 0;
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK && row) {
        for (int i = 0; i < 11; i++)
            text[i] = sql_col_text(q, i, a);
        roles = sql_col_int(q, 6);
        at = sql_col_int(q, 10);
    }
    sql_done(q);
    if (st != ST_OK || arena_failed(a))
        return st == ST_OK ? ST_LIMIT : st;
    for (int i = 0; i < 11; i++)
        if (!text[i])
            return ST_INTERNAL;
    *ret = (struct torikomi){
        .uketsuke = text[0],
        .shubetsu = text[1],
        .hokensha = text[2],
        .system = text[3],
        .busho = text[4],
        .user = text[5],
        .roles = roles,
        .path = text[7],
        .result_path = text[8],
        .encoding = text[9],
        .at = at,
    };
    return ST_OK;
}
