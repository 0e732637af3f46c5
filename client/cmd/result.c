/* chukan result RECEIPT OUT [--shurui keikoku]: saves the result file of an upload, or that of its warnings.
 */
#include <string.h>

#include "cmd/command.h"
#include "say.h"
#include "wire/session.h"

static int S_result(struct session *s, const char *shurui)
{
    char error[1400];
    struct reply r;
    if (s->o.rest_count != 2)
        return say_usage(
            tr("受付番号と出力ファイルを指定してください", "give a receipt number and an output file"));
    if (strcmp(shurui, "kekka") != 0 && strcmp(shurui, "keikoku") != 0)
        return say_usage(tr("--shurui は kekka、keikoku のいずれかです。実際は「%s」",
                            "--shurui wants kekka or keikoku, have \"%s\""),
                         shurui);
    int status = session_result(s->http, &s->t, s->o.rest[0], shurui, s->o.rest[1], &r, error, sizeof error)
                     ? session_print(s, &r)
                     : say_failed("%s", error);
    reply_release(&r);
    return status;
}

static int S_run(int argc, char **argv)
{
    struct session s;
    const char *shurui = "kekka";
    const struct extra extras[] = {{"shurui", EXTRA_TEXT, &shurui}, {NULL, EXTRA_FLAG, NULL}};
    int status = session_open(&s, argc, argv, extras);
    if (!status)
        status = S_result(&s, shurui);
    session_close(&s);
    return status;
}

const struct command cmd_result = {
    .name = "result",
    .usage = "受付番号 出力 [--shurui keikoku] --system ID",
    .usage_en = "NUMBER FILE [--shurui keikoku] --system ID",
    .ja = "処理結果ファイルか、警告のファイルを保存する",
    .en = "save a result file, or the file of warnings",
    .more =
        "  --shurui 種類      kekka（処理結果、既定）か keikoku（警告。一つもなければ F40004 で断られる）\n",
    .more_en =
        "  --shurui KIND      kekka (the result, default) or keikoku (warnings; F40004 if there are none)\n",
    .run = S_run,
};
