/* jumin of gaibu.db; see gaibu_jumin.h. */
#include "store/gaibu_jumin.h"

#include "base/onaji.h"
#include "store/sql.h"
#include "store/tx.h"

#define ROW jumin_ask
TABLE(C(yokyu_no), C(hokensha), C(edaban), C(kojin_bango), C(juminhyo_code), C(jotai));
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

struct jumin_access gaibu_jumin_access(struct tx *tx)
{
    tx->looks++;
    return (struct jumin_access){tx};
}

/* What one item may be: as given, or whatever it is. */
#define ALL_FROM ""
#define ALL_TO "\xF4\x8F\xBF\xBF" /* the last that UTF-8 has */

struct jumin_sagashi {
    int64_t kagi, juni, limit;
    const char *seibetsu_kara, *seibetsu_made, *umare_kara, *umare_made;
};
#define ROW jumin_sagashi
TABLE(C(kagi), C(juni), C(limit), C(seibetsu_kara), C(seibetsu_made), C(umare_kara), C(umare_made));
#undef ROW

#define ROW jumin_kazu
TABLE(C(n), C(kojin_bango));
#undef ROW

enum status gaibu_jumin_kazu(struct jumin_access by, const struct jumin_key *k, enum jumin_juni juni,
                             int64_t most, struct arena *a, struct jumin_kazu *ret)
{
    const struct jumin_sagashi s = {.kagi = onaji_kagi(k->shimei, k->shimei_kana, k->jusho),
                                    .juni = juni,
                                    .limit = most,
                                    .seibetsu_kara = k->seibetsu ? k->seibetsu : ALL_FROM,
                                    .seibetsu_made = k->seibetsu ? k->seibetsu : ALL_TO,
                                    .umare_kara = k->seinengappi ? k->seinengappi : ALL_FROM,
                                    .umare_made = k->seinengappi ? k->seinengappi : ALL_TO};
    return sql_must(sql_bind(sql_get(by.tx, SQL_JUMIN_KAZU), jumin_sagashi, &s), a, jumin_kazu, ret);
}

struct sql *gaibu_jumin_of(struct jumin_access by, const char *kojin_bango)
{
    return sql_with(sql_get(by.tx, SQL_JUMIN_BANGO), .kojin_bango = kojin_bango);
}

enum status gaibu_jumin_found(struct sql *q, struct jumin *ret, bool *ret_found)
{
    enum status st = sql_step(q, ret_found);
    if (st == ST_OK && *ret_found)
        sql_row(q, NULL, jumin, ret);
    return st;
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
