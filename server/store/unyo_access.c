/* juki_access and juki_ryokin of unyo.db; see unyo_access.h. */
#include "store/unyo_access.h"

#include "base/bango.h"
#include "store/sql.h"

#define ROW juki_access
TABLE(C(at), C(hoho), C(system), C(busho), C(user), C(riyu), C(uketsuke), C(gyo), C(edaban), C(komoku));
#undef ROW

enum status unyo_access_add(struct tx *tx, const char *hokensha, const struct juki_access *k,
                            int64_t *ret_shokai)
{
    struct sql *q = sql_bind(sql_get(tx, SQL_JUKI_ACCESS_ADD), juki_access, k);
    return sql_number(sql_with(q, .base = bango_base(hokensha)), ret_shokai);
}

enum status unyo_access_kaito(struct tx *tx, int64_t shokai, const char *kekka, int64_t ryokin, int64_t now)
{
    return sql_run(sql_with(sql_get(tx, SQL_JUKI_RYOKIN_ADD), .shokai = shokai, .value = kekka,
                            .ryokin = ryokin, .now = now));
}

#define ROW juki_page
TABLE(C(from), C(to), C(kara), C(made), C(limit), C(bushos));
#undef ROW

#define ROW juki_ken
TABLE(C(shokai), NAMED(at, a.at), NAMED(hoho, a.hoho), NAMED(system, a.system), NAMED(busho, a.busho),
      NAMED(user, a.user), NAMED(riyu, a.riyu), NAMED(uketsuke, a.uketsuke), NAMED(gyo, a.gyo),
      NAMED(edaban, a.edaban), NAMED(komoku, a.komoku), C(kekka), C(kaito_at), C(ryokin));
#undef ROW

#define ROW juki_seikyu
TABLE(C(busho), C(hoho), C(tanka), C(kensu), C(kingaku));
#undef ROW

enum status unyo_access_list(struct tx *tx, const struct juki_page *p, struct arena *a, struct juki_ken **ret,
                             size_t *ret_n)
{
    return sql_rows(sql_bind(sql_get(tx, SQL_JUKI_ACCESS_LIST), juki_page, p), a, juki_ken, ret, ret_n);
}

enum status unyo_access_kikan(struct tx *tx, const struct juki_page *p, struct arena *a,
                              struct juki_ken **ret, size_t *ret_n)
{
    return sql_rows(sql_bind(sql_get(tx, SQL_JUKI_ACCESS_KIKAN), juki_page, p), a, juki_ken, ret, ret_n);
}

enum status unyo_access_when(struct tx *tx, int64_t shokai, int64_t *ret)
{
    return sql_number_or(sql_with(sql_get(tx, SQL_JUKI_ACCESS_WHEN), .shokai = shokai), INT64_MIN, ret);
}

enum status unyo_access_seikyu(struct tx *tx, const struct juki_page *p, struct arena *a,
                               struct juki_seikyu **ret, size_t *ret_n)
{
    return sql_rows(sql_bind(sql_get(tx, SQL_JUKI_SEIKYU), juki_page, p), a, juki_seikyu, ret, ret_n);
}
