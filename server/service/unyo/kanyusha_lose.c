/* kanyusha.lose: 資格喪失 of one person (2.12). */
#include "service/online.h"
#include "service/unyo/kanyusha_apply.h"

static const struct field request[] = {
    FIELD_TEXT(struct kanyusha_irai, "edaban", edaban),
    FIELD_TEXT(struct kanyusha_irai, "soshitsuYmd", soshitsu_ymd),
    FIELD_TEXT(struct kanyusha_irai, "shutokuYmd", shutoku_ymd),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_TEXT(struct kanyusha_kekka, "edaban", edaban),
    FIELD_END,
};

static const struct online_row row = {.shubetsu = "kanyushaToroku", .kubun = "4", .some = true};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    struct kanyusha_kekka *k = rep;
    struct kanyusha_irai r = {0};
    enum status st = online_row(c, &row, request, req, &r);
    return st == ST_OK ? kanyusha_soshitsu(c, &r, &k->edaban) : st;
}

const struct op op_kanyusha_lose = {
    .service = "kanyusha",
    .name = "lose",
    .db = DB_UNYO,
    .flags = OP_WRITE,
    .role = ROLE_KANYUSHA,
    .request = request,
    .request_size = sizeof(struct kanyusha_irai),
    .reply = reply,
    .reply_size = sizeof(struct kanyusha_kekka),
    .run = S_run,
};
