/* Message fileMachi: the 中間サーバー has applied the rows of a link file and waits for the answers to them
 * (1.7.1 ②). Called by the courier (world). */
#include <stdlib.h>

#include "service/messages.h"
#include "store/unyo_uketsuke.h"

static int64_t S_int(const char *json, const char *path)
{
    char *s = json_text(json, path, NULL);
    int64_t n = s ? strtoll(s, NULL, 10) : 0;
    free(s);
    return n;
}

static enum status S_apply(struct call *c, const char *json)
{
    char *uketsuke = json_text(json, "$.uketsuke", NULL);
    struct uketsuke u = {
        .uketsuke = uketsuke,
        .gyo = S_int(json, "$.gyo"),
        .seijo = S_int(json, "$.seijo"),
        .ijo = S_int(json, "$.ijo"),
    };
    enum status st = uketsuke ? unyo_uketsuke_machi(c->tx, &u) : ST_INTERNAL;
    free(uketsuke);
    return st;
}

const struct message message_file_machi = {
    .kind = "fileMachi",
    .from = DB_CHUKAN,
    .to = DB_UNYO,
    .going = GOING_FILES,
    .apply = S_apply,
};
