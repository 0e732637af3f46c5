/* juki_shokai and juki_kiroku of unyo.db; see unyo_juki.h. */
#include "store/unyo_juki.h"

#include "base/bango.h"
#include "store/sql.h"

#define ROW juki_kaito
TABLE(C(status_name), C(kensu), C(kojin_bango), C(shimei), C(shimei_kana), C(seibetsu), C(seinengappi),
      C(jusho), C(ido_jiyu));
#undef ROW

enum status unyo_juki_add(struct tx *tx, const char *hokensha, const char *uketsuke, const char *toi,
                          int64_t *ret_shokai)
{
    struct sql *q =
        sql_with(sql_get(tx, SQL_JUKI_ADD), .uketsuke = uketsuke, .json = toi, .base = bango_base(hokensha));
    return sql_number(q, ret_shokai);
}

enum status unyo_juki_send(struct tx *tx, const char *uketsuke, int64_t limit, struct buf *json,
                           int64_t *ret_n)
{
    struct sql_list list;
    struct sql *q = sql_with(sql_get(tx, SQL_JUKI_LIST), .uketsuke = uketsuke, .limit = limit);
    enum status st = sql_list(q, json, &list);
    if (st == ST_OK && list.n)
        st = sql_run(sql_with(sql_get(tx, SQL_JUKI_SENT), .uketsuke = uketsuke, .to = list.last));
    if (st == ST_OK)
        *ret_n = list.n;
    return st;
}

enum status unyo_juki_next(struct tx *tx, const char *after, struct arena *a, const char **ret)
{
    return sql_text(sql_with(sql_get(tx, SQL_JUKI_NEXT), .after = after), a, ret);
}

enum status unyo_juki_kiroku(struct tx *tx, const char *uketsuke, int64_t n, int64_t now)
{
    int64_t made = 0;
    struct sql *q = sql_with(sql_get(tx, SQL_JUKI_KIROKU), .uketsuke = uketsuke, .now = now, .n = n);
    enum status st = sql_changed(q, &made);
    return st == ST_OK && made != 1 ? ST_INTERNAL : st;
}

enum status unyo_juki_kaito(struct tx *tx, const char *rows, int64_t *ret_n)
{
    return sql_changed(sql_with(sql_get(tx, SQL_JUKI_KAITO), .json = rows), ret_n);
}

enum status unyo_juki_get(struct tx *tx, int64_t shokai, struct arena *a, struct juki_kaito *ret)
{
    return sql_must(sql_with(sql_get(tx, SQL_JUKI_GET), .shokai = shokai), a, juki_kaito, ret);
}
