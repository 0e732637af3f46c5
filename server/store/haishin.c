/* Tables haishin, haishin_mado, haishin_master; see haishin.h. */
#include "store/haishin.h"

#include "store/sql.h"

#define ROW haishin
TABLE(C(release_jun), C(release), C(kubun), C(moto), C(haishin_ymd), C(mei), C(kara), C(made));
#undef ROW

#define ROW haishin_record
TABLE(C(code), C(han), C(henko), C(mei), C(shubetsu), C(jimu_code), C(ko));
#undef ROW

#define ROW haishin_toi
TABLE(C(kikan), C(tetsuzuki), C(jimu_code), C(code), C(ymd));
#undef ROW

#define ROW haishin_soto
TABLE(C(master), C(code), C(release), C(aru), C(mei), C(which), C(yuko), C(honban));
#undef ROW

enum status haishin_list(struct tx *tx, const char *lot, struct arena *a, struct haishin **ret, size_t *ret_n)
{
    return sql_rows(sql_with(sql_get(tx, SQL_HAISHIN_LIST), .key = lot), a, haishin, ret, ret_n);
}

enum status haishin_get(struct tx *tx, const char *release, const char *lot, struct arena *a,
                        struct haishin *ret, bool *ret_found)
{
    struct sql *q = sql_with(sql_get(tx, SQL_HAISHIN_GET), .name = release, .key = lot);
    return sql_one(q, a, haishin, ret, ret_found);
}

enum status haishin_records(struct tx *tx, const char *master, int64_t jun, struct arena *a,
                            struct haishin_record **ret, size_t *ret_n)
{
    struct sql *q = sql_with(sql_get(tx, SQL_HAISHIN_RECORDS), .key = master, .jun = jun);
    return sql_rows(q, a, haishin_record, ret, ret_n);
}

enum status haishin_state(struct tx *tx, const char *master, int64_t jun, struct arena *a,
                          struct haishin_record **ret, size_t *ret_n)
{
    struct sql *q = sql_with(sql_get(tx, SQL_HAISHIN_STATE), .key = master, .jun = jun);
    return sql_rows(q, a, haishin_record, ret, ret_n);
}

enum status haishin_state_one(struct tx *tx, const char *master, int64_t jun, const char *code,
                              struct arena *a, struct haishin_record *ret, bool *ret_found)
{
    struct sql *q = sql_with(sql_get(tx, SQL_HAISHIN_STATE_ONE), .key = master, .jun = jun, .code = code);
    return sql_one(q, a, haishin_record, ret, ret_found);
}

enum status haishin_soto(struct tx *tx, const struct haishin_toi *t, struct arena *a,
                         struct haishin_soto *ret)
{
    bool found = false;
    *ret = (struct haishin_soto){.master = NULL};
    enum status st =
        sql_one(sql_bind(sql_get(tx, SQL_HAISHIN_SOTO), haishin_toi, t), a, haishin_soto, ret, &found);
    if (st != ST_OK || found || t->tetsuzuki || !t->jimu_code)
        return st;
    struct sql *q = sql_bind(sql_get(tx, SQL_HAISHIN_SOTO_JIMU), haishin_toi, t);
    return sql_one(q, a, haishin_soto, ret, &found);
}
