/* kanyusha.getShikakuRireki: 資格照会, the history of one 枝番, oldest first (2.12). The most frequent read.
 */
#include "base/clock.h"
#include "service/edaban.h"
#include "service/online.h"
#include "service/unyo/kanyusha_apply.h"

struct item {
    struct rireki r;
    const char *toroku_at;
};

struct reply {
    struct list items;
};

static const struct field request[] = {
    FIELD_TEXT(struct kanyusha_irai, "edaban", edaban),
    FIELD_END,
};

static const struct field item[] = {
    FIELD_INT(struct item, "renban", r.renban),
    FIELD_TEXT(struct item, "ido", r.ido),
    FIELD_TEXT(struct item, "idoYmd", r.ido_ymd),
    FIELD_TEXT(struct item, "kigo", r.kigo),
    FIELD_TEXT(struct item, "bango", r.bango),
    FIELD_CODE(struct item, "honninKazoku", r.honnin_kazoku, "kanyushaToroku"),
    FIELD_TEXT(struct item, "shutokuYmd", r.shutoku_ymd),
    FIELD_TEXT(struct item, "soshitsuYmd", r.soshitsu_ymd),
    FIELD_TEXT(struct item, "torokuAt", toroku_at),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_LIST(struct reply, "item", items, struct item, item),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct kanyusha_irai *irai = req;
    struct reply *ret = rep;
    struct rireki *rows;
    size_t n;
    const char *edaban;
    enum status st = online_key(c, "kanyushaToroku", "edaban", irai->edaban, &edaban);
    if (st == ST_OK)
        st = unyo_rireki_list(c->tx, c->caller->hokensha, edaban, c->arena, &rows, &n);
    if (st != ST_OK)
        return st;
    if (!n) /* every 加入者 has at least the row of 取得 */
        return edaban_none(c, ST_KANYUSHA_NONE, "被保険者枝番", "登録済みの被保険者枝番", edaban);
    struct item *items = arena_array(c->arena, n, sizeof *items);
    if (!items)
        return ST_LIMIT;
    for (size_t i = 0; i < n; i++) {
        char text[CLOCK_TEXT];
        clock_text(rows[i].toroku_at, text);
        items[i] = (struct item){rows[i], arena_strdup(c->arena, text)};
    }
    ret->items = (struct list){items, n};
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

const struct op op_kanyusha_get_shikaku_rireki = {
    .service = "kanyusha",
    .name = "getShikakuRireki",
    .db = DB_UNYO,
    .exempt = GOING_MESSAGES,
    .exempt_why = "no message changes 加入者情報 or 資格履歴; calls and files alone do",
    .sosa = SOSA_KANYUSHA_SANSHO,
    .request = request,
    .request_size = sizeof(struct kanyusha_irai),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
