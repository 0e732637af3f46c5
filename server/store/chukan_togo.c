/* Table togo of chukan.db; see chukan_togo.h. */
#include "store/chukan_togo.h"

#include "store/sql.h"

#define ROW chukan_togo
TABLE(KEY(hokensha), KEY(edaban), C(kubun), C(komoku));
#undef ROW

enum status chukan_togo_set(struct tx *tx, const struct chukan_togo *t)
{
    return sql_run(sql_bind(sql_get(tx, t->kubun ? SQL_TOGO_PUT : SQL_TOGO_DROP), chukan_togo, t));
}

enum status chukan_togo_get(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                            struct chukan_togo *ret, bool *ret_found)
{
    struct sql *q = sql_with(sql_get(tx, SQL_TOGO_FIND), .hokensha = hokensha, .edaban = edaban);
    return sql_one(q, a, chukan_togo, ret, ret_found);
}

enum status chukan_togo_teikyo(struct tx *tx, const struct teikyo *t, struct arena *a,
                               struct chukan_togo *ret, bool *ret_found)
{
    return sql_one(sql_bind(sql_get(tx, SQL_TEIKYO_TOGO), teikyo, t), a, chukan_togo, ret, ret_found);
}
