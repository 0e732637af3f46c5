/* chukan nittei: the schedule of a lot (2.7.4 to 2.7.9, 2.12) as a calendar, on the terminal or as SVG: of
 * the fixtures (--lot), or of a world, with its today. */
#include <limits.h>
#include <stdio.h>

#include "base/file.h"
#include "cmd/command.h"
#include "nittei/calendar.h"
#include "options.h"
#include "places.h"
#include "say.h"
#include "wire/control.h"
#include "wire/remote.h"

struct nittei_options {
    struct options o;
    const char *lot, *svg, *fixtures;
};

static int S_draw(const struct nittei_options *u, const struct calendar *c)
{
    struct buf out = BUF_INIT;
    struct diag d = DIAG_INIT;
    int status = EXIT_FINE;
    if (u->svg)
        calendar_svg(c, &out);
    else
        calendar_text(c, &out);
    if (!buf_ok(&out))
        status = say_failed(tr("メモリが足りません", "out of memory"));
    else if (!u->svg)
        fwrite(out.data, 1, out.len, stdout);
    else if (file_write(u->svg, 0644, out.data, out.len, &d) != ST_OK)
        status = say_failed(tr("%s に書き込めません: %s", "cannot write %s: %s"), u->svg, d.have);
    buf_release(&out);
    return status;
}

/* What came of reading one. */
static int S_end(const struct nittei_options *u, struct calendar *c, enum status st, const struct diag *d)
{
    struct buf text = BUF_INIT;
    int status = EXIT_FINE;
    diag_text(d, &text);
    if (st == ST_OK)
        status =
            c->n ? S_draw(u, c)
                 : say_failed(tr("ロット %s の日程はありません", "there is no schedule of lot %s"), c->lot);
    else
        status = say_failed("%s", buf_ok(&text) ? text.data : "");
    calendar_free(c);
    buf_release(&text);
    return status;
}

static int S_of_fixtures(const struct nittei_options *u)
{
    static char found[PATH_MAX];
    struct calendar c;
    struct diag d = DIAG_INIT;
    const char *fixtures = u->fixtures ? u->fixtures : places_find(found, "fixtures");
    if (!fixtures)
        return say_failed(
            tr("fixtures のフォルダーが見つかりません（--fixtures）", "no folder of fixtures (--fixtures)"));
    d.status = calendar_read(&c, fixtures, u->lot, &d);
    return S_end(u, &c, d.status, &d);
}

static int S_of_world(const struct nittei_options *u)
{
    if (u->o.format != FORMAT_TEXT && !u->svg)
        return remote_world(&u->o, "GET", "/nittei", NULL);
    struct http *h = http_new();
    if (!h)
        return say_failed(tr("メモリが足りません", "out of memory"));
    char path[600];
    struct control_reply r;
    struct calendar c;
    struct diag d = DIAG_INIT;
    snprintf(path, sizeof path, "/_sim/worlds/%s/nittei", u->o.world);
    bool ok = control_do(h, u->o.control, "GET", path, NULL, u->o.timeout, &r);
    int status;
    if (ok) {
        d.status = calendar_take(&c, r.root, &d);
        status = S_end(u, &c, d.status, &d);
    } else {
        status = control_print(&r, false, (int)u->o.format);
    }
    control_release(&r);
    http_free(h);
    return status;
}

static int S_run(int argc, char **argv)
{
    struct nittei_options u = {0};
    const struct extra extras[] = {{"lot", EXTRA_TEXT, &u.lot},
                                   {"svg", EXTRA_TEXT, &u.svg},
                                   {"fixtures", EXTRA_TEXT, &u.fixtures},
                                   {NULL, EXTRA_FLAG, NULL}};
    int status = options_parse(&u.o, argc, argv, extras);
    if (status)
        return status;
    if (u.o.rest_count)
        return say_usage(tr("nittei に引数は要りません", "nittei takes no arguments"));
    if (u.lot && u.o.world_asked)
        return say_usage(tr("--lot と --world は一方だけ指定してください", "--lot or --world, not both"));
    return u.lot ? S_of_fixtures(&u) : S_of_world(&u);
}

const struct command cmd_nittei = {
    .name = "nittei",
    .usage = "[--world W | --lot N]",
    .ja = "ロットの日程を表と SVG で出す",
    .en = "the schedule of a lot, as a calendar",
    .more = "  --lot N            fixtures のロット N の日程（chukand "
            "は要らない）。なければワールドの日程と、仮想のきょう\n"
            "  --svg FILE         SVG のファイルに書く\n"
            "  --fixtures D       --lot で読む fixtures のフォルダー\n",
    .more_en = "  --lot N            lot N of the fixtures, without chukand; else that of the world, with "
               "its today\n"
               "  --svg FILE         into a file, as SVG\n"
               "  --fixtures D       the folder of the fixtures for --lot\n",
    .run = S_run,
};
