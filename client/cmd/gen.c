/* chukan gen: a population that does not exist and the link files of its insurer, any size, kind, code and
 * version, the same bytes for the same seed, with the verdict of each row beside it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cmd/command.h"
#include "cmd/gen_jumin.h"
#include "gen/file.h"
#include "gen/jumin.h"
#include "gen/stories.h"
#include "layouts.h"
#include "options.h"
#include "places.h"
#include "say.h"

#define STORIES_FILE "stories.csv" /* what is expected of their rows */

struct gen_options {
    int members, seed, edaban_first, edaban_digits;
    const char *out, *kinds, *encoding, *date, *errors, *diff, *broken, *hokensha, *format, *fixtures;
    bool zip, jumin, stories;
    char stories_folder[PATH_MAX], common_folder[PATH_MAX];
    FILE *stories_file; /* NULL: no stories */
    struct layouts_options layouts;
    char **rest;
    int rest_count;
    bool chosen[KIND_COUNT];
    struct toi_all toi; /* read when it is wanted */
};

static int S_wrong(const char *option, const char *want, const char *have)
{
    return say_usage(tr("--%s は %s です。実際は「%s」", "--%s wants %s, have \"%s\""), option, want, have);
}

/* Not every ファイル種別 of the handbook can be made. */
static int S_no_kind(const char *have)
{
    char want[1000];
    int n =
        snprintf(want, sizeof want, "%s", tr("all か、コンマで区切った次のもの:", "all, or with commas of:"));
    for (int k = 0; k < KIND_COUNT; k++)
        n += snprintf(want + n, sizeof want - (size_t)n, " %s", kind_name((enum kind)k));
    return S_wrong("kind", want, have);
}

static int S_kinds(struct gen_options *u)
{
    for (const char *p = u->kinds; p && *p; p += *p == ',') {
        size_t n = strcspn(p, ",");
        enum kind k = kind_find(p, n);
        if (n == 3 && memcmp(p, "all", 3) == 0)
            memset(u->chosen, true, sizeof u->chosen);
        else if (k == KIND_COUNT)
            return S_no_kind(u->kinds);
        else
            u->chosen[k] = true;
        p += n;
    }
    return EXIT_FINE;
}

/* A folder of the fixtures. */
static int S_folder(const struct gen_options *u, const char *name, char out[PATH_MAX])
{
    char found[PATH_MAX];
    const char *fixtures = u->fixtures ? u->fixtures : places_find(found, "fixtures");
    int n = snprintf(out, PATH_MAX, "%s/%s", fixtures ? fixtures : "fixtures", name);
    return n >= 0 && n < PATH_MAX ? EXIT_FINE
                                  : say_usage(tr("--fixtures が長すぎます", "--fixtures is too long"));
}

/* Where their tables are, and the day for which they hold. */
static int S_stories(struct gen_options *u)
{
    if (!u->date)
        u->date = u->stories ? STORIES_DAY : "20170501";
    if (!u->stories)
        return EXIT_FINE;
    if (u->broken)
        return say_usage(
            tr("--stories と --break は一緒に使えません", "--stories and --break exclude each other"));
    return S_folder(u, STORIES_FOLDER, u->stories_folder);
}

static int S_numbers(const struct gen_options *u, struct gen *g)
{
    char wrong[128], *end = NULL;
    int64_t most = 1, highest = (int64_t)u->edaban_first + u->members + (u->stories ? STORIES_PEOPLE : 0);
    *g = (struct gen){
        .seed = (uint64_t)u->seed, .members = u->members, .hokensha = u->hokensha, .jumin = u->jumin};
    g->stories = u->stories ? u->stories_folder : NULL;
    g->edaban_first = u->edaban_first;
    g->edaban_digits = u->edaban_digits;
    for (int i = 0; i < u->edaban_digits && most <= highest; i++)
        most *= 10;
    if (highest > most)
        return say_usage(
            tr("--edaban-digits %d 桁に %d 人分の枝番が入りません", "%d digits have no room for %d people"),
            u->edaban_digits, (int)(highest - u->edaban_first));
    g->day = strlen(u->date) == 8 ? str_date(str_of(u->date)) : INT32_MIN;
    if (g->day == INT32_MIN)
        return S_wrong("date", "YYYYMMDD", u->date);
    char digits[CHECK_DIGIT_WANT];
    const struct str hokensha = str_of(u->hokensha);
    if (!check_digit_ok(CHECK_HOKENSHA, hokensha))
        return S_wrong(
            "hokensha",
            tr(check_digit_want(CHECK_HOKENSHA, hokensha, digits), "8 digits with their check digit"),
            u->hokensha);
    if (u->diff) {
        g->diff = strtod(u->diff, &end);
        if (*end || end == u->diff || !(g->diff >= 0 && g->diff <= 1))
            return S_wrong("diff", tr("0 から 1 の割合", "a share from 0 to 1"), u->diff);
    }
    if (u->errors && !spoil_rates(g, u->errors, wrong))
        return S_wrong("errors", tr("割合、または 種別=割合,…（chukan help gen）", "RATE or KIND=RATE,…"),
                       wrong);
    return EXIT_FINE;
}

/* Everything but what needs the layouts. */
static int S_options(struct gen_options *u, struct gen *g, int argc, char **argv)
{
    *u = (struct gen_options){.members = 1000,
                              .seed = 1,
                              .edaban_first = 1,
                              .edaban_digits = 7,
                              .kinds = "all",
                              .encoding = "CP932",
                              .format = "csv",
                              .hokensha = "06139992"};
    const struct extra extras[] = {{"members", EXTRA_INT, &u->members},
                                   {"seed", EXTRA_INT, &u->seed},
                                   {"out", EXTRA_TEXT, &u->out},
                                   {"kind", EXTRA_TEXT, &u->kinds},
                                   {"encoding", EXTRA_TEXT, &u->encoding},
                                   {"date", EXTRA_TEXT, &u->date},
                                   {"errors", EXTRA_TEXT, &u->errors},
                                   {"diff", EXTRA_TEXT, &u->diff},
                                   {"break", EXTRA_TEXT, &u->broken},
                                   {"format", EXTRA_TEXT, &u->format},
                                   {"zip", EXTRA_FLAG, &u->zip},
                                   {"jumin", EXTRA_FLAG, &u->jumin},
                                   {"stories", EXTRA_FLAG, &u->stories},
                                   {"fixtures", EXTRA_TEXT, &u->fixtures},
                                   {"hokensha", EXTRA_TEXT, &u->hokensha},
                                   {"edaban-first", EXTRA_INT, &u->edaban_first},
                                   {"edaban-digits", EXTRA_INT, &u->edaban_digits},
                                   {"schema", EXTRA_TEXT, &u->layouts.schema},
                                   {"layout", EXTRA_TEXT, &u->layouts.layout},
                                   {"code-map", EXTRA_TEXT, &u->layouts.code_map},
                                   {NULL, EXTRA_FLAG, NULL}};
    int status = options_own(argc, argv, extras, &u->rest, &u->rest_count);
    u->encoding = layouts_encoding(u->encoding);
    if (status)
        return status;
    if (u->rest_count)
        return say_usage(tr("「%s」は余分です", "\"%s\" is too much"), u->rest[0]);
    if (!u->out)
        return say_usage(tr("--out 出力先のフォルダー を指定してください", "give --out FOLDER"));
    if (u->members < 1 || u->edaban_digits < 1 || u->edaban_digits > 15)
        return say_usage(tr("--members は 1 以上、--edaban-digits は 1〜15 です",
                            "--members wants 1 or more, "
                            "--edaban-digits 1 to 15"));
    if (!charset_find(u->encoding))
        return S_wrong("encoding", charset_names(), u->encoding);
    if (strcmp(u->format, "csv") != 0 && strcmp(u->format, "xml") != 0)
        return S_wrong("format", tr("csv か xml", "csv or xml"), u->format);
    if (u->broken && !output_breaks(u->broken))
        return S_wrong("break", tr("chukan help gen にある名前", "a name of chukan help gen"), u->broken);
    status = S_stories(u);
    if (!status)
        status = S_kinds(u);
    return status ? status : S_numbers(u, g);
}

/* The layouts of every kind that is there: also of those not chosen, whose refusals the others must know. */
static int S_decide(struct gen_options *u, struct gen *g, struct decisions *all)
{
    struct diag d = DIAG_INIT;
    enum status st = ST_OK;
    u->layouts.hokensha = u->hokensha;
    int status = layouts_begin(&u->layouts);
    if (status)
        return status;
    g->map = u->layouts.map;
    all->g = g;
    for (int k = 0; st == ST_OK && k < KIND_COUNT; k++) {
        const struct layout *l;
        st = layout_get(kind_name((enum kind)k), g->day, &l, &d);
        if (st == ST_FILE_KIND &&
            (!u->chosen[k] || strstr(u->kinds, "all"))) { /* has no layout on that day */
            u->chosen[k] = false;
            st = ST_OK;
            continue;
        }
        if (st != ST_OK)
            break;
        plan_make(&all->plans[k], g, l);
        if (!spoil_open(&all->whole[k], &all->plans[k], (uint64_t)k) ||
            !spoil_open(&all->diff[k], &all->plans[k], (uint64_t)k + KIND_COUNT))
            st = diag_set(&d, ST_LIMIT, l->mei, "メモリ", "不足");
    }
    return st == ST_OK ? EXIT_FINE : layouts_told(&d);
}

/* The rights in force, for questions to other institutions. */
static int S_toi(struct gen_options *u, struct gen *g)
{
    struct diag d = DIAG_INIT;
    int status = u->chosen[KIND_KIKAN] ? S_folder(u, "common", u->common_folder) : EXIT_FINE;
    if (status || !u->chosen[KIND_KIKAN])
        return status;
    g->toi = &u->toi;
    return toi_read(&u->toi, u->common_folder, &d) == ST_OK ? EXIT_FINE : layouts_told(&d);
}

static int S_one(const struct gen_options *u, struct decisions *all, enum kind k, bool diff)
{
    struct diag d = DIAG_INIT;
    struct gen_file f = {.decisions = all,
                         .cs = charset_find(u->encoding),
                         .dir = u->out,
                         .broken = u->broken,
                         .xml = strcmp(u->format, "xml") == 0,
                         .zip = u->zip,
                         .kind = k,
                         .diff = diff,
                         .stories = !diff && kind_has_diff(k) ? u->stories_file : NULL};
    if (gen_file(&f, &d) != ST_OK)
        return layouts_told(&d);
    printf(tr("%-32s %9lld 行、エラー %lld", "%-32s %9lld rows, %lld wrong"), f.name, (long long)f.rows,
           (long long)f.spoilt);
    if (f.stories)
        printf(tr("、話の行で断られるはずのもの %lld、警告されるはずのもの %lld",
                  ", rows of stories to be refused %lld, to be warned of %lld"),
               (long long)f.refused, (long long)f.warned);
    putchar('\n');
    return EXIT_FINE;
}

static int S_jumin(const struct gen_options *u, const struct gen *g)
{
    struct diag d = DIAG_INIT;
    int64_t rows;
    if (jumin_write(g, u->out, &rows, &d) != ST_OK)
        return layouts_told(&d);
    printf(tr("%-32s %9lld 行\n", "%-32s %9lld rows\n"), JUMIN_FILE, (long long)rows);
    return EXIT_FINE;
}

/* The files, and beside them what is expected of the stories' rows. */
static int S_each(const struct gen_options *u, struct decisions *all)
{
    int status = u->jumin ? S_jumin(u, all->g) : EXIT_FINE;
    for (int diff = 0; diff < 2; diff++)
        for (int k = 0; status == EXIT_FINE && k < KIND_COUNT; k++)
            if (u->chosen[k] && (!diff || (all->g->diff > 0 && kind_has_diff((enum kind)k))))
                status = S_one(u, all, (enum kind)k, diff);
    return status;
}

static int S_with_stories(struct gen_options *u, struct decisions *all)
{
    char *path = path_join(u->out, STORIES_FILE);
    u->stories_file = path ? fopen(path, "we") : NULL;
    free(path);
    if (!u->stories_file)
        return say_failed(tr("%s を作れません", "cannot make %s"), STORIES_FILE);
    fputs(GEN_STORIES_HEADER, u->stories_file);
    int status = S_each(u, all);
    bool good = !ferror(u->stories_file);
    if (fclose(u->stories_file) != 0 || !good)
        return say_failed(tr("%s に書けません", "cannot write %s"), STORIES_FILE);
    return status;
}

static int S_files(struct gen_options *u, struct decisions *all)
{
    if (mkdir(u->out, 0777) != 0 && access(u->out, W_OK) != 0)
        return say_failed(tr("%s というフォルダーを作れません", "cannot make the folder %s"), u->out);
    return u->stories ? S_with_stories(u, all) : S_each(u, all);
}

static int S_run(int argc, char **argv)
{
    struct gen_options u;
    struct gen g;
    if (argc > 1 && strcmp(argv[1], "jumin") == 0)
        return gen_jumin_run(argc - 1, argv + 1);
    struct decisions *all = calloc(1, sizeof *all);
    if (!all)
        return say_failed(tr("メモリが足りません", "out of memory"));
    int status = S_options(&u, &g, argc, argv);
    if (!status)
        status = S_decide(&u, &g, all);
    if (!status)
        status = S_toi(&u, &g);
    if (!status)
        status = S_files(&u, all);
    for (int k = 0; k < KIND_COUNT; k++) {
        spoil_close(&all->whole[k]);
        spoil_close(&all->diff[k]);
    }
    toi_free(&u.toi);
    layouts_end(&u.layouts);
    free(all);
    return status;
}

const struct command cmd_gen = {
    .name = "gen",
    .usage = "--out フォルダー [--members 人数] [--seed 種] … | jumin --from ファイル [--out 先]",
    .usage_en = "--out DIR [--members N] [--seed N] … | jumin --from FILE [--out PLACE]",
    .ja = "架空の加入者と連携ファイルを作る",
    .en = "make a population and its link files",
    .more =
        "  --members 人数     加入者の数（既定 1000）\n"
        "  --seed 種          同じ種からは同じバイト列ができる（既定 1）\n"
        "  --out フォルダー   出力先。各ファイルの横に、行ごとの期待される結果 ファイル名.expected.csv "
        "を置く\n"
        "  --kind 種別,…      作るファイル種別（既定 all）\n"
        "  --format csv|xml   ファイルの形（既定 csv）\n"
        "  --zip              zip に入れる\n"
        "  --encoding 名前    文字コード（既定 CP932）\n"
        "  --date YYYYMMDD    この日のレイアウトの版で作る。日付はこの日まで（既定 20170501、--stories "
        "では " STORIES_DAY "）\n"
        "  --stories          "
        "話（fixtures/common/"
        "stories.csv）の人と行を、人口の後ろに混ぜる。行ごとの話・コード・警告は " STORIES_FILE "\n"
        "  --fixtures DIR     話の表と、kikanShokai "
        "のための機関と権限の表（common）を探すフィクスチャの置き場\n"
        "  --jumin            住民の表 jumin.csv も作る。フィクスチャに置いたワールドは加入者を知っていて、\n"
        "                     juminShokai・johoShokai・kikanShokai の期待される結果はそこでの結果になる\n"
        "  --diff 割合        差分ファイル（変更・喪失・削除など）も作る\n"
        "  --errors 割合 | 種類=割合,…   エラーのある行を混ぜる。種類:\n"
        "    missing 必須の項目が空  tooLong 長すぎる  wrongClass 文字の種類  forbidden "
        "空であるべき項目に値\n"
        "    badDate 暦にない日付  checkDigit 検査用数字  unknownCode コード表にない  dateOrder 日付の前後\n"
        "    days 期間の日数  gaiji 外字  kojinBango 副本に個人番号  duplicate 同じ行が二度\n"
        "  --break 名前       ファイル全体を壊す: columnCount unclosed badByte longRecord trailer\n"
        "  --hokensha 番号    保険者番号（既定 06139992）\n"
        "  --edaban-first 番号 --edaban-digits 桁数   払い出される枝番（既定 1 から 7 桁）\n"
        "  --code-map ファイル   業務コード（gyomu_code.csv の形）で書く\n"
        "  --schema DIR --layout DIR   スキーマの置き場と、差し替えるレイアウトの置き場\n"
        "chukan gen jumin --from ファイル [--out フォルダーかファイル]   "
        "加入者情報の連携ファイル（CSV）の人を、住民の表\n"
        "    jumin.csv "
        "に足す。もういる人は足さない。フィクスチャに置けば、そのワールドの住基ネットが知っている\n",
    .more_en =
        "  --members N        how many (default 1000)\n"
        "  --seed N           the same seed gives the same bytes (default 1)\n"
        "  --out DIR          where to; beside each file NAME.expected.csv, what comes of each row\n"
        "  --kind KIND,…      kinds of files (default all)\n"
        "  --format csv|xml   form of the files (default csv)\n"
        "  --zip              in a zip\n"
        "  --encoding NAME    character set (default CP932)\n"
        "  --date YYYYMMDD    layouts of this day, and no later date (default 20170501, with "
        "--stories " STORIES_DAY ")\n"
        "  --stories          people and rows of fixtures/common/stories.csv after the others; of each row "
        "story, code and warnings in " STORIES_FILE "\n"
        "  --fixtures DIR     where the tables of stories, institutions and rights (common) are looked for\n"
        "  --jumin            also the table of residents jumin.csv; a world with it knows the members, and "
        "the results\n"
        "                     expected of juminShokai, johoShokai and kikanShokai are those it gives\n"
        "  --diff SHARE       also files of changes, losses and deletions\n"
        "  --errors SHARE | KIND=SHARE,…   rows with errors. kinds:\n"
        "    missing an item that must be there  tooLong  wrongClass kind of characters  forbidden a value "
        "where none may be\n"
        "    badDate no such day  checkDigit  unknownCode not in the code list  dateOrder\n"
        "    days of a period  gaiji  kojinBango in a 副本  duplicate the same row twice\n"
        "  --break NAME       spoils the whole file: columnCount unclosed badByte longRecord trailer\n"
        "  --hokensha N       number of the insurer (default 06139992)\n"
        "  --edaban-first N --edaban-digits N   the 枝番 that will be given (default from 1, 7 digits)\n"
        "  --code-map FILE    written in own codes (as gyomu_code.csv)\n"
        "  --schema DIR --layout DIR   folders of the schemas, and of layouts in their place\n"
        "chukan gen jumin --from FILE [--out PLACE]   adds the people of a kanyushaToroku link file (CSV) to "
        "the\n"
        "    table of residents jumin.csv, each once; a world whose fixture has it knows them as residents\n",
    .run = S_run,
    .offline = true,
};
