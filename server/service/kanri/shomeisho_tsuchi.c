/* operator/shomeisho-tsuchi: 取りまとめ機関 sends the 発行通知 (2.8.4 ②): {"shinseiBango":"1"}. It says what
 * was issued, and the login of the download site; until it is used it can be sent again. */
#include "service/kanri/hakko.h"

struct request {
    const char *shinsei;
};

struct reply {
    int64_t shinsei;
    int64_t bango;
    const char *cn;
    const char *hokensha;
    const char *kaishi;
    const char *kigen;
    const char *id;
    const char *password;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "shinseiBango", shinsei, FIELD_MUST | FIELD_TAISHO),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_INT(struct reply, "shinseiBango", shinsei),
    FIELD_INT_AS(struct reply, "bango", bango, FIELD_TAISHO),
    FIELD_TEXT_AS(struct reply, "cn", cn, FIELD_TAISHO),
    FIELD_TEXT(struct reply, "hokensha", hokensha),
    FIELD_TEXT(struct reply, "yukoKaishi", kaishi),
    FIELD_TEXT(struct reply, "yukoKigen", kigen),
    FIELD_TEXT(struct reply, "loginId", id),
    FIELD_TEXT(struct reply, "password", password),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct kanri_shomeisho_shinsei s;
    struct kanri_shomeisho made = {0};
    enum status st = hakko_find(c, r->shinsei, HAKKO_ZUMI, HAKKO_TSUCHI, &s);
    if (st == ST_OK)
        st = hakko_made(c, &s, &made);
    s.jotai = HAKKO_TSUCHI;
    if (st == ST_OK)
        st = kanri_shomeisho_shinsei_put(c->tx, &s, &s.shinsei);
    if (st != ST_OK)
        return st;
    hakko_tell(c, "shomeisho-tsuchi", made.hokensha, made.cn, (const char *[]){"shubetsu", made.shubetsu});
    const struct hakko_login l = hakko_login(c, s.shinsei);
    *(struct reply *)rep = (struct reply){s.shinsei,
                                          s.bango,
                                          made.cn,
                                          made.hokensha,
                                          made.kaishi,
                                          made.kigen,
                                          arena_strdup(c->arena, l.id),
                                          arena_strdup(c->arena, l.password)};
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

const struct operator_action operator_shomeisho_tsuchi = {
    .name = "shomeisho-tsuchi",
    .db = DB_KANRI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
