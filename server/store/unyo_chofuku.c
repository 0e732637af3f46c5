/* chofuku of unyo.db; see unyo_chofuku.h. */
#include "store/unyo_chofuku.h"

#include "store/sql.h"
#include "store/unyo_id.h"

#define ROW chofuku_person
TABLE(NAMED(edaban, kikan.edaban), KOJIN(kojin_bango), NAMED(shutoku_ymd, kikan.shutoku_ymd),
      NAMED(soshitsu_ymd, kikan.soshitsu_ymd), C(mae), C(live));
#undef ROW

#define ROW chofuku_kikan
TABLE(C(shutoku_ymd), C(soshitsu_ymd));
#undef ROW

#define ROW chofuku
TABLE(C(hokensha), C(edaban), C(shutoku_ymd), C(soshitsu_ymd), C(aite_hokensha), C(aite_edaban),
      C(aite_shutoku_ymd), C(aite_soshitsu_ymd), LATER(kara_ymd), C(hakken_at), LATER(kaisho_at));
#undef ROW

enum status unyo_hokensha_next(struct tx *tx, const char *after, struct arena *a, const char **ret)
{
    int64_t above = *after ? bango_end(bango_base(after)) : INT64_MIN + 1;
    return sql_text(sql_with(sql_get(tx, SQL_HOKENSHA_NEXT), .above = above), a, ret);
}

enum status unyo_chofuku_range(struct tx *tx, const char *hokensha, const char *kara, const char *made,
                               int64_t limit, struct arena *a, struct chofuku_person **ret, size_t *ret_n)
{
    struct sql *q = sql_with(sql_get(tx, SQL_CHOFUKU_RANGE), .from = unyo_id(hokensha, kara),
                             .to = unyo_id(hokensha, made), .limit = limit);
    enum status st = sql_rows(q, a, chofuku_person, ret, ret_n);
    for (size_t i = 0; st == ST_OK && i < *ret_n; i++)
        (*ret)[i].kikan.hokensha = hokensha;
    return st;
}

enum status unyo_chofuku_one(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                             struct chofuku_person *ret)
{
    struct sql *q = sql_with(sql_get(tx, SQL_CHOFUKU_ONE), .id = unyo_id(hokensha, edaban));
    enum status st = sql_must(q, a, chofuku_person, ret);
    if (st == ST_OK)
        ret->kikan.hokensha = hokensha;
    return st;
}

enum status unyo_chofuku_earlier(struct tx *tx, const struct chofuku_person *p, struct arena *a,
                                 struct chofuku_kikan **ret, size_t *ret_n)
{
    struct sql *q = sql_bind(sql_get(tx, SQL_CHOFUKU_EARLIER), chofuku_person, p);
    q = sql_with(q, .id = unyo_id(p->kikan.hokensha, p->kikan.edaban));
    enum status st = sql_rows(q, a, chofuku_kikan, ret, ret_n);
    for (size_t i = 0; st == ST_OK && i < *ret_n; i++) {
        (*ret)[i].hokensha = p->kikan.hokensha;
        (*ret)[i].edaban = p->kikan.edaban;
    }
    return st;
}

static enum status S_side(struct tx *tx, enum sql_id id, const struct chofuku_kikan *own,
                          const struct chofuku_kikan *aite, int64_t now)
{
    const struct chofuku row = {.hokensha = own->hokensha,
                                .edaban = own->edaban,
                                .shutoku_ymd = own->shutoku_ymd,
                                .soshitsu_ymd = own->soshitsu_ymd,
                                .aite_hokensha = aite->hokensha,
                                .aite_edaban = aite->edaban,
                                .aite_shutoku_ymd = aite->shutoku_ymd,
                                .aite_soshitsu_ymd = aite->soshitsu_ymd,
                                .hakken_at = now,
                                .kaisho_at = now};
    return sql_run(sql_bind(sql_get(tx, id), chofuku, &row));
}

enum status unyo_chofuku_found(struct tx *tx, const struct chofuku_kikan *own,
                               const struct chofuku_kikan *aite, int64_t now)
{
    return S_side(tx, SQL_CHOFUKU_FOUND, own, aite, now);
}

enum status unyo_chofuku_over(struct tx *tx, const struct chofuku_kikan *own,
                              const struct chofuku_kikan *aite, int64_t now)
{
    return S_side(tx, SQL_CHOFUKU_OVER, own, aite, now);
}

enum status unyo_chofuku_list(struct tx *tx, const struct chofuku_page *p, struct arena *a,
                              struct chofuku **ret, size_t *ret_n)
{
    struct sql *q = sql_with(sql_get(tx, SQL_CHOFUKU_LIST), .hokensha = p->hokensha, .after = p->after,
                             .overlaps = p->overlaps, .limit = p->limit);
    return sql_rows(q, a, chofuku, ret, ret_n);
}
