/* operator/fugo-reject: 支払基金 staff send one 符号取得要求 back (2.12.2 ③). {"yokyuNo":"Y…","riyu":"…"}.
 * Answers {"rejected":1}. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "service/joho/fugo_shonin.h"
#include "service/operator.h"

/* The request waits for 取りまとめ機関. */
static enum status S_waiting(struct call *c, const char *yokyu_no)
{
    struct fugo_yokyu f;
    bool found;
    enum status st = unyo_fugo_get(c->tx, fugo_yokyu_number(yokyu_no), c->arena, &f, &found);
    if (st != ST_OK)
        return st;
    if (!found)
        return diag_set(c->diag, ST_FUGO_NONE, "yokyuNo", "符号取得要求の要求番号", yokyu_no);
    if (f.dankai != FUGO_JOHO || strcmp(f.jotai, FUGO_SHORICHU) != 0)
        return diag_setf(c->diag, ST_CONTROL, "yokyuNo", "承認待ち（段階 3）の要求",
                         "%s（段階 %" PRId64 "、%s）", yokyu_no, f.dankai, f.jotai);
    return ST_OK;
}

static enum status S_run(struct call *c, const char *body, struct buf *json)
{
    bool valid, changed;
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
    st = S_waiting(c, yokyu_no);
    if (st == ST_OK)
        st = unyo_fugo_fail(c->tx, fugo_yokyu_number(yokyu_no), "FUGO_KYAKKA", masked[0] ? masked : NULL,
                            c->now, &changed);
    if (st == ST_OK)
        buf_adds(json, "{\"rejected\":1}");
out:
    free(yokyu_no);
    free(riyu);
    return st;
}

const struct operator_action operator_fugo_reject = {"fugo-reject", DB_UNYO, S_run};
