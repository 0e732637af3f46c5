/* chofuku_machi of unyo.db; see unyo_chofuku_machi.h. */
#include "store/unyo_chofuku_machi.h"

#include "store/sql.h"
#include "store/unyo_id.h"
#include "store/unyo_kanyusha.h"
#include "store/unyo_shikaku.h"

enum { KOJIN_DIGITS = 12 };

#define ROW chofuku_place
TABLE(C(jun), C(waits), C(any));
#undef ROW

#define ROW chofuku_machi
TABLE(C(seq), C(hokensha), NAMED(edaban, was.kikan.edaban), KOJIN(was.kojin_bango),
      NAMED(shutoku_ymd, was.kikan.shutoku_ymd), NAMED(soshitsu_ymd, was.kikan.soshitsu_ymd),
      NAMED(mae, was.mae), NAMED(live, was.live), C(made), C(n));
#undef ROW

enum status unyo_chofuku_place(struct tx *tx, const char *hokensha, const char *uketsuke, int64_t now,
                               struct chofuku_place *ret)
{
    struct sql *q =
        sql_with(sql_get(tx, SQL_CHOFUKU_PLACE), .hokensha = hokensha, .uketsuke = uketsuke, .now = now);
    return sql_must(q, NULL, chofuku_place, ret);
}

enum status unyo_chofuku_any(struct tx *tx, bool *ret)
{
    int64_t any = 0;
    enum status st = sql_number(sql_get(tx, SQL_CHOFUKU_WAITS), &any);
    *ret = any == 1;
    return st;
}

enum status unyo_chofuku_machi_put(struct tx *tx, int64_t jun, const struct chofuku_person *was)
{
    struct sql *q = sql_bind(sql_get(tx, SQL_CHOFUKU_MACHI_PUT), chofuku_person, was);
    return sql_run(sql_with(q, .jun = jun, .hokensha = was->kikan.hokensha,
                            .id = unyo_id(was->kikan.hokensha, was->kikan.edaban), .made = INT64_MIN));
}

enum status unyo_chofuku_machi_new(struct tx *tx, int64_t jun, const char *hokensha, const char *kara,
                                   const char *made)
{
    const struct chofuku_person nobody = {0};
    struct sql *q = sql_bind(sql_get(tx, SQL_CHOFUKU_MACHI_PUT), chofuku_person, &nobody);
    return sql_run(sql_with(q, .jun = jun, .hokensha = hokensha, .id = unyo_id(hokensha, kara),
                            .made = unyo_id(hokensha, made)));
}

enum status unyo_chofuku_machi_next(struct tx *tx, int64_t now, struct arena *a, struct chofuku_machi *ret,
                                    bool *ret_found)
{
    struct sql *q = sql_with(sql_get(tx, SQL_CHOFUKU_MACHI_NEXT), .now = now);
    enum status st = sql_one(q, a, chofuku_machi, ret, ret_found);
    if (st == ST_OK && *ret_found)
        ret->was.kikan.hokensha = ret->hokensha;
    return st;
}

enum status unyo_chofuku_machi_drop(struct tx *tx, int64_t seq)
{
    return sql_run(sql_with(sql_get(tx, SQL_CHOFUKU_MACHI_DROP), .id = seq));
}

/* Who had the number before changes that wait. */
static enum status S_had(struct tx *tx, const char *hokensha, const char *kojin_bango, struct arena *a,
                         struct chofuku_person *ret, bool *ret_found)
{
    struct sql *q = sql_with(sql_get(tx, SQL_CHOFUKU_MACHI_BY_KOJIN), .hokensha = hokensha,
                             .number = bango_digits(kojin_bango, KOJIN_DIGITS));
    enum status st = sql_one(q, a, chofuku_person, ret, ret_found);
    if (st == ST_OK && *ret_found)
        ret->kikan.hokensha = hokensha;
    return st;
}

/* Is there a change of this 枝番 that waits? */
static enum status S_waits(struct tx *tx, const char *hokensha, const char *edaban, bool *ret)
{
    int64_t waits = 0;
    struct sql *q = sql_with(sql_get(tx, SQL_CHOFUKU_MACHI_HAS), .id = unyo_id(hokensha, edaban));
    enum status st = sql_number(q, &waits);
    *ret = waits == 1;
    return st;
}

enum status unyo_chofuku_by_kojin(struct tx *tx, const char *hokensha, const char *kojin_bango, bool any,
                                  struct arena *a, struct chofuku_person *ret, bool *ret_found)
{
    struct kanyusha k;
    bool found = false, waits = false;
    enum status st = any ? S_had(tx, hokensha, kojin_bango, a, ret, &found) : ST_OK;
    *ret_found = found;
    if (st != ST_OK || found)
        return st;
    st = unyo_kanyusha_by_kojin(tx, hokensha, kojin_bango, a, &k, &found);
    if (st == ST_OK && found && any)
        st = S_waits(tx, hokensha, k.edaban, &waits);
    if (st != ST_OK || !found || waits)
        return st;
    *ret = (struct chofuku_person){
        .kikan = {hokensha, k.edaban, k.shutoku_ymd, k.soshitsu_ymd},
        .kojin_bango = k.kojin_bango,
        .live = true,
    };
    *ret_found = true;
    return unyo_shikaku_mae(tx, hokensha, k.edaban, a, &ret->mae);
}
