/* file/layout/layout: the layouts of the house load; each kind of mistake is told with its file and line;
 * versions by day. */
#include <check.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file/folder.h"

static const char *const names[] = {"kanyushaToroku", "kanyushaKekka", "shikakuJoho", "shobyoTeatekin",
                                    "fukuhonKekka"};

static int32_t S_day(const char *ymd)
{
    return str_date(str_of(ymd));
}

START_TEST(test_house)
{
    struct diag d = DIAG_INIT;
    const struct layout *l;
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    ck_assert_msg(layout_get(names[_i], S_day("20170508"), &l, &d) == ST_OK, "%s %s %s", d.item, d.want,
                  d.have);
    ck_assert_str_eq(l->name, names[_i]);
    ck_assert_int_eq(layout_get(names[_i], S_day("20161231"), &l, &d), ST_FILE_KIND);
    layouts_close();
}
END_TEST

/* Each layout of the house is recognised by files named after it, and by no other; those that are of no file,
 * never. */
static void S_recognised(const struct layout *l, void *cls)
{
    struct diag d = DIAG_INIT;
    const char *const *form = cls;
    char name[200];
    for (; !l->recognise && *form; form++) {
        snprintf(name, sizeof name, "%s%s%s", *form, l->name, ".csv");
        ck_assert_msg(layout_recognise(name, &d) == NULL, "%s", name);
    }
    for (; *form; form++) {
        snprintf(name, sizeof name, "%s%s%s", *form, l->name, ".csv");
        ck_assert_msg(layout_recognise(name, &d) != NULL, "%s: %s", name, d.have);
        ck_assert_msg(strcmp(layout_recognise(name, &d), l->name) == 0, "%s", name);
        snprintf(name, sizeof name, "%s%s%s", *form, l->mei, ".csv");
        ck_assert_msg(layout_recognise(name, &d) != NULL, "%s: %s", name, d.have);
        ck_assert_msg(strcmp(layout_recognise(name, &d), l->name) == 0, "%s", name);
    }
}

START_TEST(test_each)
{
    static const char *const forms[] = {"", "20170508_", "06139992-", NULL};
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    ck_assert_int_ge(layouts_each(S_recognised, (void *)forms), (int)(sizeof names / sizeof names[0]));
    ck_assert_str_eq(layout_recognise("他機関情報照会要求一括_20170508.csv", &d), "kikanShokai");
    ck_assert_str_eq(layout_recognise("他機関情報照会.csv", &d), "kikanShokai");
    ck_assert_str_eq(layout_recognise("情報照会.csv", &d), "johoShokai");
    ck_assert_ptr_null(layout_recognise("x.csv", &d));
    ck_assert_int_eq(d.status, ST_FILE_KIND);
    layouts_close();
    ck_assert_int_eq(layouts_each(NULL, NULL), 0);
    ck_assert_int_eq(layouts_open(temp_path("nowhere"), NULL, &d), ST_SETUP);
}
END_TEST

static const char *const unknown[] = {
    "", "x", "codes", "../layout/kanyushaToroku", "kanyushaToroku/", "layout.xsd"};

START_TEST(test_unknown)
{
    struct diag d = DIAG_INIT;
    const struct layout *l;
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    ck_assert_int_ne(layout_get(unknown[_i], S_day("20170508"), &l, &d), ST_OK);
    layouts_close();
}
END_TEST

#define RULE(rest) "<" rest " standing=\"A\"/>\n"
#define THREE                                                                                                \
    COL("a", "type=\"date\"")                                                                                \
    COL("b", "type=\"date\"") COL("c", "type=\"date\"") COL("t", "type=\"text\" max=\"8\"")
#define DAYS(or_from) RULE("days from=\"a\" orFrom=\"" or_from "\" to=\"b\" min=\"0\"") TAIL

static const struct {
    const char *xml, *item, *want; /* want NULL: it loads */
} files[] = {
    {HEAD V1 COL("a", "type=\"text\" max=\"3\"") TAIL, "", NULL},
    {HEAD V1 "<column", "x.xml 3行目", "整形式の XML"},
    {HEAD V1 COL("a", "type=\"text\" max=\"0\"") TAIL, "x.xml 3行目", "スキーマに合う記述"},
    {HEAD V1 COL("a", "type=\"number\"") TAIL, "x.xml 3行目", "スキーマに合う記述"},
    {HEAD V1 "\n<columm/>" TAIL, "x.xml 4行目", "スキーマに合う記述"},
    {HEAD V1 COL("a", "type=\"text\"") TAIL, "x.xml 3行目", "min 以上の max"},
    {HEAD V1 COL("a", "type=\"text\" min=\"4\" max=\"3\"") TAIL, "x.xml 3行目", "min 以上の max"},
    {HEAD V1 COL("a", "type=\"code\"") TAIL, "x.xml 3行目", "type=\"code\" と codes の両方"},
    {HEAD V1 COL("a", "type=\"text\" max=\"1\" codes=\"c\"") TAIL, "x.xml 3行目",
     "type=\"code\" と codes の両方"},
    {HEAD V1 COL("a", "type=\"code\" codes=\"none\"") TAIL, "x.xml 3行目", "codes.xml にあるコード表"},
    {HEAD V1 COL("a", "type=\"date\"") COL("a", "type=\"date\"") TAIL, "x.xml 4行目", "一度だけの列名"},
    {HEAD V1 COL("a", "type=\"date\"") "<order from=\"a\" to=\"b\" standing=\"A\"/>" TAIL, "x.xml 4行目",
     "このレイアウトの日付の列名"},
    {HEAD V1 COL("a", "type=\"date\"")
         COL("b", "type=\"text\" max=\"8\"") "<order from=\"a\" to=\"b\" standing=\"A\"/>" TAIL,
     "x.xml 5行目", "このレイアウトの日付の列名"},
    {HEAD V1 THREE DAYS("c"), "", NULL},
    {HEAD V1 THREE DAYS("t"), "x.xml 7行目", "このレイアウトの日付の列名"},
    {HEAD V1 THREE DAYS("z"), "x.xml 7行目", "このレイアウトの日付の列名"},
    {HEAD V1 THREE DAYS("a"), "x.xml 7行目", "from と to のどちらでもない列名"},
    {HEAD V1 THREE DAYS("b"), "x.xml 7行目", "from と to のどちらでもない列名"},
    {HEAD V1 "<column name=\"a\" mei=\"a\" presence=\"optional\" standing=\"A\" type=\"date\">\n"
             "<when column=\"z\" values=\"1\" presence=\"required\"/></column>" TAIL,
     "x.xml 4行目", "このレイアウトのほかの列名"},
    {HEAD "<version from=\"20170230\" recordLimit=\"100\" standing=\"A\">" COL("a", "type=\"date\"") TAIL,
     "x.xml 2行目", "暦にある日付"},
    {HEAD "<version from=\"20170101\" recordLimit=\"100\" standing=\"A\" fileName=\"(\">" COL(
         "a", "type=\"date\"") TAIL,
     "x.xml 2行目", "正規表現"},
    {HEAD V1 COL("a", "type=\"date\"") "</version>\n" V1 COL("a", "type=\"date\"") TAIL, "x.xml 5行目",
     "前の版より後の日（日付順）"},
    {HEAD V1 COL("a", "type=\"date\" max=\"10\"") TAIL, "x.xml 3行目",
     "日付には決まった桁数（min と max は書かない）"},
    {HEAD V1 COL("a", "type=\"eraDate\"") TAIL, "", NULL},
    {HEAD V1 COL("a", "type=\"eraDate\" max=\"9\"") TAIL, "x.xml 3行目",
     "日付には決まった桁数（min と max は書かない）"},
    {HEAD V1 COL("a", "type=\"text\" max=\"3\" pad=\"zeroLeft\"") TAIL, "x.xml 3行目",
     "zeroLeft は type=\"digits\" の列だけ"},
    {HEAD V1 COL("a", "type=\"date\" pad=\"spaceRight\"") TAIL, "x.xml 3行目",
     "spaceRight は日付でない列だけ"},
    {HEAD V1 COL("a", "type=\"text\" max=\"3\" pad=\"left\"") TAIL, "x.xml 3行目", "スキーマに合う記述"},
    {HEAD V1 COL("a", "type=\"digits\" max=\"3\" default=\"12\"") TAIL, "", NULL},
    {HEAD V1 COL("a", "type=\"digits\" max=\"3\" default=\"1234\"") TAIL, "x.xml 3行目", "数字 1〜3桁"},
    {HEAD V1 COL("a", "type=\"digits\" max=\"3\" default=\"x\"") TAIL, "x.xml 3行目", "数字 1〜3桁"},
    {HEAD V1 COL("a", "type=\"code\" codes=\"c\" default=\"2\"") TAIL, "x.xml 3行目", "1 m"},
    {HEAD V1 COL("a", "type=\"eraDate\" default=\"4290401\"") TAIL, "", NULL},
    {HEAD V1 COL("a", "type=\"eraDate\" default=\"4290431\"") TAIL, "x.xml 3行目",
     "暦にある和暦の日付（元号 1 明治〜5 令和と年月日 6桁）"},
    {HEAD V1 COL("a", "type=\"eraDate\" era=\"12345|13579\"") TAIL, "", NULL},
    {HEAD V1 COL("a", "type=\"eraDate\" era=\"1234-|--579\" default=\"5290401\"") TAIL, "", NULL},
    {HEAD V1 COL("a", "type=\"eraDate\" era=\"12345|13579\" default=\"5290401\"") TAIL, "x.xml 3行目",
     "元号が一つに決まる和暦の日付（二つの元号に読める）"},
    {HEAD V1 COL("a", "type=\"eraDate\" era=\"1234\"") TAIL, "x.xml 3行目", "スキーマに合う記述"},
    {HEAD V1 COL("a", "type=\"eraDate\" era=\"12345|\"") TAIL, "x.xml 3行目", "スキーマに合う記述"},
    {HEAD V1 COL("a", "type=\"eraDate\" era=\"MTSHR\"") TAIL, "x.xml 3行目", "スキーマに合う記述"},
    {HEAD V1 COL("a", "type=\"date\" era=\"12345\"") TAIL, "x.xml 3行目", "era は type=\"eraDate\" の列だけ"},
    {HEAD V1 COL("a", "type=\"digits\" max=\"3\" default=\"\"") TAIL, "x.xml 3行目", "スキーマに合う記述"},
    {HEAD V1 COL("a", "type=\"date\"") COL("b", "field=\"a\" type=\"date\"") TAIL, "x.xml 4行目",
     "一度だけの field"},
    {HEAD V1 "<column name=\"a\" mei=\"a\" presence=\"optional\" standing=\"A\" type=\"date\">\n"
             "<when column=\"a\" values=\"1\" presence=\"required\"/></column>" TAIL,
     "x.xml 4行目", "このレイアウトのほかの列名"},
    {HEAD VERSION("trailer=\"count\"") COL("a", "type=\"date\"") TAIL, "x.xml 2行目",
     "trailer=\"count\" と trailerMark の両方"},
    {HEAD VERSION("trailerMark=\"T\"") COL("a", "type=\"date\"") TAIL, "x.xml 2行目",
     "trailer=\"count\" と trailerMark の両方"},
    {HEAD VERSION("rowLimit=\"0\"") COL("a", "type=\"date\"") TAIL, "x.xml 2行目", "スキーマに合う記述"},
    {HEAD VERSION("rowLimit=\"99999999999999999999\"") COL("a", "type=\"date\"") TAIL, "x.xml 2行目",
     "スキーマに合う記述"},
    {HEAD VERSION("lineEndTaken=\"LF\"") COL("a", "type=\"date\"") TAIL, "x.xml 2行目",
     "lineEndTaken と同じ lineEnd（自分の書くファイルも受けること）"},
    {HEAD VERSION("lineEndTaken=\"CR\"") COL("a", "type=\"date\"") TAIL, "x.xml 2行目", "スキーマに合う記述"},
    {HEAD VERSION("quote=\"never\"") COL("a", "type=\"date\"") TAIL, "x.xml 2行目", "スキーマに合う記述"},
    {HEAD VERSION("xmlRow=\"a b\"") COL("a", "type=\"date\"") TAIL, "x.xml 2行目", "スキーマに合う記述"},
    {HEAD VERSION("han=\"２\"") COL("a", "type=\"date\"") TAIL, "x.xml 2行目", "スキーマに合う記述"},
    {HEAD V1 COL("a", "type=\"date\"") "</version>\n<version from=\"20180101\" recordLimit=\"9\" "
                                       "standing=\"A\">" COL("a", "type=\"date\"") TAIL,
     "x.xml 5行目", "版ごとに違う han"},
    {HEAD V1 COL("a", "type=\"date\"") COL("b", "type=\"date\"") RULE("days from=\"a\" to=\"b\"") TAIL,
     "x.xml 5行目", "min か max"},
    {HEAD V1 COL("a", "type=\"date\"") COL("b", "type=\"date\"")
         RULE("days from=\"a\" to=\"b\" min=\"2\" max=\"1\"") TAIL,
     "x.xml 5行目", "min 以上の max"},
    {HEAD V1 COL("a", "type=\"date\"") COL("b", "type=\"date\"")
         RULE("days from=\"a\" to=\"b\" min=\"2\" column=\"a\"") TAIL,
     "x.xml 5行目", "column と values の両方"},
    {HEAD V1 COL("a", "type=\"date\"") COL("b", "type=\"date\"")
         RULE("days from=\"a\" to=\"b\" min=\"2\" column=\"z\" values=\"1\"") TAIL,
     "x.xml 5行目", "このレイアウトの列名"},
    {HEAD V1 COL("a", "type=\"date\"") COL("b", "type=\"date\"")
         RULE("days from=\"a\" to=\"b\" min=\"99999999999\"") TAIL,
     "x.xml 5行目", "スキーマに合う記述"},
    {HEAD V1 COL("a", "type=\"date\"") RULE("order from=\"a\" to=\"a\"") TAIL, "x.xml 4行目",
     "二つの違う列名"},
    {HEAD V1 COL("a", "type=\"date\"") RULE("monthDay column=\"a\" value=\"0229\"") TAIL, "", NULL},
    {HEAD V1 COL("a", "type=\"date\"") RULE("some columns=\"a\"") TAIL, "", NULL},
    {HEAD V1 COL("a", "type=\"date\"") RULE("some columns=\"a b\"") TAIL, "x.xml 4行目",
     "このレイアウトの列名"},
    {HEAD V1 COL("a", "type=\"date\"") RULE("some columns=\"a a\"") TAIL, "x.xml 4行目", "一度だけの列名"},
    {HEAD V1 COL("a", "type=\"date\"") RULE("some columns=\"a\" column=\"a\"") TAIL, "x.xml 4行目",
     "column と values の両方"},
    {HEAD V1 COL("a", "type=\"date\"") RULE("some columns=\"a\" column=\"b\" values=\"1\"") TAIL,
     "x.xml 4行目", "このレイアウトの列名"},
    {HEAD V1 COL("a", "type=\"date\"") RULE("monthDay column=\"a\" value=\"0230\"") TAIL, "x.xml 4行目",
     "暦にある月日"},
    {HEAD V1 COL("a", "type=\"text\" max=\"4\"") RULE("monthDay column=\"a\" value=\"0801\"") TAIL,
     "x.xml 4行目", "このレイアウトの日付の列名"},
    {HEAD V1 COL("a", "type=\"date\"") RULE("unique columns=\"a\" code=\"K40002\"") TAIL, "", NULL},
    {HEAD V1 COL("a", "type=\"date\"") RULE("unique columns=\"a b\" code=\"K40002\"") TAIL, "x.xml 4行目",
     "このレイアウトの列名"},
    {HEAD V1 COL("a", "type=\"date\"") RULE("unique columns=\"a a\" code=\"K40002\"") TAIL, "x.xml 4行目",
     "一度だけの列名"},
    {HEAD V1 COL("a", "type=\"date\"") RULE("unique columns=\"a\" code=\"K99999\"") TAIL, "x.xml 4行目",
     "chukan の処理結果コード"},
    {HEAD V1 COL("a", "type=\"date\"") RULE("unique columns=\"a\" code=\"K40002\" add=\"1\"") TAIL,
     "x.xml 4行目", "add と drop には field が shoriKubun の列"},
    {HEAD V1 COL("a", "type=\"date\"") RULE("unique columns=\"a\" code=\"K40002\" unless=\"z\"") TAIL,
     "x.xml 4行目", "このレイアウトの列名"},
    {"<layout name=\"x\" mei=\"試験\" recognise=\"[\">\n" V1 COL("a", "type=\"date\"") TAIL, "x.xml 1行目",
     "正規表現"},
    {"<layout name=\"x\" mei=\"試験\" recognise=\"a++++++++++++++++++++++++++++++++\">\n" V1 COL(
         "a", "type=\"date\"") TAIL,
     "x.xml 1行目", "繰り返し（+ と {n}）の少ない正規表現"},
    {"<layout name=\"x\" mei=\"試験\" recognise=\"((a{1,200}){,200}){200}\">\n" V1 COL("a", "type=\"date\"")
         TAIL,
     "x.xml 1行目", "繰り返し（+ と {n}）の少ない正規表現"},
    {"", "x.xml 1行目", "整形式の XML"},
    {"<a/>", "x.xml 1行目", "スキーマに合う記述"},
    {CODES("c", "1"), "x.xml 1行目", "要素 layout"},
    {"<!DOCTYPE layout [<!ENTITY a \"&#38;b;\"><!ENTITY b \"&#38;a;\">]>\n" HEAD V1 COL("a", "type=\"&a;\"")
         TAIL,
     "x.xml 4行目", "整形式の XML"},
    {"<layout name=\"y\" mei=\"試験\">\n" V1 COL("a", "type=\"date\"") TAIL, "x.xml 1行目", "x"},
};

START_TEST(test_files)
{
    struct diag d = DIAG_INIT;
    const struct layout *l;
    folder_make();
    temp_put("x.xml", files[_i].xml);
    enum status st = layouts_open(temp_dir, NULL, &d);
    if (st == ST_OK)
        st = layout_get("x", S_day("20170508"), &l, &d);
    ck_assert_msg(st == (files[_i].want ? ST_SETUP : ST_OK), "%s %s %s", d.item, d.want, d.have);
    if (files[_i].want) {
        ck_assert_str_eq(d.item, files[_i].item);
        ck_assert_str_eq(d.want, files[_i].want);
    }
    folder_drop();
}
END_TEST

/* What stands in an overlay under the name of a layout is read or refused, and never waited for. */
START_TEST(test_no_files)
{
    static const char *const stands[] = {"maisoryo.xml", "codes.xml", "x.xml"};
    temp_make();
    for (size_t i = 0; i < sizeof stands / sizeof *stands; i++) {
        struct diag d = DIAG_INIT;
        char item[64];
        const char *path = temp_path(stands[i]);
        int rc = _i == 0   ? symlink(stands[i], path)
                 : _i == 1 ? symlink("nowhere", path)
                 : _i == 2 ? symlink("/dev/zero", path)
                 : _i == 3 ? mkfifo(path, 0600)
                           : mkdir(path, 0700);
        ck_assert_int_eq(rc, 0);
        ck_assert_int_eq(layouts_open("schema/layout", temp_dir, &d), ST_SETUP);
        snprintf(item, sizeof item, "--layout の %s", stands[i]);
        ck_assert_str_eq(d.item, item);
        ck_assert_str_eq(d.want, "読める XML ファイル");
        ck_assert_int_eq(remove(path), 0);
    }
    temp_drop();
}
END_TEST

START_TEST(test_versions)
{
    static const struct {
        const char *day;
        int columns; /* 0: none yet */
    } days[] = {{"20161231", 0}, {"20170101", 1}, {"20170630", 1}, {"20170701", 2}, {"20990101", 2}};
    struct diag d = DIAG_INIT;
    const struct layout *l;
    folder_make();
    temp_put(
        "x.xml",
        HEAD V1 COL("a", "type=\"date\"") "</version><version from=\"20170701\" recordLimit=\"9\" "
                                          "han=\"2.0\" header=\"names\" delimiter=\"tab\" quote=\"always\" "
                                          "lineEnd=\"LF\" standing=\"A\">" COL("a", "type=\"date\"")
                                              COL("b", "type=\"code\" codes=\"c\"") TAIL);
    ck_assert_int_eq(layouts_open(temp_dir, NULL, &d), ST_OK);
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        enum status st = layout_get("x", S_day(days[i].day), &l, &d);
        ck_assert_int_eq(st, days[i].columns ? ST_OK : ST_FILE_KIND);
        if (st == ST_OK)
            ck_assert_int_eq(l->n, days[i].columns);
    }
    ck_assert(l->header && l->delimiter == '\t' && l->quote == QUOTE_ALWAYS &&
              strcmp(l->line_end, "\n") == 0);
    folder_drop();
}
END_TEST

START_TEST(test_file_name)
{
    struct diag d = DIAG_INIT;
    const struct layout *l;
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    ck_assert_int_eq(layout_get("kanyushaToroku", S_day("20170508"), &l, &d), ST_OK);
    ck_assert_int_eq(layout_file_name(l, "加入者.csv", "", &d), ST_OK);
    ck_assert_int_eq(layout_file_name(l, "A.CSV", "", &d), ST_OK);
    ck_assert_int_eq(layout_file_name(l, "A.txt", "", &d), ST_FILE_NAME);
    layouts_close();
    /* a layout without words of its own shows no expression either */
    static const char *const rules[][2] = {
        {"^[0-9]{2}\\.csv$", "数字2文字、「.csv」、"},
        {"^[^0-9]$", "試験のレイアウトのファイル名の規則（fileName）に合う名前、"}};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        char xml[600];
        snprintf(xml, sizeof xml, HEAD VERSION("fileName=\"%s\"") COL("a", "type=\"date\"") TAIL,
                 rules[i][0]);
        l = folder_layout(xml, "20170508");
        ck_assert_int_eq(layout_file_name(l, "A.txt", "", &d), ST_FILE_NAME);
        ck_assert_msg(strncmp(d.want, rules[i][1], strlen(rules[i][1])) == 0, "%s", d.want);
        folder_drop();
    }
}
END_TEST

#define LOOP(test, table) tcase_add_loop_test(t, test, 0, sizeof table / sizeof table[0])

int main(void)
{
    Suite *suite = suite_create("file/layout/layout");
    TCase *t = tcase_create("all");
    LOOP(test_house, names);
    tcase_add_test(t, test_each);
    LOOP(test_unknown, unknown);
    LOOP(test_files, files);
    tcase_add_loop_test(t, test_no_files, 0, 5);
    tcase_add_test(t, test_versions);
    tcase_add_test(t, test_file_name);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
