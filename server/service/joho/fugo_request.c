/* fugo.request: asks again, after a failure or a corrected 個人番号 (2.12.2). */
#include <string.h>

#include "service/edaban.h"
#include "service/joho/fugo_kaishi.h"
#include "service/joho/togo_kaishi.h"
#include "service/online.h"
#include "store/unyo_fugo.h"
#include "store/unyo_kanyusha.h"

struct request {
    const char *edaban;
};

struct reply {
    const char *yokyu_no;
};

static const struct field request[] = {
    FIELD_TEXT(struct request, "edaban", edaban),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_TEXT(struct reply, "yokyuNo", yokyu_no),
    FIELD_END,
};

/* The person may be asked for: known, not cancelled, nothing under way. *ret_last: the latest attempt. */
static enum status S_check(struct call *c, const char *edaban, struct kanyusha *k,
                           struct fugo_yokyu *ret_last)
{
    bool found = false;
    enum status st = online_key(c, "kanyushaToroku", "edaban", edaban, &edaban);
    if (st == ST_OK)
        st = unyo_kanyusha_find(c->tx, c->caller->hokensha, edaban, c->arena, k, &found);
    if (st != ST_OK)
        return st;
    if (!found)
        return edaban_none(c, ST_KANYUSHA_NONE, "被保険者枝番", "登録済みの被保険者枝番", edaban);
    if (strcmp(k->jotai, KANYUSHA_TORIKESHI) == 0)
        return diag_setf(c->diag, ST_KANYUSHA_CANCELLED, "被保険者枝番", "取り消されていない加入者",
                         "%s（取消済み）", edaban);
    if (!*k->kojin_bango)
        return fugo_bango_nashi(c, edaban);
    st = unyo_fugo_get(c->tx, k->yokyu, c->arena, ret_last, &found);
    if (st != ST_OK)
        return st;
    /* not found: the link file that registered the person is still at work, and its requests wait for its end
     */
    if (!found || strcmp(ret_last->jotai, FUGO_SHORICHU) == 0)
        return diag_setf(c->diag, ST_FUGO_BUSY, "被保険者枝番", "処理中の要求がない加入者",
                         "%s（要求番号 %s）", edaban, fugo_yokyu_no(c->arena, k->yokyu));
    return juki_togo_free(c, k->hokensha, edaban);
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct kanyusha k;
    struct fugo_yokyu last;
    struct fugo_range range = {0};
    enum status st = S_check(c, r->edaban, &k, &last);
    if (st == ST_OK)
        st = fugo_take(c, &range, &k.yokyu);
    if (st == ST_OK)
        st = unyo_fugo_insert(c->tx, k.yokyu, k.hokensha, k.edaban, c->now, last.kaisu + 1);
    if (st == ST_OK)
        st = unyo_kanyusha_update(c->tx, &k);
    if (st == ST_OK)
        st = fugo_send(c, k.hokensha, &range);
    if (st != ST_OK)
        return st;
    ((struct reply *)rep)->yokyu_no = fugo_yokyu_no(c->arena, k.yokyu);
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

const struct op op_fugo_request = {
    .service = "fugo",
    .name = "request",
    .db = DB_UNYO,
    .flags = OP_WRITE,
    .sosa = SOSA_FUGO_YOKYU,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
