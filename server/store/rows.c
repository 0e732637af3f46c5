/* Rows into arrays; see rows.h. */
#include "store/rows.h"

#include <string.h>

enum status rows_read(struct tx *tx, sqlite3_stmt *q, struct arena *a, size_t size,
                      void (*fill)(sqlite3_stmt *q, struct arena *a, void *item), void **ret, size_t *ret_n)
{
    char *items = NULL;
    size_t n = 0, cap = 0;
    enum status st;
    bool row;
    while ((st = sql_step(tx, q, &row)) == ST_OK && row) {
        if (n == cap) {
            cap = cap ? cap * 2 : 8;
            char *more = arena_array(a, cap, size);
            if (!more)
                break;
            if (n)
                memcpy(more, items, n * size);
            items = more;
        }
        fill(q, a, items + n++ * size);
    }
    sql_done(q);
    if (st == ST_OK && arena_failed(a))
        st = ST_LIMIT;
    if (st != ST_OK)
        return st;
    *ret = items;
    *ret_n = n;
    return ST_OK;
}
