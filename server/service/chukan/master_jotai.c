/* operator/master-jotai: what a base system has of a master when it has applied a release and those before it
 * (2.7.8), to hold one's own against. {"release":"2.5","master":"kikan"}. Answers {"kensu":…,"digest":…,
 * "kiroku":[{"code":…,"han":…,"mei":…,…},…]}. */
#include "service/haishin.h"
#include "service/operator.h"

struct request {
    const char *release, *master;
};

struct reply {
    int64_t kensu;
    const char *digest;
    struct list kiroku;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "release", release, FIELD_MUST),
    FIELD_TEXT_AS(struct request, "master", master, FIELD_MUST),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_INT(struct reply, "kensu", kensu),
    FIELD_TEXT(struct reply, "digest", digest),
    FIELD_LIST(struct reply, "kiroku", kiroku, struct haishin_record, haishin_fields),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct haishin h;
    const struct haishin_kind *k;
    struct haishin_record *rows = NULL;
    char digest[65];
    size_t n = 0;
    enum status st = haishin_of(c, r->release, r->master, &h, &k);
    if (st == ST_OK)
        st = haishin_state(c->tx, k->name, h.release_jun, c->arena, &rows, &n);
    if (st != ST_OK)
        return st;
    haishin_digest(k, rows, n, digest);
    *(struct reply *)rep = (struct reply){(int64_t)n, arena_strdup(c->arena, digest), {rows, n}};
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

const struct operator_action operator_master_jotai = {
    .name = "master-jotai",
    .db = DB_CHUKAN,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
