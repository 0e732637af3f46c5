/* kanri.lockKaijo: a user of the insurer that wrong passwords have locked may log in again, with the password
 * it has; tells how it stood. Called by world/call. */
#include "service/kanri/password.h"

struct kaijo_request {
    const char *user;
};
struct kaijo_reply {
    const char *user, *lock;
    int64_t shippai;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct kaijo_request, "user", user, FIELD_TAISHO),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT(struct kaijo_reply, "user", user),
    FIELD_TEXT(struct kaijo_reply, "lockJotai", lock),
    FIELD_INT(struct kaijo_reply, "shippai", shippai),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct kaijo_request *r = req;
    struct kanri_password p;
    enum status st = password_user_sent(c, r->user, &p);
    if (st != ST_OK)
        return st;
    *(struct kaijo_reply *)rep = (struct kaijo_reply){p.user, p.lock ? "1" : "0", p.shippai};
    st = kanri_user_unlock(c->tx, p.hokensha, p.user);
    c->masters = st == ST_OK;
    return st;
}

const struct op op_kanri_lock_kaijo = {
    .service = "kanri",
    .name = "lockKaijo",
    .db = DB_KANRI,
    .flags = OP_WRITE,
    .exempt = GOING_MESSAGES | GOING_FILES | GOING_ASKED,
    .exempt_why =
        "a lock changes no answer of others, and what changes a user but calls are files of users alone",
    .sosa = SOSA_KANRI_PASSWORD,
    .request = request,
    .request_size = sizeof(struct kaijo_request),
    .reply = reply,
    .reply_size = sizeof(struct kaijo_reply),
    .run = S_run,
};
