/* kanri.passwordShokika: a user of the insurer has its initial password again (2.12.1 ⑤): it was forgotten,
 * or somebody else knows it. Called by world/call. */
#include "service/kanri/password.h"

struct shokika_request {
    const char *user;
};
struct shokika_reply {
    const char *user, *password_jotai;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct shokika_request, "user", user, FIELD_TAISHO),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT(struct shokika_reply, "user", user),
    FIELD_TEXT(struct shokika_reply, "passwordJotai", password_jotai),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct shokika_request *r = req;
    struct kanri_password p;
    enum status st = password_user_sent(c, r->user, &p);
    if (st == ST_OK)
        st = password_put(c, &p, NULL);
    if (st == ST_OK)
        *(struct shokika_reply *)rep = (struct shokika_reply){p.user, p.password_jotai};
    return st;
}

const struct op op_kanri_password_shokika = {
    .service = "kanri",
    .name = "passwordShokika",
    .db = DB_KANRI,
    .flags = OP_WRITE,
    .exempt = GOING_MESSAGES | GOING_FILES | GOING_ASKED,
    .exempt_why =
        "a password changes no answer of others, and what changes a user but calls are files of users alone",
    .sosa = SOSA_KANRI_PASSWORD,
    .request = request,
    .request_size = sizeof(struct shokika_request),
    .reply = reply,
    .reply_size = sizeof(struct shokika_reply),
    .run = S_run,
};
