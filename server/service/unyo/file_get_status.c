/* file.getStatus: 処理ステータス of one receipt (2.12.2 ②). A look counts as a poll when 一括登録 goes on by
 * hand, which is why it runs on the writer; with nothing to count its transaction writes nothing. */
#include "base/clock.h"
#include "service/policy.h"
#include "service/unyo/file_kaishi.h"
#include "service/unyo/machi_poll.h"

#include <string.h>

struct request {
    const char *uketsuke;
};

struct reply {
    const char *jotai, *shubetsu, *file_mei, *uketsuke_at, *kanryo_at;
    int64_t gyo, seijo, ijo;
    const char *riyu;
    int64_t keikoku_su; /* INT64_MIN: none */
};

static const struct field request[] = {
    FIELD_TEXT(struct request, "uketsukeBango", uketsuke),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_TEXT(struct reply, "jotai", jotai),
    FIELD_TEXT(struct reply, "shubetsu", shubetsu),
    FIELD_TEXT(struct reply, "fileMei", file_mei),
    FIELD_TEXT(struct reply, "uketsukeAt", uketsuke_at),
    FIELD_TEXT(struct reply, "kanryoAt", kanryo_at),
    FIELD_INT(struct reply, "gyoSu", gyo),
    FIELD_INT(struct reply, "seijoSu", seijo),
    FIELD_INT(struct reply, "ijoSu", ijo),
    FIELD_TEXT(struct reply, "riyu", riyu),
    FIELD_INT(struct reply, "keikokuSu", keikoku_su),
    FIELD_END,
};

/* The poll that is enough starts the file; the policy may also have been changed since. The loader takes it
 * by its place in the order of acceptance, which others that came later may have passed: what they have begun
 * is done before. */
static enum status S_poll(struct call *c, const struct uketsuke *u)
{
    const struct progression *p = &c->policy->work[WORK_IKKATSU];
    enum status st;
    if (p->how != PROGRESS_MANUAL || (p->polls > 0 && u->polls + 1 >= p->polls))
        return (st = call_settled(c)) == ST_OK ? file_kaishi(c, u, c->now) : st;
    return unyo_uketsuke_poll(c->tx, u->uketsuke);
}

/* What of it goes on, when somebody looks. */
static enum status S_look(struct call *c, const struct uketsuke *u, int64_t *ret_keikoku)
{
    enum status st = file_halted(c, u);
    if (st == ST_OK && u->matsu)
        st = S_poll(c, u);
    else if (st == ST_OK && strcmp(u->jotai, UKETSUKE_SHORICHU) == 0)
        st = machi_poll(c, u);
    return st == ST_OK ? unyo_keikoku_su(c->tx, u, ret_keikoku) : st;
}

/* As it is told before it has ended, wherever it stands; it goes on, or waits, as it would. */
static enum status S_shorichu(struct uketsuke *u, int64_t *ret_keikoku)
{
    u->jotai = UKETSUKE_SHORICHU;
    u->kanryo_at = u->gyo = u->seijo = u->ijo = *ret_keikoku = INT64_MIN;
    return ST_OK;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct uketsuke u;
    int64_t keikoku_su;
    enum status st = file_require(c, r->uketsuke, &u);
    if (st == ST_OK)
        st = call_finds(c, FIND_SHORICHU, NULL, NULL) ? S_shorichu(&u, &keikoku_su)
                                                      : S_look(c, &u, &keikoku_su);
    if (st != ST_OK)
        return st;
    *(struct reply *)rep = (struct reply){
        .jotai = u.jotai,
        .shubetsu = u.shubetsu,
        .file_mei = u.file_mei,
        .uketsuke_at = clock_text_in(c->arena, u.uketsuke_at),
        .kanryo_at = clock_text_in(c->arena, u.kanryo_at),
        .gyo = u.gyo,
        .seijo = u.seijo,
        .ijo = u.ijo,
        .keikoku_su = keikoku_su,
    };
    if (arena_failed(c->arena))
        return ST_LIMIT;
    return strcmp(u.jotai, UKETSUKE_KANRYO) == 0 ? ST_OK : ST_PENDING;
}

/* What a poll sets going meets what others have: a file that asks reads it, and files change it in order. */
static const char *S_others(const struct policy *p, const void *req)
{
    (void)p;
    (void)req;
    return "";
}

const struct op op_file_get_status = {
    .service = "file",
    .name = "getStatus",
    .db = DB_UNYO,
    .flags = OP_WRITE | OP_BY_KIND,
    .exempt = GOING_ASKED | GOING_OTHERS,
    .exempt_why = "a look changes nothing but the count of polls; the poll that sets something going waits",
    .others = S_others,
    .sosa = SOSA_NONE,
    .finds = FIND_SHORICHU,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
