/* Table owari; see chukan_owari.h. */
#include "store/chukan_owari.h"

#include "store/sql.h"

#define ROW chukan_owari
TABLE(KEY(hokensha), KEY(nani), C(made), C(uketsuke));
#undef ROW

enum status chukan_owari_get(struct tx *tx, const char *hokensha, const char *nani, struct arena *a,
                             struct chukan_owari *ret)
{
    bool found;
    *ret = (struct chukan_owari){hokensha, nani, "", ""};
    return sql_one(sql_with(sql_get(tx, SQL_OWARI_GET), .hokensha = hokensha, .name = nani), a, chukan_owari,
                   ret, &found);
}

enum status chukan_owari_put(struct tx *tx, const struct chukan_owari *o)
{
    return sql_run(sql_bind(sql_get(tx, SQL_OWARI_PUT), chukan_owari, o));
}
