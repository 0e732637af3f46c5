/* fugo_hanashi of unyo.db; see unyo_hanashi.h. */
#include "store/unyo_hanashi.h"

#include "store/sql.h"
#include "store/unyo_id.h"

#define ROW hanashi
TABLE(C(edaban), C(shutoku_ymd), C(soshitsu_ymd), C(at));
#undef ROW

enum status unyo_hanashi_put(struct tx *tx, const char *hokensha, const char *edaban, int64_t kara,
                             int64_t now)
{
    struct sql *q = sql_get(tx, SQL_HANASHI_PUT);
    return sql_run(sql_with(q, .id = unyo_id(hokensha, edaban), .yokyu = kara, .now = now));
}

/* Hardly ever does anybody wait when the answers of a large file come. */
enum status unyo_hanashi_kaisho(struct tx *tx, const char *list, int64_t now)
{
    bool any = false;
    enum status st = sql_there(sql_get(tx, SQL_HANASHI_MACHI), &any);
    return st == ST_OK && any ? sql_run(sql_with(sql_get(tx, SQL_HANASHI_KAISHO), .json = list, .now = now))
                              : st;
}

enum status unyo_hanashi_list(struct tx *tx, const char *hokensha, const char *after, int64_t limit,
                              struct arena *a, struct hanashi **ret, size_t *ret_n)
{
    int64_t base = bango_base(hokensha);
    struct sql *q = sql_with(sql_get(tx, SQL_HANASHI_LIST), .from = base, .to = bango_end(base),
                             .after = after, .limit = limit);
    return sql_rows(q, a, hanashi, ret, ret_n);
}
