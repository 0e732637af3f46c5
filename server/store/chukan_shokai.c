/* Tables shokai, tokutei_kojin_joho, hokensha_list; see chukan_shokai.h. */
#include "store/chukan_shokai.h"

#include "store/sql.h"

enum status chukan_tokutei_find(struct tx *tx, const char *code, struct arena *a, const char **ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_TOKUTEI_FIND);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, code);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK)
        *ret = row ? sql_col_text(q, 0, a) : NULL;
    sql_done(q);
    return st == ST_OK && arena_failed(a) ? ST_LIMIT : st;
}

enum status chukan_hokensha_find(struct tx *tx, const char *hokensha, bool *ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_HOKENSHA_FIND);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, hokensha);
    enum status st = sql_step(tx, q, ret);
    sql_done(q);
    return st;
}

enum status chukan_shokai_add(struct tx *tx, const struct chukan_shokai *s)
{
    sqlite3_stmt *q = sql_get(tx, SQL_SHOKAI_ADD);
    if (!q)
        return sql_status(tx);
    const char *const texts[] = {s->bango,           s->hokensha,  s->edaban,
                                 s->teikyo_hokensha, s->jimu_code, s->code,
                                 s->kijun_ymd,       s->busho,     s->user};
    for (int i = 0; i < 9; i++)
        sql_text(q, i + 1, texts[i]);
    sql_int(q, 10, s->yokyu_at);
    sql_text(q, 11, s->uketsuke);
    return sql_run(tx, q);
}

static struct chukan_shokai S_row(sqlite3_stmt *q, struct arena *a)
{
    return (struct chukan_shokai){
        .bango = sql_col_text(q, 0, a),
        .hokensha = sql_col_text(q, 1, a),
        .edaban = sql_col_text(q, 2, a),
        .teikyo_hokensha = sql_col_text(q, 3, a),
        .jimu_code = sql_col_text(q, 4, a),
        .code = sql_col_text(q, 5, a),
        .kijun_ymd = sql_col_text(q, 6, a),
        .busho = sql_col_text(q, 7, a),
        .user = sql_col_text(q, 8, a),
        .jotai = sql_col_text(q, 9, a),
        .polls = sql_col_int(q, 10),
        .kekka_kubun = sql_col_text(q, 11, a),
        .yokyu_at = sql_col_int(q, 12),
        .kaito_at = sql_col_int(q, 13),
        .kaito = sql_col_text(q, 14, a),
        .uketsuke = sql_col_text(q, 15, a),
    };
}

static enum status S_one(struct tx *tx, sqlite3_stmt *q, struct arena *a, struct chukan_shokai *ret,
                         bool *ret_found)
{
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK) {
        *ret_found = row;
        if (row)
            *ret = S_row(q, a);
    }
    sql_done(q);
    return st == ST_OK && arena_failed(a) ? ST_LIMIT : st;
}

enum status chukan_shokai_get(struct tx *tx, const char *bango, struct arena *a, struct chukan_shokai *ret,
                              bool *ret_found)
{
    sqlite3_stmt *q = sql_get(tx, SQL_SHOKAI_GET);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, bango);
    return S_one(tx, q, a, ret, ret_found);
}

enum status chukan_shokai_machi(struct tx *tx, const char *uketsuke, struct arena *a,
                                struct chukan_shokai *ret, bool *ret_found)
{
    sqlite3_stmt *q = sql_get(tx, SQL_SHOKAI_MACHI);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, uketsuke);
    return S_one(tx, q, a, ret, ret_found);
}

enum status chukan_shokai_list(struct tx *tx, const char *hokensha, const char *jotai, struct arena *a,
                               struct chukan_shokai **ret, size_t *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_SHOKAI_LIST);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, hokensha);
    sql_text(q, 2, jotai);
    struct chukan_shokai *list = NULL;
    size_t n = 0;
    bool row;
    enum status st;
    while ((st = sql_step(tx, q, &row)) == ST_OK && row) {
        if (!list && !(list = arena_array(a, (size_t)sql_col_int(q, 16), sizeof *list)))
            break;
        list[n++] = S_row(q, a);
    }
    sql_done(q);
    *ret = list;
    *ret_n = n;
    return st == ST_OK && arena_failed(a) ? ST_LIMIT : st;
}

enum status chukan_shokai_poll(struct tx *tx, const char *bango, int64_t *ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_SHOKAI_POLL);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, bango);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK)
        *ret = row ? sql_col_int(q, 0) : 0;
    sql_done(q);
    return st;
}

enum status chukan_shokai_answer(struct tx *tx, const char *bango, const char *kekka_kubun, const char *kaito,
                                 int64_t now, bool *ret_first)
{
    sqlite3_stmt *q = sql_get(tx, SQL_SHOKAI_ANSWER);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, bango);
    sql_text(q, 2, kekka_kubun);
    sql_text(q, 3, kaito);
    sql_int(q, 4, now);
    enum status st = sql_run(tx, q);
    if (st == ST_OK)
        *ret_first = sql_changes(tx) == 1;
    return st;
}

enum status chukan_teikyo_hito(struct tx *tx, const struct chukan_shokai *s, struct chukan_teikyo *ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_SHOKAI_PERSON);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, s->hokensha);
    sql_text(q, 2, s->edaban);
    sql_text(q, 3, s->teikyo_hokensha);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK && row)
        *ret = (struct chukan_teikyo){.people = sql_col_int(q, 0), .fukaiji = sql_col_int(q, 1) == 1};
    sql_done(q);
    return st == ST_OK && !row ? ST_INTERNAL : st;
}

/* q: bound; columns shubetsu, komoku, jido_oto_fuka, number of rows */
static enum status S_kaito(struct tx *tx, sqlite3_stmt *q, struct arena *a, struct chukan_kaito **ret,
                           size_t *ret_n)
{
    struct chukan_kaito *list = NULL;
    size_t n = 0;
    bool row;
    enum status st;
    while ((st = sql_step(tx, q, &row)) == ST_OK && row) {
        if (!list && !(list = arena_array(a, (size_t)sql_col_int(q, 3), sizeof *list)))
            break;
        list[n++] = (struct chukan_kaito){
            .shubetsu = sql_col_text(q, 0, a),
            .komoku = sql_col_text(q, 1, a),
            .jido_oto_fuka = sql_col_int(q, 2) == 1,
        };
    }
    sql_done(q);
    *ret = list;
    *ret_n = n;
    return st == ST_OK && arena_failed(a) ? ST_LIMIT : st;
}

enum status chukan_teikyo_list(struct tx *tx, const struct chukan_shokai *s, const char *shubetsu,
                               struct arena *a, struct chukan_kaito **ret, size_t *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_SHOKAI_FUKUHON);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, s->hokensha);
    sql_text(q, 2, s->edaban);
    sql_text(q, 3, s->teikyo_hokensha);
    sql_text(q, 4, shubetsu);
    sql_text(q, 5, s->kijun_ymd);
    return S_kaito(tx, q, a, ret, ret_n);
}

enum status chukan_kaito_read(struct tx *tx, const char *kaito, struct arena *a, struct chukan_kaito **ret,
                              size_t *ret_n)
{
    sqlite3_stmt *q = sql_get(tx, SQL_SHOKAI_KAITO);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, kaito);
    return S_kaito(tx, q, a, ret, ret_n);
}
