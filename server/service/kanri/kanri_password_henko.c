/* kanri.passwordHenko: who has logged in at a 統合専用端末 changes its own password (2.12.2 ①), the one thing
 * that may be done while it is the initial one. Called by world/call. */
#include <string.h>

#include "service/kanri/password.h"

struct henko_request {
    const char *gen, *shin;
};
struct henko_reply {
    const char *user, *password_jotai;
};

static const struct field request[] = {
    FIELD_TEXT(struct henko_request, "genPassword", gen),
    FIELD_TEXT(struct henko_request, "shinPassword", shin),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT(struct henko_reply, "user", user),
    FIELD_TEXT(struct henko_reply, "passwordJotai", password_jotai),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct henko_request *r = req;
    const char *user = c->caller->user_login;
    struct kanri_password p;
    if (!user)
        return diag_set(c->diag, ST_PASSWORD_HONNIN, "ログイン", "統合専用端末からの、ユーザーのログイン",
                        "接続システムのログイン");
    enum status st = password_user(c, user, &p);
    if (st == ST_OK)
        st = password_gen(c, &p, r->gen);
    if (st == ST_OK)
        st = password_kisoku(c, user, r->shin);
    if (st == ST_OK)
        st = password_rireki(c, &p, r->shin);
    if (st == ST_OK)
        st = password_put(c, &p, r->shin);
    if (st == ST_OK)
        *(struct henko_reply *)rep = (struct henko_reply){p.user, p.password_jotai};
    return st;
}

const struct op op_kanri_password_henko = {
    .service = "kanri",
    .name = "passwordHenko",
    .db = DB_KANRI,
    .flags = OP_WRITE | OP_SHOKI,
    .exempt = GOING_MESSAGES | GOING_FILES | GOING_ASKED,
    .exempt_why =
        "a password changes no answer of others, and what changes a user but calls are files of users alone",
    .sosa = SOSA_NONE,
    .request = request,
    .request_size = sizeof(struct henko_request),
    .reply = reply,
    .reply_size = sizeof(struct henko_reply),
    .run = S_run,
};
