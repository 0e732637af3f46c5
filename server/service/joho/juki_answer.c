/* operator/juki-answer: 照会要求 that wait because 住基照会 goes on by hand are sent on to 住基ネット and
 * answered (2.11.3): all, or {"uketsukeBango":"U…"}. Answers {"answered":N}, rows. */
#include "service/joho/juki_send.h"
#include "service/operator.h"
#include "store/unyo_juki.h"
#include "store/unyo_uketsuke.h"

struct request {
    const char *uketsuke_bango;
};

struct reply {
    int64_t answered;
};

static const struct field request[] = {FIELD_TEXT(struct request, "uketsukeBango", uketsuke_bango),
                                       FIELD_END};
static const struct field reply[] = {FIELD_INT(struct reply, "answered", answered), FIELD_END};

static enum status S_one(struct call *c, const char *uketsuke, int64_t *ret_n)
{
    struct uketsuke u;
    bool found;
    enum status st = unyo_uketsuke_find(c->tx, uketsuke, c->arena, &u, &found);
    if (st == ST_OK && !found)
        st = diag_set(c->diag, ST_UKETSUKE_NONE, "uketsukeBango", "受付済の受付番号", uketsuke);
    return st == ST_OK ? juki_send(c, uketsuke, ret_n) : st;
}

static enum status S_all(struct call *c, int64_t *ret_n)
{
    const char *uketsuke = "";
    enum status st;
    while ((st = unyo_juki_next(c->tx, uketsuke, c->arena, &uketsuke)) == ST_OK && uketsuke) {
        int64_t n = 0;
        if ((st = juki_send(c, uketsuke, &n)) != ST_OK)
            break;
        *ret_n += n;
    }
    return st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    int64_t *n = &((struct reply *)rep)->answered;
    return r->uketsuke_bango ? S_one(c, r->uketsuke_bango, n) : S_all(c, n);
}

const struct operator_action operator_juki_answer = {
    .name = "juki-answer",
    .db = DB_UNYO,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
