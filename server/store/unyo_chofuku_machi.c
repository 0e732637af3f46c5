/* chofuku_machi of unyo.db; see unyo_chofuku_machi.h. */
#include "store/unyo_chofuku_machi.h"

#include "store/chofuku_row.h"
#include "store/unyo_id.h"
#include "store/unyo_kanyusha.h"

enum { KOJIN_DIGITS = 12 };

enum status unyo_chofuku_place(struct tx *tx, const char *hokensha, const char *uketsuke, int64_t now,
                               struct chofuku_place *ret)
{
    bool row;
    sqlite3_stmt *q = sql_get(tx, SQL_CHOFUKU_PLACE);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, hokensha);
    sql_text(q, 2, uketsuke);
    sql_int(q, 3, now);
    enum status st = sql_step(tx, q, &row);
    if (st != ST_OK || !row)
        return st == ST_OK ? ST_INTERNAL : st;
    *ret = (struct chofuku_place){sql_col_int(q, 0), sql_col_int(q, 1) == 1, sql_col_int(q, 2) == 1};
    sql_done(q);
    return ST_OK;
}

enum status unyo_chofuku_any(struct tx *tx, bool *ret)
{
    int64_t any = 0;
    enum status st = sql_number(tx, SQL_CHOFUKU_WAITS, &any);
    *ret = any == 1;
    return st;
}

static sqlite3_stmt *S_put(struct tx *tx, int64_t jun, const char *hokensha, const char *edaban)
{
    sqlite3_stmt *q = sql_get(tx, SQL_CHOFUKU_MACHI_PUT);
    if (!q)
        return NULL;
    sql_int(q, 1, jun);
    sql_text(q, 2, hokensha);
    sql_int(q, 3, unyo_id(hokensha, edaban));
    return q;
}

enum status unyo_chofuku_machi_put(struct tx *tx, int64_t jun, const struct chofuku_person *was)
{
    const struct chofuku_kikan *k = &was->kikan;
    sqlite3_stmt *q = S_put(tx, jun, k->hokensha, k->edaban);
    if (!q)
        return sql_status(tx);
    sql_int(q, 5, bango_digits(was->kojin_bango, KOJIN_DIGITS));
    sql_text(q, 6, k->shutoku_ymd);
    sql_text(q, 7, k->soshitsu_ymd);
    sql_int(q, 8, was->version);
    return sql_run(tx, q);
}

enum status unyo_chofuku_machi_new(struct tx *tx, int64_t jun, const char *hokensha, const char *kara,
                                   const char *made)
{
    sqlite3_stmt *q = S_put(tx, jun, hokensha, kara);
    if (!q)
        return sql_status(tx);
    sql_int(q, 4, unyo_id(hokensha, made));
    return sql_run(tx, q);
}

enum status unyo_chofuku_machi_next(struct tx *tx, int64_t now, struct arena *a, struct chofuku_machi *ret,
                                    bool *ret_found)
{
    sqlite3_stmt *q = sql_get(tx, SQL_CHOFUKU_MACHI_NEXT);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, now);
    enum status st = sql_step(tx, q, ret_found);
    if (st != ST_OK || !*ret_found)
        return st;
    chofuku_person_row(q, a, &ret->was);
    ret->seq = sql_col_int(q, 6);
    ret->was.kikan.hokensha = ret->hokensha = sql_col_text(q, 7, a);
    ret->made = sql_col_text(q, 8, a);
    ret->n = sql_col_int(q, 9);
    sql_done(q);
    return arena_failed(a) ? ST_LIMIT : ST_OK;
}

enum status unyo_chofuku_machi_drop(struct tx *tx, int64_t seq)
{
    sqlite3_stmt *q = sql_get(tx, SQL_CHOFUKU_MACHI_DROP);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, seq);
    return sql_run(tx, q);
}

/* Who had the number before changes that wait. */
static enum status S_had(struct tx *tx, const char *hokensha, const char *kojin_bango, struct arena *a,
                         struct chofuku_person *ret, bool *ret_found)
{
    sqlite3_stmt *q = sql_get(tx, SQL_CHOFUKU_MACHI_BY_KOJIN);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, hokensha);
    sql_int(q, 2, bango_digits(kojin_bango, KOJIN_DIGITS));
    return chofuku_person_one(tx, q, hokensha, a, ret, ret_found);
}

/* Is there a change of this 枝番 that waits? */
static enum status S_waits(struct tx *tx, const char *hokensha, const char *edaban, bool *ret)
{
    bool row;
    sqlite3_stmt *q = sql_get(tx, SQL_CHOFUKU_MACHI_HAS);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, unyo_id(hokensha, edaban));
    enum status st = sql_step(tx, q, &row);
    if (st != ST_OK || !row)
        return st == ST_OK ? ST_INTERNAL : st;
    *ret = sql_col_int(q, 0) == 1;
    sql_done(q);
    return ST_OK;
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
    *ret_found = true;
    *ret = (struct chofuku_person){
        .kikan = {hokensha, k.edaban, k.shutoku_ymd, k.soshitsu_ymd},
        .kojin_bango = k.kojin_bango,
        .version = k.version,
        .live = true,
    };
    return ST_OK;
}
