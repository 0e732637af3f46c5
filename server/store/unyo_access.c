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
