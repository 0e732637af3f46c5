/* Table teikyo; see chukan_teikyo.h. */
#include "store/chukan_teikyo.h"

#include <string.h>

#include "store/sql.h"

#define ROW teikyo
TABLE(KEY(hokensha), KEY(tsuban), C(shokai_bango), C(shokaisha), C(edaban), C(jimu_code), C(tetsuzuki),
      C(code), C(kijun_ymd), C(uketsuke_at), LATER(jotai), LATER(kigen_at), LATER(kekka_kubun), LATER(riyu),
      LATER(kaito), LATER(kaito_at));
#undef ROW

#define ROW teikyo_gyo
TABLE(NAMED(tsuban, t.tsuban), NAMED(shokaisha, t.shokaisha), C(shokaisha_mei), NAMED(edaban, t.edaban),
      NAMED(jimu_code, t.jimu_code), NAMED(tetsuzuki, t.tetsuzuki), NAMED(code, t.code),
      NAMED(kijun_ymd, t.kijun_ymd), NAMED(uketsuke_at, t.uketsuke_at), NAMED(jotai, t.jotai),
      NAMED(kigen_at, t.kigen_at), NAMED(kekka_kubun, t.kekka_kubun), NAMED(riyu, t.riyu),
      NAMED(kaito_at, t.kaito_at), C(fukuhon_su));
#undef ROW

#define ROW teikyo_hito
TABLE(C(people), C(edaban), C(fukaiji));
#undef ROW

enum status teikyo_add(struct tx *tx, struct teikyo *t, const char *fugo, struct arena *a)
{
    struct sql *q = sql_bind(sql_get(tx, SQL_TEIKYO_WHOM), teikyo, t);
    enum status st = sql_text(sql_with(q, .fugo = fugo), a, &t->edaban);
    q = sql_bind(sql_get(tx, SQL_TEIKYO_ADD), teikyo, t);
    return st == ST_OK ? sql_run(sql_with(q, .fugo = fugo)) : st;
}

enum status teikyo_add_shokai(struct tx *tx, struct teikyo *t, const char *edaban, struct arena *a)
{
    struct sql *q = sql_bind(sql_get(tx, SQL_TEIKYO_WHOM_SHOKAI), teikyo, t);
    enum status st = sql_text(sql_with(q, .key = edaban), a, &t->edaban);
    q = sql_bind(sql_get(tx, SQL_TEIKYO_ADD_SHOKAI), teikyo, t);
    return st == ST_OK ? sql_run(sql_with(q, .key = edaban)) : st;
}

enum status teikyo_get(struct tx *tx, const char *hokensha, const char *tsuban, struct arena *a,
                       struct teikyo *ret, bool *ret_found)
{
    struct sql *q = sql_with(sql_get(tx, SQL_TEIKYO_GET), .hokensha = hokensha, .key = tsuban);
    return sql_one(q, a, teikyo, ret, ret_found);
}

static enum status S_first(struct sql *q, bool *ret_first)
{
    int64_t n = 0;
    enum status st = sql_changed(q, &n);
    *ret_first = n == 1;
    return st;
}

enum status teikyo_horyu(struct tx *tx, const struct teikyo *t, const char *edaban, int64_t kigen_at,
                         bool *ret_first)
{
    return S_first(sql_with(sql_get(tx, SQL_TEIKYO_HORYU), .hokensha = t->hokensha, .key = t->tsuban,
                            .edaban = edaban, .limit = kigen_at),
                   ret_first);
}

enum status teikyo_owari(struct tx *tx, const struct teikyo *t, bool *ret_first)
{
    return S_first(sql_bind(sql_get(tx, SQL_TEIKYO_OWARI), teikyo, t), ret_first);
}

enum status teikyo_list(struct tx *tx, const char *hokensha, const char *jotai, int64_t above,
                        const char *after, const char *tokuteis, int64_t limit, struct arena *a,
                        struct teikyo_gyo **ret, size_t *ret_n)
{
    bool machi = jotai && strcmp(jotai, TEIKYO_MACHI) == 0; /* few of many: they have an index */
    struct sql *q =
        sql_with(sql_get(tx, machi ? SQL_TEIKYO_LIST_MACHI : SQL_TEIKYO_LIST), .hokensha = hokensha,
                 .jotai = jotai, .above = above, .after = after, .tokuteis = tokuteis, .limit = limit);
    return sql_rows(q, a, teikyo_gyo, ret, ret_n);
}

enum status teikyo_hito(struct tx *tx, const struct teikyo *t, struct arena *a, struct teikyo_hito *ret)
{
    return sql_must(sql_bind(sql_get(tx, SQL_TEIKYO_HITO), teikyo, t), a, teikyo_hito, ret);
}

enum status teikyo_fukuhon(struct tx *tx, const struct teikyo *t, const char *shubetsu, struct arena *a,
                           struct chukan_kaito **ret, size_t *ret_n)
{
    struct sql *q = sql_bind(sql_get(tx, SQL_TEIKYO_FUKUHON), teikyo, t);
    return sql_rows(sql_with(q, .shubetsu = shubetsu), a, chukan_kaito, ret, ret_n);
}
