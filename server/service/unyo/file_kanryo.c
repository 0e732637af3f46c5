/* Message fileKanryo: the 中間サーバー (副本) or the administration (部署, ユーザー) has brought a file to
 * its end (2.12.2, 2.13.2). */
#include <stdlib.h>

#include "service/messages.h"
#include "store/unyo_uketsuke.h"

/* A member as text in the arena, NULL when absent. */
static const char *S_text(struct call *c, const char *json, const char *path)
{
    char *s = json_text(json, path, NULL);
    const char *copy = s ? arena_strdup(c->arena, s) : NULL;
    free(s);
    return copy;
}

static int64_t S_int(struct call *c, const char *json, const char *path, int64_t absent)
{
    const char *s = S_text(c, json, path);
    return s ? strtoll(s, NULL, 10) : absent;
}

static enum status S_apply(struct call *c, const char *json)
{
    struct uketsuke u = {
        .uketsuke = S_text(c, json, "$.uketsuke"),
        .jotai = S_text(c, json, "$.jotai"),
        .kanryo_at = S_int(c, json, "$.at", c->now),
        .gyo = S_int(c, json, "$.gyo", 0),
        .seijo = S_int(c, json, "$.seijo", 0),
        .ijo = S_int(c, json, "$.ijo", 0),
        .result_path = S_text(c, json, "$.resultPath"),
        .result_size = S_int(c, json, "$.resultSize", INT64_MIN),
        .result_sha256 = S_text(c, json, "$.resultSha256"),
        .status_name = S_text(c, json, "$.status"),
        .item = S_text(c, json, "$.item"),
        .want = S_text(c, json, "$.want"),
        .have = S_text(c, json, "$.have"),
    };
    if (arena_failed(c->arena))
        return ST_LIMIT;
    return u.uketsuke && u.jotai ? unyo_uketsuke_kanryo(c->tx, &u) : ST_INTERNAL;
}

const struct message message_file_kanryo = {
    .kind = "fileKanryo",
    .from = DB_CHUKAN,
    .to = DB_UNYO,
    .going = GOING_FILES | GOING_MASTERS,
    .apply = S_apply,
};
