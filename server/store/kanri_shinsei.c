/* Tables shinsei_tetsuzuki, shinsei_hiraku, shinsei; see kanri_shinsei.h. */
#include "store/kanri_shinsei.h"

#include "store/sql.h"

#define ROW kanri_tetsuzuki
TABLE(KEY(tetsuzuki), C(jun), C(mei), C(kaishi), C(kigen), C(dare), LATER(itsumo), LATER(kigengo));
#undef ROW

#define ROW kanri_shinsei
TABLE(KEY(hokensha), KEY(tetsuzuki), C(jotai), C(ymd));
#undef ROW

const char *const kanri_shinsei_jotai[] = {KANRI_MI, KANRI_TETSUZUKICHU, KANRI_ZUMI, NULL};

enum status kanri_tetsuzuki_list(struct tx *tx, struct arena *a, struct kanri_tetsuzuki **ret, size_t *ret_n)
{
    enum status st = sql_rows(sql_get(tx, SQL_KANRI_TETSUZUKI_ALL), a, kanri_tetsuzuki, ret, ret_n);
    for (size_t i = 0; st == ST_OK && i < *ret_n; i++) {
        (*ret)[i].itsumo_bits = sosa_word_bits(riyo_words, (*ret)[i].itsumo);
        (*ret)[i].kigengo_bits = sosa_word_bits(riyo_words, (*ret)[i].kigengo);
    }
    return st;
}

enum status kanri_shinsei_load(struct tx *tx, struct arena *a, struct kanri_tables *ret)
{
    struct kanri_tetsuzuki *tetsuzuki = NULL;
    struct kanri_shinsei *shinsei = NULL;
    enum status st = kanri_tetsuzuki_list(tx, a, &tetsuzuki, &ret->tetsuzuki_n);
    if (st == ST_OK)
        st = sql_rows(sql_get(tx, SQL_KANRI_SHINSEI_ALL), a, kanri_shinsei, &shinsei, &ret->shinsei_n);
    ret->tetsuzuki = tetsuzuki;
    ret->shinsei = shinsei;
    return st;
}

enum status kanri_shinsei_get(struct tx *tx, const char *hokensha, const char *tetsuzuki, struct arena *a,
                              struct kanri_shinsei *ret)
{
    bool found = false;
    enum status st =
        sql_one(sql_with(sql_get(tx, SQL_KANRI_SHINSEI_GET), .hokensha = hokensha, .code = tetsuzuki), a,
                kanri_shinsei, ret, &found);
    if (st == ST_OK && !found)
        *ret = (struct kanri_shinsei){hokensha, tetsuzuki, KANRI_ZUMI, NULL};
    return st;
}

enum status kanri_shinsei_put(struct tx *tx, const struct kanri_shinsei *s)
{
    return sql_run(sql_bind(sql_get(tx, SQL_KANRI_SHINSEI_PUT), kanri_shinsei, s));
}

enum status kanri_shinsei_hajime(struct tx *tx, const char *hokensha)
{
    return sql_run(sql_with(sql_get(tx, SQL_KANRI_SHINSEI_HAJIME), .hokensha = hokensha));
}
