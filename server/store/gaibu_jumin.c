/* jumin of gaibu.db; see gaibu_jumin.h. */
#include "store/gaibu_jumin.h"

#include "store/sql.h"

#define ROW jumin_ask
TABLE(C(yokyu_no), C(hokensha), C(edaban), C(juminhyo_code), C(jotai));
#undef ROW

#define ROW jumin
TABLE(C(kojin_bango), C(shimei), C(shimei_kana), C(seibetsu), C(seinengappi), C(jusho), C(jotai),
      C(ido_jiyu));
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

struct sql *gaibu_jumin_find(struct tx *tx, const char *kojin_bango, const char *seinengappi)
{
    return sql_with(sql_get(tx, kojin_bango ? SQL_JUMIN_BANGO : SQL_JUMIN_UMARE), .kojin_bango = kojin_bango,
                    .seinengappi = seinengappi);
}

enum status gaibu_jumin_found(struct sql *q, struct jumin *ret, bool *ret_found)
{
    enum status st = sql_step(q, ret_found);
    if (st == ST_OK && *ret_found)
        sql_row(q, NULL, jumin, ret);
    return st;
}
