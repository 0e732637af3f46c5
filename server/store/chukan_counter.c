/* Counters; see chukan_counter.h. */
#include "store/chukan_counter.h"

#include "store/sql.h"

enum status chukan_count_up(struct tx *tx, const char *name, const char *hokensha, int64_t *ret)
{
    int64_t n = 0;
    enum status st =
        sql_changed(sql_with(sql_get(tx, SQL_CHUKAN_COUNT_UP), .name = name, .hokensha = hokensha), &n);
    if (st == ST_OK && n == 0)
        st = chukan_count_set(tx, name, hokensha, 1);
    return st == ST_OK ? chukan_count_get(tx, name, hokensha, ret) : st;
}

enum status chukan_count_get(struct tx *tx, const char *name, const char *hokensha, int64_t *ret)
{
    struct sql *q = sql_with(sql_get(tx, SQL_CHUKAN_COUNT_GET), .name = name, .hokensha = hokensha);
    return sql_number_or(q, 0, ret);
}

enum status chukan_count_set(struct tx *tx, const char *name, const char *hokensha, int64_t value)
{
    struct sql *q = sql_get(tx, SQL_CHUKAN_COUNT_SET);
    return sql_run(sql_with(q, .name = name, .hokensha = hokensha, .n = value));
}
