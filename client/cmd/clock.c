/* chukan clock show|freeze|run|set TIME|advance SECONDS|TIME|--to DAY. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "clock_body.h"
#include "cmd/command.h"
#include "wire/remote.h"
#include "say.h"

static int S_wrong(const struct options *o, const char *what)
{
    bool set = strcmp(what, "set") == 0, two = o->rest_count == 2;
    if (two && set)
        return say_usage(
            tr("clock set には日時（2017-05-08 か 2017-05-08T09:00:00 の形）が必要です。実際は「%s」",
               "clock set wants a time (2017-05-08 or 2017-05-08T09:00:00), have \"%s\""),
            o->rest[1]);
    if (two && strcmp(what, "advance") == 0)
        return say_usage(tr("clock advance には 0 以上の秒数か日時が必要です。実際は「%s」",
                            "clock advance wants a number of seconds or a time, have \"%s\""),
                         o->rest[1]);
    return say_usage("%s", tr("show, freeze, run, set 日時, advance 秒または日時 のどれかです",
                              "wants show, freeze, run, set TIME, or advance SECONDS|TIME"));
}

struct clock_to_body {
    const char *to;
    int owari;
};
struct clock_to {
    const char *to;
    bool owari;
};
static const struct field to_fields[] = {FIELD_TEXT(struct clock_to_body, "to", to),
                                         FIELD_BOOL(struct clock_to_body, "owari", owari), FIELD_END};

/* A day of the schedule, which the daemon knows. */
static int S_to(const struct options *o, const struct clock_to *u)
{
    if (o->rest_count != 1 || strcmp(o->rest[0], "advance") != 0 || !u->to)
        return say_usage("%s", tr("--to 日程の名前 と --end は clock advance のオプションです",
                                  "--to DAY and --end are options of clock advance"));
    struct buf body = BUF_INIT;
    json_write(&body, to_fields, &(struct clock_to_body){u->to, u->owari});
    int status = buf_ok(&body) ? remote_world(o, "POST", "/clock/advance", body.data)
                               : say_failed(tr("メモリが足りません", "out of memory"));
    buf_release(&body);
    return status;
}

static int S_do(const struct options *o, const struct clock_to *u)
{
    const char *what = o->rest_count ? o->rest[0] : "show";
    struct clock_request q;
    if (u->to || u->owari)
        return S_to(o, u);
    if (strcmp(what, "show") == 0 && o->rest_count < 2)
        return remote_world(o, "GET", "/clock", NULL);
    if (o->rest_count > 2 || !clock_request(&q, what, o->rest_count > 1 ? o->rest[1] : NULL))
        return S_wrong(o, what);
    return remote_world(o, q.method, q.tail, q.body);
}

static int S_run(int argc, char **argv)
{
    struct options o;
    struct clock_to u = {0};
    const struct extra extras[] = {
        {"to", EXTRA_TEXT, &u.to}, {"end", EXTRA_FLAG, &u.owari}, {NULL, EXTRA_FLAG, NULL}};
    int status = options_parse(&o, argc, argv, extras);
    return status ? status : S_do(&o, &u);
}

static const struct sub subs[] = {
    {"show", "", NULL, "いまの仮想の日時（既定）", "what it says (default)"},
    {"freeze", "", NULL, "止める", "stops it"},
    {"run", "", NULL, "動かす", "lets it go"},
    {"set", "日時", "TIME", "その日時にする（進む方向だけ）", "sets it, forwards only"},
    {"advance", "秒または日時", "SECONDS|TIME", "進め、その間に来る処理を行う",
     "advances it; what falls due is done"},
    {NULL, NULL, NULL, NULL, NULL}};

const struct command cmd_clock = {
    .name = "clock",
    .usage = "[--world W]",
    .ja = "仮想時計を見る・止める・進める",
    .en = "show, freeze, run, set, advance the virtual clock",
    .more =
        "  --to 名前          advance で、日程の名前（iko か 移行 など。chukan nittei で一覧）の最初の日へ\n"
        "  --end              --to の日程の最後の日へ\n",
    .more_en =
        "  --to NAME          advance: to the first day of that window of the schedule (chukan nittei)\n"
        "  --end              to its last day\n",
    .run = S_run,
    .subs = subs,
};
