/* world/case/report_*: a small report in each form, with texts that mean something to the form. */
#include <check.h>
#include <libxml/parser.h>
#include <string.h>

#include "base/json.h"
#include "world/case/report.h"

#define NASTY "<b> & \"x\" 'y'"

static struct report_difference differences[] = {{"jotai", "状態", "<取得済>", "失敗&"},
                                                 {"kaisu", "要求の回数", "2", "1"}};
static struct report_step steps[] = {{.id = "s1",
                                      .what = "加入者の新規登録",
                                      .te = 1,
                                      .kekka = "済",
                                      .at = "2017-05-08T09:00:00",
                                      .real_at = "2026-01-02T03:04:05",
                                      .hokensha = "06139992",
                                      .edaban = "0000012",
                                      .uketsuke = "F1",
                                      .jissai = "=1+1、氏名=" NASTY},
                                     {.id = "s2",
                                      .what = "符号の照会",
                                      .te = INT64_MIN,
                                      .kekka = "相違",
                                      .at = "2017-05-08T09:00:01",
                                      .real_at = "2026-01-02T03:04:06",
                                      .jissai = "-1",
                                      .difference = {differences, 2}},
                                     {.id = "s3", .what = "ログイン", .te = INT64_MIN, .kekka = "未"}};
static struct report_keikoku warnings[] = {{"shikakuSoto", "P40005", "<外>&、", 2},
                                           {"nanajugo", "K40019", NULL, 1}};
static const char *const people[] = {"0000012", "0000013"}, *const files[] = {"F1"};
static struct report_kisoku rules[] = {
    {"shikakuSoto", "P40005", "資格の<中>", 7, {(void *)(uintptr_t)people, 2}, {(void *)(uintptr_t)files, 1}},
    {.kisoku = "nanajugo", .code = "K40019", .naiyo = "75", .kensu = 1}};
static struct report_run runs[] = {{1, "未実施", NULL}, {2, "不合格", "状態: 期待: <済>、実際: 失敗"}};
static const char *const insurers[] = {"06139992", "06139984"};

static struct report_case cases[4];
static struct report report;
static struct buf out;

static void S_setup(void)
{
    static const struct report_case all[4] = {
        {.id = "2-010", .item_mei = "符号", .title = NASTY, .hantei = "不合格", .why = "理由は\n二行 " NASTY},
        {.id = "2-020", .item_mei = "符号", .title = "合格する", .hantei = "合格"},
        {.id = "3-010", .item_mei = "情報提供", .title = "途中", .hantei = "実施中", .why = "まだ"},
        {.id = "7-010", .item_mei = "管理", .title = "まだ", .hantei = "未実施"}};
    for (int i = 0; i < 4; i++) {
        cases[i] = all[i];
        cases[i].item = i < 2 ? "2" : i == 2 ? "3" : "7";
        cases[i].jido = cases[i].hantei;
        cases[i].kanten = "見る\nこと";
        cases[i].expected = "期待";
        cases[i].observed = i < 3;
    }
    cases[0].steps = (struct list){steps, 3};
    steps[0].keikoku = (struct list){warnings, 2};
    steps[0].keikoku_hoka = 3;
    cases[0].hokensha = "06139992";
    cases[0].at = "2017-05-08T09:00:01";
    cases[0].real_at = "2026-01-02T03:04:06";
    cases[0].comment = "@コメント";
    cases[2].runs = (struct list){runs, 2};
    report = (struct report){.world = "lot2",
                             .lot = "2",
                             .version = "1.2",
                             .at = "2017-05-08T10:00:00",
                             .real_at = "2026-01-02T04:00:00",
                             .jisshisha = NASTY,
                             .run = 3,
                             .kake = 2,
                             .generation = 4,
                             .gokaku = 1,
                             .fugokaku = 1,
                             .jisshichu = 1,
                             .mijisshi = 1,
                             .hokensha = {(void *)(uintptr_t)insurers, 2},
                             .keikoku = {rules, 2},
                             .cases = {cases, 4}};
    out = BUF_INIT;
}

static void S_teardown(void)
{
    buf_release(&out);
}

static void S_has(const char *text)
{
    ck_assert_msg(strstr(out.data, text), "%s\n%s", text, out.data);
}

static void S_has_not(const char *text)
{
    ck_assert_msg(!strstr(out.data, text), "%s\n%s", text, out.data);
}

/* How many lines begin with it, and how often it is there at all. */
static void S_lines(const char *begin, int want)
{
    int lines = 0, all = 0;
    for (const char *p = out.data; (p = strstr(p, begin)); p++, all++)
        lines += p == out.data || p[-1] == '\n';
    ck_assert_int_eq(lines, want);
    ck_assert_int_eq(all, want);
}

START_TEST(test_json)
{
    struct arena *a = arena_new(1 << 20);
    struct json_values v;
    report_json(&report, &out);
    ck_assert(json_strict(out.data) && json_values(out.data, a, &v));
    S_has("{\"world\":\"lot2\",\"lot\":\"2\",\"version\":\"1.2\",\"run\":3,\"generation\":4,");
    S_has("\"gokaku\":1,\"fugokaku\":1,\"jisshichu\":1,\"mijisshi\":1,\"kake\":2,\"hokensha\":[\"06139992\","
          "\"06139984\"]");
    S_has("\"kakuninsha\":null");
    S_has("\"title\":\"<b> & \\\"x\\\" 'y'\"");
    S_has("{\"id\":\"s3\",\"te\":null,\"what\":\"ログイン\",\"kekka\":\"未\",\"at\":null");
    S_has("{\"item\":\"jotai\",\"mei\":\"状態\",\"want\":\"<取得済>\",\"have\":\"失敗&\"}");
    S_has("\"runs\":[{\"run\":1,\"hantei\":\"未実施\",\"why\":null},{\"run\":2,\"hantei\":\"不合格\",\"why\":"
          "\"状態: 期待: <済>、実際: 失敗\"}]");
    S_has("\"observed\":false");
    S_has("\"keikoku\":[{\"kisoku\":\"shikakuSoto\",\"code\":\"P40005\",\"bun\":\"<外>&、\",\"kensu\":2},{"
          "\"kisoku\":\"nanajugo\",\"code\":\"K40019\",\"bun\":null,\"kensu\":1}],\"keikokuHoka\":3}");
    S_has("\"keikoku\":[],\"keikokuHoka\":0}");
    S_has("\"keikoku\":[{\"kisoku\":\"shikakuSoto\",\"code\":\"P40005\",\"naiyo\":\"資格の<中>\",\"kensu\":7,"
          "\"edaban\":[\"0000012\",\"0000013\"],\"uketsukeBango\":[\"F1\"]},");
    arena_free(a);
}
END_TEST

START_TEST(test_junit)
{
    report_junit(&report, &out);
    xmlDocPtr doc = xmlReadMemory(out.data, (int)out.len, "x.xml", NULL, XML_PARSE_NONET);
    ck_assert_ptr_nonnull(doc);
    xmlFreeDoc(doc);
    S_lines("<testcase", 4);
    S_has(" name=\"lot2\" tests=\"4\" failures=\"1\" skipped=\"2\" timestamp=\"2026-01-02T04:00:00\"");
    S_has("<property name=\"jisshisha\" value=\"&lt;b&gt; &amp; &quot;x&quot; ");
    S_has("<property name=\"hokensha\" value=\"06139984\"/>");
    S_has_not("kakuninsha");
    S_has("<testcase classname=\"符号\" name=\"2-010 &lt;b&gt; &amp; &quot;x&quot; 'y'\">"
          "<failure message=\"理由は 二行 &lt;b&gt; ");
    S_has("<testcase classname=\"符号\" name=\"2-020 合格する\"><system-out></system-out></testcase>\n");
    S_has("<skipped message=\"実施中: まだ\"/>");
    S_has("<skipped message=\"未実施\"/>");
    S_has("済 加入者の新規登録 2026-01-02T03:04:05 2017-05-08T09:00:00 F1 =1+1、氏名=&lt;b&gt;");
    S_has(" 警告 P40005 shikakuSoto 2 件: &lt;外&gt;&amp;、／警告 K40019 nanajugo／ほかの規則の警告 3 "
          "件／相違 ");
    S_has("／未 ログイン</system-out>");
    S_has("</testcase>\n<system-out>警告 P40005 shikakuSoto 7 件 枝番 0000012、0000013 受付番号 F1／警告 "
          "K40019 "
          "nanajugo 1 件</system-out>\n</testsuite>\n");
}
END_TEST

/* What is long is not cut inside a character, and what was said by hand goes before. */
START_TEST(test_junit_long)
{
    static char why[1000] = "x";
    for (int i = 0; i < 300; i++)
        memcpy(why + 1 + 3 * i, "あ", 4);
    cases[2].why = cases[2].title = why;
    cases[0].riyu = "手で判定";
    report_junit(&report, &out);
    ck_assert_int_gt(str_utf8_len(str_of(out.data)), 0);
    S_has("<failure message=\"手で判定\"/>");
    S_has(
        "<system-out>前の回 1 回目 未実施、2 回目 不合格（状態: 期待: &lt;済&gt;、実際: 失敗）</system-out>");
    S_has("<property name=\"kirokuNoKake\" value=\"2\"/>");
    S_lines("<testcase", 4);
}
END_TEST

START_TEST(test_csv)
{
    report_csv(&report, &out);
    ck_assert_mem_eq(out.data, "\xEF\xBB\xBF\"実施日時\",\"2026-01-02T04:00:00\"\r\n", 40);
    S_has("\"実施者\",\"<b> & \"\"x\"\" 'y'\"\r\n\"確認者\",\"\"\r\n");
    S_has("\r\n\"2\",\"符号\",\"2-010\",\"<b> & \"\"x\"\" "
          "'y'\",\"期待\",\"不合格\",\"不合格\",\"理由は\n二行 ");
    S_has(",\"'@コメント\",\"\",\"加入者の新規登録\",\"済\",\"2026-01-02T03:04:05\",\"2017-05-08T09:00:00\","
          "\"06139992\",\"0000012\",\"F1\",\"'=1+1、氏名=<b> & \"\"x\"\" 'y'\",\"\",\"\","
          "\"警告 P40005 shikakuSoto 2 件: <外>&、／警告 K40019 nanajugo／ほかの規則の警告 3 件\"\r\n");
    S_has("\"'-1\",\"状態: 期待: <取得済>、実際: 失敗&／要求の回数: 期待: 2、実際: 1\",\"\",\"\"\r\n");
    S_has(",\"\",\"1 回目 未実施、2 回目 不合格（状態: 期待: <済>、実際: 失敗）\",\"\"\r\n");
    S_has("\"警告\",\"P40005 shikakuSoto 7 件 枝番 0000012、0000013 受付番号 F1\"\r\n\"警告\",\"K40019 "
          "nanajugo 1 "
          "件\"\r\nロット,");
    S_has("\"記録の欠け\",\"2\"\r\n");
    S_has("\r\n\"2\",\"管理\",\"7-010\",\"まだ\",\"期待\",\"未実施\",\"未実施\",\"\",\"\",\"\",\"\",\"\","
          "\"\",\"\",\"\",\"\","
          "\"\",\"\",\"\",\"\",\"\",\"\"\r\n"); /* of a case without steps, one line */
    int lines = 0;
    for (const char *p = out.data; (p = strstr(p, "\r\n")); p++)
        lines++;
    ck_assert_int_eq(lines, 7 + 2 + 1 + 3 + 3);
}
END_TEST

START_TEST(test_csv_formula)
{
    static const char *const cells[][2] = {{"=1", "\"'=1\""},  {"+1", "\"'+1\""},     {"-1", "\"'-1\""},
                                           {"@a", "\"'@a\""},  {"\t=1", "\"'\t=1\""}, {"\r=1", "\"'\r=1\""},
                                           {"1=1", "\"1=1\""}, {"a-b", "\"a-b\""},    {"'=1", "\"'=1\""}};
    report.jisshisha = cells[_i][0];
    report_csv(&report, &out);
    char want[100];
    snprintf(want, sizeof want, "\"実施者\",%s\r\n", cells[_i][1]);
    S_has(want);
}
END_TEST

START_TEST(test_html)
{
    report_html(&report, &out);
    ck_assert_mem_eq(out.data, "<!DOCTYPE html>", 15);
    S_has_not("<b>");
    S_has_not("http:");
    S_has_not("https:"); /* it needs nothing else */
    S_has("テスト報告書（ロット2）");
    S_has("lot2（3 回目、世代 4）");
    S_has("2 件を記録できませんでした");
    S_has("06139992、06139984");
    S_has("<th>確認者</th><td>　</td>");
    S_has("<span class=\"h h2\">合格</span> 1</td>");
    S_has("<span class=\"h h3\">不合格</span>");
    S_lines("<section class=\"case\">", 3); /* the one that nobody has tried is in the overview alone */
    S_has("<a href=\"#c-7-010\">まだ</a>");
    S_has_not("id=\"c-7-010\"");
    S_has("<h3 id=\"c-2-010\">2-010 &lt;b&gt; &amp; ");
    S_has("<div class=\"why\">状態: 期待: &lt;取得済&gt;、実際: 失敗&amp;</div>");
    S_has("<tr><td></td><td>ログイン</td><td>未</td>");
    S_has("<tr><td class=\"n\">1</td><td>加入者の新規登録</td><td>済</td>");
    S_has("<dt>前の回</dt><dd>1 回目 未実施、2 回目 不合格（状態: 期待: &lt;済&gt;、実際: 失敗）</dd>");
    S_has_not("自動判定");
    S_has("<div class=\"warn\">警告 P40005 shikakuSoto 2 件: &lt;外&gt;&amp;、／警告 K40019 "
          "nanajugo／ほかの規則の警告 3 件</div>");
    S_has("<td>P40005</td><td>shikakuSoto</td><td class=\"n\">7</td><td>資格の&lt;中&gt;</td>"
          "<td>0000012、0000013</td><td>F1</td></tr>\n");
    cases[1].hantei = "不合格";
    cases[3].comment = "x";
    buf_clear(&out);
    report_html(&report, &out);
    S_has("<span class=\"small\">自動判定は合格</span>");
    S_lines("<section class=\"case\">", 4);
}
END_TEST

START_TEST(test_nothing)
{
    report.cases.n = report.hokensha.n = report.keikoku.n = 0;
    report_html(&report, &out);
    S_has("まだ何も届いていません");
    S_has_not("<h2>警告");
    buf_clear(&out);
    report_junit(&report, &out);
    S_has(" tests=\"0\"");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/case/report");
    TCase *t = tcase_create("report");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_json);
    tcase_add_test(t, test_junit);
    tcase_add_test(t, test_junit_long);
    tcase_add_test(t, test_csv);
    tcase_add_loop_test(t, test_csv_formula, 0, 9);
    tcase_add_test(t, test_html);
    tcase_add_test(t, test_nothing);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
