/* file.list: the insurer's receipts, newest last (2.12.2 ②). */
#include <string.h>

#include "base/clock.h"
#include "service/online.h"
#include "service/unyo/file_kaishi.h"

struct request {
    const char *shubetsu, *jotai; /* NULL: all */
};

struct item {
    const char *uketsuke, *shubetsu, *file_mei, *sha256, *uketsuke_at, *jotai;
    int64_t gyo, seijo, ijo;
};

struct reply {
    struct list items;
};

static const struct field request[] = {
    FIELD_TEXT(struct request, "shubetsu", shubetsu),
    FIELD_TEXT(struct request, "jotai", jotai),
    FIELD_END,
};

static const struct field item[] = {
    FIELD_TEXT(struct item, "uketsukeBango", uketsuke),
    FIELD_TEXT(struct item, "shubetsu", shubetsu),
    FIELD_TEXT(struct item, "fileMei", file_mei),
    FIELD_TEXT(struct item, "sha256", sha256),
    FIELD_TEXT(struct item, "uketsukeAt", uketsuke_at),
    FIELD_TEXT(struct item, "jotai", jotai),
    FIELD_INT(struct item, "gyoSu", gyo),
    FIELD_INT(struct item, "seijoSu", seijo),
    FIELD_INT(struct item, "ijoSu", ijo),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_LIST(struct reply, "item", items, struct item, item),
    FIELD_END,
};

static bool S_wanted(const char *filter, const char *value)
{
    return !filter || !*filter || strcmp(filter, value) == 0;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *ret = rep;
    struct uketsuke *rows;
    size_t n, kept = 0;
    if (r->shubetsu && *r->shubetsu && !bulk_find(r->shubetsu)) /* not: there are none of that kind */
        return online_unknown_kind(c, r->shubetsu);
    enum status st = unyo_uketsuke_list(c->tx, c->caller->hokensha, c->arena, &rows, &n);
    if (st != ST_OK || !n)
        return st;
    struct item *items = arena_array(c->arena, n, sizeof *items);
    if (!items)
        return ST_LIMIT;
    for (size_t i = 0; i < n; i++) {
        const struct uketsuke *u = &rows[i];
        char text[CLOCK_TEXT];
        if (!S_wanted(r->shubetsu, u->shubetsu) || !S_wanted(r->jotai, u->jotai) ||
            !file_seen(c, u->shubetsu, u->busho))
            continue;
        clock_text(u->uketsuke_at, text);
        items[kept++] =
            (struct item){u->uketsuke, u->shubetsu, u->file_mei, u->sha256, arena_strdup(c->arena, text),
                          u->jotai,    u->gyo,      u->seijo,    u->ijo};
    }
    ret->items = (struct list){items, kept};
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

const struct op op_file_list = {
    .service = "file",
    .name = "list",
    .db = DB_UNYO,
    .sosa = SOSA_NONE,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
