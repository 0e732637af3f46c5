/* kanyusha.register: one person joins (2.12); the 枝番 comes back, the 符号取得要求 goes out. */
#include "service/online.h"
#include "service/unyo/kanyusha_apply.h"

static const struct field request[] = {
    FIELD_TEXT_AS(struct kanyusha_irai, "kojinBango", kojin_bango, FIELD_KOJIN_BANGO),
    FIELD_TEXT(struct kanyusha_irai, "kigo", kigo),
    FIELD_TEXT(struct kanyusha_irai, "bango", bango),
    FIELD_CODE(struct kanyusha_irai, "honninKazoku", honnin_kazoku, "kanyushaToroku"),
    FIELD_TEXT(struct kanyusha_irai, "shimei", shimei),
    FIELD_TEXT(struct kanyusha_irai, "shimeiKana", shimei_kana),
    FIELD_CODE(struct kanyusha_irai, "seibetsu", seibetsu, "kanyushaToroku"),
    FIELD_TEXT(struct kanyusha_irai, "seinengappi", seinengappi),
    FIELD_TEXT(struct kanyusha_irai, "jusho", jusho),
    FIELD_TEXT(struct kanyusha_irai, "shutokuYmd", shutoku_ymd),
    FIELD_TEXT(struct kanyusha_irai, "ninteiYmd", nintei_ymd),
    FIELD_TEXT(struct kanyusha_irai, "soshitsuYmd", soshitsu_ymd),
    FIELD_END,
};

static const struct online_row row = {.shubetsu = "kanyushaToroku", .kubun = "1"};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    struct kanyusha_kekka *k = rep;
    struct kanyusha_irai r = {0};
    struct kanyusha_state s = {0};
    enum status st = online_row(c, &row, request, req, &r);
    if (st == ST_OK)
        st = kanyusha_shinki(c, &r, &s, &k->edaban);
    return st == ST_OK ? kanyusha_shinki_end(c, &s) : st;
}

const struct op op_kanyusha_register = {
    .service = "kanyusha",
    .name = "register",
    .exempt = GOING_MESSAGES | GOING_ASKED,
    .exempt_why =
        "nobody has asked anything of a person who is new; one who was a member before makes it wait",
    KANYUSHA_WRITE,
    .request = request,
    .run = S_run,
};
