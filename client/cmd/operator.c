/* chukan operator ACTION [name=value]…: what staff of the 取りまとめ機関 do by hand. */
#include <stdio.h>

#include "cmd/command.h"
#include "json_body.h"
#include "wire/http.h"
#include "wire/remote.h"
#include "say.h"

static int S_do(const struct options *o)
{
    char tail[500], action[400];
    struct buf body = BUF_INIT;
    if (o->rest_count < 1)
        return say_usage(tr("操作を指定してください（例 fugo-approve）", "give an action (fugo-approve)"));
    if (!http_segment(action, sizeof action, o->rest[0]))
        return say_usage(tr("操作の名前が長すぎます", "too long an action"));
    int wrong = json_body(&body, (const char *const *)o->rest + 1, o->rest_count - 1);
    snprintf(tail, sizeof tail, "/operator/%s", action);
    int status = wrong >= 0 ? say_usage(tr("「%s」は 名前=値 でも JSON でもありません",
                                           "\"%s\" is neither name=value nor JSON"),
                                        o->rest[1 + wrong])
                            : remote_world(o, "POST", tail, body.data);
    buf_release(&body);
    return status;
}

static int S_run(int argc, char **argv)
{
    struct options o;
    int status = options_parse(&o, argc, argv, NULL);
    return status ? status : S_do(&o);
}

const struct command cmd_operator = {
    .name = "operator",
    .usage = "操作 [名前=値 | JSON]… [--world W]",
    .usage_en = "ACTION [NAME=VALUE | JSON]… [--world W]",
    .ja = "取りまとめ機関の手作業（符号取得要求の承認など）",
    .en = "what operators do by hand",
    .more = "  操作: " OPERATORS " settle。名前=値 は {\"名前\":\"値\"} として送る\n",
    .more_en = "  actions: " OPERATORS " settle; NAME=VALUE is sent as {\"NAME\":\"VALUE\"}\n",
    .run = S_run,
};
