/* operator/master-jotai: what a base system has of a master when it has applied a release and those before it
 * (2.7.8), to hold one's own against. {"release":"2.5","master":"kikan"}. Answers {"kensu":…,"digest":…,
 * "kiroku":[{"code":…,"han":…,"mei":…,…},…],"hokoku":[{"hokensha":…,"itchi":…,"hokokuAt":…},…]}, the last
 * being who has reported that master of that release, whether it was so, and when. */
#include "service/at_text.h"
#include "service/haishin.h"
#include "store/chukan_master.h"
#include "service/operator.h"

struct request {
    const char *release, *master;
};

struct hokoku {
    const char *hokensha;
    int64_t itchi;
    const char *at;
};

struct reply {
    int64_t kensu;
    const char *digest;
    struct list kiroku, hokoku;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "release", release, FIELD_MUST | FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "master", master, FIELD_MUST | FIELD_TAISHO),
    FIELD_END,
};
static const struct field hokoku_fields[] = {
    FIELD_TEXT(struct hokoku, "hokensha", hokensha),
    FIELD_INT(struct hokoku, "itchi", itchi),
    FIELD_TEXT(struct hokoku, "hokokuAt", at),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_INT(struct reply, "kensu", kensu),
    FIELD_TEXT(struct reply, "digest", digest),
    FIELD_LIST(struct reply, "kiroku", kiroku, struct haishin_record, haishin_fields),
    FIELD_LIST(struct reply, "hokoku", hokoku, struct hokoku, hokoku_fields),
    FIELD_END,
};

static enum status S_hokoku(struct call *c, const char *master, int64_t jun, struct list *ret)
{
    struct master_hokokusha *rows = NULL;
    size_t n = 0;
    enum status st = chukan_master_hokokusha(c->tx, master, jun, c->arena, &rows, &n);
    struct hokoku *list = st == ST_OK ? arena_array(c->arena, n, sizeof *list) : NULL;
    for (size_t i = 0; list && i < n; i++)
        list[i] = (struct hokoku){rows[i].hokensha, rows[i].itchi, at_text(c, rows[i].at)};
    *ret = (struct list){list, n};
    return st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct haishin h;
    const struct haishin_kind *k;
    struct haishin_record *rows = NULL;
    char digest[65];
    struct list hokoku = {NULL, 0};
    size_t n = 0;
    enum status st = haishin_of(c, r->release, r->master, &h, &k);
    if (st == ST_OK)
        st = haishin_state(c->tx, k->name, h.release_jun, c->arena, &rows, &n);
    if (st == ST_OK)
        st = S_hokoku(c, k->name, h.release_jun, &hokoku);
    if (st != ST_OK)
        return st;
    haishin_digest(k, rows, n, digest);
    *(struct reply *)rep = (struct reply){(int64_t)n, arena_strdup(c->arena, digest), {rows, n}, hokoku};
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
