/* Table kakunin of unyo.db; see unyo_kakunin.h. */
#include "store/unyo_kakunin.h"

#include "store/sql.h"

#define ROW kakunin
TABLE(C(hokensha), C(kisoku), C(kagi), C(edaban), C(uketsuke), C(at), C(setai), C(aite), C(kara));
#undef ROW

enum status unyo_kakunin_put(struct tx *tx, const struct kakunin *k)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KAKUNIN_PUT), kakunin, k));
}

enum status unyo_kakunin_drop(struct tx *tx, const struct kakunin *k)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KAKUNIN_DROP), kakunin, k));
}

enum status unyo_kakunin_forget(struct tx *tx, const char *hokensha, const char *kisoku)
{
    return sql_run(sql_with(sql_get(tx, SQL_KAKUNIN_FORGET), .hokensha = hokensha, .name = kisoku));
}

enum status unyo_kakunin_list(struct tx *tx, const char *hokensha, const char *uketsuke, int64_t now,
                              struct arena *a, struct kakunin **ret, size_t *ret_n)
{
    struct sql *q =
        sql_with(sql_get(tx, SQL_KAKUNIN_LIST), .hokensha = hokensha, .uketsuke = uketsuke, .now = now);
    return sql_rows(q, a, kakunin, ret, ret_n);
}
