/* Table kiroku; see kiroku.h. */
#include "store/kiroku.h"

#include <string.h>

#include "store/tx.h"

#define ROW kiroku
TABLE(C(hokensha), C(tsuban), C(gawa), C(koto), C(edaban), C(aite), C(jimu_code), C(tetsuzuki), C(code),
      C(kekka_kubun), LATER(kaito), LATER(komoku), LATER(fukaiji), C(at));
#undef ROW

static enum status S_put(struct tx *tx, const struct kiroku *k)
{
    enum sql_id id = tx->db == DB_GAIBU ? SQL_KIROKU_ADD_GAIBU : SQL_KIROKU_ADD;
    return sql_run(sql_bind(sql_get(tx, id), kiroku, k));
}

static void S_as_then(const char **text, const char *then)
{
    *text = *text ? *text : then;
}

enum status kiroku_add(struct tx *tx, const struct kiroku *k)
{
    struct kiroku x = *k, then;
    bool found = false;
    if (strcmp(k->koto, KIROKU_YOKYU) == 0)
        return S_put(tx, k);
    struct sql *q = sql_bind(sql_get(tx, SQL_KIROKU_YOKYU), kiroku, k);
    enum status st = sql_step(q, &found);
    if (st != ST_OK || !found)
        return st == ST_OK ? ST_INTERNAL : st;
    sql_row(q, NULL, kiroku, &then); /* its texts live until sql_done */
    S_as_then(&x.edaban, then.edaban);
    S_as_then(&x.aite, then.aite);
    S_as_then(&x.jimu_code, then.jimu_code);
    S_as_then(&x.tetsuzuki, then.tetsuzuki);
    S_as_then(&x.code, then.code);
    st = S_put(tx, &x);
    sql_done(q);
    return st;
}

enum status kiroku_machi(struct tx *tx, const struct kiroku *k, bool *ret)
{
    int64_t acts = 0;
    enum status st = sql_number(sql_bind(sql_get(tx, SQL_KIROKU_ACTS_SU), kiroku, k), &acts);
    *ret = acts == 1;
    return st == ST_OK && !acts ? ST_INTERNAL : st;
}

/* --- read again ------------------------------------------------------------------------------------------
 */

#define ROW kiroku_toi
TABLE(C(hokensha), C(edaban), C(gawa), C(jimu_code), C(tsuban), C(kara), C(made), C(tokuteis), C(after),
      C(above), C(limit));
#undef ROW

struct kiroku_act {
    struct kiroku k;
    const char *hokensha_mei, *aite_mei, *code_mei;
};

#define ROW kiroku_act
TABLE(NAMED(hokensha, k.hokensha), C(hokensha_mei), NAMED(tsuban, k.tsuban), NAMED(gawa, k.gawa),
      NAMED(koto, k.koto), NAMED(edaban, k.edaban), NAMED(aite, k.aite), C(aite_mei),
      NAMED(jimu_code, k.jimu_code), NAMED(tetsuzuki, k.tetsuzuki), NAMED(code, k.code), C(code_mei),
      NAMED(kekka_kubun, k.kekka_kubun), NAMED(komoku, k.komoku), NAMED(fukaiji, k.fukaiji), NAMED(at, k.at));
#undef ROW

#define ROW kiroku_jiko
TABLE(C(hokensha), C(mei), C(shubetsu), C(komoku));
#undef ROW

#define ROW kiroku_komoku
TABLE(C(shubetsu), C(mei));
#undef ROW

static struct kiroku_ken S_begin(const struct kiroku_act *x)
{
    return (struct kiroku_ken){
        .tsuban = x->k.tsuban,
        .gawa = x->k.gawa,
        .hokensha = x->k.hokensha,
        .hokensha_mei = x->hokensha_mei,
        .aite = x->k.aite,
        .aite_mei = x->aite_mei,
        .jimu_code = x->k.jimu_code,
        .tetsuzuki = x->k.tetsuzuki,
        .code = x->k.code,
        .code_mei = x->code_mei,
        .komoku = "[]",
        .yokyu_at = x->k.at,
        .kaito_at = INT64_MIN,
        .torikeshi_at = INT64_MIN,
    };
}

/* What one more act of it says. */
static void S_act(struct kiroku_ken *ken, const struct kiroku *k)
{
    if (k->edaban)
        ken->edaban = k->edaban;
    if (k->fukaiji)
        ken->fukaiji = k->fukaiji[0] == '1';
    if (strcmp(k->koto, KIROKU_SETTEI) == 0)
        return;
    ken->jotai = k->koto;
    if (strcmp(k->koto, KIROKU_TORIKESHI) == 0)
        ken->torikeshi_at = k->at;
    if (strcmp(k->koto, KIROKU_KAITO) != 0)
        return;
    ken->kaito_at = k->at;
    ken->kekka_kubun = k->kekka_kubun;
    ken->komoku = k->komoku;
}

static enum status S_kens(struct sql *q, struct arena *a, struct kiroku_ken **ret, size_t *ret_n)
{
    struct kiroku_act *acts = NULL;
    size_t acts_n = 0, n = 0;
    enum status st = sql_rows(q, a, kiroku_act, &acts, &acts_n);
    struct kiroku_ken *kens = st == ST_OK ? arena_array(a, acts_n, sizeof *kens) : NULL;
    for (size_t i = 0; kens && i < acts_n; i++) {
        if (strcmp(acts[i].k.koto, KIROKU_YOKYU) == 0)
            kens[n++] = S_begin(&acts[i]);
        S_act(&kens[n - 1], &acts[i].k);
    }
    if (st == ST_OK && !kens)
        return ST_LIMIT;
    *ret = kens;
    *ret_n = n;
    return st;
}

enum status kiroku_list(struct tx *tx, const struct kiroku_toi *toi, struct arena *a, struct kiroku_ken **ret,
                        size_t *ret_n)
{
    enum sql_id id = toi->edaban ? SQL_KIROKU_LIST_HITO : SQL_KIROKU_LIST;
    return S_kens(sql_bind(sql_get(tx, id), kiroku_toi, toi), a, ret, ret_n);
}

enum status kiroku_soto(struct tx *tx, const struct kiroku_toi *toi, struct arena *a, struct kiroku_ken **ret,
                        size_t *ret_n)
{
    enum sql_id id = toi->tsuban ? SQL_KIROKU_SOTO_ONE : SQL_KIROKU_SOTO;
    return S_kens(sql_bind(sql_get(tx, id), kiroku_toi, toi), a, ret, ret_n);
}

enum status kiroku_find(struct tx *tx, const char *hokensha, const char *tsuban, const char *gawa,
                        struct arena *a, struct kiroku *ret, bool *ret_found)
{
    const struct kiroku k = {.hokensha = hokensha, .tsuban = tsuban, .gawa = gawa};
    return sql_one(sql_bind(sql_get(tx, SQL_KIROKU_FIND), kiroku, &k), a, kiroku, ret, ret_found);
}

enum status kiroku_hito(struct tx *tx, const struct kiroku_toi *toi, struct arena *a, struct kiroku_ken **ret,
                        size_t *ret_n)
{
    return S_kens(sql_bind(sql_get(tx, SQL_KIROKU_HITO), kiroku_toi, toi), a, ret, ret_n);
}

enum status kiroku_hito_at(struct tx *tx, const struct kiroku_toi *toi, int64_t *ret)
{
    return sql_number_or(sql_bind(sql_get(tx, SQL_KIROKU_HITO_AT), kiroku_toi, toi), INT64_MIN, ret);
}

enum status kiroku_jiko(struct tx *tx, const char *hokensha, const char *edaban, int64_t above, size_t bytes,
                        struct arena *a, struct kiroku_jiko **ret, size_t *ret_n, bool *ret_more)
{
    struct sql *q =
        sql_with(sql_get(tx, SQL_KIROKU_JIKO), .hokensha = hokensha, .edaban = edaban, .above = above);
    return sql_some(q, a, kiroku_jiko, bytes, ret, ret_n, ret_more);
}

enum status kiroku_komoku_read(struct tx *tx, const char *komoku, struct arena *a, struct kiroku_komoku **ret,
                               size_t *ret_n)
{
    return sql_rows(sql_with(sql_get(tx, SQL_KIROKU_KOMOKU), .json = komoku), a, kiroku_komoku, ret, ret_n);
}
