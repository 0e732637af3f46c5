/* Tables shokai, tokutei_kojin_joho, hokensha_list; see chukan_shokai.h. */
#include "store/chukan_shokai.h"

#include "store/sql.h"

#define ROW chukan_shokai
TABLE(NAMED(shokai_bango, bango), C(hokensha), C(edaban), C(teikyo_hokensha), C(teikyo_kikan), C(jimu_code),
      C(tetsuzuki), C(code), C(kijun_ymd), C(busho), C(user), LATER(jotai), LATER(polls), LATER(okuri),
      LATER(kekka_kubun), C(yokyu_at), LATER(kaito_at), LATER(kaito), C(uketsuke));
#undef ROW

#define ROW chukan_kaito
TABLE(C(shubetsu), C(komoku), C(jido_oto_fuka));
#undef ROW

enum status chukan_tokutei_find(struct tx *tx, const char *code, struct arena *a, const char **ret)
{
    return sql_text(sql_with(sql_get(tx, SQL_TOKUTEI_FIND), .code = code), a, ret);
}

enum status chukan_hokensha_find(struct tx *tx, const char *hokensha, bool *ret)
{
    return sql_there(sql_with(sql_get(tx, SQL_HOKENSHA_FIND), .hokensha = hokensha), ret);
}

enum status chukan_hokensha_put(struct tx *tx, const char *hokensha, const char *mei)
{
    return sql_run(sql_with(sql_get(tx, SQL_HOKENSHA_PUT), .hokensha = hokensha, .name = mei));
}

enum status chukan_shokai_add(struct tx *tx, const struct chukan_shokai *s)
{
    return sql_run(sql_bind(sql_get(tx, SQL_SHOKAI_ADD), chukan_shokai, s));
}

enum status chukan_shokai_get(struct tx *tx, const char *bango, struct arena *a, struct chukan_shokai *ret,
                              bool *ret_found)
{
    struct sql *q = sql_with(sql_get(tx, SQL_SHOKAI_GET), .shokai_bango = bango);
    return sql_one(q, a, chukan_shokai, ret, ret_found);
}

enum status chukan_shokai_machi(struct tx *tx, const char *uketsuke, struct arena *a,
                                struct chukan_shokai *ret, bool *ret_found)
{
    struct sql *q = sql_with(sql_get(tx, SQL_SHOKAI_MACHI), .uketsuke = uketsuke);
    return sql_one(q, a, chukan_shokai, ret, ret_found);
}

enum status chukan_shokai_machi_su(struct tx *tx, const char *uketsuke, int64_t *ret)
{
    return sql_number(sql_with(sql_get(tx, SQL_SHOKAI_MACHI_SU), .uketsuke = uketsuke), ret);
}

enum status chukan_shokai_machi_next(struct tx *tx, const char *after, struct arena *a, const char **ret)
{
    return sql_text(sql_with(sql_get(tx, SQL_SHOKAI_MACHI_NEXT), .after = after), a, ret);
}

enum status chukan_shokai_machi_file(struct tx *tx, const char *after, struct arena *a, const char **ret)
{
    return sql_text(sql_with(sql_get(tx, SQL_SHOKAI_MACHI_FILE), .after = after), a, ret);
}

static enum status S_changed(struct sql *q, bool *ret_first)
{
    int64_t n;
    enum status st = sql_changed(q, &n);
    if (st == ST_OK)
        *ret_first = n == 1;
    return st;
}

enum status chukan_shokai_okuri(struct tx *tx, const char *bango, bool *ret_first)
{
    return S_changed(sql_with(sql_get(tx, SQL_SHOKAI_OKURI), .shokai_bango = bango), ret_first);
}

enum status chukan_shokai_torikeshi(struct tx *tx, const char *bango, bool *ret_first)
{
    return S_changed(sql_with(sql_get(tx, SQL_SHOKAI_TORIKESHI), .shokai_bango = bango), ret_first);
}

enum status chukan_shokai_list(struct tx *tx, const struct chukan_shokai_toi *t, struct arena *a,
                               struct chukan_shokai **ret, size_t *ret_n)
{
    struct sql *q = sql_with(sql_get(tx, SQL_SHOKAI_LIST), .hokensha = t->hokensha, .jotai = t->jotai,
                             .uketsuke = t->uketsuke, .after = t->after, .bushos = t->bushos,
                             .tokuteis = t->tokuteis, .limit = t->limit);
    return sql_rows(q, a, chukan_shokai, ret, ret_n);
}

enum status chukan_shokai_poll(struct tx *tx, const char *bango, int64_t *ret)
{
    return sql_number_or(sql_with(sql_get(tx, SQL_SHOKAI_POLL), .shokai_bango = bango), 0, ret);
}

enum status chukan_shokai_answer(struct tx *tx, const char *bango, const char *kekka_kubun, const char *kaito,
                                 int64_t now, bool *ret_first)
{
    const struct chukan_shokai row = {
        .bango = bango, .kekka_kubun = kekka_kubun, .kaito = kaito, .kaito_at = now};
    return S_changed(sql_bind(sql_get(tx, SQL_SHOKAI_ANSWER), chukan_shokai, &row), ret_first);
}

enum status chukan_kaito_read(struct tx *tx, const char *kaito, struct arena *a, struct chukan_kaito **ret,
                              size_t *ret_n)
{
    return sql_rows(sql_with(sql_get(tx, SQL_SHOKAI_KAITO), .json = kaito), a, chukan_kaito, ret, ret_n);
}
