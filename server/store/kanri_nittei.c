/* Tables nittei, kanryo; see kanri_nittei.h. */
#include "store/kanri_nittei.h"

#include "store/sql.h"

#define ROW kanri_nittei
TABLE(KEY(lot), KEY(nittei), C(mei), C(kara), C(made), C(riyo), C(kankyo), C(saki));
#undef ROW

#define ROW kanri_kanryo
TABLE(KEY(hokensha), KEY(koto), C(ymd));
#undef ROW

enum status kanri_nittei_list(struct tx *tx, struct arena *a, struct kanri_nittei **ret, size_t *ret_n)
{
    enum status st = sql_rows(sql_get(tx, SQL_KANRI_NITTEI_ALL), a, kanri_nittei, ret, ret_n);
    for (size_t i = 0; st == ST_OK && i < *ret_n; i++) {
        struct kanri_nittei *n = &(*ret)[i];
        n->riyo_bits = sosa_word_bits(riyo_words, n->riyo);
        n->kankyo_bits = n->kankyo ? sosa_word_bits(kankyo_words, n->kankyo) : KANKYO_ALL;
        n->kara_day = str_date(str_of(n->kara));
        n->made_day = n->made ? str_date(str_of(n->made)) : INT32_MAX;
    }
    return st;
}

enum status kanri_nittei_load(struct tx *tx, struct arena *a, struct kanri_tables *ret)
{
    struct kanri_nittei *nittei = NULL;
    struct kanri_kanryo *kanryo = NULL;
    enum status st = kanri_nittei_list(tx, a, &nittei, &ret->nittei_n);
    if (st == ST_OK)
        st = sql_rows(sql_get(tx, SQL_KANRI_KANRYO_ALL), a, kanri_kanryo, &kanryo, &ret->kanryo_n);
    for (size_t i = 0; st == ST_OK && i < ret->kanryo_n; i++) {
        const int32_t day = kanryo[i].ymd ? str_date(str_of(kanryo[i].ymd)) : INT32_MIN;
        kanryo[i].since = day == INT32_MIN ? INT32_MAX : day;
    }
    ret->nittei = nittei;
    ret->kanryo = kanryo;
    return st;
}

enum status kanri_kanryo_get(struct tx *tx, const char *hokensha, const char *koto, struct arena *a,
                             struct kanri_kanryo *ret, bool *ret_found)
{
    return sql_one(sql_with(sql_get(tx, SQL_KANRI_KANRYO_GET), .hokensha = hokensha, .code = koto), a,
                   kanri_kanryo, ret, ret_found);
}

enum status kanri_kanryo_put(struct tx *tx, const struct kanri_kanryo *k)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KANRI_KANRYO_PUT), kanri_kanryo, k));
}

enum status kanri_kanryo_hajime(struct tx *tx, const char *hokensha)
{
    return sql_run(sql_with(sql_get(tx, SQL_KANRI_KANRYO_HAJIME), .hokensha = hokensha));
}
