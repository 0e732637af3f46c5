/* kanri.ping: 疎通確認 of a base system (2.7.5): who I am here, and what time it is. Called by world/call.
 */
#include <string.h>

#include "base/clock.h"
#include "service/op.h"

struct ping_request {
    const char *message;
};
struct ping_reply {
    const char *message, *world, *now;
    int64_t generation;
    const char *hokensha;
};

static const struct field request[] = {
    FIELD_TEXT(struct ping_request, "message", message),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT(struct ping_reply, "message", message),
    FIELD_TEXT(struct ping_reply, "world", world),
    FIELD_TEXT(struct ping_reply, "now", now),
    FIELD_INT(struct ping_reply, "generation", generation),
    FIELD_TEXT(struct ping_reply, "hokensha", hokensha),
    FIELD_END,
};

/* The caller's text, masked as everywhere: an echo is no way around DESIGN 2.1. NULL stays NULL. */
static const char *S_echo(struct call *c, const char *s)
{
    size_t n = s ? strlen(s) + 16 : 0;
    char *out = s ? arena_alloc(c->arena, n) : NULL;
    if (out)
        str_mask(out, n, str_of(s));
    return out;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    char now[CLOCK_TEXT];
    clock_text(c->now, now);
    *(struct ping_reply *)rep = (struct ping_reply){
        .message = S_echo(c, ((const struct ping_request *)req)->message),
        .world = c->world,
        .now = arena_strdup(c->arena, now),
        .generation = c->generation,
        .hokensha = c->caller->hokensha,
    };
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

const struct op op_kanri_ping = {
    .service = "kanri",
    .name = "ping",
    .db = DB_KANRI,
    .flags = OP_SHOKI,
    .exempt = GOING_MESSAGES | GOING_FILES,
    .exempt_why =
        "it tells who calls and what time it is, which link files of 部署 and ユーザー alone change",
    .sosa = SOSA_NONE,
    .request = request,
    .request_size = sizeof(struct ping_request),
    .reply = reply,
    .reply_size = sizeof(struct ping_reply),
    .run = S_run,
};
