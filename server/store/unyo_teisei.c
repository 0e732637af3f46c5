/* teisei_yotei of unyo.db; see unyo_teisei.h. */
#include "store/unyo_teisei.h"

#include "base/bango.h"
#include "store/sql.h"

enum { KOJIN_DIGITS = 12 };

#define ROW teisei
TABLE(KEY(edaban), KOJIN(kojin_bango), C(jiyu), C(state));
#undef ROW

enum status unyo_teisei_put(struct tx *tx, const char *uketsuke, const struct teisei *t)
{
    return sql_run(sql_with(sql_bind(sql_get(tx, SQL_TEISEI_PUT), teisei, t), .uketsuke = uketsuke));
}

enum status unyo_teisei_get(struct tx *tx, const char *uketsuke, const char *edaban, struct arena *a,
                            struct teisei *ret, bool *ret_found)
{
    struct sql *q = sql_with(sql_get(tx, SQL_TEISEI_GET), .uketsuke = uketsuke, .edaban = edaban);
    return sql_one(q, a, teisei, ret, ret_found);
}

enum status unyo_teisei_state(struct tx *tx, const char *uketsuke, const char *edaban, enum teisei_state s)
{
    struct sql *q = sql_with(sql_get(tx, SQL_TEISEI_STATE), .uketsuke = uketsuke, .edaban = edaban, .n = s);
    return sql_run(q);
}

enum status unyo_teisei_freed(struct tx *tx, const char *uketsuke, const char *kojin_bango)
{
    int64_t number = bango_digits(kojin_bango, KOJIN_DIGITS);
    bool wanted;
    enum status st =
        sql_there(sql_with(sql_get(tx, SQL_TEISEI_WANTED), .uketsuke = uketsuke, .number = number), &wanted);
    return st == ST_OK && wanted ? sql_run(sql_with(sql_get(tx, SQL_TEISEI_FREED), .uketsuke = uketsuke))
                                 : st;
}

enum status unyo_teisei_end(struct tx *tx, const char *uketsuke)
{
    return sql_run(sql_with(sql_get(tx, SQL_TEISEI_END), .uketsuke = uketsuke));
}
