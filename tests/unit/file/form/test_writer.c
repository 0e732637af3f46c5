/* file/form/writer: quotes and padding, line ends, what the encoding or a record without quotes cannot have.
 */
#include "file/folder.h"
#include "file/form/reader.h"
#include "file/form/writer.h"
#include "file/layout/judge.h"

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

/* How a row of the three padded columns is written; NULL: the three values come back as they were. */
static const struct {
    const char *version, *n, *t, *k, *out;
    bool altered;
} padded[] = {
    {"", "12", "ab", "カ", "00012,ab  ,カ　\r\n", false},
    {"", "", "", "", ",    ,　　\r\n", false},
    {"", "12345", "abcd", "カナ", "12345,abcd,カナ\r\n", false},
    {"", "123456", "abcde", "カナカ", "123456,abcde,カナカ\r\n", true},
    {"", "0", "試", "カ", "00000,試   ,カ　\r\n", false},
    {"", "1", "a,\"", "カ", "00001,\"a,\"\" \",カ　\r\n", false},
    {"quote=\"always\"", "1", "", "カ", "\"00001\",\"    \",\"カ　\"\r\n", false},
    {"quote=\"none\" delimiter=\"tab\" lineEnd=\"LF\"", "1", "a,\"", "カ", "00001\ta,\" \tカ　\n", false},
    {"quote=\"none\" delimiter=\"tab\"", "1", "a\tb", "カ", "00001\ta〔U+0009〕b \tカ　\r\n", true},
    {"quote=\"none\"", "1", "a,\r\n", "カ", "00001,a〔U+002C〕〔U+000D〕〔U+000A〕,カ　\r\n", true},
};

START_TEST(test_padded)
{
    char xml[2000];
    snprintf(xml, sizeof xml,
             HEAD "<version from=\"20170101\" recordLimit=\"100\" standing=\"A\" %s>" COL(
                 "n", "type=\"digits\" max=\"5\" pad=\"zeroLeft\"")
                 COL("t", "type=\"text\" max=\"4\" pad=\"spaceRight\"")
                     COL("k", "type=\"kana\" max=\"2\" pad=\"spaceRight\"") TAIL,
             padded[_i].version);
    const struct layout *l = folder_layout(xml, "20170508");
    const struct charset *cs = charset_find("UTF-8");
    const struct str cells[3] = {str_of(padded[_i].n), str_of(padded[_i].t), str_of(padded[_i].k)};
    struct buf out = BUF_INIT;
    writer_record(&out, l, cs, cells);
    ck_assert_str_eq(out.data, padded[_i].out);
    if (!padded[_i].altered) {
        FILE *f = fopen(temp_path("file"), "w+");
        fwrite(out.data, 1, out.len, f);
        rewind(f);
        const struct reader_form form = {.delimiter = l->delimiter,
                                         .no_quotes = l->quote == QUOTE_NONE,
                                         .columns = 3,
                                         .record_limit = 100};
        struct reader *r = reader_new(&form, cs, fileno(f), 0, 1);
        const struct judge j = {.l = l, .cs = cs};
        struct arena *a = arena_new(1 << 12);
        struct diag d = DIAG_INIT, errors[JUDGE_ERRORS];
        struct record rec;
        struct str values[3];
        bool found;
        ck_assert_int_eq(reader_next(r, &rec, &found, &d), ST_OK);
        ck_assert_int_eq(judge_row(&j, rec.cells, a, values, errors), 0);
        for (int i = 0; i < 3; i++)
            ck_assert(str_eq(values[i], cells[i]));
        arena_free(a);
        reader_free(r);
        fclose(f);
    }
    buf_release(&out);
    folder_drop();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("file/form/writer");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, test_cases, 0, sizeof cases / sizeof cases[0]);
    tcase_add_loop_test(t, test_padded, 0, sizeof padded / sizeof padded[0]);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
