/* file/case/sheet: cells that no spreadsheet takes for more than text, tables by their fields. */
#include "file/case/sheet.h"

#include <check.h>
#include <string.h>

static const struct {
    const char *text, *want;
} cells[] = {
    {NULL, "\"\""},
    {"", "\"\""},
    {"見本", "\"見本\""},
    {"a \"b\", c", "\"a \"\"b\"\", c\""},
    {"=1+1", "\"'=1+1\""},
    {" +1", "\"' +1\""},
    {"＝1", "\"'＝1\""},
    {"　-1", "\"'　-1\""},
    {"\xEF\xBB\xBF@a", "\"'\xEF\xBB\xBF@a\""},
    {"\ta", "\"'\ta\""},
    {"1-1", "\"1-1\""},
};

START_TEST(test_cells)
{
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct buf out = BUF_INIT;
        sheet_cell(&out, cells[i].text, "");
        ck_assert_str_eq(out.data, cells[i].want);
        buf_release(&out);
    }
}
END_TEST

struct line {
    const char *mei;
    int64_t gyo;
};
static const struct field fields[] = {FIELD_TEXT(struct line, "mei", mei),
                                      FIELD_INT(struct line, "gyoSu", gyo), FIELD_END};

START_TEST(test_rows)
{
    struct line lines[] = {{"=見本", 3}, {NULL, INT64_MIN}};
    struct buf out = BUF_INIT;
    sheet_rows(&out, fields, sizeof *lines, &(struct list){lines, 2});
    ck_assert_str_eq(out.data, "\"名称\",\"行数\"\r\n\"'=見本\",\"3\"\r\n\"\",\"\"\r\n");
    buf_release(&out);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("sheet");
    TCase *t = tcase_create("all");
    tcase_add_test(t, test_cells);
    tcase_add_test(t, test_rows);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
