/* fugo_yokyu of unyo.db; see unyo_fugo.h. */
#include "store/unyo_fugo.h"

#include "store/sql.h"
#include "store/unyo_id.h"

#define ROW fugo_yokyu
TABLE(KEY(yokyu), C(edaban), C(hokensha), C(dankai), C(jotai), C(kara), C(kaisu), C(status_name), C(riyu),
      C(hanashi_at));
#undef ROW

enum status unyo_fugo_next(struct tx *tx, const char *hokensha, int64_t *ret)
{
    return sql_number(sql_with(sql_get(tx, SQL_YOKYU_NEXT), .base = bango_base(hokensha)), ret);
}

enum status unyo_fugo_insert(struct tx *tx, int64_t yokyu, const char *hokensha, const char *edaban,
                             int64_t now, int64_t kaisu)
{
    const struct fugo_yokyu row = {.yokyu = yokyu, .kara = now, .kaisu = kaisu};
    struct sql *q = sql_bind(sql_get(tx, SQL_YOKYU_INSERT), fugo_yokyu, &row);
    return sql_run(sql_with(q, .id = unyo_id(hokensha, edaban)));
}

enum status unyo_fugo_insert_first(struct tx *tx, const char *hokensha, const char *edaban_from,
                                   const char *edaban_to, int64_t now)
{
    return sql_run(sql_with(sql_get(tx, SQL_YOKYU_FIRST), .from = unyo_id(hokensha, edaban_from),
                            .to = unyo_id(hokensha, edaban_to), .now = now));
}

enum status unyo_fugo_get(struct tx *tx, int64_t yokyu, struct arena *a, struct fugo_yokyu *ret,
                          bool *ret_found)
{
    return sql_one(sql_with(sql_get(tx, SQL_YOKYU_GET), .yokyu = yokyu), a, fugo_yokyu, ret, ret_found);
}

enum status unyo_fugo_json(struct tx *tx, int64_t first, int64_t last, const char *shikaku, struct buf *json)
{
    struct sql_list list;
    struct sql *q = sql_get(tx, shikaku ? SQL_YOKYU_JSON_SHIKAKU : SQL_YOKYU_JSON);
    enum status st = sql_list(sql_with(q, .from = first, .to = last, .value = shikaku), json, &list);
    if (st == ST_OK && !list.n)
        buf_adds(json, "[]");
    return st;
}

enum status unyo_fugo_dankai(struct tx *tx, const char *list, int64_t dankai, int64_t now)
{
    return sql_run(sql_with(sql_get(tx, SQL_YOKYU_DANKAI), .json = list, .dankai = dankai, .now = now));
}

enum status unyo_fugo_fail(struct tx *tx, int64_t yokyu, const char *status_name, const char *riyu,
                           int64_t now, bool *ret_changed)
{
    const struct fugo_yokyu row = {.yokyu = yokyu, .kara = now, .status_name = status_name, .riyu = riyu};
    int64_t n;
    enum status st = sql_changed(sql_bind(sql_get(tx, SQL_YOKYU_FAIL), fugo_yokyu, &row), &n);
    if (st == ST_OK)
        *ret_changed = n > 0;
    return st;
}

enum status unyo_fugo_kanryo(struct tx *tx, const char *list, int64_t now)
{
    return sql_run(sql_with(sql_get(tx, SQL_YOKYU_KANRYO), .json = list, .now = now));
}

enum status unyo_fugo_status(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                             struct fugo_yokyu **ret, size_t *ret_n)
{
    struct sql *q =
        sql_with(sql_get(tx, SQL_YOKYU_STATUS_ONE), .id = unyo_id(hokensha, edaban), .edaban = edaban);
    return sql_rows(q, a, fugo_yokyu, ret, ret_n);
}

enum status unyo_fugo_status_page(struct tx *tx, const struct fugo_page *p, struct arena *a,
                                  struct fugo_yokyu **ret, size_t *ret_n)
{
    int64_t base = bango_base(p->hokensha), after = unyo_id(p->hokensha, p->after);
    struct sql *q = sql_with(sql_get(tx, SQL_YOKYU_STATUS_PAGE), .from = after == INT64_MIN ? base : after,
                             .to = bango_end(base), .after = p->after, .jotai = p->jotai, .limit = p->limit);
    return sql_rows(q, a, fugo_yokyu, ret, ret_n);
}

enum status unyo_fugo_poll(struct tx *tx, const char *hokensha, const char *edaban)
{
    int64_t base = bango_base(hokensha);
    struct sql *q = sql_get(tx, edaban ? SQL_YOKYU_POLL_ONE : SQL_YOKYU_POLL);
    return sql_run(sql_with(q, .id = edaban ? unyo_id(hokensha, edaban) : 0, .edaban = edaban, .from = base,
                            .to = bango_end(base)));
}

/* The statement that answers f, bound. */
static struct sql *S_shonin(struct tx *tx, const struct fugo_filter *f, int64_t limit, int64_t after)
{
    int64_t base = f->hokensha ? bango_base(f->hokensha) : INT64_MIN + 1;
    enum sql_id id = f->list ? SQL_YOKYU_SHONIN_LIST : f->yokyu ? SQL_YOKYU_SHONIN_ONE : SQL_YOKYU_SHONIN_ANY;
    return sql_with(sql_get(tx, id), .json = f->list, .yokyu = f->yokyu, .polls = f->polls,
                    .above = after < base ? base : after, .to = f->hokensha ? bango_end(base) : INT64_MAX,
                    .limit = limit, .tomeru = f->tomeru);
}

enum status unyo_fugo_shonin(struct tx *tx, const struct fugo_filter *f, int64_t limit, int64_t *after,
                             struct buf *json, int64_t *ret_n)
{
    struct sql_list list;
    enum status st = sql_list(S_shonin(tx, f, limit, *after), json, &list);
    if (st != ST_OK)
        return st;
    if (list.n)
        *after = list.last;
    *ret_n = list.n;
    return ST_OK;
}

enum status unyo_fugo_matsu(struct tx *tx, const char *hokensha, const char *rows, struct buf *json,
                            int64_t *ret_n)
{
    struct sql_list list;
    struct sql *q = sql_with(sql_get(tx, SQL_YOKYU_MATSU), .base = bango_base(hokensha), .json = rows);
    enum status st = sql_list(q, json, &list);
    if (st == ST_OK)
        *ret_n = list.n;
    return st;
}
