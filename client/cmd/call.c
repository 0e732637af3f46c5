/* chukan call SERVICE.OPERATION: any operation, its fields given as name=value. */
#include <stdio.h>
#include <string.h>

#include "cmd/command.h"
#include "say.h"
#include "wire/session.h"

static int S_call(struct session *s, struct words *fields)
{
    char service[64];
    if (s->o.rest_count < 1)
        return say_usage(tr("サービス.操作 を指定してください（例 kanyusha.get）",
                            "give SERVICE.OPERATION (kanyusha.get)"));
    const char *dot = strchr(s->o.rest[0], '.');
    if (!dot || (size_t)(dot - s->o.rest[0]) >= sizeof service)
        return say_usage(tr("「%s」は サービス.操作 の形ではありません", "\"%s\" is not SERVICE.OPERATION"),
                         s->o.rest[0]);
    snprintf(service, sizeof service, "%.*s", (int)(dot - s->o.rest[0]), s->o.rest[0]);
    for (int i = 1; i < s->o.rest_count; i++)
        if (!words_add(fields, s->o.rest[i]))
            return say_failed(tr("メモリが足りません", "out of memory"));
    for (size_t i = 0; i < fields->n; i++)
        if (!strchr(fields->items[i], '='))
            return say_usage(tr("項目は「名前=値」の形で書きます: %s", "a field is written name=value: %s"),
                             fields->items[i]);
    struct soap_request q = {.service = service,
                             .op = dot + 1,
                             .fields = fields->items,
                             .field_count = fields->n,
                             .result_fd = -1};
    return session_call(s, &q);
}

static int S_run(int argc, char **argv)
{
    struct session s;
    struct words fields = {0};
    const struct extra extras[] = {{"field", EXTRA_LIST, &fields}, {NULL, EXTRA_FLAG, NULL}};
    int status = session_open(&s, argc, argv, extras);
    if (!status)
        status = S_call(&s, &fields);
    session_close(&s);
    words_release(&fields);
    return status;
}

const struct command cmd_call = {
    "call",
    "サービス.操作 [項目=値]… --system ID",
    "操作を 1 回呼び出す",
    "make one call",
    "  --field 項目=値    要求の項目。繰り返せる。引数に「項目=値」と書いても同じ\n"
    "                     a.b=値 は a の中の b。同じ名前を繰り返すと要素も繰り返す\n"
    "                     値 @ファイル はファイルの中身（MTOM）を送る\n",
    S_run,
    false};
