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

enum status gaibu_jumin_ask(struct tx *tx, const char *rows,
                            void (*each)(const struct jumin_ask *ask, void *cls), void *cls)
{
    struct sql *q = sql_with(sql_get(tx, SQL_JUMIN_ASK), .json = rows);
    enum status st;
    bool row;
    while ((st = sql_step(q, &row)) == ST_OK && row) {
        struct jumin_ask ask;
        sql_row(q, NULL, jumin_ask, &ask);
        each(&ask, cls);
    }
    return st;
}

enum status gaibu_jumin_find(struct tx *tx, const char *kojin_bango, const char *seinengappi,
                             void (*each)(const struct jumin *resident, void *cls), void *cls)
{
    struct sql *q = sql_with(sql_get(tx, kojin_bango ? SQL_JUMIN_BANGO : SQL_JUMIN_UMARE),
                             .kojin_bango = kojin_bango, .seinengappi = seinengappi);
    enum status st;
    bool row;
    while ((st = sql_step(q, &row)) == ST_OK && row) {
        struct jumin r;
        sql_row(q, NULL, jumin, &r);
        each(&r, cls);
    }
    return st;
}
