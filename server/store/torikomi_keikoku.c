/* Table torikomi_keikoku; see torikomi_keikoku.h. */
#include "store/torikomi_keikoku.h"

#include "store/sql.h"

#define ROW torikomi_keikoku
TABLE(C(uketsuke), C(juni), C(part), C(gyo), C(kubun), C(edaban), C(kisoku), C(code), C(komoku), C(naiyo));
#undef ROW

enum status torikomi_keikoku_put(struct tx *tx, const struct torikomi_keikoku *k)
{
    return sql_run(sql_bind(sql_get(tx, SQL_TORIKOMI_KEIKOKU_PUT), torikomi_keikoku, k));
}

enum status torikomi_keikoku_list(struct tx *tx, const char *uketsuke, int64_t after, struct arena *a,
                                  struct torikomi_keikoku **ret, size_t *ret_n)
{
    struct sql *q = sql_with(sql_get(tx, SQL_TORIKOMI_KEIKOKU_LIST), .uketsuke = uketsuke, .above = after);
    return sql_rows(q, a, torikomi_keikoku, ret, ret_n);
}

enum status torikomi_keikoku_kensu(struct tx *tx, const char *uketsuke, struct arena *a, const char **ret)
{
    return sql_text(sql_with(sql_get(tx, SQL_TORIKOMI_KEIKOKU_KENSU), .uketsuke = uketsuke), a, ret);
}

enum status torikomi_keikoku_forget(struct tx *tx, const char *uketsuke, bool *ret_more)
{
    enum { SOME = 5000 };
    int64_t n = 0;
    enum status st = sql_changed(
        sql_with(sql_get(tx, SQL_TORIKOMI_KEIKOKU_FORGET), .uketsuke = uketsuke, .limit = SOME), &n);
    *ret_more = st == ST_OK && n == SOME;
    return st;
}
