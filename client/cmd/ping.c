/* chukan ping: does the world answer, and whom does it take us for? */
#include "cmd/command.h"
#include "say.h"
#include "wire/session.h"

static int S_run(int argc, char **argv)
{
    struct session s;
    int bad = session_open(&s, argc, argv, NULL);
    if (bad)
        return bad;
    const char *fields[] = {"message=chukan"};
    struct soap_request q = {
        .service = "kanri", .op = "ping", .fields = fields, .field_count = 1, .result_fd = -1};
    int status = s.o.rest_count ? say_usage(tr("ping に引数は要りません", "ping takes no arguments"))
                                : session_call(&s, &q);
    session_close(&s);
    return status;
}

const struct command cmd_ping = {
    .name = "ping",
    .usage = "--system ID",
    .ja = "接続と認証を確かめる",
    .en = "check connection and login",
    .run = S_run,
};
