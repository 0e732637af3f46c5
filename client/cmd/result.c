/* chukan result RECEIPT OUT: saves the result file of an upload. */
#include "cmd/command.h"
#include "say.h"
#include "wire/session.h"

static int S_result(struct session *s)
{
    char error[1400];
    struct reply r;
    if (s->o.rest_count != 2)
        return say_usage(
            tr("受付番号と出力ファイルを指定してください", "give a receipt number and an output file"));
    int status = session_result(s->http, &s->t, s->o.rest[0], "kekka", s->o.rest[1], &r, error, sizeof error)
                     ? session_print(s, &r)
                     : say_failed("%s", error);
    reply_release(&r);
    return status;
}

static int S_run(int argc, char **argv)
{
    struct session s;
    int status = session_open(&s, argc, argv, NULL);
    if (!status)
        status = S_result(&s);
    session_close(&s);
    return status;
}

const struct command cmd_result = {
    "result", "受付番号 出力 --system ID", "処理結果ファイルを保存する", "save a result file", NULL, S_run,
    false};
