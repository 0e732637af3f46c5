/* kanyusha.change: items of one person change (2.12); what is absent stays. */
#include "service/unyo/kanyusha_apply.h"

static const struct field request[] = {
    FIELD_TEXT(struct kanyusha_irai, "edaban", edaban),
    FIELD_TEXT(struct kanyusha_irai, "kigo", kigo),
    FIELD_TEXT(struct kanyusha_irai, "bango", bango),
    FIELD_TEXT(struct kanyusha_irai, "honninKazoku", honnin_kazoku),
    FIELD_TEXT(struct kanyusha_irai, "shimei", shimei),
    FIELD_TEXT(struct kanyusha_irai, "shimeiKana", shimei_kana),
    FIELD_TEXT(struct kanyusha_irai, "seibetsu", seibetsu),
    FIELD_TEXT(struct kanyusha_irai, "seinengappi", seinengappi),
    FIELD_TEXT(struct kanyusha_irai, "jusho", jusho),
    FIELD_TEXT(struct kanyusha_irai, "ninteiYmd", nintei_ymd),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_TEXT(struct kanyusha_kekka, "edaban", edaban),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    struct kanyusha_kekka *k = rep;
    return kanyusha_henko(c, req, &k->edaban);
}

const struct op op_kanyusha_change = {
    .service = "kanyusha",
    .name = "change",
    .db = DB_UNYO,
    .flags = OP_WRITE,
    .role = ROLE_KANYUSHA,
    .request = request,
    .request_size = sizeof(struct kanyusha_irai),
    .reply = reply,
    .reply_size = sizeof(struct kanyusha_kekka),
    .run = S_run,
};
