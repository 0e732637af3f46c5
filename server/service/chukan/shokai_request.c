/* shokai.request: asks another 医療保険者 or, by 情報提供NWS, another institution about a person of one's own
 * (1.7.1 ②). Answered later: shokai.getResult. Called by world/call. */
#include "service/chukan/shokai_kaishi.h"
#include "service/online.h"

struct request_reply {
    const char *shokai_bango;
};

static const struct field request[] = {
    FIELD_TEXT(struct shokai_irai, "edaban", edaban),
    FIELD_TEXT_AS(struct shokai_irai, "teikyoHokensha", teikyo_hokensha, FIELD_TAISHO),
    FIELD_TEXT_AS(struct shokai_irai, "teikyoKikan", teikyo_kikan, FIELD_TAISHO),
    FIELD_TEXT_AS(struct shokai_irai, "jimuCode", jimu_code, FIELD_TAISHO),
    FIELD_TEXT_AS(struct shokai_irai, "jimuTetsuzukiCode", tetsuzuki, FIELD_TAISHO),
    FIELD_TEXT_AS(struct shokai_irai, "tokuteiKojinJohoCode", code, FIELD_TAISHO),
    FIELD_TEXT(struct shokai_irai, "kijunYmd", kijun_ymd),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT_AS(struct request_reply, "shokaiBango", shokai_bango, FIELD_TAISHO),
    FIELD_END,
};

static const struct online_row hokensha_row = {.shubetsu = "johoShokai"};
static const struct online_row kikan_row = {.shubetsu = "kikanShokai"};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct shokai_irai *asked = req;
    struct shokai_irai r = {0};
    const bool of_none = !asked->teikyo_kikan && !asked->teikyo_hokensha; /* no layout would tell of both */
    enum status st = of_none
                         ? shokai_one_provider(c, asked)
                         : online_row(c, asked->teikyo_kikan ? &kikan_row : &hokensha_row, request, req, &r);
    if (st == ST_OK)
        st = shokai_kaishi(c, &r, &((struct request_reply *)rep)->shokai_bango);
    return st == ST_OK ? ST_ACCEPTED : st;
}

/* The answer is made of what the provider has by then. */
static const char *S_others(const struct policy *p, const void *req)
{
    (void)p;
    return ((const struct shokai_irai *)req)->teikyo_hokensha;
}

const struct op op_shokai_request = {
    .service = "shokai",
    .name = "request",
    .db = DB_CHUKAN,
    .flags = OP_WRITE,
    .exempt = GOING_ASKED,
    .exempt_why = "a question changes nothing that others may ask for",
    .others = S_others,
    .sosa = SOSA_JOHO_SHOKAI,
    .request = request,
    .request_size = sizeof(struct shokai_irai),
    .reply = reply,
    .reply_size = sizeof(struct request_reply),
    .run = S_run,
};
