/* file/layout/judge with the layouts of the house: each rule of each column by one change of a good row; all
 * errors of a row are told; nothing shows a 個人番号. */
#include <check.h>
#include <stdio.h>

#include "file/layout/good.h"
#include "file/layout/judge.h"

static const char *const good_shobyo[] = {"1",        "06139992", "0000001", "20170310",
                                          "20170201", "20170228", "80000",   "0"};

#define X10 "xxxxxxxxxx"
#define Z10 "字字字字字字字字字字"
#define K10 "カカカカカカカカカカ"
#define Z100 Z10 Z10 Z10 Z10 Z10 Z10 Z10 Z10 Z10 Z10
#define K100 K10 K10 K10 K10 K10 K10 K10 K10 K10 K10

/* One cell, or two, of a good row changed. st ST_OK: still good. */
static const struct {
    const char *layout, *column, *value, *column2, *value2;
    enum status st;
    const char *want, *have; /* of the first error; NULL: any */
} cases[] = {
    {"kanyushaToroku", "shoriKubun", "1", NULL, NULL, ST_OK, NULL, NULL},
    {"kanyushaToroku", "shoriKubun", "", NULL, NULL, ST_ROW_COLUMN, "値", "空"},
    {"kanyushaToroku", "shoriKubun", "7", NULL, NULL, ST_ROW_COLUMN,
     "1 新規・2 変更・3 個人番号訂正・4 喪失・5 取消・6 喪失取消", "7"},
    {"kanyushaToroku", "shoriKubun", "11", NULL, NULL, ST_ROW_COLUMN, NULL, "11"},
    {"kanyushaToroku", "seiriBango", "", NULL, NULL, ST_ROW_COLUMN, "値", "空"},
    {"kanyushaToroku", "seiriBango", X10 X10, NULL, NULL, ST_OK, NULL, NULL},
    {"kanyushaToroku", "seiriBango", X10 X10 "x", NULL, NULL, ST_ROW_COLUMN, "英数字 1〜20文字",
     X10 X10 "x（21文字）"},
    {"kanyushaToroku", "seiriBango", "A-1", NULL, NULL, ST_ROW_COLUMN, "英数字 1〜20文字",
     "A-1（2文字めが「-」）"},
    {"kanyushaToroku", "seiriBango", "Ａ１", NULL, NULL, ST_ROW_COLUMN, NULL, "1文字めが「Ａ」（U+FF21）"},
    {"kanyushaToroku", "edaban", "1", NULL, NULL, ST_ROW_COLUMN, "空（処理区分が 1 のとき）", "値あり"},
    {"kanyushaToroku", "kojinBango", "", NULL, NULL, ST_OK, NULL, NULL}, /* rule kojinNashi */
    {"kanyushaToroku", "kojinBango", "123456789017", NULL, NULL, ST_KOJIN_BANGO_CHECK,
     "検査用数字の合う個人番号", "不一致"},
    {"kanyushaToroku", "kojinBango", "12345678901", NULL, NULL, ST_ROW_COLUMN, "数字 12桁", "11文字"},
    {"kanyushaToroku", "kojinBango", "12345678901x", NULL, NULL, ST_ROW_COLUMN, "数字 12桁",
     "12文字めが「x」"},
    {"kanyushaToroku", "kojinBango", "12345678901２", NULL, NULL, ST_ROW_COLUMN, NULL,
     "12文字めが全角の数字"},
    {"kanyushaToroku", "kojinBango", "12345678901 ", NULL, NULL, ST_ROW_COLUMN, NULL,
     "12文字めが U+0020（半角の空白）"},
    {"kanyushaToroku", "kojinBango", "1234567890123", NULL, NULL, ST_ROW_COLUMN, "数字 12桁", "13文字"},
    {"kanyushaToroku", "seiriBango", X10 "123456789012", NULL, NULL, ST_ROW_COLUMN, NULL, "22文字"},
    {"kanyushaToroku", "seiriBango", "A1 ", NULL, NULL, ST_ROW_COLUMN, NULL,
     "3文字めが U+0020（半角の空白）"},
    {"kanyushaToroku", "kojinBango", "", "shoriKubun", "3", ST_ROW_COLUMN, "値", "空"}, /* 枝番 */
    {"kanyushaToroku", "kojinBango", "", "edaban", "1", ST_ROW_COLUMN, "空（処理区分が 1 のとき）", "値あり"},
    {"kanyushaToroku", "kojinBango", "", "shoriKubun", "2", ST_ROW_COLUMN, "値", "空"}, /* 枝番 */
    {"kanyushaToroku", "edaban", "0000001", "shoriKubun", "3", ST_OK, NULL, NULL},
    {"kanyushaToroku", "edaban", "0000001", "shoriKubun", "2", ST_ROW_COLUMN, "空", "値あり"}, /* 個人番号 */
    {"kanyushaToroku", "kigo", "", NULL, NULL, ST_ROW_COLUMN, "値", "空"},
    {"kanyushaToroku", "kigo", Z10 Z10, NULL, NULL, ST_OK, NULL, NULL},
    {"kanyushaToroku", "kigo", Z10 Z10 "字", NULL, NULL, ST_ROW_COLUMN, NULL, NULL},
    {"kanyushaToroku", "bango", "", NULL, NULL, ST_ROW_COLUMN, "値", "空"},
    {"kanyushaToroku", "bango", "a\tb", NULL, NULL, ST_ROW_COLUMN, NULL, "2文字めが U+0009（制御文字 タブ）"},
    {"kanyushaToroku", "honninKazoku", "3", NULL, NULL, ST_ROW_COLUMN, "1 本人・2 家族", "3"},
    {"kanyushaToroku", "shimei", "", NULL, NULL, ST_OK, NULL, NULL}, /* rule naNashi */
    {"kanyushaToroku", "shimeiKana", "", NULL, NULL, ST_OK, NULL, NULL},
    {"kanyushaToroku", "shimei", Z100, NULL, NULL, ST_OK, NULL, NULL},
    {"kanyushaToroku", "shimei", Z100 "字", NULL, NULL, ST_ROW_COLUMN, NULL, "101文字"},
    {"kanyushaToroku", "shimei", "試\xEE\x80\x80", NULL, NULL, ST_ROW_GAIJI, NULL,
     "2文字めが U+E000（外字、CP932 の 0xF040）"},
    {"kanyushaToroku", "shimeiKana", K100, NULL, NULL, ST_OK, NULL, NULL},
    {"kanyushaToroku", "shimeiKana", K100 "カ", NULL, NULL, ST_ROW_COLUMN, "全角カナ 1〜100文字", "101文字"},
    {"kanyushaToroku", "shimeiKana", "ため", NULL, NULL, ST_ROW_COLUMN, NULL, "1文字めが「た」（U+305F）"},
    {"kanyushaToroku", "seibetsu", "9", NULL, NULL, ST_ROW_COLUMN, "1 男・2 女・3 未設定", "9"},
    {"kanyushaToroku", "seinengappi", "20170230", NULL, NULL, ST_ROW_COLUMN, "暦にある日付（YYYYMMDD）",
     "20170230"},
    {"kanyushaToroku", "seinengappi", "19000229", NULL, NULL, ST_ROW_COLUMN, NULL, NULL},
    {"kanyushaToroku", "honninKazoku", "1234・5678 - 9018", NULL, NULL, ST_ROW_COLUMN, NULL, "************"},
    {"kanyushaToroku", "seinengappi", "1234−5678−9018", NULL, NULL, ST_ROW_COLUMN, NULL, "14文字"},
    {"kanyushaToroku", "seinengappi", "20000229 ", NULL, NULL, ST_ROW_COLUMN, NULL,
     "「20000229 」（前か後ろに空白）"},
    {"kanyushaToroku", "seinengappi", "20000229", NULL, NULL, ST_OK, NULL, NULL},
    {"kanyushaToroku", "seinengappi", "1975-04-01", NULL, NULL, ST_ROW_COLUMN, NULL,
     "1975-04-01（区切りや元号のある日付。19750401 と書きます）"},
    {"kanyushaToroku", "seinengappi", "20050402", NULL, NULL, ST_OK, NULL, NULL}, /* rule umareAto */
    {"kanyushaToroku", "seinengappi", "20050401", NULL, NULL, ST_OK, NULL, NULL},
    {"kanyushaToroku", "jusho", "", NULL, NULL, ST_OK, NULL, NULL}, /* rule jushoNashi */
    {"kanyushaToroku", "jusho", Z100 Z100, NULL, NULL, ST_OK, NULL, NULL},
    {"kanyushaToroku", "jusho", Z100 Z100 "字", NULL, NULL, ST_ROW_COLUMN, NULL, "201文字"},
    {"kanyushaToroku", "shutokuYmd", "20171301", NULL, NULL, ST_ROW_COLUMN, NULL, "20171301"},
    {"kanyushaToroku", "soshitsuYmd", "20050401", NULL, NULL, ST_OK, NULL, NULL},
    {"kanyushaToroku", "soshitsuYmd", "20050331", NULL, NULL, ST_DATE_ORDER, "資格取得年月日（20050401）以後",
     "20050331"},
    {"kanyushaToroku", "ninteiYmd", "20170431", NULL, NULL, ST_ROW_COLUMN, NULL, NULL},
    {"shikakuJoho", "hokensha", "06139992", NULL, NULL, ST_OK, NULL, NULL},
    {"shikakuJoho", "hokensha", "06139991", NULL, NULL, ST_ROW_COLUMN, "検査用数字の合う保険者番号",
     "06139991"},
    {"shikakuJoho", "hokensha", "0613999", NULL, NULL, ST_ROW_COLUMN, "数字 8桁", "0613999（7文字）"},
    {"shikakuJoho", "edaban", "", NULL, NULL, ST_ROW_COLUMN, "値", "空"},
    {"shikakuJoho", "edaban", "123456789018", NULL, NULL, ST_ROW_KOJIN_BANGO, "個人番号を含まない値",
     "12桁の番号"},
    {"shikakuJoho", "edaban", "123456789017", NULL, NULL, ST_OK, NULL, NULL},
    {"shikakuJoho", "kigo", "1234-5678-9018", NULL, NULL, ST_ROW_KOJIN_BANGO, NULL, "12桁の番号"},
    {"shikakuJoho", "bango", "１２３４５６７８９０１８", NULL, NULL, ST_ROW_KOJIN_BANGO, NULL, "12桁の番号"},
    {"shikakuJoho", "honninKazoku", "123456789018", NULL, NULL, ST_ROW_KOJIN_BANGO, NULL, "12桁の番号"},
    {"shikakuJoho", "shutokuYmd", "123456789018", NULL, NULL, ST_ROW_KOJIN_BANGO, NULL, "12桁の番号"},
    {"shikakuJoho", "soshitsuYmd", "20050331", NULL, NULL, ST_DATE_ORDER, NULL, NULL},
    {"shikakuJoho", "fukaiji", "2", NULL, NULL, ST_ROW_COLUMN, "0 該当しない・1 該当する", "2"},
    {"shikakuJoho", "jikoTeikyoFuka", "", NULL, NULL, ST_ROW_COLUMN, "値", "空"},
    {"shobyoTeatekin", "kingaku", "999999999", NULL, NULL, ST_OK, NULL, NULL},
    {"shobyoTeatekin", "kingaku", "1000000000", NULL, NULL, ST_ROW_COLUMN, "数字 1〜9桁",
     "1000000000（10文字）"},
    {"shobyoTeatekin", "kingaku", "-1", NULL, NULL, ST_ROW_COLUMN, NULL, "-1（1文字めが「-」）"},
    {"shobyoTeatekin", "kingaku", "123456789018", NULL, NULL, ST_ROW_KOJIN_BANGO, NULL, NULL},
    {"shobyoTeatekin", "kikanTo", "20170131", NULL, NULL, ST_DATE_ORDER, "支給期間（自）（20170201）以後",
     "20170131"},
    {"shobyoTeatekin", "kikanTo", "20170201", NULL, NULL, ST_OK, NULL, NULL},
};

/* 出産手当金 (健保法 102 条): the first day that is taken is 41 (97) days before the birth, or before the
 * planned day when the birth was later; the last one 56 days after the birth. */
static const struct {
    const char *planned, *birth, *taiji, *first, *last, *from; /* from: 起点 as it is told */
} births[] = {
    {"20170401", "20170401", "1", "20170219", "20170527", "出産年月日（20170401）"},
    {"20170401", "20170410", "1", "20170219", "20170605", "出産予定年月日（20170401）"}, /* later */
    {"20170401", "20170402", "1", "20170219", "20170528", "出産予定年月日（20170401）"},
    {"20170401", "20170331", "1", "20170218", "20170526", "出産年月日（20170331）"}, /* earlier */
    {"20170401", "20170220", "1", "20170110", "20170417", "出産年月日（20170220）"},
    {"20170401", "20170401", "2", "20161225", "20170527", "出産年月日（20170401）"}, /* 多胎 */
    {"20170401", "20170415", "2", "20161225", "20170610", "出産予定年月日（20170401）"},
    {"20170401", "20170301", "2", "20161124", "20170426", "出産年月日（20170301）"},
    {"20160401", "20160401", "1", "20160220", "20160527", "出産年月日（20160401）"}, /* leap years */
    {"20160310", "20160229", "1", "20160119", "20160425", "出産年月日（20160229）"},
    {"20160229", "20160310", "1", "20160119", "20160505", "出産予定年月日（20160229）"},
    {"20160520", "20160601", "2", "20160213", "20160727", "出産予定年月日（20160520）"},
    {"21000401", "21000401", "1", "21000219", "21000527", "出産年月日（21000401）"}, /* none */
};

static struct arena *a;

static void S_setup(void)
{
    a = arena_new(1 << 16);
}

static void S_teardown(void)
{
    arena_free(a);
}

static const struct layout *S_layout(const char *name)
{
    const struct layout *l = NULL;
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    ck_assert_msg(layout_get(name, str_date(STR("20170508")), &l, &d) == ST_OK, "%s %s %s", d.item, d.want,
                  d.have);
    return l;
}

static void S_good(const struct layout *l, struct str *cells)
{
    bool kanyusha = strcmp(l->name, "kanyushaToroku") == 0, shikaku = strcmp(l->name, "shikakuJoho") == 0;
    const char *const *row = kanyusha ? good_kanyusha : shikaku ? good_shikaku : good_shobyo;
    for (int i = 0; i < l->n; i++)
        cells[i] = i < l->least ? str_of(row[i]) : STR("");
}

START_TEST(test_cases)
{
    const struct layout *l = S_layout(cases[_i].layout);
    struct str cells[LAYOUT_COLUMNS], values[LAYOUT_COLUMNS];
    struct diag out[JUDGE_ERRORS];
    S_good(l, cells);
    cells[layout_column(l, cases[_i].column)] = str_of(cases[_i].value);
    if (cases[_i].column2)
        cells[layout_column(l, cases[_i].column2)] = str_of(cases[_i].value2);
    const struct judge j = {.l = l, .cs = charset_find("CP932")};
    int n = judge_row(&j, cells, a, values, out);
    ck_assert_int_eq(n != 0, cases[_i].st != ST_OK);
    if (n) {
        ck_assert_int_eq(out[0].status, cases[_i].st);
        ck_assert_str_ne(out[0].item, "");
        if (cases[_i].want)
            ck_assert_str_eq(out[0].want, cases[_i].want);
        if (cases[_i].have)
            ck_assert_str_eq(out[0].have, cases[_i].have);
    }
    layouts_close();
}
END_TEST

static int S_birth(const struct layout *l, int which, int from, int to, struct diag *out)
{
    char first[9], last[9];
    struct str values[LAYOUT_COLUMNS];
    str_from_date(str_date(str_of(births[which].first)) + from, first);
    str_from_date(str_date(str_of(births[which].last)) + to, last);
    const struct str cells[] = {STR("1"),
                                STR("06139992"),
                                STR("0000001"),
                                str_of(births[which].planned),
                                str_of(births[which].birth),
                                str_of(births[which].taiji),
                                str_of(first),
                                str_of(last),
                                STR("20170701"),
                                STR("80000"),
                                STR("0"),
                                STR("")};
    ck_assert_int_eq(l->n, sizeof cells / sizeof *cells);
    const struct judge j = {.l = l, .cs = charset_find("CP932")};
    return judge_row(&j, cells, a, values, out);
}

START_TEST(test_births)
{
    const struct layout *l = S_layout("shussanTeatekin");
    struct diag out[JUDGE_ERRORS];
    ck_assert_int_eq(S_birth(l, _i, 0, 0, out), 0);
    ck_assert_int_eq(S_birth(l, _i, 0, 1, out), 1);
    ck_assert_int_eq(out[0].status, ST_DATE_ORDER);
    ck_assert_int_eq(S_birth(l, _i, -1, 0, out), 1);
    ck_assert_int_eq(out[0].status, ST_DATE_ORDER);
    ck_assert_msg(strstr(out[0].want, births[_i].from) == out[0].want, "%s", out[0].want);
    ck_assert_ptr_nonnull(strstr(out[0].want, births[_i].first));
    layouts_close();
}
END_TEST

/* A start that is no date, or is not there: the one says nothing but that, the other leaves the rule to the
 * one that is. */
START_TEST(test_one_start)
{
    static const struct {
        const char *kubun, *planned, *birth, *from;
        int errors;
    } starts[] = {
        {"1", "20170230", "20170401", "20160101", 1},
        {"1", "20170401", "20170230", "20160101", 1},
        {"3", "", "20170401", "20170219", 0},
        {"3", "", "20170401", "20170218", 1},
        {"3", "20170401", "", "20170219", 0},
        {"3", "20170401", "", "20170218", 1},
        {"3", "", "", "20160101", 0},
    };
    const struct layout *l = S_layout("shussanTeatekin");
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        struct diag out[JUDGE_ERRORS];
        struct str values[LAYOUT_COLUMNS];
        const struct str cells[LAYOUT_COLUMNS] = {str_of(starts[i].kubun),
                                                  STR("06139992"),
                                                  STR("0000001"),
                                                  str_of(starts[i].planned),
                                                  str_of(starts[i].birth),
                                                  STR("1"),
                                                  str_of(starts[i].from),
                                                  STR("20170501"),
                                                  STR("20170701"),
                                                  STR("80000"),
                                                  STR("0")};
        const struct judge j = {.l = l, .cs = charset_find("CP932")};
        ck_assert_msg(judge_row(&j, cells, a, values, out) == starts[i].errors, "case %zu", i);
    }
    layouts_close();
}
END_TEST

/* Every column of a row wrong: all are told, in order. */
START_TEST(test_all)
{
    const struct layout *l = S_layout("kanyushaToroku");
    struct str cells[LAYOUT_COLUMNS], values[LAYOUT_COLUMNS];
    struct diag out[JUDGE_ERRORS];
    for (int i = 0; i < l->n; i++)
        cells[i] = STR("\x01");
    cells[0] = STR("1");
    const struct judge j = {.l = l, .cs = charset_find("UTF-8")};
    int n = judge_row(&j, cells, a, values, out);
    ck_assert_int_eq(n, l->n - 1);
    for (int i = 0; i < n; i++)
        ck_assert_str_eq(out[i].item, l->columns[i + 1].mei);
    layouts_close();
}
END_TEST

/* A 個人番号 in any column of any layout, in any writing: no text of any error shows it. */
START_TEST(test_hidden)
{
    static const char *const kinds[] = {"kanyushaToroku", "shikakuJoho", "shobyoTeatekin"};
    static const char *const hidden[] = {"123456789018", "12345678901", "1234-5678-9018", "x123456789018"};
    for (size_t k = 0; k < 3; k++)
        for (size_t v = 0; v < 4; v++) {
            const struct layout *l = S_layout(kinds[k]);
            for (int c = 0; c < l->n; c++) {
                if (v == 1 && strcmp(l->columns[c].name, "kojinBango") != 0)
                    continue; /* eleven digits are one only where one belongs */
                struct str cells[LAYOUT_COLUMNS], values[LAYOUT_COLUMNS];
                struct diag out[JUDGE_ERRORS];
                S_good(l, cells);
                cells[c] = str_of(hidden[v]);
                const struct judge j = {.l = l, .cs = charset_find("CP932")};
                int n = judge_row(&j, cells, a, values, out);
                for (int i = 0; i < n; i++)
                    ck_assert_msg(!strstr(out[i].have, "5678") && !strstr(out[i].want, "5678"), "%s: %s",
                                  l->columns[c].name, out[i].have);
            }
            layouts_close();
        }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("file/layout/judge");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_loop_test(t, test_cases, 0, sizeof cases / sizeof cases[0]);
    tcase_add_loop_test(t, test_births, 0, sizeof births / sizeof births[0]);
    tcase_add_test(t, test_one_start);
    tcase_add_test(t, test_all);
    tcase_add_test(t, test_hidden);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
