/* operator/password-shokika: 取りまとめ機関 gives a user of an insurer its initial password back, and unlocks
 * it, as kanri.passwordShokika does: who has locked himself out may be the only one who could have done that.
 * {"hokensha":"…","user":"…"} */
#include "service/kanri/kanri_bulk.h"
#include "service/kanri/password.h"
#include "service/operator.h"

struct request {
    const char *hokensha, *user;
};
struct reply {
    const char *hokensha, *user, *password_jotai;
    int64_t shippai; /* as they were counted until now */
    const char *lock;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct request, "user", user, FIELD_MUST | FIELD_TAISHO),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT(struct reply, "hokensha", hokensha),
    FIELD_TEXT(struct reply, "user", user),
    FIELD_TEXT(struct reply, "passwordJotai", password_jotai),
    FIELD_INT(struct reply, "shippai", shippai),
    FIELD_TEXT(struct reply, "lockJotai", lock),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    const struct caller *was = c->caller, as = {.hokensha = r->hokensha};
    struct kanri_password p;
    c->caller = &as;
    enum status st = kanri_check_hokensha(c, r->hokensha);
    if (st == ST_OK)
        st = password_user(c, r->user, &p);
    c->caller = was;
    if (st != ST_OK)
        return st;
    struct reply out = {r->hokensha, r->user, "初期", p.shippai, p.lock ? "1" : "0"};
    c->work_of = r->hokensha;
    st = password_put(c, &p, NULL);
    *(struct reply *)rep = out;
    return st;
}

const struct operator_action operator_password_shokika = {
    .name = "password-shokika",
    .db = DB_KANRI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
