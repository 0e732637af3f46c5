/* chukan check: 機関内テスト (2.7.4), link files judged as the daemon judges them, without a daemon. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "check/kakunin.h"
#include "check/whose.h"
#include "cmd/command.h"
#include "file/rule/policy.h"
#include "layouts.h"
#include "options.h"
#include "places.h"
#include "say.h"

enum { RESULTS_MEMORY = 4 << 20 };

struct check_options {
    const char *kind, *encoding, *date, *format, *report, *rules, *world, *fixtures;
    struct words edaban;
    struct layouts_options layouts;
    int max;
    bool strict;
    char **rest;
    int rest_count;
};

static int S_options(struct check_options *u, int argc, char **argv)
{
    *u = (struct check_options){.format = "text", .max = -1};
    const struct extra extras[] = {{"kind", EXTRA_TEXT, &u->kind},
                                   {"encoding", EXTRA_TEXT, &u->encoding},
                                   {"date", EXTRA_TEXT, &u->date},
                                   {"schema", EXTRA_TEXT, &u->layouts.schema},
                                   {"layout", EXTRA_TEXT, &u->layouts.layout},
                                   {"code-map", EXTRA_TEXT, &u->layouts.code_map},
                                   {"hokensha", EXTRA_TEXT, &u->layouts.hokensha},
                                   {"format", EXTRA_TEXT, &u->format},
                                   {"report", EXTRA_TEXT, &u->report},
                                   {"max", EXTRA_INT, &u->max},
                                   {"rules", EXTRA_TEXT, &u->rules},
                                   {"world", EXTRA_TEXT, &u->world},
                                   {"fixtures", EXTRA_TEXT, &u->fixtures},
                                   {"edaban", EXTRA_LIST, &u->edaban},
                                   {"strict", EXTRA_FLAG, &u->strict},
                                   {NULL, EXTRA_FLAG, NULL}};
    int status = options_files(argc, argv, extras, &u->rest, &u->rest_count);
    u->encoding = layouts_encoding(u->encoding);
    if (!status && !u->rest_count)
        status = say_usage(tr("検査するファイルを指定してください", "give the files to check"));
    return status;
}

/* What a world makes of the rules, and of long files, and its day: its world.xml. And of one of its insurers.
 */
static int S_world(const struct check_options *u, struct checker *c)
{
    char found[PATH_MAX], path[PATH_MAX];
    struct diag d = DIAG_INIT;
    const char *fixtures = u->fixtures ? u->fixtures : places_find(found, "fixtures");
    int n = snprintf(path, sizeof path, "%s/worlds/%s/world.xml", fixtures ? fixtures : "fixtures", u->world);
    char *slash = n < 0 ? NULL : strrchr(path, '/');
    if (!slash || n >= (int)sizeof path)
        return say_usage(tr("--world %s は長すぎます", "--world %s is too long"), u->world);
    int wrong = places_world(fixtures ? fixtures : "fixtures", u->world, "--world");
    if (wrong)
        return wrong;
    int32_t day = c->day;
    if (rule_policy_read(path, &c->rules, &c->row_limit, &day, &d) != ST_OK)
        return layouts_told(&d);
    c->report.day_of = u->date || day == c->day
                           ? c->report.day_of
                           : tr("--world の時計の始まり", "where the clock of --world starts");
    c->day = u->date ? c->day : day;
    *slash = 0; /* the world's folder */
    if (!c->hokensha || c->encoding)
        return EXIT_FINE;
    return whose_encoding(path, c->hokensha, u->layouts.arena, &c->encoding, &d) == ST_OK ? EXIT_FINE
                                                                                          : layouts_told(&d);
}

/* The policy `rules` by its word, over what the world says. */
static int S_rules(const struct check_options *u, struct checker *c)
{
    int status = u->world ? S_world(u, c) : EXIT_FINE;
    if (status || !u->rules)
        return status;
    for (int i = 0; rule_mode_names[i]; i++)
        if (strcmp(u->rules, rule_mode_names[i]) == 0) {
            c->rules.mode = (enum rule_mode)i;
            return EXIT_FINE;
        }
    return say_usage(tr("--rules は default、guide、strict のいずれかです。実際は「%s」",
                        "--rules wants default, guide or strict, have \"%s\""),
                     u->rules);
}

static void S_add_kind(const struct layout *version, void *cls)
{
    int n;
    if (layout_versions(version->name, &n) == version) /* the first of its kind */
        buf_addf(cls, "%s%s", ((struct buf *)cls)->len ? tr("、", ", ") : "", version->name);
}

static int S_no_kind(const char *kind)
{
    struct buf kinds = BUF_INIT;
    layouts_each(S_add_kind, &kinds);
    int status =
        say_usage(tr("--kind %s というファイル種別はありません。あるもの: %s", "no kind %s; there are: %s"),
                  kind, buf_ok(&kinds) && kinds.len ? kinds.data : "");
    buf_release(&kinds);
    return status;
}

/* What only the layouts can tell right from wrong. */
static int S_checker(const struct check_options *u, struct checker *c)
{
    int versions;
    *c = (struct checker){.kind = u->kind,
                          .encoding = u->encoding,
                          .hokensha = u->layouts.hokensha,
                          .form = check_form(u->format),
                          .map = u->layouts.map,
                          .row_limit = ROWS_MOST};
    c->day = u->date ? strlen(u->date) == 8 ? str_date(str_of(u->date)) : INT32_MIN : clock_date(time(NULL));
    if (c->day == INT32_MIN)
        return say_usage(tr("--date は YYYYMMDD です。実際は「%s」", "--date wants YYYYMMDD, have \"%s\""),
                         u->date);
    if (!c->form)
        return say_usage(tr("--format は text、json、csv、junit のいずれかです。実際は「%s」",
                            "--format wants text, json, csv or junit, have \"%s\""),
                         u->format);
    if (u->encoding && !charset_find(u->encoding))
        return say_usage(
            tr("--encoding は %s のいずれかです。実際は「%s」", "--encoding wants %s, have \"%s\""),
            charset_names(), u->encoding);
    if (u->kind && !layout_versions(u->kind, &versions))
        return S_no_kind(u->kind);
    if (u->report && !u->layouts.hokensha)
        return say_usage(tr("--report には --hokensha 番号 が要ります", "--report wants --hokensha NUMBER"));
    c->tell = (struct check_tell){.url = u->report, .hokensha = u->layouts.hokensha};
    c->report = (struct report){.out = stdout,
                                .max = u->max < 0 ? c->form->max : u->max,
                                .strict = u->strict,
                                .day_of = u->date ? "--date" : tr("今日", "today")};
    return EXIT_FINE;
}

/* Results that are of no 加入者情報 file are there for 副本. */
static int S_left(const struct checker *c)
{
    if (c->fukuhon || c->results.used == c->results.n)
        return EXIT_FINE;
    return say_usage(tr("--edaban の結果ファイル %s "
                        "に当たる加入者情報のファイルも、枝番を確かめる副本のファイルもありません",
                        "--edaban %s: there is neither a 加入者情報 file for it nor a file of 副本"),
                     c->results.items[c->results.used].name);
}

static int S_files(const struct check_options *u, struct checker *c)
{
    bool good;
    str_from_date(c->day, c->report.day);
    c->past = rule_past_new();
    struct arena *results = arena_new(RESULTS_MEMORY);
    if (!c->past || !results) {
        rule_past_free(c->past);
        arena_free(results);
        return say_failed(tr("メモリが足りません", "out of memory"));
    }
    if (c->form->start)
        c->form->start(&c->report);
    good = kakunin_begin(c, &u->edaban, results);
    for (int i = 0; i < u->rest_count; i++)
        good = checker_path(c, u->rest[i]) && good;
    good = kakunin_end(c) && good;
    if (c->form->end)
        c->form->end(&c->report);
    buf_release(&c->report.line);
    rule_past_free(c->past);
    int status = S_left(c);
    arena_free(results);
    return status                               ? status
           : c->tell.failed || c->report.untold ? EXIT_USAGE
           : good                               ? EXIT_FINE
                                                : EXIT_FAILED; /* untold, the verdict is no result */
}

static int S_run(int argc, char **argv)
{
    struct check_options u;
    struct checker c;
    int status = S_options(&u, argc, argv);
    if (!status)
        status = layouts_begin(&u.layouts);
    if (!status)
        status = S_checker(&u, &c);
    if (!status)
        status = S_rules(&u, &c);
    if (!status)
        status = S_files(&u, &c);
    layouts_end(&u.layouts);
    words_release(&u.edaban);
    return status;
}

const struct command cmd_check = {
    .name = "check",
    .usage = "ファイル… [--kind 種別] [--format text|json|csv|junit]",
    .usage_en = "FILE… [--kind KIND] [--format text|json|csv|junit]",
    .ja = "連携ファイルの形式を検査する（機関内テスト。chukand は要らない）",
    .en = "check the form of link files, without a daemon",
    .more = "  ファイル           フォルダーはその中のファイル（名前の順。中のフォルダーは見ない）、- "
            "は標準入力（--kind "
            "が要る）。\n"
            "                     名前付きパイプも読める\n"
            "  --kind 種別        ファイル種別（既定はファイル名から判定。例 kanyushaToroku）\n"
            "  --encoding 名前    文字コード（既定はファイルの内容から判定）\n"
            "  --date YYYYMMDD    この日に有効な版のレイアウトで検査する（既定は --world "
            "の時計の始まりの日、なければ今日）\n"
            "  --format 形式      text（既定）、json、csv（エラー 1 件 1 行、0 行目はファイル全体）、junit\n"
            "                     "
            "規則は、一つの保険者のファイルを書いた順に送ったものとして調べる（資格情報は給付より先に書く）\n"
            "  --edaban ファイル  加入者情報の登録結果（繰り返せる。1 つ目が 1 "
            "つ目の加入者情報のファイルのもの。なければ -）。\n"
            "                     "
            "払い出された枝番が分かり、続く変更・喪失なども調べられる。副本のファイルがあれば、\n"
            "                     その枝番をすべての登録結果と突き合わせ、最後に知らせる（2.13.2 "
            "②。順は問わない。zip も）\n"
            "  --rules 方針       規則（schema/rules.xml）の扱い: "
            "default（既定）、guide、strict（警告もエラー）\n"
            "  --world 名前       規則の扱いと行数の上限、検査日を fixtures/worlds/名前/world.xml "
            "から取る（--fixtures "
            "DIR の worlds も）。--rules が優先\n"
            "  --hokensha 番号    送る保険者。副本の保険者番号をこれと比べ、--world があれば文字コードをその "
            "hokensha.csv から取る\n"
            "  --strict           警告と「判定できません」があれば終了コードを 1 にする\n"
            "  --max 件数         1 ファイルで見せるエラーと警告の数（既定は text で "
            "100、ほかはすべて）。集計は常に全件\n"
            "  --code-map ファイル --hokensha 番号   業務コード（gyomu_code.csv "
            "の形）とその保険者（一つだけなら要らない）\n"
            "  --report URL --hokensha 番号   "
            "結果（種別・判定・件数・SHA-256。内容は送らない）をワールドの報告に書く。\n"
            "                     URL は http://127.0.0.1:18080/_sim/worlds/lot2/report "
            "の形。書けなければ終了コードは 2\n"
            "  --fixtures DIR     --world のワールドを探すフィクスチャの置き場\n"
            "  --schema DIR --layout DIR   スキーマの置き場と、差し替えるレイアウトの置き場\n",
    .more_en =
        "  FILE               a folder means the files in it (by name, not the folders in it), - the "
        "standard input\n"
        "                     (give --kind); a FIFO is read, too\n"
        "  --kind KIND        kind of file (default: by its name; kanyushaToroku …)\n"
        "  --encoding NAME    character set (default: by what the file has)\n"
        "  --date YYYYMMDD    the layouts that are in force on this day (default: where the clock of --world "
        "starts, else today)\n"
        "  --format FORM      text (default), json, csv (a line each, row 0 is the whole file), junit\n"
        "                     rules hold as if the files of one insurer were sent in the order given "
        "(shikakuJoho first)\n"
        "  --edaban FILE      result of a kanyushaToroku, may be repeated, in the order of those files (-: "
        "none): it has\n"
        "                     the 枝番 that changes and losses need. With files of 副本: their 枝番 are held "
        "against "
        "those\n"
        "                     of all results, whatever the order, and what differs is told at the end "
        "(2.13.2; a zip, "
        "too)\n"
        "  --rules POLICY     what rules of schema/rules.xml do: default, guide, strict (warnings are "
        "errors)\n"
        "  --world NAME       rules, limits and day of fixtures/worlds/NAME/world.xml; --rules and --date "
        "win\n"
        "  --hokensha N       who would send the files: the insurers of 副本 are held against it, and with "
        "--world "
        "the character\n"
        "                     set is that of its hokensha.csv\n"
        "  --strict           exit status 1 also of warnings, and of what could not be judged\n"
        "  --max N            errors and warnings shown of a file (default: 100 as text, else all); counts "
        "are of all\n"
        "  --code-map FILE --hokensha N   own codes (as gyomu_code.csv) and whose (needs not be said of "
        "one)\n"
        "  --report URL --hokensha N   writes the outcome (kind, verdict, counts, SHA-256, nothing of the "
        "content) into the\n"
        "                     report of a world, http://127.0.0.1:18080/_sim/worlds/lot2/report; exit status "
        "2 if it can't\n"
        "  --fixtures DIR     where the world of --world is looked for\n"
        "  --schema DIR --layout DIR   folders of the schemas, and of layouts in their place\n",
    .run = S_run,
    .offline = true,
};
