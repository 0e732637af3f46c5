/* honnin.getResult: what 住基ネット has answered to a question of honnin.request (1.7.1 ③): the one reply
 * that may hold a 個人番号. A look counts as a poll while 住基照会 goes on by hand. */
#include "service/at_text.h"
#include "service/joho/honnin.h"
#include "service/joho/juki_send.h"
#include "service/messages.h"

struct request {
    const char *honnin_bango;
};

struct reply {
    const char *jotai, *kaito_at, *kekka_code, *kekka_message;
    int64_t kensu;
    struct juki_kaito k;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "honninBango", honnin_bango, FIELD_TAISHO),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT(struct reply, "jotai", jotai),
    FIELD_TEXT(struct reply, "kaitoAt", kaito_at),
    FIELD_TEXT(struct reply, "kekkaCode", kekka_code),
    FIELD_TEXT(struct reply, "kekkaMessage", kekka_message),
    FIELD_INT(struct reply, "kensu", kensu),
    FIELD_TEXT_AS(struct reply, "kojinBango", k.kojin_bango, FIELD_KOJIN_BANGO),
    FIELD_TEXT(struct reply, "shimei", k.shimei),
    FIELD_TEXT(struct reply, "shimeiKana", k.shimei_kana),
    FIELD_CODE(struct reply, "seibetsu", k.seibetsu, "juminKekka"),
    FIELD_TEXT(struct reply, "seinengappi", k.seinengappi),
    FIELD_TEXT(struct reply, "jusho", k.jusho),
    FIELD_CODE(struct reply, "shienSochi", k.shien_sochi, "juminKekka"),
    FIELD_CODE(struct reply, "idoJiyu", k.ido_jiyu, "juminKekka"),
    FIELD_TEXT(struct reply, "idoYmd", k.ido_ymd),
    FIELD_END,
};

/* The poll that is enough sends it, the next one sees the answer. */
static enum status S_poll(struct call *c, int64_t shokai)
{
    const struct progression *p = &c->policy->work[WORK_JUKI];
    const struct juki_matsu one = juki_of_one(shokai);
    int64_t polls = 0, n;
    if (p->how != PROGRESS_MANUAL || p->polls <= 0)
        return ST_OK;
    enum status st = unyo_juki_poll(c->tx, shokai, &polls);
    return st == ST_OK && polls >= p->polls ? juki_send(c, &one, &n) : st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *out = rep;
    struct juki_kaito k;
    int64_t shokai;
    out->kensu = INT64_MIN;
    enum status st = honnin_own(c, r->honnin_bango, &shokai, &k);
    if (st != ST_OK)
        return st;
    out->jotai = HONNIN_SHORICHU;
    if (k.dankai != JUKI_ANSWERED) {
        st = k.dankai == JUKI_MATSU ? S_poll(c, shokai) : ST_OK;
        return st == ST_OK ? ST_PENDING : st;
    }
    const struct status_info *kekka = status_info(k.status_name ? message_status(k.status_name) : ST_OK);
    *out = (struct reply){HONNIN_KAITO, at_text(c, k.kaito_at), kekka->code, kekka->text, k.kensu, k};
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

const struct op op_honnin_get_result = {
    .service = "honnin",
    .name = "getResult",
    .db = DB_UNYO,
    .flags = OP_WRITE | OP_HONNIN,
    .exempt = GOING_ASKED,
    .exempt_why = "a look changes nothing but the count of polls",
    .sosa = SOSA_HONNIN_SHOKAI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
