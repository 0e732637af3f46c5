/* Table toi; see gaibu_toi.h. */
#include "store/gaibu_toi.h"

#include "store/sql.h"

#define ROW toi
TABLE(C(bango), C(tsuban), C(shokaisha), C(hokensha), C(id), C(jimu_code), C(tetsuzuki), C(code),
      C(kijun_ymd), C(toi_at), LATER(kekka_kubun), LATER(kaito), LATER(kaito_at));
#undef ROW

enum status toi_juminhyo_code(struct tx *tx, const char *kojin_bango, struct arena *a, const char **ret)
{
    return sql_text(sql_with(sql_get(tx, SQL_JUMIN_CODE), .kojin_bango = kojin_bango), a, ret);
}

enum status toi_next(struct tx *tx, int64_t *ret)
{
    return sql_number(sql_get(tx, SQL_TOI_NEXT), ret);
}

enum status toi_add(struct tx *tx, const struct toi *t)
{
    return sql_run(sql_bind(sql_get(tx, SQL_TOI_ADD), toi, t));
}

enum status toi_answer(struct tx *tx, const struct toi *t)
{
    return sql_run(sql_bind(sql_get(tx, SQL_TOI_ANSWER), toi, t));
}

enum status toi_get(struct tx *tx, const char *tsuban, struct arena *a, struct toi *ret, bool *ret_found)
{
    return sql_one(sql_with(sql_get(tx, SQL_TOI_GET), .key = tsuban), a, toi, ret, ret_found);
}

enum status toi_list(struct tx *tx, const char *hokensha, int64_t above, int64_t limit, size_t bytes,
                     struct arena *a, struct toi **ret, size_t *ret_n, bool *ret_more)
{
    struct sql *q = sql_with(sql_get(tx, SQL_TOI_LIST), .hokensha = hokensha, .above = above, .limit = limit);
    return sql_some(q, a, toi, bytes, ret, ret_n, ret_more);
}
