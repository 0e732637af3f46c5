/* Table fugo; see chukan_fugo.h. */
#include "store/chukan_fugo.h"

#include <stdio.h>
#include <string.h>

#include "store/sql.h"

static enum status S_rows(struct tx *tx, enum sql_id id, const char *hokensha, const char *rows, int64_t now)
{
    sqlite3_stmt *q = sql_get(tx, id);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, rows);
    sql_int(q, 2, now);
    sql_text(q, 3, hokensha);
    return sql_run(tx, q);
}

enum status chukan_fugo_tsuchi(struct tx *tx, const char *hokensha, const char *rows, int64_t now)
{
    return S_rows(tx, SQL_FUGO_TSUCHI, hokensha, rows, now);
}

enum status chukan_fugo_kyakka(struct tx *tx, const char *hokensha, const char *rows, int64_t now)
{
    return S_rows(tx, SQL_FUGO_KYAKKA, hokensha, rows, now);
}

enum status chukan_fugo_ido(struct tx *tx, const char *hokensha, const char *edaban, const char *ido,
                            int64_t now)
{
    sqlite3_stmt *q = sql_get(tx, SQL_FUGO_IDO);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, hokensha);
    sql_int(q, 2, now);
    sql_text(q, 3, edaban);
    sql_text(q, 4, ido);
    return sql_run(tx, q);
}

static enum status S_set(struct tx *tx, enum sql_id id, const char *hokensha, const char *edaban,
                         const char *yokyu_no, const char *fugo, int64_t now)
{
    sqlite3_stmt *q = sql_get(tx, id);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, hokensha);
    sql_text(q, 2, edaban);
    sql_text(q, 3, yokyu_no);
    sql_text(q, 4, fugo);
    sql_int(q, 5, now);
    return sql_run(tx, q);
}

enum status chukan_fugo_set(struct tx *tx, const char *hokensha, const char *edaban, const char *yokyu_no,
                            const char *fugo, int64_t now)
{
    enum status st = S_set(tx, SQL_FUGO_KEKKA_SET, hokensha, edaban, yokyu_no, fugo, now);
    return st == ST_OK && sql_changes(tx) == 0
               ? S_set(tx, SQL_FUGO_KEKKA_ADD, hokensha, edaban, yokyu_no, fugo, now)
               : st;
}

static enum chukan_ido S_ido(const unsigned char *text)
{
    if (text && strcmp((const char *)text, "喪失") == 0)
        return CHUKAN_SOSHITSU;
    return text && strcmp((const char *)text, "取消") == 0 ? CHUKAN_TORIKESHI : CHUKAN_YUKO;
}

static struct chukan_hito S_hito(sqlite3_stmt *q)
{
    return (struct chukan_hito){
        .known = true, .ido = S_ido(sqlite3_column_text(q, 0)), .has_fugo = sql_col_int(q, 1) == 1};
}

enum status chukan_hito(struct tx *tx, const char *hokensha, const char *edaban, struct chukan_hito *ret)
{
    sqlite3_stmt *q = sql_get(tx, SQL_FUGO_HITO);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, hokensha);
    sql_text(q, 2, edaban);
    bool row;
    enum status st = sql_step(tx, q, &row);
    if (st == ST_OK)
        *ret = row ? S_hito(q) : (struct chukan_hito){0};
    sql_done(q);
    return st;
}

static void S_day(sqlite3_stmt *q, int column, char ret[9])
{
    const unsigned char *text = sqlite3_column_text(q, column);
    snprintf(ret, 9, "%s", text ? (const char *)text : "");
}

/* One more in the list, which doubles when it is full. NULL: the arena is used up. */
static struct chukan_kikan *S_more(struct arena *a, struct chukan_kikan *list, size_t n)
{
    if (n & (n - 1))
        return list;
    struct chukan_kikan *wide = arena_array(a, n ? 2 * n : 1, sizeof *wide);
    if (wide && n)
        memcpy(wide, list, n * sizeof *wide);
    return wide;
}

enum status chukan_hito_kikan(struct tx *tx, const char *hokensha, const char *edaban, const char *a,
                              const char *b, struct arena *arena, struct chukan_hito *ret)
{
    struct chukan_hito h = {0};
    struct chukan_kikan *list = NULL;
    sqlite3_stmt *q = sql_get(tx, SQL_FUGO_HITO_KIKAN);
    if (!q)
        return sql_status(tx);
    sql_text(q, 1, hokensha);
    sql_text(q, 2, edaban);
    sql_text(q, 3, a);
    sql_text(q, 4, b);
    size_t n = 0;
    bool row;
    enum status st;
    while ((st = sql_step(tx, q, &row)) == ST_OK && row) {
        h = S_hito(q);
        if (sqlite3_column_type(q, 2) == SQLITE_NULL)
            continue;
        if (!(list = S_more(arena, list, n)))
            break;
        const unsigned char *honnin = sqlite3_column_text(q, 5);
        struct chukan_kikan *k = &list[n++];
        *k = (struct chukan_kikan){.shubetsu = sql_col_text(q, 2, arena),
                                   .honnin = honnin ? (char)honnin[0] : 0};
        S_day(q, 3, k->kagi);
        S_day(q, 4, k->owari);
    }
    sql_done(q);
    h.kikan = list;
    h.kikan_n = n;
    if (st == ST_OK && arena_failed(arena))
        st = ST_LIMIT;
    if (st == ST_OK)
        *ret = h;
    return st;
}
