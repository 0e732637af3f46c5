/* operator/ikkatsu-start: files that wait because 一括登録 goes on by hand are started: all, or
 * {"uketsukeBango":"U…"}. Answers {"started":N}. */
#include "service/operator.h"
#include "service/unyo/file_kaishi.h"

struct request {
    const char *uketsuke_bango;
};

struct reply {
    int64_t started;
};

static const struct field request[] = {FIELD_TEXT(struct request, "uketsukeBango", uketsuke_bango),
                                       FIELD_END};
static const struct field reply[] = {FIELD_INT(struct reply, "started", started), FIELD_END};

static enum status S_one(struct call *c, const char *uketsuke, int64_t *ret_n)
{
    struct uketsuke u;
    bool found;
    enum status st = unyo_uketsuke_find(c->tx, uketsuke, c->arena, &u, &found);
    if (st == ST_OK && !found)
        st = diag_set(c->diag, ST_UKETSUKE_NONE, "uketsukeBango", "受付済の受付番号", uketsuke);
    if (st != ST_OK || !u.matsu)
        return st;
    *ret_n = 1;
    return file_kaishi(c, &u, c->now);
}

static enum status S_all(struct call *c, int64_t *ret_n)
{
    enum status st;
    struct uketsuke u;
    bool found;
    while ((st = unyo_uketsuke_matsu(c->tx, c->arena, &u, &found)) == ST_OK && found) {
        if ((st = file_kaishi(c, &u, c->now)) != ST_OK)
            break;
        ++*ret_n;
    }
    return st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    int64_t *n = &((struct reply *)rep)->started;
    enum status st = r->uketsuke_bango ? S_one(c, r->uketsuke_bango, n) : S_all(c, n);
    if (st == ST_OK && *n)
        c->concerns = (struct concerns){.action = "ikkatsu-start"};
    return st;
}

const struct operator_action operator_ikkatsu_start = {
    .name = "ikkatsu-start",
    .db = DB_UNYO,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
