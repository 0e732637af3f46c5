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

/* The files that have begun. */
struct begun {
    struct concerned *list;
    size_t n;
};

static enum status S_begin(struct call *c, const struct uketsuke *u, struct begun *b)
{
    b->list = arena_more(c->arena, b->list, b->n, sizeof *b->list);
    if (!b->list)
        return ST_LIMIT;
    b->list[b->n++] = (struct concerned){u->hokensha, NULL, u->uketsuke};
    return file_kaishi(c, u, c->now);
}

static enum status S_one(struct call *c, const char *uketsuke, struct begun *b)
{
    struct uketsuke u;
    bool found;
    enum status st = unyo_uketsuke_find(c->tx, uketsuke, c->arena, &u, &found);
    if (st == ST_OK && !found)
        st = diag_set(c->diag, ST_UKETSUKE_NONE, "uketsukeBango", "受付済の受付番号", uketsuke);
    return st == ST_OK && u.matsu ? S_begin(c, &u, b) : st;
}

static enum status S_all(struct call *c, struct begun *b)
{
    enum status st;
    struct uketsuke u;
    bool found;
    while ((st = unyo_uketsuke_matsu(c->tx, c->arena, &u, &found)) == ST_OK && found)
        if ((st = S_begin(c, &u, b)) != ST_OK)
            break;
    return st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct begun b = {NULL, 0};
    enum status st = r->uketsuke_bango ? S_one(c, r->uketsuke_bango, &b) : S_all(c, &b);
    if (st == ST_OK && b.n)
        c->concerns = (struct concerns){.action = "ikkatsu-start", .each = b.list, .each_n = b.n};
    ((struct reply *)rep)->started = (int64_t)b.n;
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
