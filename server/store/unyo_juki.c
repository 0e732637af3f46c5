/* juki_shokai of unyo.db; see unyo_juki.h. */
#include "store/unyo_juki.h"

#include "base/bango.h"
#include "store/sql.h"

#define ROW juki_irai
TABLE(C(uketsuke), C(gyo), C(system), C(busho), C(user), C(riyu), C(toi));
#undef ROW

#define ROW juki_kaito
TABLE(C(uketsuke), C(busho), C(dankai), C(status_name), C(kensu), C(kaito_at), C(kojin_bango), C(shimei),
      C(shimei_kana), C(seibetsu), C(seinengappi), C(jusho), C(shien_sochi), C(ido_jiyu), C(ido_ymd));
#undef ROW

enum status unyo_juki_add(struct tx *tx, const char *hokensha, const struct juki_irai *irai,
                          int64_t *ret_shokai)
{
    struct sql *q = sql_bind(sql_get(tx, SQL_JUKI_ADD), juki_irai, irai);
    return sql_number(sql_with(q, .base = bango_base(hokensha)), ret_shokai);
}

enum status unyo_juki_send(struct tx *tx, const struct juki_matsu *m, int64_t limit, int64_t now,
                           struct buf *json, int64_t *ret_n)
{
    struct sql_list list;
    enum status st = sql_list(sql_with(sql_get(tx, SQL_JUKI_LIST), .uketsuke = m->uketsuke, .from = m->from,
                                       .to = m->to, .limit = limit),
                              json, &list);
    if (st == ST_OK && list.n)
        st = sql_run(sql_with(sql_get(tx, SQL_JUKI_ACCESS_SENT), .uketsuke = m->uketsuke, .from = m->from,
                              .to = list.last, .now = now));
    if (st == ST_OK && list.n)
        st = sql_run(
            sql_with(sql_get(tx, SQL_JUKI_SENT), .uketsuke = m->uketsuke, .from = m->from, .to = list.last));
    if (st == ST_OK)
        *ret_n = list.n;
    return st;
}

#define ROW juki_sofu
TABLE(C(uketsuke), C(at), C(gyo_su), C(yotei_at), C(kanryo_at));
#undef ROW

enum status unyo_juki_sofu(struct tx *tx, const char *uketsuke, int64_t n, int64_t yotei_at, int64_t now)
{
    return sql_run(
        sql_with(sql_get(tx, SQL_JUKI_SOFU_ADD), .uketsuke = uketsuke, .n = n, .to = yotei_at, .now = now));
}

enum status unyo_juki_sofu_list(struct tx *tx, const char *hokensha, const char *bushos, int64_t limit,
                                struct arena *a, struct juki_sofu **ret, size_t *ret_n)
{
    struct sql *q =
        sql_with(sql_get(tx, SQL_JUKI_SOFU_LIST), .hokensha = hokensha, .bushos = bushos, .limit = limit);
    return sql_rows(q, a, juki_sofu, ret, ret_n);
}

enum status unyo_juki_next(struct tx *tx, const char *after, struct arena *a, const char **ret)
{
    return sql_text(sql_with(sql_get(tx, SQL_JUKI_NEXT), .after = after), a, ret);
}

enum status unyo_juki_poll(struct tx *tx, int64_t shokai, int64_t *ret)
{
    return sql_number_or(sql_with(sql_get(tx, SQL_JUKI_POLL), .shokai = shokai), 0, ret);
}

enum status unyo_juki_kaito(struct tx *tx, const char *rows, int64_t ryokin, int64_t now, int64_t *ret_n)
{
    struct sql *q = sql_with(sql_get(tx, SQL_JUKI_RYOKIN_KAITO), .json = rows, .ryokin = ryokin, .now = now);
    enum status st = sql_run(q);
    return st == ST_OK ? sql_changed(sql_with(sql_get(tx, SQL_JUKI_KAITO), .json = rows, .now = now), ret_n)
                       : st;
}

enum status unyo_juki_get(struct tx *tx, int64_t shokai, struct arena *a, struct juki_kaito *ret,
                          bool *ret_found)
{
    return sql_one(sql_with(sql_get(tx, SQL_JUKI_GET), .shokai = shokai), a, juki_kaito, ret, ret_found);
}
