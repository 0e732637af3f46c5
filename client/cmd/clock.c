/* chukan clock show|freeze|run|set TIME|advance SECONDS|TIME. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static int S_do(const struct options *o)
{
    const char *what = o->rest_count ? o->rest[0] : "show";
    struct clock_request q;
    if (strcmp(what, "show") == 0 && o->rest_count < 2)
        return remote_world(o, "GET", "/clock", NULL);
    if (o->rest_count > 2 || !clock_request(&q, what, o->rest_count > 1 ? o->rest[1] : NULL))
        return S_wrong(o, what);
    return remote_world(o, q.method, q.tail, q.body);
}

static int S_run(int argc, char **argv)
{
    struct options o;
    int status = options_parse(&o, argc, argv, NULL);
    return status ? status : S_do(&o);
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
    .run = S_run,
    .subs = subs,
};
