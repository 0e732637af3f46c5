/* Tables kikan, jimu_tetsuzuki, kengen; see kengen.h. */
#include "store/kengen.h"

#include "store/sql.h"

#define ROW kikan
TABLE(C(code), C(mei), C(shubetsu), C(hokensha), C(jotai));
#undef ROW

#define ROW kengen_toi
TABLE(C(shokaisha), C(jimu_code), C(tetsuzuki), C(teikyosha), C(code));
#undef ROW

#define ROW kengen_row
TABLE(C(ko), C(shokaisha_mei), C(jimu_code), C(tetsuzuki), C(teikyosha_mei), C(code), C(fits_shokaisha),
      C(fits_jimu), C(fits_tetsuzuki), C(fits_teikyosha), C(fits_code));
#undef ROW

enum status kikan_get(struct tx *tx, const char *code, struct arena *a, struct kikan *ret, bool *ret_found)
{
    return sql_one(sql_with(sql_get(tx, SQL_KIKAN_GET), .code = code), a, kikan, ret, ret_found);
}

enum status kikan_of_hokensha(struct tx *tx, const char *hokensha, struct arena *a, struct kikan *ret,
                              bool *ret_found)
{
    struct sql *q = sql_with(sql_get(tx, SQL_KIKAN_HOKENSHA), .hokensha = hokensha);
    return sql_one(q, a, kikan, ret, ret_found);
}

enum status kikan_jotai_set(struct tx *tx, const char *code, const char *jotai)
{
    return sql_run(sql_with(sql_get(tx, SQL_KIKAN_JOTAI), .code = code, .jotai = jotai));
}

enum status kengen_allows(struct tx *tx, const struct kengen_toi *t, bool *ret)
{
    return sql_there(sql_bind(sql_get(tx, SQL_KENGEN_ALLOWS), kengen_toi, t), ret);
}

enum status kengen_nearest(struct tx *tx, const struct kengen_toi *t, const char *ymd, struct arena *a,
                           struct kengen_row *ret, bool *ret_found)
{
    struct sql *q = sql_bind(sql_get(tx, SQL_KENGEN_NEAREST), kengen_toi, t);
    return sql_one(sql_with(q, .ymd = ymd), a, kengen_row, ret, ret_found);
}
