/* operator/shomeisho-download: the download site (2.8.4 ③): {"loginId":"…","password":"…"} of the 発行通知;
 * "kagi":"RSA" for who cannot do EC. Makes the key, once: PKCS#12 with the certificate of the CA, in base64,
 * and the same as PEM. Nothing of the key is kept. */
#include "service/kanri/hakko.h"

#include <string.h>

#include "base/crypto.h"
#include "base/pki_issue.h"

struct request {
    const char *id;
    const char *password;
    const char *kagi;
};

struct reply {
    int64_t bango;
    const char *cn;
    const char *hokensha;
    const char *shimon;
    const char *p12;
    const char *p12_password;
    const char *crt;
    const char *key;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "loginId", id, FIELD_MUST | FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "password", password, FIELD_MUST),
    FIELD_TEXT(struct request, "kagi", kagi),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_INT_AS(struct reply, "bango", bango, FIELD_TAISHO),
    FIELD_TEXT_AS(struct reply, "cn", cn, FIELD_TAISHO),
    FIELD_TEXT(struct reply, "hokensha", hokensha),
    FIELD_TEXT(struct reply, "shimon", shimon),
    FIELD_TEXT(struct reply, "p12", p12),
    FIELD_TEXT(struct reply, "p12Password", p12_password),
    FIELD_TEXT(struct reply, "crt", crt),
    FIELD_TEXT(struct reply, "key", key),
    FIELD_END,
};

/* The id and the password of one notice. */
static enum status S_login(struct call *c, const struct request *r, struct kanri_shomeisho_shinsei *s)
{
    const int64_t shinsei = hakko_login_of(r->id);
    const struct hakko_login l = hakko_login(c, shinsei);
    bool found = false;
    enum status st = kanri_shomeisho_shinsei_get(c->tx, shinsei, c->arena, s, &found);
    if (st != ST_OK)
        return st;
    const bool right = strlen(r->password) == strlen(l.password) &&
                       crypto_equal(r->password, l.password, strlen(l.password));
    if (!found || s->bango == INT64_MIN || !right)
        return diag_set(c->diag, ST_SHOMEISHO_LOGIN, found ? "password" : "loginId", "発行通知にあるもの",
                        "一致しない値");
    return strcmp(s->jotai, HAKKO_TSUCHI) == 0
               ? ST_OK
               : diag_set(c->diag, ST_SHOMEISHO_JOTAI, "申請の状態",
                          HAKKO_TSUCHI "（ダウンロードは一度だけ）", s->jotai);
}

static enum status S_make(struct call *c, const struct request *r, const struct kanri_shomeisho *s,
                          struct reply *ret)
{
    struct pki_package p = {.p12 = BUF_INIT, .crt = BUF_INIT, .key = BUF_INIT};
    const bool rsa = r->kagi && strcmp(r->kagi, "RSA") == 0;
    enum status st = pki_issue_package(c->issuer, s->cn, s->hokensha, rsa, &p, c->diag);
    char *p12 = st == ST_OK ? arena_alloc(c->arena, 4 * ((p.p12.len + 2) / 3) + 1) : NULL;
    if (st == ST_OK)
        st = kanri_shomeisho_uketori(c->tx, s->bango, p.shimon);
    if (p12) {
        p12[base64_encode((const unsigned char *)p.p12.data, p.p12.len, p12)] = 0;
        *ret = (struct reply){s->bango,
                              s->cn,
                              s->hokensha,
                              hakko_shimon(c, p.shimon),
                              p12,
                              PKI_P12_PASSWORD,
                              arena_strndup(c->arena, p.crt.data, p.crt.len),
                              arena_strndup(c->arena, p.key.data, p.key.len)};
    }
    pki_package_release(&p);
    return st == ST_OK && arena_failed(c->arena) ? ST_LIMIT : st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct kanri_shomeisho_shinsei s;
    struct kanri_shomeisho made = {0};
    if (r->kagi && strcmp(r->kagi, "RSA") != 0 && strcmp(r->kagi, "EC") != 0)
        return diag_set(c->diag, ST_CONTROL, "kagi", "EC か RSA", r->kagi);
    if (!c->issuer)
        return diag_set(c->diag, ST_SETUP, "認証局", "電子証明書のフォルダー（pki）のある chukand",
                        "ありません");
    enum status st = S_login(c, r, &s);
    if (st == ST_OK)
        st = hakko_made(c, &s, &made);
    s.jotai = HAKKO_DOWNLOAD;
    if (st == ST_OK)
        st = kanri_shomeisho_shinsei_put(c->tx, &s, &s.shinsei);
    c->masters = true;
    if (st == ST_OK)
        st = S_make(c, r, &made, rep);
    if (st == ST_OK)
        hakko_tell(c, "shomeisho-download", made.hokensha, made.cn,
                   (const char *[]){"shubetsu", made.shubetsu});
    return st;
}

const struct operator_action operator_shomeisho_download = {
    .name = "shomeisho-download",
    .db = DB_KANRI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
