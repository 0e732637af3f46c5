/* jumin of gaibu.db; see gaibu_jumin.h. */
#include "store/gaibu_jumin.h"

#include "store/sql.h"

enum status gaibu_jumin_ask(struct tx *tx, const char *rows,
                            void (*each)(const struct jumin_ask *ask, void *cls), void *cls)
{
    sqlite3_stmt *q = sql_get(tx, SQL_JUMIN_ASK);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, rows);
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

static const char *S_at(sqlite3_stmt *q, int at)
{
    return (const char *)sqlite3_column_text(q, at);
}

enum status gaibu_jumin_find(struct tx *tx, const char *kojin_bango, const char *seinengappi,
                             void (*each)(const struct jumin *resident, void *cls), void *cls)
{
    sqlite3_stmt *q = sql_get(tx, kojin_bango ? SQL_JUMIN_BANGO : SQL_JUMIN_UMARE);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, kojin_bango ? kojin_bango : seinengappi);
    enum status st;
    bool row;
    while ((st = sql_step(tx, q, &row)) == ST_OK && row) {
        struct jumin r = {S_at(q, 0), S_at(q, 1), S_at(q, 2), S_at(q, 3),
                          S_at(q, 4), S_at(q, 5), S_at(q, 6), S_at(q, 7)};
        each(&r, cls);
    }
    return st;
}
