/* operator/fugo-reject: 支払基金 staff send one 符号取得要求 back (2.12.2 ③), of which the 中間サーバー hears
 * by fugoKyakka. {"yokyuNo":"Y…","riyu":"…"}. Answers {"rejected":1}. */
#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "service/joho/fugo_kaishi.h"
#include "service/joho/fugo_shonin.h"
#include "service/messages.h"
#include "service/operator.h"

struct request {
    const char *yokyu_no, *riyu;
};

struct reply {
    int64_t rejected;
};

static const struct field request[] = {FIELD_TEXT_AS(struct request, "yokyuNo", yokyu_no, FIELD_TAISHO),
                                       FIELD_TEXT(struct request, "riyu", riyu), FIELD_END};
static const struct field reply[] = {FIELD_INT(struct reply, "rejected", rejected), FIELD_END};

/* The request, *ret, waits for 取りまとめ機関. */
static enum status S_waiting(struct call *c, const char *yokyu_no, struct fugo_yokyu *ret)
{
    bool found;
    enum status st = unyo_fugo_get(c->tx, fugo_yokyu_number(yokyu_no), c->arena, ret, &found);
    if (st != ST_OK)
        return st;
    if (!found)
        return diag_set(c->diag, ST_FUGO_NONE, "yokyuNo", "符号取得要求の要求番号", yokyu_no);
    if (ret->dankai != FUGO_JOHO || strcmp(ret->jotai, FUGO_SHORICHU) != 0)
        return diag_setf(c->diag, ST_CONTROL, "yokyuNo", "承認待ち（段階 3）の要求",
                         "%s（段階 %" PRId64 "、%s）", yokyu_no, ret->dankai, ret->jotai);
    return ST_OK;
}

/* Fails it here and tells the 中間サーバー, which has it in work, too. */
static enum status S_send_back(struct call *c, const struct fugo_yokyu *f, const char *riyu)
{
    struct buf rows = BUF_INIT;
    bool changed;
    enum status st = unyo_fugo_fail(c->tx, f->yokyu, "FUGO_KYAKKA", riyu, c->now, &changed);
    if (st != ST_OK)
        return st;
    const struct yokyu_row row = {fugo_yokyu_no(c->arena, f->yokyu), f->edaban, NULL};
    buf_addc(&rows, '[');
    json_row(&rows, yokyu_row, &row);
    buf_addc(&rows, ']');
    const struct body_yokyu b = {f->hokensha, rows.data};
    st = buf_ok(&rows) && !arena_failed(c->arena) ? message_put(c, "fugoKyakka", &b, c->now) : ST_LIMIT;
    buf_release(&rows);
    return st;
}

/* Without the one to send back: what there is. */
static enum status S_incomplete(struct call *c, const struct request *r)
{
    struct buf have = BUF_INIT;
    json_write_given(&have, request, r);
    diag_set(c->diag, ST_CONTROL, "本文", "{\"yokyuNo\":\"Y…\",\"riyu\":\"…\"}", have.data);
    buf_release(&have);
    return ST_CONTROL;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct fugo_yokyu f;
    char masked[200] = "";
    if (!r->yokyu_no)
        return S_incomplete(c, r);
    if (r->riyu)
        str_show(masked, sizeof masked, str_of(r->riyu));
    enum status st = S_waiting(c, r->yokyu_no, &f);
    if (st == ST_OK)
        st = S_send_back(c, &f, masked[0] ? masked : NULL);
    if (st == ST_OK)
        c->concerns = (struct concerns){.action = "fugo-reject", .hokensha = f.hokensha, .edaban = f.edaban};
    ((struct reply *)rep)->rejected = 1;
    return st;
}

const struct operator_action operator_fugo_reject = {
    .name = "fugo-reject",
    .db = DB_UNYO,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
