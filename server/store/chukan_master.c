/* Tables hokensha_master and master_hokoku; see chukan_master.h. */
#include "store/chukan_master.h"

#include "store/sql.h"

#define ROW master_toi
TABLE(C(hokensha), C(lot), C(kaishi_ymd), C(ymd));
#undef ROW

#define ROW master_miteki
TABLE(C(release), C(kara), C(made), C(nai));
#undef ROW

#define ROW master_hokokuzumi
TABLE(C(master), C(itchi), C(at));
#undef ROW

#define ROW master_hokokusha
TABLE(C(hokensha), C(itchi), C(at));
#undef ROW

#define ROW hokensha_master
TABLE(KEY(hokensha), KEY(release_jun), KEY(master), C(itchi), C(at));
#undef ROW

#define ROW master_hokoku
TABLE(KEY(uketsuke), KEY(release_jun), KEY(master), KEY(code), C(soi));
#undef ROW

#define ROW master_hokoku_su
TABLE(C(release), C(master), C(kara), C(made), C(release_jun), C(soi));
#undef ROW

enum status chukan_master_tekiyo(struct tx *tx, const struct master_toi *t, int64_t jun, bool *ret)
{
    struct sql *q = sql_bind(sql_get(tx, SQL_MASTER_TEKIYO), master_toi, t);
    return sql_there(sql_with(q, .jun = jun), ret);
}

enum status chukan_master_hokokuzumi(struct tx *tx, const struct master_toi *t, int64_t jun, struct arena *a,
                                     struct master_hokokuzumi **ret, size_t *ret_n)
{
    struct sql *q = sql_bind(sql_get(tx, SQL_MASTER_HOKOKUZUMI), master_toi, t);
    return sql_rows(sql_with(q, .jun = jun), a, master_hokokuzumi, ret, ret_n);
}

enum status chukan_master_hokokusha(struct tx *tx, const char *master, int64_t jun, struct arena *a,
                                    struct master_hokokusha **ret, size_t *ret_n)
{
    struct sql *q = sql_with(sql_get(tx, SQL_MASTER_HOKOKUSHA), .key = master, .jun = jun);
    return sql_rows(q, a, master_hokokusha, ret, ret_n);
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

enum status master_hokoku_there(struct tx *tx, const struct master_hokoku *m, bool *ret)
{
    return sql_there(sql_bind(sql_get(tx, SQL_MASTER_HOKOKU_THERE), master_hokoku, m), ret);
}

enum status master_hokoku_put(struct tx *tx, const struct master_hokoku *m)
{
    return sql_run(sql_bind(sql_get(tx, SQL_MASTER_HOKOKU_PUT), master_hokoku, m));
}

enum status master_hokoku_list(struct tx *tx, const char *uketsuke, const char *lot, struct arena *a,
                               struct master_hokoku_su **ret, size_t *ret_n)
{
    struct sql *q = sql_with(sql_get(tx, SQL_MASTER_HOKOKU_LIST), .uketsuke = uketsuke, .key = lot);
    return sql_rows(q, a, master_hokoku_su, ret, ret_n);
}

enum status master_hokoku_fusoku(struct tx *tx, const char *uketsuke, const struct master_hokoku_su *of,
                                 struct arena *a, struct haishin_record **ret, size_t *ret_n)
{
    struct sql *q = sql_with(sql_get(tx, SQL_MASTER_HOKOKU_FUSOKU), .uketsuke = uketsuke, .key = of->master,
                             .jun = of->release_jun);
    return sql_rows(q, a, haishin_record, ret, ret_n);
}

enum status master_hokoku_drop(struct tx *tx, const char *uketsuke)
{
    return sql_run(sql_with(sql_get(tx, SQL_MASTER_HOKOKU_DROP), .uketsuke = uketsuke));
}
