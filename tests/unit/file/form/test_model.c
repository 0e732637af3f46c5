/* file/layout/judge by what a layout of one's own may say: padding, default, era dates, days, month and day,
 * 外字, and all errors of a row. What is judged is what the values then are. */
#include "file/folder.h"
#include "file/layout/judge.h"

static const char layout[] = HEAD V1 COL("k", "type=\"code\" codes=\"c\" default=\"1\"") COL(
    "n", "type=\"digits\" max=\"6\" "
         "pad=\"zeroLeft\"") COL("t", "type=\"text\" max=\"5\" pad=\"spaceRight\"")
    COL("e", "type=\"eraDate\"") COL("f", "type=\"date\"") COL("m", "type=\"date\"") COL(
        "q", "type=\"kana\" max=\"5\"") COL("p", "type=\"digits\" min=\"12\" max=\"13\" pad=\"zeroLeft\" "
                                                 "noKojinBango=\"true\"")
        COL("g", "type=\"eraDate\" era=\"12345|13579\"") COL("h", "type=\"eraDate\" era=\"1234-|--579\"") COL(
            "b",
            "type=\"text\" max=\"5\" notBlank=\"true\"") "<order from=\"e\" to=\"f\" standing=\"A\"/>\n"
                                                         "<days from=\"f\" to=\"m\" min=\"-42\" max=\"56\" "
                                                         "column=\"k\" values=\"1\" "
                                                         "standing=\"A\"/>\n"
                                                         "<monthDay column=\"m\" value=\"0801\" "
                                                         "standing=\"A\"/>\n" TAIL;

enum { N = 11 };

/* One cell, or two, of an empty row; the value of the first, or the first error. */
static const struct {
    const char *column, *cell, *column2, *cell2, *value;
    enum status st;
    const char *want, *have;
} cases[] = {
    {"k", "", NULL, NULL, "1", ST_OK, NULL, NULL},
    {"k", "1", NULL, NULL, "1", ST_OK, NULL, NULL},
    {"k", "2", NULL, NULL, NULL, ST_ROW_COLUMN, "1 m", "2"},
    {"n", "000123", NULL, NULL, "123", ST_OK, NULL, NULL},
    {"n", "123", NULL, NULL, "123", ST_OK, NULL, NULL},
    {"n", "000000", NULL, NULL, "0", ST_OK, NULL, NULL},
    {"n", "0", NULL, NULL, "0", ST_OK, NULL, NULL},
    {"n", "", NULL, NULL, "", ST_OK, NULL, NULL},
    {"n", "0000123", NULL, NULL, NULL, ST_ROW_COLUMN, "数字 1〜6桁", "0000123（7文字）"},
    {"n", "00012x", NULL, NULL, NULL, ST_ROW_COLUMN, "数字 1〜6桁", "12x（3文字めが「x」）"},
    {"t", "ab   ", NULL, NULL, "ab", ST_OK, NULL, NULL},
    {"t", " a b ", NULL, NULL, " a b", ST_OK, NULL, NULL},
    {"t", "試験　 　", NULL, NULL, "試験", ST_OK, NULL, NULL},
    {"t", "     ", NULL, NULL, "", ST_OK, NULL, NULL},
    {"t", "abcdef    ", NULL, NULL, NULL, ST_ROW_COLUMN, NULL, "abcdef（6文字）"},
    {"e", "4290401", NULL, NULL, "20170401", ST_OK, NULL, NULL},
    {"e", "4010108", NULL, NULL, "19890108", ST_OK, NULL, NULL},
    {"e", "4010107", NULL, NULL, NULL, ST_ROW_COLUMN, NULL, "4010107"},
    {"e", "3640107", NULL, NULL, "19890107", ST_OK, NULL, NULL},
    {"e", "3640108", NULL, NULL, NULL, ST_ROW_COLUMN, NULL, "3640108"},
    {"e", "3011225", NULL, NULL, "19261225", ST_OK, NULL, NULL},
    {"e", "2151224", NULL, NULL, "19261224", ST_OK, NULL, NULL},
    {"e", "2010730", NULL, NULL, "19120730", ST_OK, NULL, NULL},
    {"e", "1450729", NULL, NULL, "19120729", ST_OK, NULL, NULL},
    {"e", "1010125", NULL, NULL, "18680125", ST_OK, NULL, NULL},
    {"e", "5010501", NULL, NULL, "20190501", ST_OK, NULL, NULL},
    {"e", "5010430", NULL, NULL, NULL, ST_ROW_COLUMN, NULL, NULL},
    {"e", "4310501", NULL, NULL, "20190501", ST_OK, NULL, NULL}, /* as it was written in 2017 */
    {"e", "4290229", NULL, NULL, NULL, ST_ROW_COLUMN, NULL, NULL},
    {"e", "4280229", NULL, NULL, "20160229", ST_OK, NULL, NULL},
    {"e", "4000401", NULL, NULL, NULL, ST_ROW_COLUMN, NULL, NULL},
    {"e", "6010101", NULL, NULL, NULL, ST_ROW_COLUMN, NULL, NULL},
    {"e", "20170401", NULL, NULL, NULL, ST_ROW_COLUMN,
     "暦にある和暦の日付（元号 1 明治〜5 令和と年月日 6桁）", "20170401"},
    {"e", "H290401", NULL, NULL, NULL, ST_ROW_COLUMN, NULL, "H290401（区切りや元号のある日付）"},
    /* digits of two ways side by side: what is the same by both, or is a day by one alone, is taken */
    {"g", "1450729", NULL, NULL, "19120729", ST_OK, NULL, NULL},
    {"g", "4290401", NULL, NULL, "20170401", ST_OK, NULL, NULL},
    {"g", "7290401", NULL, NULL, "20170401", ST_OK, NULL, NULL},
    {"g", "9010501", NULL, NULL, "20190501", ST_OK, NULL, NULL},
    {"g", "3550401", NULL, NULL, "19800401", ST_OK, NULL, NULL}, /* 昭和: 大正 had no 55 years */
    {"g", "3151224", NULL, NULL, NULL, ST_ROW_COLUMN, "元号が一つに決まる和暦の日付（二つの元号に読める）",
     "3151224"},
    {"g", "5010430", NULL, NULL, NULL, ST_ROW_COLUMN,
     "暦にある和暦の日付（元号 1 明治・2 大正・3 昭和・4 平成・5 令和・3 大正・5 昭和・7 平成・9 "
     "令和と年月日 6桁）",
     "5010430"}, /* 昭和 began in December */
    {"g", "5550401", NULL, NULL, NULL, ST_ROW_COLUMN, "元号が一つに決まる和暦の日付（二つの元号に読める）",
     NULL},
    {"g", "6010101", NULL, NULL, NULL, ST_ROW_COLUMN, NULL, "6010101"},
    {"g", "9010430", NULL, NULL, NULL, ST_ROW_COLUMN, NULL, "9010430"},
    {"h", "5550401", NULL, NULL, "19800401", ST_OK, NULL, NULL},
    {"h", "3550401", NULL, NULL, "19800401", ST_OK, NULL, NULL},
    {"h", "2010730", NULL, NULL, "19120730", ST_OK, NULL, NULL},
    {"h", "7290401", NULL, NULL, "20170401", ST_OK, NULL, NULL},
    {"h", "9010501", NULL, NULL, "20190501", ST_OK, NULL, NULL},
    {"h", "5650108", NULL, NULL, NULL, ST_ROW_COLUMN,
     "暦にある和暦の日付（元号 1 明治・2 大正・3 昭和・4 平成・5 昭和・7 平成・9 令和と年月日 6桁）",
     "5650108"},
    {"f", "20170401", "e", "4290401", "20170401", ST_OK, NULL, NULL},
    {"f", "20170331", "e", "4290401", NULL, ST_DATE_ORDER, "e（20170401）以後", "20170331"},
    {"f", "20170331", "e", "4299999", NULL, ST_ROW_COLUMN, NULL, "4299999"}, /* and nothing of the order */
    {"f", "20170912", "m", "20170801", "20170912", ST_OK, NULL, NULL},
    {"f", "20170913", "m", "20170801", NULL, ST_DATE_ORDER, "f（20170913）の 42日前（20170802）以後",
     "20170801"},
    {"f", "20170606", "m", "20170801", "20170606", ST_OK, NULL, NULL},
    {"f", "20170605", "m", "20170801", NULL, ST_DATE_ORDER, "f（20170605）の 56日後（20170731）以前",
     "20170801"},
    {"m", "20170802", NULL, NULL, NULL, ST_ROW_COLUMN, "08月01日", "20170802"},
    {"m", "00010801", "f", "99991231", NULL, ST_DATE_ORDER, NULL, "00010801"},
    {"m", "99990801", "f", "00010101", NULL, ST_DATE_ORDER, "f（00010101）の 56日後（00010226）以前",
     "99990801"},
    {"t", "ab\xEE\x80\x80", NULL, NULL, NULL, ST_ROW_GAIJI, NULL, "3文字めが U+E000（外字）"},
    {"n", "1\xF3\xB0\x80\x80", NULL, NULL, NULL, ST_ROW_GAIJI, NULL, "2文字めが U+F0000（外字）"},
    {"q", "カ\xEF\xA3\xBF", NULL, NULL, NULL, ST_ROW_GAIJI, NULL, "2文字めが U+F8FF（外字）"},
    {"k", "\xEE\x80\x80", NULL, NULL, NULL, ST_ROW_GAIJI, NULL, NULL},
    {"f", "2017\xEE\x80\x80", NULL, NULL, NULL, ST_ROW_GAIJI, NULL, NULL},
    {"t", "\xEF\xBF\xBD", NULL, NULL, NULL, ST_ROW_GAIJI, NULL, "1文字めが U+FFFD（変換で失われた文字の印）"},
    {"p", "123456789018", NULL, NULL, NULL, ST_ROW_KOJIN_BANGO, NULL, "12桁の番号"},
    {"p", "0123456789018", NULL, NULL, NULL, ST_ROW_KOJIN_BANGO, NULL, "12桁の番号"},
    {"b", "", NULL, NULL, "", ST_OK, NULL, NULL},
    {"b", "　a", NULL, NULL, "　a", ST_OK, NULL, NULL},
    {"b", "　 \xC2\xA0\xE2\x80\x8B", NULL, NULL, NULL, ST_ROW_COLUMN, "空白でない文字のある値", "空白だけ"},
};

static struct arena *a;

static void S_empty(struct str *cells)
{
    for (int i = 0; i < N; i++)
        cells[i] = STR("");
}

START_TEST(test_cases)
{
    const struct layout *l = folder_layout(layout, "20170508");
    const struct judge j = {.l = l, .cs = charset_find("UTF-8")};
    struct str cells[N], values[N];
    struct diag out[JUDGE_ERRORS];
    a = arena_new(1 << 16);
    ck_assert_int_eq(l->n, N);
    S_empty(cells);
    int column = layout_column(l, cases[_i].column);
    cells[column] = str_of(cases[_i].cell);
    if (cases[_i].column2)
        cells[layout_column(l, cases[_i].column2)] = str_of(cases[_i].cell2);
    int n = judge_row(&j, cells, a, values, out);
    ck_assert_msg((n > 0) == (cases[_i].st != ST_OK), "%s", n ? out[0].want : "");
    if (n) {
        ck_assert_msg(out[0].status == cases[_i].st, "%s %s", out[0].want, out[0].have);
        if (cases[_i].want)
            ck_assert_str_eq(out[0].want, cases[_i].want);
        if (cases[_i].have)
            ck_assert_str_eq(out[0].have, cases[_i].have);
    } else {
        ck_assert(str_is(values[column], cases[_i].value));
        ck_assert_int_eq(values[column].p[values[column].n], 0);
    }
    arena_free(a);
    folder_drop();
}
END_TEST

/* One error a column, and after them all rules across columns. */
START_TEST(test_all)
{
    const struct layout *l = folder_layout(layout, "20170508");
    const struct judge j = {.l = l, .cs = charset_find("UTF-8")};
    struct str cells[N] = {STR("1"),        STR("x"), STR(""), STR("4300101"), STR("20170101"),
                           STR("20170701"), STR(""),  STR(""), STR(""),        STR("")};
    struct str values[N];
    struct diag out[JUDGE_ERRORS];
    static const char *const items[] = {"n", "f", "m", "m"};
    a = arena_new(1 << 16);
    int n = judge_row(&j, cells, a, values, out);
    ck_assert_int_eq(n, 4);
    for (int i = 0; i < n; i++)
        ck_assert_str_eq(out[i].item, items[i]);
    arena_free(a);
    folder_drop();
}
END_TEST

/* No default where nothing may be, and a default counts for the conditions of others. */
START_TEST(test_when)
{
    const struct layout *l = folder_layout(
        HEAD V1 COL(
            "k",
            "type=\"code\" codes=\"c\" default=\"1\"") "<column name=\"a\" mei=\"a\" type=\"text\" "
                                                       "max=\"3\" default=\"z\" presence=\"optional\" "
                                                       "standing=\"A\"><when column=\"k\" values=\"1\" "
                                                       "presence=\"forbidden\"/></column><column name=\"b\" "
                                                       "mei=\"b\" type=\"text\" max=\"3\" "
                                                       "presence=\"optional\" standing=\"A\"><when "
                                                       "column=\"k\" values=\"1\" presence=\"required\"/>"
                                                       "</column>" TAIL,
        "20170508");
    const struct judge j = {.l = l, .cs = charset_find("UTF-8")};
    struct str cells[3] = {STR(""), STR(""), STR("")}, values[3];
    struct diag out[JUDGE_ERRORS];
    a = arena_new(1 << 16);
    ck_assert_int_eq(judge_row(&j, cells, a, values, out), 1);
    ck_assert_str_eq(out[0].item, "b");
    ck_assert_str_eq(out[0].want, "値（kが 1 のとき）");
    ck_assert(str_is(values[0], "1") && values[1].n == 0);
    cells[1] = STR("y");
    ck_assert_int_eq(judge_row(&j, cells, a, values, out), 2);
    ck_assert_str_eq(out[0].item, "a");
    arena_free(a);
    folder_drop();
}
END_TEST

/* More columns in error than are told. */
START_TEST(test_many)
{
    struct buf xml = BUF_INIT;
    buf_adds(&xml, HEAD V1);
    for (int i = 0; i < LAYOUT_COLUMNS; i++)
        buf_addf(&xml, COL("c%d", "type=\"digits\" max=\"3\""), i, i);
    buf_adds(&xml, TAIL);
    const struct layout *l = folder_layout(xml.data, "20170508");
    const struct judge j = {.l = l, .cs = charset_find("UTF-8")};
    struct str cells[LAYOUT_COLUMNS], values[LAYOUT_COLUMNS];
    struct diag out[JUDGE_ERRORS];
    for (int i = 0; i < LAYOUT_COLUMNS; i++)
        cells[i] = STR("x");
    a = arena_new(1 << 16);
    ck_assert_int_eq(judge_row(&j, cells, a, values, out), JUDGE_ERRORS);
    arena_free(a);
    buf_release(&xml);
    folder_drop();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("file/layout/judge by a layout of one's own");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, test_cases, 0, sizeof cases / sizeof cases[0]);
    tcase_add_test(t, test_all);
    tcase_add_test(t, test_when);
    tcase_add_test(t, test_many);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
