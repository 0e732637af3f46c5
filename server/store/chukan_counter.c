/* Counters; see chukan_counter.h. */
#include "store/chukan_counter.h"

#include "store/sql.h"

enum status chukan_count_up(struct tx *tx, const char *name, const char *hokensha, int64_t *ret)
{
    return sql_number(sql_with(sql_get(tx, SQL_CHUKAN_COUNT_UP), .name = name, .hokensha = hokensha), ret);
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
