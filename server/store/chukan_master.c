/* Tables hokensha_master and master_hokoku; see chukan_master.h. */
#include "store/chukan_master.h"

#include "store/sql.h"

#define ROW master_toi
TABLE(C(hokensha), C(lot), C(kaishi_ymd), C(ymd));
#undef ROW

#define ROW master_miteki
TABLE(C(release), C(kara), C(made));
#undef ROW

#define ROW hokensha_master
TABLE(KEY(hokensha), KEY(release_jun), KEY(master), C(itchi), C(at));
#undef ROW

enum status chukan_master_tekiyo(struct tx *tx, const struct master_toi *t, int64_t jun, bool *ret)
{
    struct sql *q = sql_bind(sql_get(tx, SQL_MASTER_TEKIYO), master_toi, t);
    return sql_there(sql_with(q, .jun = jun), ret);
}

enum status chukan_master_miteki(struct tx *tx, const struct master_toi *t, struct arena *a,
                                 struct master_miteki *ret, bool *ret_found)
{
    struct sql *q = sql_bind(sql_get(tx, SQL_MASTER_MITEKI), master_toi, t);
    return sql_one(q, a, master_miteki, ret, ret_found);
}

enum status chukan_master_put(struct tx *tx, const struct hokensha_master *m)
{
    return sql_run(sql_bind(sql_get(tx, SQL_HOKENSHA_MASTER_PUT), hokensha_master, m));
}
