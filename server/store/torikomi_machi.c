/* torikomi_gyo and the counter of outstanding answers; see torikomi_machi.h. */
#include "store/torikomi_machi.h"

#include "store/sql.h"

#define ROW torikomi_gyo
TABLE(C(juni), STATUS(status, st), C(message), C(kagi));
#undef ROW

enum status torikomi_gyo_put(struct tx *tx, const char *uketsuke, const struct torikomi_gyo *g)
{
    struct torikomi_gyo row = *g;
    row.st = g->kagi ? ST_OK : g->st;
    struct sql *q = sql_bind(sql_get(tx, SQL_TORIKOMI_GYO_PUT), torikomi_gyo, &row);
    return sql_run(sql_with(q, .uketsuke = uketsuke));
}

enum status torikomi_gyo_get(struct tx *tx, const char *uketsuke, int64_t juni, struct arena *a,
                             struct torikomi_gyo *ret)
{
    struct sql *q = sql_with(sql_get(tx, SQL_TORIKOMI_GYO_GET), .uketsuke = uketsuke, .juni = juni);
    return sql_must(q, a, torikomi_gyo, ret);
}

static enum status S_count(struct tx *tx, const char *uketsuke, int64_t n)
{
    return n ? sql_run(sql_with(sql_get(tx, SQL_TORIKOMI_EXPECT), .uketsuke = uketsuke, .n = n)) : ST_OK;
}

/* *ret_moved false: the file was not where the statement looks for it. */
static enum status S_step(struct tx *tx, enum sql_id id, const char *uketsuke, int64_t now, bool *ret_moved)
{
    int64_t n = 0;
    enum status st = sql_changed(sql_with(sql_get(tx, id), .uketsuke = uketsuke, .now = now), &n);
    *ret_moved = n == 1;
    return st;
}

enum status torikomi_expect(struct tx *tx, const char *uketsuke, int64_t n)
{
    return S_count(tx, uketsuke, n);
}

enum status torikomi_answered(struct tx *tx, const char *uketsuke, int64_t n, int64_t now, bool *ret_last)
{
    *ret_last = false;
    enum status st = S_count(tx, uketsuke, -n);
    return st == ST_OK ? S_step(tx, SQL_TORIKOMI_KAITO, uketsuke, now, ret_last) : st;
}

/* As the statement has done. */
static void S_rewind(struct torikomi *t)
{
    t->state = TORIKOMI_KAITO;
    t->part = t->in_offset = t->out_offset = t->ok_count = t->err_count = 0;
    t->next_line = 1;
}

enum status torikomi_wait(struct tx *tx, struct torikomi *t, int64_t now)
{
    struct torikomi next = *t;
    bool moved, over = false;
    enum status st = S_step(tx, SQL_TORIKOMI_WAIT, t->uketsuke, now, &moved);
    if (st != ST_OK || !moved)
        return st != ST_OK ? st : ST_RESET;
    next.state = TORIKOMI_MACHI;
    st = S_step(tx, SQL_TORIKOMI_KAITO, t->uketsuke, now, &over);
    if (over)
        S_rewind(&next);
    if (st == ST_OK)
        *t = next;
    return st;
}
