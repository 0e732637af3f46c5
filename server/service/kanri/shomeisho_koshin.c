/* operator/shomeisho-koshin: somebody applies for a new 電子証明書 in place of one that is not revoked:
 * {"bango":"3"}. It is reviewed like a new one; the former one is in force until its own last day, or until
 * it is revoked. Of an ASP "ininjo" when the insurers are to be others. */
#include "service/kanri/hakko.h"

#include <string.h>

#include "base/words.h"

struct request {
    const char *bango;
    const char *ininjo;
    const char *kaishi;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "bango", bango, FIELD_MUST | FIELD_TAISHO),
    FIELD_TEXT(struct request, "ininjo", ininjo),
    FIELD_TEXT(struct request, "yukoKaishi", kaishi),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct kanri_shomeisho was;
    enum status st = hakko_shomeisho(c, r->bango, &was);
    if (st != ST_OK)
        return st;
    char shown[sizeof c->diag->have];
    if (r->ininjo && strcmp(was.shubetsu, SHOMEISHO_ASP) != 0)
        return diag_set(c->diag, ST_CONTROL, "ininjo", "委任状は ASP の電子証明書だけ",
                        words_shown(r->ininjo, shown, sizeof shown));
    struct kanri_shomeisho_shinsei s = {.shinsei = INT64_MIN,
                                        .cn = was.cn,
                                        .shubetsu = was.shubetsu,
                                        .hokensha = r->ininjo ? r->ininjo : was.hokensha,
                                        .kaishi = r->kaishi,
                                        .moto = was.bango,
                                        .kaisu = 1,
                                        .bango = INT64_MIN};
    return hakko_apply(c, "shomeisho-koshin", &s, rep);
}

const struct operator_action operator_shomeisho_koshin = {
    .name = "shomeisho-koshin",
    .db = DB_KANRI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = hakko_reply,
    .reply_size = sizeof(struct hakko_reply),
    .run = S_run,
};
