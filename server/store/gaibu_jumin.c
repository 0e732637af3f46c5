/* jumin of gaibu.db; see gaibu_jumin.h. */
#include "store/gaibu_jumin.h"

#include "store/sql.h"

enum status gaibu_jumin_ask(struct tx *tx, const char *list,
                            void (*each)(const struct jumin_ask *ask, void *cls), void *cls)
{
    sqlite3_stmt *q = sql_get(tx, SQL_JUMIN_ASK);
    if (!q)
        return ST_INTERNAL;
    sql_text(q, 1, list);
    enum status st;
    bool row;
    while ((st = sql_step(tx, q, &row)) == ST_OK && row) {
        struct jumin_ask ask = {
            .yokyu_no = (const char *)sqlite3_column_text(q, 0),
            .hokensha = (const char *)sqlite3_column_text(q, 1),
            .edaban = (const char *)sqlite3_column_text(q, 2),
            .juminhyo_code = (const char *)sqlite3_column_text(q, 3),
            .jotai = (const char *)sqlite3_column_text(q, 4),
        };
        each(&ask, cls);
    }
    return st;
}
