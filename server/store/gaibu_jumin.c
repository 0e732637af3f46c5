/* jumin of gaibu.db; see gaibu_jumin.h. */
#include "store/gaibu_jumin.h"

#include "base/onaji.h"
#include "store/sql.h"

#define ROW jumin_ask
TABLE(C(yokyu_no), C(hokensha), C(edaban), C(juminhyo_code), C(jotai));
#undef ROW

#define ROW jumin
TABLE(C(kojin_bango), C(shimei), C(shimei_kana), C(seibetsu), C(seinengappi), C(jusho), C(jotai), C(ido_jiyu),
      C(shien), C(mae_shimei), C(mae_shimei_kana), C(mae_jusho), C(mae_jiyu), C(mae_ymd));
#undef ROW

struct sql *gaibu_jumin_ask(struct tx *tx, const char *rows)
{
    return sql_with(sql_get(tx, SQL_JUMIN_ASK), .json = rows);
}

enum status gaibu_jumin_asked(struct sql *q, struct jumin_ask *ret, bool *ret_found)
{
    enum status st = sql_step(q, ret_found);
    if (st == ST_OK && *ret_found)
        sql_row(q, NULL, jumin_ask, ret);
    return st;
}

static struct sql *S_by_kagi(struct tx *tx, char what, const char *text)
{
    return sql_with(sql_get(tx, SQL_JUMIN_KAGI), .kagi = onaji_kagi(what, text));
}

struct sql *gaibu_jumin_find(struct tx *tx, const struct jumin_key *k)
{
    if (k->kojin_bango)
        return sql_with(sql_get(tx, SQL_JUMIN_BANGO), .kojin_bango = k->kojin_bango);
    if (k->shimei)
        return S_by_kagi(tx, 'N', k->shimei);
    if (k->shimei_kana)
        return S_by_kagi(tx, 'K', k->shimei_kana);
    if (k->jusho)
        return S_by_kagi(tx, 'J', k->jusho);
    if (k->seinengappi)
        return sql_with(sql_get(tx, SQL_JUMIN_UMARE), .seinengappi = k->seinengappi);
    return sql_with(sql_get(tx, SQL_JUMIN_SEIBETSU), .code = k->seibetsu);
}

enum status gaibu_jumin_found(struct sql *q, struct jumin *ret, bool *ret_found)
{
    enum status st = sql_step(q, ret_found);
    if (st == ST_OK && *ret_found)
        sql_row(q, NULL, jumin, ret);
    return st;
}

void gaibu_jumin_enough(struct sql *q)
{
    sql_done(q);
}

enum status gaibu_kaito_add(struct tx *tx, int64_t shokai, const char *kekka, int64_t now)
{
    return sql_run(sql_with(sql_get(tx, SQL_JUKI_KAITO_ADD), .shokai = shokai, .value = kekka, .now = now));
}

#define ROW kaito_kensu
TABLE(C(hokensha), C(kensu));
#undef ROW

enum status gaibu_kaito_kensu(struct tx *tx, struct arena *a, struct kaito_kensu **ret, size_t *ret_n)
{
    return sql_rows(sql_get(tx, SQL_JUKI_KAITO_KENSU), a, kaito_kensu, ret, ret_n);
}
