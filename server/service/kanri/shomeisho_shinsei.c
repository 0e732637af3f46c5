/* operator/shomeisho-shinsei: somebody applies for a 電子証明書 (2.8.4 ①):
 * {"shubetsu":"統合専用端末","cn":"TT…B","hokensha":"…"}; of the server of an ASP "ininjo" in place of
 * hokensha: the insurers that gave a 委任状, spaces between. "yukoKaishi" when it is to be valid from a later
 * day on; "shinseiBango" of one that came back as 不備: 再申請. */
#include "service/kanri/hakko.h"

#include <string.h>

#include "base/words.h"

struct request {
    const char *shubetsu;
    const char *cn;
    const char *hokensha;
    const char *ininjo;
    const char *kaishi;
    const char *shinsei;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "shubetsu", shubetsu, FIELD_MUST),
    FIELD_TEXT_AS(struct request, "cn", cn, FIELD_MUST | FIELD_TAISHO),
    FIELD_TEXT(struct request, "hokensha", hokensha),
    FIELD_TEXT(struct request, "ininjo", ininjo),
    FIELD_TEXT(struct request, "yukoKaishi", kaishi),
    FIELD_TEXT_AS(struct request, "shinseiBango", shinsei, FIELD_TAISHO),
    FIELD_END,
};

/* Whose it is: of an ASP who gave it a 委任状, and of nobody else. */
static enum status S_whose(struct call *c, const struct request *r, const char **ret)
{
    const bool asp = strcmp(r->shubetsu, SHOMEISHO_ASP) == 0;
    const char *odd = asp ? r->hokensha : r->ininjo;
    *ret = asp ? r->ininjo : r->hokensha;
    *ret = *ret ? *ret : "";
    char shown[sizeof c->diag->have];
    return odd ? diag_set(c->diag, ST_CONTROL, asp ? "hokensha" : "ininjo",
                          asp ? "ASP の申請では ininjo（委任状の医療保険者等）" : "委任状は ASP の申請だけ",
                          words_shown(odd, shown, sizeof shown))
               : ST_OK;
}

/* A renewal stays one of that certificate; only the insurers of an ASP may be others. */
static enum status S_same(struct call *c, const struct request *r, const char *whose,
                          const struct kanri_shomeisho_shinsei *was)
{
    const bool asp = strcmp(was->shubetsu, SHOMEISHO_ASP) == 0;
    const struct {
        const char *item, *want, *have;
    } same[] = {{"cn", was->cn, r->cn},
                {"shubetsu", was->shubetsu, r->shubetsu},
                {"hokensha", was->hokensha, asp ? was->hokensha : whose}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (strcmp(same[i].want, same[i].have) != 0)
            return diag_set(c->diag, ST_CONTROL, same[i].item,
                            arena_printf(c->arena,
                                         "%s（証明書番号 %lld の更新の再申請。ほかのものは新しい申請）",
                                         same[i].want, (long long)was->moto),
                            same[i].have);
    return ST_OK;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct kanri_shomeisho_shinsei s = {
        .shinsei = INT64_MIN, .kaisu = 1, .moto = INT64_MIN, .bango = INT64_MIN};
    const char *whose;
    enum status st = S_whose(c, r, &whose);
    if (st == ST_OK && r->shinsei)
        st = hakko_find(c, r->shinsei, HAKKO_FUBI, NULL, &s);
    if (st == ST_OK && s.moto != INT64_MIN)
        st = S_same(c, r, whose, &s);
    if (st != ST_OK)
        return st;
    s.kaisu += r->shinsei ? 1 : 0;
    s.riyu = NULL;
    s.cn = r->cn, s.shubetsu = r->shubetsu, s.hokensha = whose, s.kaishi = r->kaishi;
    return hakko_apply(c, "shomeisho-shinsei", &s, rep);
}

const struct operator_action operator_shomeisho_shinsei = {
    .name = "shomeisho-shinsei",
    .db = DB_KANRI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = hakko_reply,
    .reply_size = sizeof(struct hakko_reply),
    .run = S_run,
};
