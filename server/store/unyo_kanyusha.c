/* kanyusha and shikaku_rireki of unyo.db; see unyo_kanyusha.h. */
#include "store/unyo_kanyusha.h"

#include "store/sql.h"
#include "store/unyo_id.h"
#include "store/unyo_kojin.h"

enum { KOJIN_DIGITS = 12 };

#define ROW kanyusha
TABLE(KEY(hokensha), KEY(edaban), KOJIN_LATER(kojin_bango), C(kigo), C(bango), C(honnin_kazoku), C(shimei),
      C(shimei_kana), C(seibetsu), C(seinengappi), C(jusho), C(shutoku_ymd), C(nintei_ymd), C(soshitsu_ymd),
      C(jotai), C(ido), C(ido_ymd), C(koshin_at), C(version), C(yokyu));
#undef ROW

/* LATER: kanyusha has them under other names. */
#define ROW rireki
TABLE(LATER(renban), C(ido), C(ido_ymd), C(kigo), C(bango), C(honnin_kazoku), C(shutoku_ymd), C(soshitsu_ymd),
      LATER(toroku_at));
#undef ROW

/* What stands for the 個人番号: its digits, or for who has none a number below -1 that nobody else has, since
 * the index lets each be in a run once. -1: parked. INT64_MIN: neither. */
static int64_t S_number(int64_t id, const char *kojin_bango)
{
    int64_t n = bango_digits(kojin_bango, KOJIN_DIGITS);
    if (id == INT64_MIN || n >= 0)
        return id == INT64_MIN ? id : n;
    return kojin_bango && !*kojin_bango ? -2 - bango_nth(id) : INT64_MIN;
}

/* A statement about one 加入者, by its key and its 枝番: the key alone would find it by any number of zeros
 * in front. */
static struct sql *S_keyed(struct tx *tx, enum sql_id which, const char *hokensha, const char *edaban)
{
    return sql_with(sql_get(tx, which), .id = unyo_id(hokensha, edaban), .edaban = edaban);
}

enum status unyo_kanyusha_find(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                               struct kanyusha *ret, bool *ret_found)
{
    return sql_one(S_keyed(tx, SQL_KANYUSHA_FIND, hokensha, edaban), a, kanyusha, ret, ret_found);
}

enum status unyo_kanyusha_by_kojin(struct tx *tx, const char *hokensha, const char *kojin_bango,
                                   struct arena *a, struct kanyusha *ret, bool *ret_found)
{
    int64_t base = bango_base(hokensha), number = bango_digits(kojin_bango, KOJIN_DIGITS), run = KOJIN_NEWEST;
    enum status st = ST_OK;
    bool older = number >= 0, found = false;
    while (st == ST_OK && older && !found && (st = kojin_older(tx, base, &run, &older)) == ST_OK && older) {
        struct sql *q = sql_with(sql_get(tx, SQL_KANYUSHA_BY_KOJIN), .run = run, .number = number);
        st = sql_one(q, a, kanyusha, ret, &found);
    }
    if (st == ST_OK)
        *ret_found = found;
    return st;
}

enum status unyo_kanyusha_last(struct tx *tx, const char *hokensha, int64_t *ret)
{
    int64_t id, base = bango_base(hokensha);
    struct sql *q = sql_with(sql_get(tx, SQL_KANYUSHA_LAST), .from = base, .to = bango_end(base));
    enum status st = sql_number_or(q, INT64_MIN, &id);
    if (st == ST_OK)
        *ret = id == INT64_MIN ? INT64_MIN : bango_nth(id);
    return st;
}

enum status unyo_kanyusha_insert(struct tx *tx, const struct kanyusha *k, bool *ret_new)
{
    int64_t id = unyo_id(k->hokensha, k->edaban), number = S_number(id, k->kojin_bango);
    bool elsewhere = false;
    if (number == INT64_MIN)
        return ST_INTERNAL; /* who calls has looked at both */
    enum status st = number < 0 ? ST_OK : kojin_elsewhere(tx, id, number, &elsewhere);
    if (st != ST_OK)
        return st;
    if (elsewhere) {
        *ret_new = false;
        return ST_OK;
    }
    int64_t n = 0;
    struct sql *q = sql_bind(sql_get(tx, SQL_KANYUSHA_INSERT), kanyusha, k);
    st = sql_changed(sql_with(q, .id = id, .number = number), &n);
    if (st == ST_OK && (*ret_new = n == 1) && number >= 0)
        kojin_added(tx, id, number);
    return st;
}

enum status unyo_kanyusha_update(struct tx *tx, const struct kanyusha *k)
{
    int64_t id = unyo_id(k->hokensha, k->edaban), number = S_number(id, k->kojin_bango);
    if (number == INT64_MIN)
        return ST_INTERNAL;
    if (number >= 0)
        kojin_added(tx, id, number);
    struct sql *q = sql_bind(sql_get(tx, SQL_KANYUSHA_UPDATE), kanyusha, k);
    return sql_run(sql_with(q, .id = id, .number = number));
}

enum status unyo_kanyusha_park(struct tx *tx, const struct kanyusha *k)
{
    return sql_run(sql_with(sql_get(tx, SQL_KANYUSHA_PARK), .id = unyo_id(k->hokensha, k->edaban)));
}

enum status unyo_kanyusha_expect(struct tx *tx, const char *hokensha, int64_t rows, bool *ret_more)
{
    return kojin_expect(tx, bango_base(hokensha), rows, ret_more);
}

void unyo_kanyusha_expect_end(struct tx *tx)
{
    kojin_forget(tx);
}

enum status unyo_rireki_keep(struct tx *tx, const char *hokensha, const char *edaban)
{
    return sql_run(S_keyed(tx, SQL_RIREKI_KEEP, hokensha, edaban));
}

enum status unyo_rireki_step(struct tx *tx, const char *hokensha, const char *edaban, const struct rireki *r)
{
    struct sql *q = sql_bind(sql_get(tx, SQL_RIREKI_STEP), rireki, r);
    return sql_run(sql_with(q, .id = unyo_id(hokensha, edaban), .n = r->renban, .now = r->toroku_at));
}

enum status unyo_rireki_list(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                             struct rireki **ret, size_t *ret_n)
{
    return sql_rows(S_keyed(tx, SQL_RIREKI_LIST, hokensha, edaban), a, rireki, ret, ret_n);
}
