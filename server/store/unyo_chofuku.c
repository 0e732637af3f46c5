/* chofuku of unyo.db; see unyo_chofuku.h. */
#include "store/unyo_chofuku.h"

#include "store/chofuku_row.h"
#include "store/rows.h"
#include "store/unyo_id.h"

enum status unyo_hokensha_next(struct tx *tx, const char *after, struct arena *a, const char **ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_HOKENSHA_NEXT);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, *after ? bango_end(bango_base(after)) : INT64_MIN + 1);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st != ST_OK)
        return st;
    *ret = row ? sql_col_text(q, 0, a) : NULL;
    sql_done(q);
    return arena_failed(a) ? ST_LIMIT : ST_OK;
}

void chofuku_person_row(sqlite3_stmt *q, struct arena *a, void *item)
{
    struct chofuku_person *p = item;
    p->kikan.edaban = sql_col_text(q, 0, a);
    p->kojin_bango = sql_col_text(q, 1, a);
    p->kikan.shutoku_ymd = sql_col_text(q, 2, a);
    p->kikan.soshitsu_ymd = sql_col_text(q, 3, a);
    p->version = sql_col_int(q, 4);
    p->live = sql_col_int(q, 5) == 1;
}

enum status chofuku_person_one(struct tx *tx, sqlite3_stmt *q, const char *hokensha, struct arena *a,
                               struct chofuku_person *ret, bool *ret_found)
{
    enum status st = sql_step(tx, q, ret_found);
    if (st != ST_OK || !*ret_found)
        return st;
    chofuku_person_row(q, a, ret);
    ret->kikan.hokensha = hokensha;
    sql_done(q);
    return arena_failed(a) ? ST_LIMIT : ST_OK;
}

enum status unyo_chofuku_range(struct tx *tx, const char *hokensha, const char *kara, const char *made,
                               int64_t limit, struct arena *a, struct chofuku_person **ret, size_t *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_CHOFUKU_RANGE);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, unyo_id(hokensha, kara));
    sql_int(q, 2, unyo_id(hokensha, made));
    sql_int(q, 3, limit);
    enum status st = rows_read(tx, q, a, sizeof **ret, chofuku_person_row, (void **)ret, ret_n);
    for (size_t i = 0; st == ST_OK && i < *ret_n; i++)
        (*ret)[i].kikan.hokensha = hokensha;
    return st;
}

enum status unyo_chofuku_one(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                             struct chofuku_person *ret)
{
    bool found;
    sqlite3_stmt *q = sql_get(tx, SQL_CHOFUKU_ONE);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, unyo_id(hokensha, edaban));
    enum status st = chofuku_person_one(tx, q, hokensha, a, ret, &found);
    return st == ST_OK && !found ? ST_INTERNAL : st;
}

static void S_kikan(sqlite3_stmt *q, struct arena *a, void *item)
{
    struct chofuku_kikan *k = item;
    k->shutoku_ymd = sql_col_text(q, 0, a);
    k->soshitsu_ymd = sql_col_text(q, 1, a);
}

enum status unyo_chofuku_earlier(struct tx *tx, const struct chofuku_person *p, struct arena *a,
                                 struct chofuku_kikan **ret, size_t *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_CHOFUKU_EARLIER);
    if (!q)
        return sql_status(tx);
    sql_int(q, 1, unyo_id(p->kikan.hokensha, p->kikan.edaban));
    sql_int(q, 2, p->version);
    enum status st = rows_read(tx, q, a, sizeof **ret, S_kikan, (void **)ret, ret_n);
    for (size_t i = 0; st == ST_OK && i < *ret_n; i++) {
        (*ret)[i].hokensha = p->kikan.hokensha;
        (*ret)[i].edaban = p->kikan.edaban;
    }
    return st;
}

static enum status S_side(struct tx *tx, enum sql_id id, const struct chofuku_kikan *own,
                          const struct chofuku_kikan *aite, int64_t now)
{
    sqlite3_stmt *q = sql_get(tx, id);
    if (!q)
        return sql_status(tx);
    const char *const texts[] = {own->hokensha,  own->edaban,  own->shutoku_ymd,  own->soshitsu_ymd,
                                 aite->hokensha, aite->edaban, aite->shutoku_ymd, aite->soshitsu_ymd};
    int n = sizeof texts / sizeof *texts;
    for (int i = 0; i < n; i++)
        sql_text(q, i + 1, texts[i]);
    sql_int(q, n + 1, now);
    return sql_run(tx, q);
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

static void S_notice(sqlite3_stmt *q, struct arena *a, void *item)
{
    struct chofuku *c = item;
    const char **text[] = {&c->edaban,           &c->shutoku_ymd,       &c->soshitsu_ymd, &c->aite_hokensha,
                           &c->aite_shutoku_ymd, &c->aite_soshitsu_ymd, &c->kara_ymd};
    int n = sizeof text / sizeof *text;
    for (int i = 0; i < n; i++)
        *text[i] = sql_col_text(q, i, a);
    c->hakken_at = sql_col_int(q, n);
    c->kaisho_at = sql_col_int(q, n + 1);
}

enum status unyo_chofuku_list(struct tx *tx, const struct chofuku_page *p, struct arena *a,
                              struct chofuku **ret, size_t *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_CHOFUKU_LIST);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, p->hokensha);
    sql_text(q, 2, p->after);
    sql_int(q, 3, p->overlaps);
    sql_int(q, 4, p->limit);
    return rows_read(tx, q, a, sizeof **ret, S_notice, (void **)ret, ret_n);
}
