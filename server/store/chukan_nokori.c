/* Table nokori; see chukan_nokori.h. */
#include "store/chukan_nokori.h"

#include "store/sql.h"

#define ROW chukan_nokori
TABLE(KEY(hokensha), KEY(edaban), KEY(shubetsu), KEY(kagi), C(mark));
#undef ROW

enum status chukan_nokori_put(struct tx *tx, const struct chukan_nokori *n)
{
    return sql_run(sql_bind(sql_get(tx, SQL_NOKORI_PUT), chukan_nokori, n));
}

enum status chukan_nokori_next(struct tx *tx, const char *hokensha, const char *after, struct arena *a,
                               const char **ret)
{
    return sql_text(sql_with(sql_get(tx, SQL_NOKORI_NEXT), .hokensha = hokensha, .after = after), a, ret);
}

enum status chukan_nokori_list(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                               struct chukan_nokori **ret, size_t *ret_n)
{
    struct sql *q = sql_with(sql_get(tx, SQL_NOKORI_LIST), .hokensha = hokensha, .edaban = edaban);
    return sql_rows(q, a, chukan_nokori, ret, ret_n);
}

enum status chukan_nokori_drop(struct tx *tx, const char *hokensha, const char *edaban)
{
    return sql_run(sql_with(sql_get(tx, SQL_NOKORI_DROP), .hokensha = hokensha, .edaban = edaban));
}
