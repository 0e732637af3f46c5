/* chukan status [RECEIPT]: 処理ステータス of one file, or the list of the insurer's files. */
#include <stdio.h>

#include "cmd/command.h"
#include "say.h"
#include "wire/session.h"

static int S_status(struct session *s)
{
    char field[128];
    const char *fields[] = {field};
    if (s->o.rest_count > 1)
        return say_usage(tr("受付番号は 1 つだけ指定してください", "give one receipt number"));
    struct soap_request q = {.service = "file", .op = "list", .result_fd = -1};
    if (s->o.rest_count == 1) {
        snprintf(field, sizeof field, "uketsukeBango=%s", s->o.rest[0]);
        q.op = "getStatus";
        q.fields = fields;
        q.field_count = 1;
    }
    return session_call(s, &q);
}

static int S_run(int argc, char **argv)
{
    struct session s;
    int status = session_open(&s, argc, argv, NULL);
    if (!status)
        status = S_status(&s);
    session_close(&s);
    return status;
}

const struct command cmd_status = {
    .name = "status",
    .usage = "[受付番号] --system ID",
    .usage_en = "[NUMBER] --system ID",
    .ja = "処理ステータスを見る（番号なしなら一覧）",
    .en = "status of a file, or the list",
    .run = S_run,
};
