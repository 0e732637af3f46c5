/* operator/fugo-approve: 支払基金 staff send 符号取得要求 on to 住基ネット (2.12.2 ③). {}: all that wait,
 * {"hokensha":"…"}: those of one insurer, {"yokyuNo":"Y…"}: one. Answers {"approved":N}. */
#include "service/joho/fugo_shonin.h"
#include "service/joho/togo_kaishi.h"
#include "service/operator.h"

struct request {
    const char *hokensha, *yokyu_no;
};

struct reply {
    int64_t approved;
};

static const struct field request[] = {FIELD_TEXT(struct request, "hokensha", hokensha),
                                       FIELD_TEXT_AS(struct request, "yokyuNo", yokyu_no, FIELD_TAISHO),
                                       FIELD_END};
static const struct field reply[] = {FIELD_INT(struct reply, "approved", approved), FIELD_END};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    const struct fugo_filter f = {.hokensha = r->hokensha,
                                  .yokyu = r->yokyu_no ? fugo_yokyu_number(r->yokyu_no) : 0};
    struct fugo_yokyu one;
    bool found = true;
    enum status st = r->yokyu_no ? unyo_fugo_get(c->tx, f.yokyu, c->arena, &one, &found) : ST_OK;
    if (st == ST_OK && !found)
        st = diag_set(c->diag, ST_FUGO_NONE, "yokyuNo", "符号取得要求の要求番号", r->yokyu_no);
    if (st == ST_OK && r->yokyu_no)
        st = juki_togo_free(c, one.hokensha, one.edaban);
    if (st == ST_OK)
        st = fugo_shonin(c, &f, &((struct reply *)rep)->approved);
    if (r->yokyu_no && c->concerns.action) {
        c->concerns.hokensha = one.hokensha;
        c->concerns.edaban = one.edaban;
    }
    return st;
}

const struct operator_action operator_fugo_approve = {
    .name = "fugo-approve",
    .db = DB_UNYO,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
