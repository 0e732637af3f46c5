/* Tables shikaku and soi; see chukan_shikaku.h. */
#include "store/chukan_shikaku.h"

#include <string.h>

#include "base/bango.h"
#include "store/sql.h"

struct shikaku_run {
    const char *shikaku;
};

#define ROW shikaku_run
TABLE(C(shikaku));
#undef ROW

enum status chukan_shikaku_tsuchi(struct tx *tx, const char *hokensha, const char *rows)
{
    return sql_run(sql_with(sql_get(tx, SQL_SHIKAKU_TSUCHI), .base = bango_base(hokensha), .json = rows));
}

static enum status S_read(struct tx *tx, const char *hokensha, struct chukan_run *run)
{
    struct sql *q = sql_with(sql_get(tx, SQL_SHIKAKU_GET), .id = bango_base(hokensha) + run->first);
    struct shikaku_run row;
    bool found = false;
    enum status st = sql_step(q, &found);
    if (st == ST_OK && found) {
        sql_row(q, NULL, shikaku_run, &row);
        run->bytes = row.shikaku ? strnlen(row.shikaku, sizeof run->entries) : 0;
        memcpy(run->entries, row.shikaku ? row.shikaku : "", run->bytes);
    }
    sql_done(q);
    run->read = st == ST_OK;
    return st;
}

enum status chukan_shikaku_get(struct tx *tx, const char *hokensha, int64_t n, struct chukan_run *run,
                               const char **ret)
{
    int64_t first = n - n % SHIKAKU_RUN;
    size_t at = (size_t)(n - first) * SHIKAKU_BYTES;
    enum status st = ST_OK;
    if (!run->read || run->first != first) {
        run->first = first;
        run->bytes = 0;
        st = S_read(tx, hokensha, run);
    }
    *ret = at + SHIKAKU_BYTES <= run->bytes && run->entries[at] != ' ' ? run->entries + at : NULL;
    return st;
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
