/* csv/writer: quotes where needed, line ends, what the encoding does not have. */
#include <check.h>

#include "csv/writer.h"

static const struct {
    const char *cs, *a, *b;
    bool always;
    const char *out;
} cases[] = {
    {"UTF-8", "1", "試験", false, "1,試験\r\n"},
    {"UTF-8", "", "", false, ",\r\n"},
    {"UTF-8", "a,b", "c\"d", false, "\"a,b\",\"c\"\"d\"\r\n"},
    {"UTF-8", "a\nb", "\"\"", false, "\"a\nb\",\"\"\"\"\"\"\r\n"},
    {"UTF-8", "1", "", true, "\"1\",\"\"\r\n"},
    {"CP932", "試〜", "～", false, "\x8E\x8E\x81\x60,\x81\x60\r\n"},
    {"CP932", "仮𠮷", "x", false, "\x89\xBC\x81\x6BU+20BB7\x81\x6C,x\r\n"},
};

START_TEST(test_cases)
{
    struct column columns[2] = {{.name = "a", .mei = "い"}, {.name = "b", .mei = "ろ"}};
    struct layout l = {.delimiter = ',',
                       .quote = cases[_i].always ? QUOTE_ALWAYS : QUOTE_NEEDED,
                       .line_end = "\r\n",
                       .columns = columns,
                       .n = 2};
    struct str cells[2] = {str_of(cases[_i].a), str_of(cases[_i].b)};
    struct buf out = BUF_INIT;
    writer_start(&out, &l, charset_find(cases[_i].cs)); /* none */
    writer_record(&out, &l, charset_find(cases[_i].cs), cells);
    ck_assert_str_eq(out.data, cases[_i].out);
    buf_clear(&out);
    l.header = true;
    writer_start(&out, &l, charset_find("UTF-8"));
    ck_assert_str_eq(out.data, "い,ろ\r\n");
    buf_clear(&out);
    writer_start(&out, &l, charset_find("UTF-8-BOM"));
    ck_assert_str_eq(out.data, "\xEF\xBB\xBF"
                               "い,ろ\r\n");
    l.header = false;
    buf_clear(&out);
    writer_start(&out, &l, charset_find("UTF-16LE"));
    ck_assert_str_eq(out.data, "\xFF\xFE");
    buf_release(&out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("csv/writer");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, test_cases, 0, sizeof cases / sizeof cases[0]);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
