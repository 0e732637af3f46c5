/* Table fukuhon; see chukan_fukuhon.h. */
#include "store/chukan_fukuhon.h"

#include "store/sql.h"

#define ROW chukan_fukuhon
TABLE(KEY(bango), KEY(hokensha), KEY(edaban), KEY(shubetsu), KEY(kagi), C(kara), C(owari), C(kisoku),
      C(komoku), LATER(han), LATER(toroku_at), C(koshin_at), C(uketsuke));
#undef ROW

#define ROW chukan_komoku
TABLE(C(mei), C(atai), C(kuhaku));
#undef ROW

enum status chukan_fukuhon_add(struct tx *tx, const struct chukan_fukuhon *f, bool *ret_done)
{
    int64_t n;
    enum status st = sql_changed(sql_bind(sql_get(tx, SQL_FUKUHON_ADD), chukan_fukuhon, f), &n);
    if (st == ST_OK)
        *ret_done = n == 1;
    return st;
}

enum status chukan_fukuhon_change(struct tx *tx, const struct chukan_fukuhon *f, int64_t *ret_bango)
{
    return sql_number(sql_bind(sql_get(tx, SQL_FUKUHON_CHANGE), chukan_fukuhon, f), ret_bango);
}

enum status chukan_fukuhon_remove(struct tx *tx, const struct chukan_fukuhon *f, int64_t *ret_bango)
{
    return sql_number(sql_bind(sql_get(tx, SQL_FUKUHON_REMOVE), chukan_fukuhon, f), ret_bango);
}

enum status chukan_fukuhon_key(struct tx *tx, const char *hokensha, int64_t bango, struct arena *a,
                               struct chukan_fukuhon *ret, bool *ret_found)
{
    struct sql *q = sql_with(sql_get(tx, SQL_FUKUHON_KEY), .bango = bango, .hokensha = hokensha);
    return sql_one(q, a, chukan_fukuhon, ret, ret_found);
}

enum status chukan_fukuhon_list(struct tx *tx, const char *hokensha, const char *edaban, const char *shubetsu,
                                struct arena *a, struct chukan_fukuhon **ret, size_t *ret_n)
{
    struct sql *q =
        sql_with(sql_get(tx, SQL_FUKUHON_LIST), .hokensha = hokensha, .edaban = edaban, .shubetsu = shubetsu);
    return sql_rows(q, a, chukan_fukuhon, ret, ret_n);
}

enum status chukan_komoku_read(struct tx *tx, const char *json, struct arena *a, struct chukan_komoku **ret,
                               size_t *ret_n)
{
    return sql_rows(sql_with(sql_get(tx, SQL_FUKUHON_KOMOKU), .json = json), a, chukan_komoku, ret, ret_n);
}
