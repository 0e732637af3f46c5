/* kanyusha.cancelLoss: a 喪失 that should not have been told, or is still to come, is taken back (2.12). */
#include "service/online.h"
#include "service/unyo/kanyusha_apply.h"

static const struct field request[] = {
    FIELD_TEXT(struct kanyusha_irai, "edaban", edaban),
    FIELD_END,
};

static const struct online_row row = {.shubetsu = "kanyushaToroku", .kubun = "6", .some = true};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    struct kanyusha_kekka *k = rep;
    struct kanyusha_irai r = {0};
    enum status st = online_row(c, &row, request, req, &r);
    return st == ST_OK ? kanyusha_soshitsu_torikeshi(c, &r, &k->edaban) : st;
}

const struct op op_kanyusha_cancel_loss = {
    .service = "kanyusha",
    .name = "cancelLoss",
    KANYUSHA_WRITE,
    .request = request,
    .run = S_run,
};
