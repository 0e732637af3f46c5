/* chukan journal: what came in. */
#include <stdio.h>

#include "cmd/command.h"
#include "wire/remote.h"
#include "say.h"

static int S_run(int argc, char **argv)
{
    struct options o;
    int since = 0;
    bool wait = false;
    char tail[100];
    const struct extra extras[] = {
        {"since", EXTRA_INT, &since}, {"wait", EXTRA_FLAG, &wait}, {NULL, EXTRA_FLAG, NULL}};
    int status = options_parse(&o, argc, argv, extras);
    if (status)
        return status;
    if (o.rest_count)
        return say_usage(tr("journal に引数は要りません", "journal takes no arguments"));
    if (wait)
        snprintf(tail, sizeof tail, "/journal/wait?since=%d&timeout=%d", since,
                 o.timeout > 1 ? (o.timeout - 1) * 1000 : 500);
    else
        snprintf(tail, sizeof tail, "/journal?since=%d", since);
    return remote_world(&o, "GET", tail, NULL);
}

const struct command cmd_journal = {
    .name = "journal",
    .usage = "[--since N] [--wait] [--world W]",
    .ja = "受け付けた電文の記録を見る",
    .en = "what came in",
    .more = "  --since N          N 番より後だけ\n"
            "  --wait             新しい記録が来るまで待つ\n",
    .more_en = "  --since N          only after the N-th\n"
               "  --wait             until there is something new\n",
    .run = S_run,
};
