/* What most statements are asked for: a row, all rows, one number or text; see sql.h. */
#include <string.h>

#include "store/sql.h"

#define ROW sql_list
TABLE(C(json), C(n), C(last));
#undef ROW

enum status sql_run(struct sql *q)
{
    bool row = true;
    enum status st = ST_OK;
    while (st == ST_OK && row)
        st = sql_step(q, &row);
    return st;
}

enum status sql_read_one(struct sql *q, const struct table *t, struct arena *a, void *ret, bool *ret_found)
{
    bool row;
    sql_rows_of(q, t);
    enum status st = sql_step(q, &row);
    if (st == ST_OK && row) {
        sql_read_row(q, t, a, ret);
        sql_done(q);
    }
    if (st != ST_OK || (a && arena_failed(a)))
        return st != ST_OK ? st : ST_LIMIT;
    if (ret_found)
        *ret_found = row;
    return row || ret_found ? ST_OK : ST_INTERNAL;
}

/* Room for one more; NULL: the arena is used up. told: so many come, as the statement says; 0: it does not.
 */
static char *S_more(struct arena *a, char *items, size_t n, size_t size, size_t told, size_t *cap)
{
    if (n < *cap)
        return items;
    *cap = told > n ? told : n ? 2 * n : 8;
    char *more = arena_array(a, *cap, size);
    if (more && n)
        memcpy(more, items, n * size);
    return more;
}

enum status sql_read_some(struct sql *q, const struct table *t, struct arena *a, size_t bytes, void **ret,
                          size_t *ret_n, bool *ret_more)
{
    const size_t before = arena_used(a);
    char *items = NULL;
    size_t n = 0, cap = 0;
    enum status st;
    bool row;
    sql_rows_of(q, t);
    while ((st = sql_step(q, &row)) == ST_OK && row) {
        if (n && arena_used(a) - before >= bytes)
            break;
        if (!(items = S_more(a, items, n, t->size, sql_told(q), &cap)))
            break;
        sql_read_row(q, t, a, items + n++ * t->size);
    }
    sql_done(q);
    if (st == ST_OK && arena_failed(a))
        st = ST_LIMIT;
    if (st != ST_OK)
        return st;
    *ret = items;
    *ret_n = n;
    *ret_more = row;
    return ST_OK;
}

enum status sql_read_rows(struct sql *q, const struct table *t, struct arena *a, void **ret, size_t *ret_n)
{
    bool more;
    return sql_read_some(q, t, a, SIZE_MAX, ret, ret_n, &more);
}

enum status sql_there(struct sql *q, bool *ret)
{
    enum status st = sql_step(q, ret);
    sql_done(q);
    return st;
}

enum status sql_number_or(struct sql *q, int64_t none, int64_t *ret)
{
    bool row;
    enum status st = sql_step(q, &row);
    if (st != ST_OK)
        return st;
    int64_t n = row ? sql_this(q) : INT64_MIN;
    sql_done(q);
    *ret = n == INT64_MIN ? none : n;
    return ST_OK;
}

enum status sql_number(struct sql *q, int64_t *ret)
{
    int64_t n;
    enum status st = sql_number_or(q, INT64_MIN, &n);
    if (st == ST_OK && n == INT64_MIN)
        return ST_INTERNAL;
    if (st == ST_OK)
        *ret = n;
    return st;
}

enum status sql_list(struct sql *q, struct buf *json, struct sql_list *ret)
{
    bool row;
    enum status st = sql_step(q, &row);
    if (st != ST_OK || !row)
        return st != ST_OK ? st : ST_INTERNAL;
    sql_row(q, NULL, sql_list, ret);
    bool there = ret->json;
    if (there && ret->n)
        buf_adds(json, ret->json);
    sql_done(q);
    return there && buf_ok(json) ? ST_OK : ST_LIMIT;
}
