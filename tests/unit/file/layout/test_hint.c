/* file/layout/judge_hint: what a spreadsheet makes of values is told as that, in the error of the column; a
 * row of names, and one of nothing, is one error. Nothing shows a 個人番号. */
#include <check.h>
#include <stdio.h>

#include "file/layout/good.h"
#include "file/layout/judge.h"

/* One cell of a good row of 加入者情報, or of 資格情報 where the column is its own, changed. */
static const struct {
    const char *column, *value;
    enum status st;
    const char *have;
} cases[] = {
    {"hokensha", "6139992", ST_ROW_COLUMN, "6139992（7文字、先頭の 0 が失われた値）"},
    {"hokensha", "6139991", ST_ROW_COLUMN, "6139991（7文字）"}, /* no check digit fits */
    {"hokensha", "613999", ST_ROW_COLUMN, "613999（6文字）"},
    {"hokensha", "61399920", ST_ROW_COLUMN, "61399920"}, /* as long as it should be */
    {"hokensha", "0６139992", ST_ROW_COLUMN, "2文字めが全角の数字"},
    {"hokensha", "06139992 ", ST_ROW_COLUMN, "9文字めが U+0020（半角の空白）"},
    {"hokensha", "6139992.0", ST_ROW_COLUMN, "6139992.0（8文字めが「.」）"},
    {"hokensha", "06,139,992", ST_ROW_COLUMN, "06,139,992（3文字めが「,」、桁区切りか小数点のある数）"},
    {"kojinBango", "12345678901", ST_ROW_COLUMN, "11文字"},
    {"kojinBango", "10000000006", ST_ROW_COLUMN, "11文字、先頭の 0 が失われた値"},
    {"kojinBango", "1.23E+11", ST_ROW_COLUMN, "2文字めが「.」、表計算ソフトの指数の表示に変わった値"},
    {"kojinBango", "1E11", ST_ROW_COLUMN, "2文字めが「E」、表計算ソフトの指数の表示に変わった値"},
    {"kojinBango", "1.23E", ST_ROW_COLUMN, "2文字めが「.」"},
    {"kojinBango", "#N/A", ST_ROW_COLUMN, "1文字めが「#」、表計算ソフトのエラーの値"},
    {"kojinBango", "########", ST_ROW_COLUMN, "1文字めが「#」、表計算ソフトのエラーの値"},
    {"kojinBango", "=\"123\"", ST_ROW_COLUMN, "1文字めが「=」、先頭に表計算ソフトの印（' か =）"},
    {"kojinBango", "'123456789018", ST_ROW_COLUMN, "1文字めが「'」、先頭に表計算ソフトの印（' か =）"},
    {"seinengappi", "1975/4/1", ST_ROW_COLUMN, "1975/4/1（区切りや元号のある日付。19750401 と書きます）"},
    {"seinengappi", "1975年4月1日", ST_ROW_COLUMN,
     "1975年4月1日（区切りや元号のある日付。19750401 と書きます）"},
    {"seinengappi", "1975/4/1 0:00", ST_ROW_COLUMN,
     "1975/4/1 0:00（区切りや元号のある日付。19750401 と書きます）"},
    {"seinengappi", "1975/2/30", ST_ROW_COLUMN, "1975/2/30"},
    {"seinengappi", "75/4/1", ST_ROW_COLUMN, "75/4/1（区切りや元号のある日付。西暦は 4桁で書きます）"},
    {"seinengappi", "S50.4.1", ST_ROW_COLUMN, "S50.4.1（区切りや元号のある日付。19750401 と書きます）"},
    {"seinengappi", "S500401", ST_ROW_COLUMN, "S500401（区切りや元号のある日付。19750401 と書きます）"},
    {"seinengappi", "昭和50年4月1日", ST_ROW_COLUMN,
     "昭和50年4月1日（区切りや元号のある日付。19750401 と書きます）"},
    {"seinengappi", "平成元年5月1日", ST_ROW_COLUMN,
     "平成元年5月1日（区切りや元号のある日付。19890501 と書きます）"},
    {"seinengappi", "S99.4.1", ST_ROW_COLUMN, "S99.4.1"}, /* 昭和 has no such year */
    {"seinengappi", "3500401", ST_ROW_COLUMN, "3500401（和暦の日付。19750401 と書きます）"},
    {"seinengappi", "27485", ST_ROW_COLUMN, "27485（表計算ソフトの日付の通し番号。19750401 と書きます）"},
    {"seinengappi", "１９７５０４０１", ST_ROW_COLUMN, "１９７５０４０１（全角の数字）"},
    {"seibetsu", "男", ST_ROW_COLUMN, "男（コードでなく名前。1 と書きます）"},
    {"seibetsu", "未", ST_ROW_COLUMN, "未（コードでなく名前。3 と書きます）"},
    {"seibetsu", "男性", ST_ROW_COLUMN, "男性"},
    {"seibetsu", "１", ST_ROW_COLUMN, "１（全角の数字）"},
    {"seibetsu", "1 ", ST_ROW_COLUMN, "「1 」（前か後ろに空白）"},
    {"seibetsu", "　1", ST_ROW_COLUMN, "「　1」（前か後ろに空白）"},
    {"seibetsu", "1.0", ST_ROW_COLUMN, "1.0（桁区切りか小数点のある数）"},
    {"seibetsu", "9", ST_ROW_COLUMN, "9"},
    {"shimeiKana", "ﾀﾛｳ", ST_ROW_COLUMN, "1文字めが「ﾀ」（半角カナ、U+FF80）"},
    {"shimeiKana", "タメシ タロウ", ST_ROW_COLUMN, "4文字めが U+0020（半角の空白）"},
    {"shimeiKana", "タメシA", ST_ROW_COLUMN, "タメシA（4文字めが「A」）"},
    {"shimeiKana", "タ\xE2\x80\x8Bロウ", ST_ROW_COLUMN, "2文字めが U+200B（見えないか、重ねて書く文字）"},
    {"shimeiKana", "タロウ\x1A", ST_ROW_COLUMN, "4文字めが U+001A（制御文字 DOS のファイルの終わり）"},
    {"shimeiKana", "　　", ST_OK, NULL}, /* rule naNashi */
    {"shimei", "試\xE2\x80\xAE例", ST_ROW_COLUMN, "2文字めが U+202E（書字方向の制御文字）"},
    {"shimei", "試\xEF\xBF\xBD例", ST_ROW_GAIJI, "2文字めが U+FFFD（変換で失われた文字の印）"},
    {"shimei", "試\xF0\x9F\xAB\xBF", ST_ROW_GAIJI, "2文字めが U+1FAFF（Unicode に割り当てのない文字）"},
    {"shimei", "試\xF0\xB2\x8E\xB0", ST_OK, NULL}, /* U+323B0: kanji, later than the table */
    {"kigo", "　 ", ST_ROW_COLUMN, "空白だけ"},
    {"bango", "\xE2\x80\x8B\xEF\xB8\x8F", ST_ROW_COLUMN, "空白だけ"},
};

static const struct layout *S_layout(const char *name)
{
    const struct layout *l = NULL;
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(layout_get(name, str_date(STR("20170508")), &l, &d), ST_OK);
    return l;
}

static struct arena *a;
static struct str values[LAYOUT_COLUMNS];
static struct diag out[JUDGE_ERRORS];

static void S_open(void)
{
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    a = arena_new(1 << 16);
}

static void S_close(void)
{
    arena_free(a);
    layouts_close();
}

START_TEST(test_cases)
{
    const bool own = strcmp(cases[_i].column, "hokensha") == 0;
    const struct layout *l = S_layout(own ? "shikakuJoho" : "kanyushaToroku");
    struct str cells[LAYOUT_COLUMNS];
    for (int i = 0; i < l->n; i++)
        cells[i] = str_of((own ? good_shikaku : good_kanyusha)[i]);
    cells[layout_column(l, cases[_i].column)] = str_of(cases[_i].value);
    const struct judge j = {.l = l, .cs = charset_find("UTF-8")};
    const int n = judge_row(&j, cells, a, values, out);
    ck_assert_int_eq(n, cases[_i].st != ST_OK);
    if (n) {
        ck_assert_int_eq(out[0].status, cases[_i].st);
        ck_assert_str_eq(out[0].have, cases[_i].have);
    }
}
END_TEST

static int S_heads;

/* Of every layout with rules that such a row breaks: the names as they are, or as people write them. */
static void S_head(const struct layout *l, void *cls)
{
    (void)cls;
    static char text[LAYOUT_COLUMNS][160];
    struct str cells[LAYOUT_COLUMNS];
    const struct judge j = {.l = l, .cs = charset_find("UTF-8")};
    for (int how = 0; how < 4; how++) {
        for (int i = 0; i < l->n; i++) {
            const struct column *c = &l->columns[i];
            const char *formats[] = {"%s", "%s", "　%s（必須） ", "*%s"};
            snprintf(text[i], sizeof text[i], formats[how], how == 1 ? c->name : c->mei);
            cells[i] = str_of(text[i]);
        }
        arena_reset(a);
        const int n = judge_row(&j, cells, a, values, out);
        ck_assert_msg(n == 1 && strcmp(out[0].item, "見出し行") == 0 &&
                          strcmp(out[0].want, "データの行（見出し行は不要です）") == 0,
                      "%s %d: %d %s %s", l->name, how, n, out[0].item, out[0].want);
        S_heads++;
    }
}

START_TEST(test_heads)
{
    ck_assert_int_gt(layouts_each(S_head, NULL), 40);
    ck_assert_int_gt(S_heads, 160);
}
END_TEST

/* Half of the columns named, and a row of nothing. */
START_TEST(test_rows)
{
    const struct layout *l = S_layout("kanyushaToroku");
    struct str cells[LAYOUT_COLUMNS];
    const struct judge j = {.l = l, .cs = charset_find("UTF-8")};
    for (int i = 0; i < l->n; i++)
        cells[i] = i % 2 ? str_of(l->columns[i].mei) : STR("x");
    ck_assert_int_gt(judge_row(&j, cells, a, values, out), 2);
    for (int i = 0; i < l->n; i++)
        cells[i] = i == 5 ? STR("　") : STR("");
    ck_assert_int_eq(judge_row(&j, cells, a, values, out), 1);
    ck_assert_str_eq(out[0].have, "どの項目も空の行");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("file/layout/hint");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_open, S_close);
    tcase_add_loop_test(t, test_cases, 0, sizeof cases / sizeof cases[0]);
    tcase_add_test(t, test_heads);
    tcase_add_test(t, test_rows);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
