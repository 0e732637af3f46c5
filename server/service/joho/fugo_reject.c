/* operator/fugo-reject: 支払基金 staff send one 符号取得要求 back (2.12.2 ③), of which the 中間サーバー hears
 * by fugoKyakka. {"yokyuNo":"Y…","riyu":"…"}. Answers {"rejected":1}. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "service/joho/fugo_kaishi.h"
#include "service/joho/fugo_shonin.h"
#include "service/messages.h"
#include "service/operator.h"

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
    const struct yokyu_row row = {fugo_yokyu_no(c->arena, f->yokyu), f->edaban};
    buf_addc(&rows, '[');
    json_row(&rows, yokyu_row, &row);
    buf_addc(&rows, ']');
    const struct body_yokyu b = {f->hokensha, rows.data};
    st = buf_ok(&rows) && !arena_failed(c->arena) ? message_put(c, "fugoKyakka", &b, c->now) : ST_LIMIT;
    buf_release(&rows);
    return st;
}

static enum status S_run(struct call *c, const char *body, struct buf *json)
{
    bool valid;
    struct fugo_yokyu f;
    char *yokyu_no = json_text(body, "$.yokyuNo", &valid);
    char *riyu = json_text(body, "$.riyu", NULL);
    char masked[200] = "";
    enum status st;
    if (!valid || !yokyu_no) {
        st = diag_set(c->diag, ST_CONTROL, "本文", "{\"yokyuNo\":\"Y…\",\"riyu\":\"…\"}", body);
        goto out;
    }
    if (riyu)
        str_mask(masked, sizeof masked, str_of(riyu));
    st = S_waiting(c, yokyu_no, &f);
    if (st == ST_OK)
        st = S_send_back(c, &f, masked[0] ? masked : NULL);
    if (st == ST_OK)
        buf_adds(json, "{\"rejected\":1}");
out:
    free(yokyu_no);
    free(riyu);
    return st;
}

const struct operator_action operator_fugo_reject = {"fugo-reject", DB_UNYO, "yokyuNo:text riyu:text", S_run};
