/* chukan run: scenarios against a daemon of one's own, or one that runs already. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cases.h"
#include "cmd/command.h"
#include "file/layout/layout.h"
#include "options.h"
#include "places.h"
#include "say.h"
#include "scenario/drive.h"
#include "scenario/guard.h"
#include "scenario/runner.h"
#include "wire/http.h"

struct run_options {
    struct options o;
    struct words lots, lets, cases;
    const char *against, *seen, *junit, *html, *chukand, *fixtures, *schema;
    int repeat;
    bool check, go_on;
    struct bench bench; /* with --case */
    char found[3][PATH_MAX];
};

static void S_places(struct run_options *u)
{
    char home[PATH_MAX - 64];
    places_home(home, sizeof home);
    if (!u->fixtures)
        u->fixtures = places_find(u->found[0], "fixtures");
    if (!u->schema)
        u->schema = places_find(u->found[1], "schema");
    if (!u->chukand) {
        snprintf(u->found[2], sizeof u->found[2], "%s/chukand", home);
        u->chukand = u->found[2];
    }
}

static bool S_write(const char *path, void (*write)(const struct report *, struct buf *),
                    const struct report *r)
{
    struct buf out = BUF_INIT;
    struct diag d = DIAG_INIT;
    write(r, &out);
    bool ok = buf_ok(&out) && file_write(path, 0644, out.data, out.len, &d) == ST_OK;
    if (!ok)
        say_failed(tr("%s に書き込めません: %s", "cannot write %s: %s"), path, d.have);
    buf_release(&out);
    return ok;
}

static const char *S_world(const struct run_options *u, size_t lot, char out[64])
{
    if (!u->lots.n)
        return u->o.world;
    const char *name = u->lots.items[lot];
    bool digits = strspn(name, "0123456789") == strlen(name);
    snprintf(out, 64, digits ? "lot%s" : "%s", name);
    return out;
}

/* What a daemon of our own can't have; of another one only it knows. */
static int S_worlds(const struct run_options *u)
{
    char world[64], option[80];
    int status = EXIT_FINE;
    for (size_t lot = 0; !u->against && !status && lot < (u->lots.n ? u->lots.n : 1); lot++) {
        snprintf(option, sizeof option, "%s %.60s", u->lots.n ? "--lot" : "--world",
                 u->lots.n ? u->lots.items[lot] : u->o.world);
        status = places_world(u->fixtures, S_world(u, lot, world), option);
    }
    return status;
}

/* Every scenario can be read. */
static int S_readable(char **files, int count)
{
    for (int i = 0; i < count; i++) {
        int fd = file_open(files[i]);
        if (fd < 0)
            return say_usage(tr("シナリオ %s を読めません: %s", "cannot read the scenario %s: %s"), files[i],
                             FILE_CAUSE(errno));
        close(fd);
    }
    return EXIT_FINE;
}

/* Everything is judged before anything runs. */
static bool S_check(struct run_options *u, const struct runner *r, const char *const *files, int count)
{
    char world[64];
    bool ok = true;
    for (size_t lot = 0; lot < (u->lots.n ? u->lots.n : 1); lot++)
        for (int i = 0; i < count; i++)
            ok = runner_check(r, files[i], S_world(u, lot, world)) && ok;
    return ok;
}

/* "2" or "lot2"; 0: it has no cases. */
static int S_lot(const char *name)
{
    const char *digits = strncmp(name, "lot", 3) == 0 ? name + 3 : name;
    return strspn(digits, "123456789") == 1 && !digits[1] ? digits[0] - '0' : 0;
}

/* The next of the cases that were asked for, from *at on; NULL: there is none. */
static const struct test_case *S_next_case(const struct run_options *u, int lot, size_t *at)
{
    while (*at < u->bench.all.n) {
        const struct test_case *c = &u->bench.all.items[(*at)++];
        if (case_of_lot(c, lot) && bench_asked(&u->cases, c))
            return c;
    }
    return NULL;
}

/* The test cases in every lot, as often as wished; goes on after a failure. */
static bool S_cases(struct run_options *u, struct runner *r)
{
    size_t n = 0, most = u->lots.n * (size_t)u->repeat * u->bench.all.n;
    struct driven *list = calloc(most ? most : 1, sizeof *list);
    if (!list)
        return false;
    for (size_t k = 0; k < u->lots.n; k++)
        for (int repeat = 1, lot = S_lot(u->lots.items[k]); repeat <= u->repeat; repeat++) {
            size_t at = 0;
            for (const struct test_case *c; (c = S_next_case(u, lot, &at));)
                list[n++] = (struct driven){c, lot, repeat};
        }
    bool ok = drive_all(r, list, n);
    free(list);
    return ok;
}

/* Everything is judged before anything runs, and an item without a case is told. */
static int S_check_cases(struct run_options *u, const struct runner *r)
{
    char room[WORD];
    bool ok = true;
    const char *unknown = bench_unknown(&u->bench, &u->cases, room);
    if (unknown)
        return say_usage(tr("テストケースがまだないか、項目でも番号でもありません: 「%s」",
                            "no test case yet, or neither an item nor an ID: \"%s\""),
                         unknown);
    for (size_t k = 0; k < u->lots.n; k++) {
        int lot = S_lot(u->lots.items[k]), found = 0;
        size_t at = 0;
        for (const struct test_case *c; (c = S_next_case(u, lot, &at)); found++)
            ok = runner_check_case(r, c, lot) && ok;
        if (!found)
            return say_usage(tr("ロット %s にそのテストケースはありません", "lot %s has no such test case"),
                             u->lots.items[k]);
    }
    return ok ? EXIT_FINE : EXIT_USAGE;
}

/* Every scenario in every lot, as often as wished. */
static bool S_passes(struct run_options *u, struct runner *r, const char *const *files, int count)
{
    char world[64];
    for (size_t lot = 0; lot < (u->lots.n ? u->lots.n : 1); lot++)
        for (int n = 1; n <= u->repeat; n++)
            for (int i = 0; i < count; i++)
                if (!runner_pass(r, files[i], S_world(u, lot, world), n))
                    return false;
    return true;
}

static int S_all(struct run_options *u, struct runner *r, const char *const *files, int count)
{
    bool ok = u->cases.n ? S_cases(u, r) : S_passes(u, r, files, count);
    report_compare(r->report);
    report_print_table(r->report);
    if (u->junit)
        ok = S_write(u->junit, report_junit, r->report) && ok;
    if (u->html)
        ok = S_write(u->html, report_html, r->report) && ok;
    return ok && !report_failed(r->report) ? EXIT_FINE : EXIT_FAILED;
}

/* Judges the scenarios, starts a daemon unless --against, runs, ends it. */
static int S_with_daemon(struct run_options *u, struct runner *r, const char *const *files, int count)
{
    static struct daemon daemon;
    char error[1600];
    int wrong = u->cases.n ? S_check_cases(u, r) : S_check(u, r, files, count) ? EXIT_FINE : EXIT_USAGE;
    if (wrong)
        return wrong;
    if (u->check)
        return EXIT_FINE;
    guard_start();
    if (!(r->http = http_new()))
        return say_failed(tr("メモリが足りません", "out of memory"));
    if (u->against)
        return S_all(u, r, files, count);
    daemon = (struct daemon){.program = u->chukand, .fixtures = u->fixtures, .schema = u->schema, .out = -1};
    int status = EXIT_FAILED;
    if (!daemon_start(&daemon, error, sizeof error)) {
        say_failed("%s", error);
    } else {
        r->daemon = &daemon;
        status = S_all(u, r, files, count);
    }
    return daemon_end(&daemon, status);
}

/* By the address of --against, whatever --url and the environment say: a daemon of our own has TLS. */
static bool S_plain(const struct run_options *u)
{
    return u->against && (strncmp(u->against, "http://", 7) == 0 ||
                          (u->o.plain && strncmp(u->against, "https://", 8) != 0));
}

static int S_do(struct run_options *u)
{
    char layouts[PATH_MAX];
    struct report report;
    struct diag d = DIAG_INIT;
    for (size_t i = 0; i < u->lets.n; i++)
        if (!strchr(u->lets.items[i], '='))
            return say_usage(
                tr("--let は 名前=値 の形です。実際は「%s」", "--let wants NAME=VALUE, have \"%s\""),
                u->lets.items[i]);
    if (u->cases.n && (u->o.rest_count || !u->lots.n))
        return say_usage(tr("--case には --lot 2|3 が要り、シナリオとは一緒に使えません",
                            "--case wants --lot 2|3 and no scenario"));
    if (!u->o.rest_count && !u->lots.n)
        return say_usage(tr("シナリオか --lot 2|3 を指定してください", "give a scenario, or --lot 2|3"));
    if (!u->o.rest_count && !u->cases.n && !words_add(&u->cases, "all"))
        return say_failed(tr("メモリが足りません", "out of memory"));
    if (u->repeat < 1)
        return say_usage(tr("--repeat は 1 以上です", "--repeat wants at least 1"));
    S_places(u);
    int wrong = S_worlds(u);
    if (!wrong)
        wrong = S_readable(u->o.rest, u->o.rest_count);
    if (wrong)
        return wrong;
    if (u->schema) {
        snprintf(layouts, sizeof layouts, "%.4000s/layout", u->schema);
        if (layouts_open(layouts, NULL, &d) != ST_OK)
            return say_failed("%s: %s (%s)", d.item, d.want, d.have);
    }
    if (u->seen && file_mkdir(u->seen, &d) != ST_OK)
        return say_failed("%s: %s", u->seen, d.have);
    if (u->cases.n && !bench_open(&u->bench, u->fixtures, u->schema, &u->cases))
        return EXIT_FAILED;
    if (!report_open(&report))
        return say_failed(tr("メモリが足りません", "out of memory"));
    report.repeats = u->repeat;
    struct runner r = {.url = u->against,
                       .control = u->o.control,
                       .data = u->o.data,
                       .plain = S_plain(u),
                       .timeout = u->o.timeout,
                       .soap = u->o.soap,
                       .fixtures = u->fixtures,
                       .lets = u->lets,
                       .report = &report,
                       .go_on = u->go_on,
                       .seen = u->seen};
    int status = S_with_daemon(u, &r, (const char *const *)u->o.rest, u->o.rest_count);
    http_free(r.http);
    report_close(&report);
    bench_release(&u->bench);
    layouts_close();
    return status;
}

static int S_run(int argc, char **argv)
{
    struct run_options u = {.repeat = 1};
    const struct extra extras[] = {{"lot", EXTRA_LIST, &u.lots},        {"case", EXTRA_LIST, &u.cases},
                                   {"let", EXTRA_LIST, &u.lets},        {"against", EXTRA_TEXT, &u.against},
                                   {"junit", EXTRA_TEXT, &u.junit},     {"html", EXTRA_TEXT, &u.html},
                                   {"chukand", EXTRA_TEXT, &u.chukand}, {"fixtures", EXTRA_TEXT, &u.fixtures},
                                   {"schema", EXTRA_TEXT, &u.schema},   {"repeat", EXTRA_INT, &u.repeat},
                                   {"check", EXTRA_FLAG, &u.check},     {"go-on", EXTRA_FLAG, &u.go_on},
                                   {"seen", EXTRA_TEXT, &u.seen},       {NULL, EXTRA_FLAG, NULL}};
    int status = options_parse(&u.o, argc, argv, extras);
    if (!status)
        status = S_do(&u);
    words_release(&u.lots);
    words_release(&u.lets);
    words_release(&u.cases);
    return status;
}

const struct command cmd_run = {
    .name = "run",
    .usage = "シナリオ… | --lot 2 [--lot 3] [--case …]",
    .usage_en = "SCENARIO… | --lot 2 [--lot 3] [--case …]",
    .ja = "シナリオを実行して結果を報告する",
    .en = "run scenarios and report",
    .more =
        "  --lot N            lotN "
        "のワールドで実行する（繰り返せる）。シナリオがなければ、そのロットのテストケース全部\n"
        "  --case C           そのテストケースだけを実行する。項目（1〜7、rendo "
        "など）、番号、all。コンマで並べ、繰り返せる\n"
        "  --repeat N         N 回実行し、1 回目とダイジェストを照合する\n"
        "  --against URL      起動済みの chukand を使う（--control と --data も指定する）\n"
        "  --chukand PATH     起動する chukand（既定は chukan と同じフォルダー）\n"
        "  --fixtures D --schema D   fixtures と schema のフォルダー\n"
        "  --let 名前=値      変数を与える（繰り返せる）\n"
        "  --go-on            文が失敗しても、続きの文を行う\n"
        "  --seen D           chukand から見えたことを、テストケースごとにフォルダーに書く（判定はしない）\n"
        "  --check            書き方を確かめるだけで実行しない\n"
        "  --junit F --html F 報告をファイルに書く\n",
    .more_en = "  --lot N            in the world lotN, may be repeated; without a scenario: all test cases "
               "of that lot\n"
               "  --case C           only these cases: an item (1 to 7, rendo …), an ID, all; with commas, "
               "may be repeated\n"
               "  --repeat N         N times; the digests must be those of the first\n"
               "  --against URL      a chukand that runs already (give --control and --data, too)\n"
               "  --chukand PATH     the chukand to start (default: in the folder of chukan)\n"
               "  --fixtures D --schema D   folders of fixtures and schema\n"
               "  --let NAME=VALUE   a variable, may be repeated\n"
               "  --go-on            goes on after a statement that failed\n"
               "  --seen D           writes what chukand saw of each case into a folder, and judges nothing\n"
               "  --check            only looks whether all is written well\n"
               "  --junit F --html F writes the report to files\n",
    .run = S_run,
};
