/* operator/fugo-approve: 支払基金 staff send 符号取得要求 on to 住基ネット (2.12.2 ③). {}: all that wait,
 * {"hokensha":"…"}: those of one insurer, {"yokyuNo":"Y…"}: one. Answers {"approved":N}. */
#include <stdlib.h>

#include "service/joho/fugo_shonin.h"
#include "service/operator.h"

static enum status S_run(struct call *c, const char *body, struct buf *json)
{
    bool valid, found = true;
    char *hokensha = json_text(body, "$.hokensha", &valid);
    char *yokyu_no = json_text(body, "$.yokyuNo", NULL);
    struct fugo_filter f = {.hokensha = hokensha, .yokyu = yokyu_no ? fugo_yokyu_number(yokyu_no) : 0};
    struct fugo_yokyu one;
    int64_t n = 0;
    enum status st = ST_OK;
    if (!valid)
        st = diag_set(c->diag, ST_CONTROL, "本文", "{}、{\"hokensha\":…} または {\"yokyuNo\":…}", body);
    if (st == ST_OK && yokyu_no)
        st = unyo_fugo_get(c->tx, f.yokyu, c->arena, &one, &found);
    if (st == ST_OK && !found)
        st = diag_set(c->diag, ST_FUGO_NONE, "yokyuNo", "符号取得要求の要求番号", yokyu_no);
    if (st == ST_OK)
        st = fugo_shonin(c, &f, &n);
    if (st == ST_OK) {
        buf_addc(json, '{');
        buf_json_int(json, "approved", n);
        buf_addc(json, '}');
    }
    free(hokensha);
    free(yokyu_no);
    return st;
}

const struct operator_action operator_fugo_approve = {"fugo-approve", DB_UNYO, "hokensha:text yokyuNo:text",
                                                      S_run};
