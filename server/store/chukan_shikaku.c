/* Tables shikaku and soi; see chukan_shikaku.h. */
#include "store/chukan_shikaku.h"

#include "base/bango.h"
#include "store/sql.h"

enum status chukan_shikaku_tsuchi(struct tx *tx, const char *hokensha, const char *rows)
{
    return sql_run(sql_with(sql_get(tx, SQL_SHIKAKU_TSUCHI), .base = bango_base(hokensha), .json = rows));
}

enum status chukan_shikaku_get(struct tx *tx, const char *hokensha, int64_t n, struct arena *a,
                               const char **ret)
{
    return sql_text(sql_with(sql_get(tx, SQL_SHIKAKU_GET), .base = bango_base(hokensha), .n = n), a, ret);
}

enum status chukan_soi_put(struct tx *tx, const char *hokensha, const char *rows)
{
    return sql_run(sql_with(sql_get(tx, SQL_SOI_PUT), .hokensha = hokensha, .json = rows));
}

enum status chukan_soi_next(struct tx *tx, const char *hokensha, const char *after, struct arena *a,
                            const char **ret)
{
    return sql_text(sql_with(sql_get(tx, SQL_SOI_NEXT), .hokensha = hokensha, .after = after), a, ret);
}

enum status chukan_soi_drop(struct tx *tx, const char *hokensha, const char *edaban)
{
    return sql_run(sql_with(sql_get(tx, SQL_SOI_DROP), .hokensha = hokensha, .edaban = edaban));
}
