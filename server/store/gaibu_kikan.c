/* kikan_joho and households of gaibu.db; see gaibu_kikan.h. */
#include "store/gaibu_kikan.h"

#include <string.h>

#include "store/sql.h"

#define ROW kikan_joho_key
TABLE(C(kikan), C(code), C(juminhyo_code), C(ymd));
#undef ROW

#define ROW kikan_joho
TABLE(C(jokyo), C(komoku));
#undef ROW

#define ROW setai_in
TABLE(C(juminhyo_code), C(zokugara), C(shimei), C(shimei_kana), C(seibetsu), C(seinengappi), C(jusho),
      C(jumin_ymd), C(ido_jiyu));
#undef ROW

enum status gaibu_kikan_layout(struct tx *tx, const char *code, struct arena *a, const char **ret)
{
    const char *shubetsu = NULL;
    enum status st = sql_text(sql_with(sql_get(tx, SQL_KIKAN_TOKUTEI), .code = code), a, &shubetsu);
    const char *last = st == ST_OK && shubetsu ? strrchr(shubetsu, ' ') : NULL;
    if (st == ST_OK)
        *ret = last ? last + 1 : shubetsu;
    return st;
}

enum status gaibu_kikan_joho(struct tx *tx, const struct kikan_joho_key *key, struct arena *a,
                             struct kikan_joho **ret, size_t *ret_n)
{
    return sql_rows(sql_bind(sql_get(tx, SQL_KIKAN_JOHO), kikan_joho_key, key), a, kikan_joho, ret, ret_n);
}

enum status gaibu_kikan_setai(struct tx *tx, const char *juminhyo_code, struct arena *a,
                              struct setai_in **ret, size_t *ret_n)
{
    return sql_rows(sql_with(sql_get(tx, SQL_KIKAN_SETAI), .code = juminhyo_code), a, setai_in, ret, ret_n);
}
