/* operator/shomeisho-shikko: 取りまとめ機関 revokes a 電子証明書: {"bango":"3","riyu":"鍵の紛失"}. From the
 * next call on it opens nothing, also on a connection that is open. */
#include "service/kanri/hakko.h"

struct request {
    const char *bango;
    const char *riyu;
};

struct reply {
    int64_t bango;
    const char *jotai;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "bango", bango, FIELD_MUST | FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "riyu", riyu, FIELD_MUST),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_INT(struct reply, "bango", bango),
    FIELD_TEXT(struct reply, "jotai", jotai),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct kanri_shomeisho s;
    enum status st = hakko_shomeisho(c, r->bango, &s);
    if (st == ST_OK)
        st = hakko_riyu(c, r->riyu);
    const char *today = st == ST_OK ? hakko_today(c) : NULL;
    if (today)
        st = kanri_shomeisho_shikko(c->tx, s.bango, today, r->riyu);
    c->masters = true;
    if (st != ST_OK || !today)
        return st == ST_OK ? ST_LIMIT : st;
    *(struct reply *)rep = (struct reply){s.bango, SHOMEISHO_SHIKKO};
    hakko_tell(c, "shomeisho-shikko", s.hokensha, s.cn, (const char *[]){"riyu", r->riyu});
    return ST_OK;
}

const struct operator_action operator_shomeisho_shikko = {
    .name = "shomeisho-shikko",
    .db = DB_KANRI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
