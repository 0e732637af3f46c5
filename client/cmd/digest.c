/* chukan digest: one hash over everything that a world holds. */
#include "cmd/command.h"
#include "wire/remote.h"
#include "say.h"

static int S_run(int argc, char **argv)
{
    struct options o;
    int status = options_parse(&o, argc, argv, NULL);
    if (status)
        return status;
    if (o.rest_count)
        return say_usage(tr("digest に引数は要りません", "digest takes no arguments"));
    return remote_world(&o, "GET", "/digest", NULL);
}

const struct command cmd_digest = {
    .name = "digest",
    .usage = "[--world W]",
    .ja = "ワールドの内容全体のハッシュを出す",
    .en = "one hash over all that a world holds",
    .run = S_run,
};
