/* Table togo of unyo.db; see unyo_togo.h. */
#include "store/unyo_togo.h"

#include "store/sql.h"
#include "store/unyo_id.h"

#define ROW togo
TABLE(LATER(edaban), C(shokai), C(toi_at), C(machi), C(kubun), C(komoku), C(kekka_at), C(kigen_at), C(riyu),
      C(utagai_at));
#undef ROW

enum status unyo_togo_begin(struct tx *tx, const char *hokensha, const char *edaban, int64_t shokai,
                            int64_t now)
{
    struct sql *q = sql_get(tx, SQL_TOGO_BEGIN);
    return sql_run(sql_with(q, .id = unyo_id(hokensha, edaban), .shokai = shokai, .now = now));
}

enum status unyo_togo_get(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                          struct togo *ret, bool *ret_found)
{
    struct sql *q = sql_get(tx, SQL_TOGO_GET);
    return sql_one(sql_with(q, .id = unyo_id(hokensha, edaban)), a, togo, ret, ret_found);
}

enum status unyo_togo_kekka(struct tx *tx, const char *hokensha, const struct togo *t, bool *ret_first)
{
    int64_t n = 0;
    struct sql *q = sql_bind(sql_get(tx, SQL_TOGO_KEKKA), togo, t);
    enum status st = sql_changed(sql_with(q, .id = unyo_id(hokensha, t->edaban)), &n);
    if (st == ST_OK)
        *ret_first = n == 1;
    return st;
}

enum status unyo_togo_utagai(struct tx *tx, const char *hokensha, const struct togo *t)
{
    struct sql *q = sql_bind(sql_get(tx, SQL_TOGO_UTAGAI), togo, t);
    return sql_run(sql_with(q, .id = unyo_id(hokensha, t->edaban)));
}

enum status unyo_togo_list(struct tx *tx, const struct togo_page *p, struct arena *a, struct togo **ret,
                           size_t *ret_n)
{
    int64_t base = bango_base(p->hokensha), after = unyo_id(p->hokensha, p->after);
    struct sql *q = sql_get(tx, p->all ? SQL_TOGO_LIST : SQL_TOGO_LIST_FUITCHI);
    return sql_rows(sql_with(q, .from = after == INT64_MIN ? base : after, .to = bango_end(base),
                             .after = p->after, .overlaps = p->over, .now = p->now, .limit = p->limit),
                    a, togo, ret, ret_n);
}
