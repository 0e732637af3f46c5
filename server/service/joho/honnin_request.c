/* honnin.request: 住基ネット is asked for the 個人番号 of 基本4情報 or a part of them, or the other way round
 * (1.7.1 ③, 2.11.3): one row of a 照会要求. Its answer is fetched by honnin.getResult. */
#include "base/json.h"
#include "service/bodies.h"
#include "service/joho/honnin.h"
#include "service/joho/juki_send.h"
#include "service/online.h"

struct request {
    const char *kubun; /* by what; follows from what is given */
    const char *kojin_bango, *shimei, *shimei_kana, *seibetsu, *seinengappi, *jusho, *riyu;
};

struct reply {
    const char *honnin_bango, *jotai;
};

#define ITEMS                                                                                                \
    FIELD_TEXT_AS(struct request, "kojinBango", kojin_bango, FIELD_KOJIN_BANGO),                             \
        FIELD_TEXT(struct request, "shimei", shimei), FIELD_TEXT(struct request, "shimeiKana", shimei_kana), \
        FIELD_CODE(struct request, "seibetsu", seibetsu, "juminShokai"),                                     \
        FIELD_TEXT(struct request, "seinengappi", seinengappi), FIELD_TEXT(struct request, "jusho", jusho),  \
        FIELD_CODE(struct request, "shokaiRiyu", riyu, "juminShokai"), FIELD_END
static const struct field request[] = {ITEMS};
static const struct field row[] = {FIELD_TEXT(struct request, "shokaiKubun", kubun), ITEMS};
static const struct field reply[] = {
    FIELD_TEXT_AS(struct reply, "honninBango", honnin_bango, FIELD_TAISHO),
    FIELD_TEXT(struct reply, "jotai", jotai),
    FIELD_END,
};

static bool S_given(const char *value)
{
    return value && *value;
}

/* By nothing at all; that of a row would speak of its 照会区分, which a request does not have. */
static enum status S_some(struct call *c, const struct request *r)
{
    if (S_given(r->kojin_bango) || S_given(r->shimei) || S_given(r->shimei_kana) || S_given(r->seibetsu) ||
        S_given(r->seinengappi) || S_given(r->jusho))
        return ST_OK;
    return diag_set(c->diag, ST_ROW_COLUMN, "個人番号・氏名・氏名カナ・性別・生年月日・住所",
                    "個人番号か、基本4情報のどれか一つの値", "どれも空");
}

static enum status S_add(struct call *c, const struct request *r, int64_t *ret_shokai)
{
    struct buf toi = BUF_INIT;
    json_write(&toi, juki_toi,
               &(struct juki_toi){r->kubun, r->kojin_bango, r->shimei, r->shimei_kana, r->seibetsu,
                                  r->seinengappi, r->jusho});
    const struct juki_irai irai = {
        .gyo = INT64_MIN,
        .system = c->caller->system,
        .busho = c->caller->busho,
        .user = c->caller->user,
        .riyu = r->riyu,
        .toi = toi.data,
    };
    enum status st = buf_ok(&toi) ? unyo_juki_add(c->tx, c->caller->hokensha, &irai, ret_shokai) : ST_LIMIT;
    buf_release(&toi);
    return st;
}

/* By hand it waits for an operator or for polls. */
static enum status S_send(struct call *c, int64_t shokai)
{
    int64_t n;
    const struct juki_matsu one = juki_of_one(shokai);
    return c->policy->work[WORK_JUKI].how == PROGRESS_MANUAL ? ST_OK : juki_send(c, &one, &n);
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    struct request r = *(const struct request *)req;
    struct reply *out = rep;
    int64_t shokai = 0;
    r.kubun = S_given(r.kojin_bango) ? "2" : "1";
    enum status st = S_some(c, &r);
    if (st == ST_OK)
        st = online_row(c, &(struct online_row){.shubetsu = "juminShokai"}, row, &r, &r);
    if (st == ST_OK)
        st = S_add(c, &r, &shokai);
    if (st == ST_OK)
        st = S_send(c, shokai);
    if (st != ST_OK)
        return st;
    *out = (struct reply){honnin_bango(c, shokai), HONNIN_SHORICHU};
    return out->honnin_bango ? ST_ACCEPTED : ST_LIMIT;
}

const struct op op_honnin_request = {
    .service = "honnin",
    .name = "request",
    .db = DB_UNYO,
    .flags = OP_WRITE,
    .exempt = GOING_ASKED,
    .exempt_why = "what is asked of 住基ネット changes nothing that others may ask for",
    .sosa = SOSA_HONNIN_SHOKAI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
