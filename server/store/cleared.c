/* Counts of what a reset throws away; see cleared.h. */
#include "store/cleared.h"

#include "store/sql.h"

struct cleared {
    const char *name;
    int64_t n;
};

#define ROW cleared
TABLE(C(name), C(n));
#undef ROW

enum status cleared_counts(struct tx *tx, enum db db, struct buf *json)
{
    struct sql *q = sql_get(tx, db == DB_UNYO ? SQL_UNYO_CLEARED : SQL_CHUKAN_CLEARED);
    struct cleared c;
    bool row;
    enum status st;
    while ((st = sql_step(q, &row)) == ST_OK && row) {
        sql_row(q, NULL, cleared, &c);
        buf_json_int(json, c.name, c.n);
    }
    return st;
}
