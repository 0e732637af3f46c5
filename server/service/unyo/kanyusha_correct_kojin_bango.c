/* kanyusha.correctKojinBango: a wrong 個人番号 is set right (2.12.2); fugo.request then asks again.
 * Of who had none the 符号 is asked for. */
#include "service/online.h"
#include "service/unyo/kanyusha_apply.h"

static const struct field request[] = {
    FIELD_TEXT(struct kanyusha_irai, "edaban", edaban),
    FIELD_TEXT_AS(struct kanyusha_irai, "kojinBango", kojin_bango, FIELD_KOJIN_BANGO),
    FIELD_CODE(struct kanyusha_irai, "teiseiJiyu", teisei_jiyu, "kanyushaToroku"),
    FIELD_END,
};

static const struct online_row row = {.shubetsu = "kanyushaToroku", .kubun = "3"};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    struct kanyusha_kekka *k = rep;
    struct kanyusha_irai r = {0};
    struct kanyusha_state s = {0};
    enum status st = online_row(c, &row, request, req, &r);
    if (st == ST_OK)
        st = kanyusha_teisei(c, &r, &s, &k->edaban);
    return st == ST_OK ? kanyusha_shinki_end(c, &s) : st;
}

const struct op op_kanyusha_correct_kojin_bango = {
    .service = "kanyusha",
    .name = "correctKojinBango",
    KANYUSHA_WRITE,
    .request = request,
    .run = S_run,
};
