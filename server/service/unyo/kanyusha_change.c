/* kanyusha.change: items of one person change (2.12); what is absent stays. */
#include "service/online.h"
#include "service/unyo/kanyusha_apply.h"

static const struct field request[] = {
    FIELD_TEXT(struct kanyusha_irai, "edaban", edaban),
    FIELD_TEXT(struct kanyusha_irai, "kigo", kigo),
    FIELD_TEXT(struct kanyusha_irai, "bango", bango),
    FIELD_CODE(struct kanyusha_irai, "honninKazoku", honnin_kazoku, "kanyushaToroku"),
    FIELD_TEXT(struct kanyusha_irai, "shimei", shimei),
    FIELD_TEXT(struct kanyusha_irai, "shimeiKana", shimei_kana),
    FIELD_CODE(struct kanyusha_irai, "seibetsu", seibetsu, "kanyushaToroku"),
    FIELD_TEXT(struct kanyusha_irai, "seinengappi", seinengappi),
    FIELD_TEXT(struct kanyusha_irai, "jusho", jusho),
    FIELD_TEXT(struct kanyusha_irai, "ninteiYmd", nintei_ymd),
    FIELD_TEXT(struct kanyusha_irai, "shutokuYmd", shutoku_ymd),
    FIELD_END,
};

static const struct online_row row = {.shubetsu = "kanyushaToroku", .kubun = "2", .some = true};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    struct kanyusha_kekka *k = rep;
    struct kanyusha_irai r = {0};
    enum status st = online_row(c, &row, request, req, &r);
    return st == ST_OK ? kanyusha_henko(c, &r, &k->edaban) : st;
}

const struct op op_kanyusha_change = {
    .service = "kanyusha",
    .name = "change",
    KANYUSHA_WRITE,
    .request = request,
    .run = S_run,
};
