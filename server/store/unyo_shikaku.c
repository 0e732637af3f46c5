/* shikaku of unyo.db; see unyo_shikaku.h. */
#include "store/unyo_shikaku.h"

#include "store/sql.h"
#include "store/unyo_id.h"

#define ROW shikaku
TABLE(KEY(shutoku_ymd), KEY(soshitsu_ymd), C(kigo), C(bango), C(honnin_kazoku), C(nintei_ymd));
#undef ROW

static struct sql *S_of(struct tx *tx, enum sql_id which, const char *hokensha, const char *edaban)
{
    return sql_with(sql_get(tx, which), .id = unyo_id(hokensha, edaban));
}

enum status unyo_shikaku_list(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                              struct shikaku **ret, size_t *ret_n)
{
    return sql_rows(S_of(tx, SQL_SHIKAKU_LIST, hokensha, edaban), a, shikaku, ret, ret_n);
}

enum status unyo_shikaku_mae(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                             const char **ret)
{
    return sql_text(S_of(tx, SQL_SHIKAKU_MAE_OF, hokensha, edaban), a, ret);
}

enum status unyo_shikaku_put(struct tx *tx, const char *hokensha, const char *edaban, const struct shikaku *s)
{
    return sql_run(sql_bind(S_of(tx, SQL_SHIKAKU_PUT, hokensha, edaban), shikaku, s));
}

enum status unyo_shikaku_drop(struct tx *tx, const char *hokensha, const char *edaban,
                              const struct shikaku *s)
{
    return sql_run(sql_bind(S_of(tx, SQL_SHIKAKU_DROP, hokensha, edaban), shikaku, s));
}
