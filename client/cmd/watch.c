/* chukan watch: the tester's own system works, and this tells which cases it has passed, and why others are
 * not. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "cmd/command.h"
#include "options.h"
#include "places.h"
#include "say.h"
#include "scenario/daemon.h"
#include "scenario/guard.h"
#include "watched.h"

enum { SLICE_MS = 5000 };

struct watch_options {
    struct options o;
    struct words cases;
    const char *lot, *hokensha, *chukand, *fixtures, *schema;
    char world[64];
    int limit; /* seconds; 0: for ever */
};

static void S_changed(const struct watched_case *c, void *cls)
{
    (void)cls;
    const char *title = node_text(c->node, "title"), *why = node_text(c->node, "why"),
               *who = node_text(c->node, "hokensha");
    if (strcmp(c->hantei, "未実施") == 0)
        return;
    const char *jido = node_text(c->node, "jidoHantei");
    bool passed = strcmp(c->hantei, "合格") == 0, hand = jido && strcmp(jido, c->hantei) != 0;
    printf("%s %s%s %s %s%s%s\n",
           passed                             ? "○"
           : strcmp(c->hantei, "不合格") == 0 ? "×"
                                              : "…",
           c->hantei, hand ? tr("（手での判定）", " (by hand)") : "", c->id, title ? title : "",
           who ? tr("  保険者 ", "  insurer ") : "", who ? who : "");
    if (!passed && why)
        printf("    %s\n", why);
    fflush(stdout);
}

/* Whatever case it belongs to: who works sees at once that something was refused. */
static void S_refused(const struct node *n)
{
    const char *what = node_text(n, "what"), *why = node_text(n, "why"), *code = node_text(n, "code"),
               *who = node_text(n, "hokensha"), *file = node_text(n, "uketsukeBango"),
               *row = node_text(n, "gyo");
    printf("! %s %s %s", tr("拒否", "refused"), code ? code : "", what ? what : "");
    if (who)
        printf("  %s %s", tr("保険者", "insurer"), who);
    if (file && row)
        printf(tr("  受付番号 %s の %s 行目", "  file %s row %s"), file, row);
    printf("\n    %s\n", why ? why : "");
    fflush(stdout);
}

/* It was done all the same: one line is enough. */
static void S_warned(const struct node *n)
{
    const char *what = node_text(n, "what"), *words = node_text(n, "words"), *who = node_text(n, "hokensha"),
               *eda = node_text(n, "edaban"), *file = node_text(n, "uketsukeBango");
    printf("△ %s", what ? what : "");
    if (who)
        printf("  %s %s", tr("保険者", "insurer"), who);
    if (eda)
        printf("  %s %s", tr("枝番", "member"), eda);
    if (file)
        printf("  %s %s", tr("受付番号", "file"), file);
    printf("  %s\n", words ? words : "");
    fflush(stdout);
}

static const char *S_item(const struct watched_case *c)
{
    const char *item = node_text(c->node, "item");
    return item ? item : "";
}

/* The cases of an item that nothing was done for. */
static void S_not_begun(const struct watched_case *c, int n)
{
    const char *mei = node_text(c->node, "itemMei");
    if (n)
        printf(tr("- 未実施 %s %s  %d 件\n", "- 未実施 %s %s  %d cases\n"), S_item(c), mei ? mei : "", n);
}

static void S_not_passed(const struct watched_case *c)
{
    const char *title = node_text(c->node, "title"), *why = node_text(c->node, "why");
    printf("- %s %s %s\n", c->hantei, c->id, title ? title : "");
    if (why)
        printf("    %s\n", why);
}

/* What is not passed when the time is over. Of all cases of a lot most are not begun: they are counted. */
static void S_missing(const struct watched *w)
{
    int counted = 0, items = 0;
    for (int i = 0; i < w->n; i++) {
        const struct watched_case *c = &w->cases[i];
        bool ends = i + 1 == w->n || strcmp(S_item(c), S_item(c + 1)) != 0;
        if (!w->asked->n && strcmp(c->hantei, "未実施") == 0)
            counted++;
        else if (strcmp(c->hantei, "合格") != 0)
            S_not_passed(c);
        if (!ends)
            continue;
        S_not_begun(c, counted);
        items += counted > 0;
        counted = 0;
    }
    if (items)
        printf("%s", tr("（未実施のものは、--case 項目 で一つずつ示します）\n",
                        "(--case ITEM lists those that were not begun)\n"));
}

/* Without a last answer nobody knows what they are: only how many had been passed before. */
static void S_end(const struct watched *w, int status)
{
    bool last = w->reply.root != NULL;
    if (status != EXIT_FINE && last)
        S_missing(w);
    printf(tr("テストケース %d 件のうち %d 件が合格%s\n", "of %d test cases %d are passed%s\n"), w->n,
           w->passed, last ? "" : tr("（最後に見たとき）", " (when last seen)"));
}

static int S_watch(const struct watch_options *u, const char *control)
{
    static struct watched w;
    char room[WORD];
    const char *unknown;
    w = (struct watched){.control = control,
                         .world = u->world,
                         .lot = u->lot,
                         .hokensha = u->hokensha,
                         .asked = &u->cases,
                         .timeout = u->o.timeout,
                         .refused = S_refused,
                         .warned = S_warned,
                         .seen = -1};
    clock_text(time(NULL), w.since);
    const struct timespec moment = {0, 100000000};
    int64_t until = clock_real_us() / 1000 + (int64_t)u->limit * 1000;
    int status = -1;
    while (status < 0) {
        int64_t left = u->limit ? until - clock_real_us() / 1000 : SLICE_MS;
        if (!watched_look(&w, left < 0 ? 0 : left < SLICE_MS ? (int)left : SLICE_MS, S_changed, NULL))
            status = say_failed("%s", w.error);
        else if (!w.reply.root) /* a reset: the world is there again in a moment */
            nanosleep(&moment, NULL);
        else if ((unknown = watched_unknown(&w, room)) != NULL)
            status = say_usage(tr("ロット %s にそのテストケースはありません: 「%s」",
                                  "lot %s has no such test case: \"%s\""),
                               u->lot, unknown);
        else if (!w.n)
            status = say_usage(tr("ロット %s にそのテストケースはありません", "lot %s has no such test case"),
                               u->lot);
        else if (w.passed == w.n)
            status = EXIT_FINE;
        else if (u->limit && clock_real_us() / 1000 >= until)
            status = EXIT_FAILED;
    }
    if (w.n && status != EXIT_USAGE)
        S_end(&w, status);
    watched_release(&w);
    return status;
}

/* On the default ports, with data that stay: the tester's system goes on with them tomorrow. */
static int S_with_daemon(struct watch_options *u)
{
    static struct daemon daemon;
    char found[3][PATH_MAX], home[PATH_MAX - 64], error[1600];
    places_home(home, sizeof home);
    snprintf(found[2], sizeof found[2], "%s/chukand", home);
    daemon = (struct daemon){.program = u->chukand ? u->chukand : found[2],
                             .fixtures = u->fixtures ? u->fixtures : places_find(found[0], "fixtures"),
                             .schema = u->schema ? u->schema : places_find(found[1], "schema"),
                             .stays = u->o.data ? u->o.data : "chukan-data",
                             .out = -1};
    guard_start();
    int status = EXIT_FAILED;
    if (!daemon_start(&daemon, error, sizeof error)) {
        say_failed("%s", error);
    } else {
        printf(tr("業務用 %s/%s/soap/…  制御用 %s  証明書 %s/pki  ログ %s/chukand.log\n",
                  "data %s/%s/soap/…  control %s  certificates %s/pki  log %s/chukand.log\n"),
               daemon.url, u->world, daemon.control, daemon.stays, daemon.stays);
        fflush(stdout);
        status = S_watch(u, daemon.control);
    }
    return daemon_end(&daemon, status);
}

static int S_run(int argc, char **argv)
{
    struct watch_options u = {.lot = NULL};
    const struct extra extras[] = {
        {"lot", EXTRA_TEXT, &u.lot},           {"case", EXTRA_LIST, &u.cases},
        {"hokensha", EXTRA_TEXT, &u.hokensha}, {"timeout", EXTRA_INT, &u.limit},
        {"control", EXTRA_TEXT, &u.o.control}, {"world", EXTRA_TEXT, &u.o.world},
        {"chukand", EXTRA_TEXT, &u.chukand},   {"fixtures", EXTRA_TEXT, &u.fixtures},
        {"schema", EXTRA_TEXT, &u.schema},     {NULL, EXTRA_FLAG, NULL}};
    int status = options_parse(&u.o, argc, argv, extras);
    if (u.lot && strncmp(u.lot, "lot", 3) == 0) /* the name of its world */
        u.lot += 3;
    if (!status && (!u.lot || !*u.lot))
        status = say_usage(tr("--lot 2 か --lot 3 を指定してください", "give --lot 2 or --lot 3"));
    if (!status && u.o.world_said)
        snprintf(u.world, sizeof u.world, "%s", u.o.world);
    else if (!status)
        snprintf(u.world, sizeof u.world, "lot%.8s", u.lot);
    if (!status)
        status = u.o.control_said ? S_watch(&u, u.o.control) : S_with_daemon(&u);
    words_release(&u.cases);
    return status;
}

const struct command cmd_watch = {
    .name = "watch",
    .usage = "--lot 2|3 [--case …] [--hokensha N] [--timeout 秒]",
    .usage_en = "--lot 2|3 [--case …] [--hokensha N] [--timeout SECONDS]",
    .ja = "自分の基幹システムが行うことを見て、テストケースごとに判定する",
    .en = "watch one's own system and judge each test case",
    .more = "  --lot N            そのロットのテストケース\n"
            "  --case C           "
            "そのテストケースだけ（項目か番号。コンマで並べ、繰り返せる）。すべて合格すると終わる\n"
            "  --hokensha N       その医療保険者のしたことだけを見る\n"
            "  --timeout 秒       そこで終わり、足りないものを示す。--case がなければ未実施は件数だけ\n"
            "                     （既定は、すべて合格するまで待つ）\n"
            "  --control URL      動いている chukand を見る（環境変数 "
            "CHUKAN_CONTROL）。どちらもないときは既定のポートで起動し、--data "
            "のデータを残す\n"
            "  --world 名前       見るワールド（環境変数 CHUKAN_WORLD。どちらもないときは lotN）\n"
            "  --chukand PATH --fixtures D --schema D   起動する chukand とそのフォルダー\n",
    .more_en = "  --lot N            test cases of that lot\n"
               "  --case C           only these (items or IDs, with commas, may be repeated); ends when all "
               "are passed\n"
               "  --hokensha N       only what that insurer does\n"
               "  --timeout SECONDS  ends then, and shows what is missing; without --case what was\n"
               "                     not begun is counted (default: until all are passed)\n"
               "  --control URL      looks at a chukand that runs (environment: CHUKAN_CONTROL); without "
               "either one is "
               "started on the default ports, and --data stays\n"
               "  --world NAME       the world to look at (environment: CHUKAN_WORLD; without either lotN)\n"
               "  --chukand PATH --fixtures D --schema D   the chukand to start, and its folders\n",
    .run = S_run,
};
