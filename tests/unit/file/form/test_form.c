/* file/form/form and file/form/structure: CSV and XML behind one interface; a file of another version, by its
 * columns or its elements; what the name of a file and its content say. */
#include <check.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "file/form/structure.h"
#include "temp.h"

static const char layout[] =
    "<layout name=\"tameshi\" mei=\"試し\">"
    "<version from=\"20170101\" han=\"1.0\" recordLimit=\"200\" xmlRoot=\"hyo\" standing=\"S\">"
    "<column name=\"a\" mei=\"甲\" type=\"text\" max=\"9\" presence=\"required\" standing=\"S\"/>"
    "<column name=\"b\" mei=\"乙\" type=\"text\" max=\"9\" presence=\"optional\" standing=\"S\"/></version>"
    "<version from=\"20180101\" han=\"2.0\" recordLimit=\"200\" xmlRoot=\"hyo\" header=\"names\" "
    "trailer=\"count\" "
    "trailerMark=\"END\" standing=\"S\">"
    "<column name=\"a\" mei=\"甲\" type=\"text\" max=\"9\" presence=\"required\" standing=\"S\"/>"
    "<column name=\"b\" mei=\"乙\" type=\"text\" max=\"9\" presence=\"optional\" standing=\"S\"/>"
    "<column name=\"c\" mei=\"丙\" type=\"text\" max=\"9\" presence=\"required\" "
    "standing=\"S\"/></version></layout>";

static void S_setup(void)
{
    struct diag d = DIAG_INIT;
    temp_make();
    FILE *f = fopen(temp_path("tameshi.xml"), "w");
    ck_assert_ptr_nonnull(f);
    fputs(layout, f);
    fclose(f);
    ck_assert_msg(layouts_open("schema/layout", temp_dir, &d) == ST_OK, "%s %s %s", d.item, d.want, d.have);
}

static void S_teardown(void)
{
    layouts_close();
    temp_drop();
}

static int S_file(const char *text)
{
    int fd = memfd_create("form", 0);
    ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    return fd;
}

#define V1 "20170401"
#define V2 "20180401"
static const struct {
    const char *name, *day, *in;
    enum status st;
    int64_t rows;
    const char *have;
} cases[] = {
    {"x.csv", V1, "1,2\r\n3,4\r\n", ST_OK, 2, ""},
    {"x.xml", V1, "<hyo><gyo><a>1</a><b>2</b></gyo><gyo><a>3</a></gyo></hyo>", ST_OK, 2, ""},
    {"x.csv", V1, "1,2,3\r\n", ST_FILE_VERSION, 0, "第2.0版（3項目）"},
    {"x.xml", V1, "<hyo><gyo><a>1</a><c>2</c></gyo></hyo>", ST_FILE_VERSION, 0, "第2.0版（3項目）"},
    {"x.csv", V2, "甲,乙,c\r\n1,2,3\r\nEND,1\r\n", ST_OK, 1, ""},
    {"x.csv", V2, "甲,乙,c\r\n1,2,3\r\n", ST_FILE_TRAILER, 1, "なし"},
    {"x.xml", V2, "<hyo><gyo><a>1</a><c>2</c></gyo></hyo>", ST_OK, 1, ""},
    {"x.csv", V2, "1,2\r\n", ST_FILE_VERSION, 0, "第1.0版（2項目）"},
    /* every element is known here, but what every row must have is not, as in 1.0 */
    {"x.xml", V2, "<hyo><gyo><a>1</a><b>2</b></gyo></hyo>", ST_FILE_VERSION, 0, "第1.0版（2項目）"},
    /* of no version: a row's own fault, or one of structure */
    {"x.xml", V2, "<hyo><gyo><b>2</b></gyo></hyo>", ST_OK, 1, ""},
    {"x.xml", V2, "<hyo><gyo><a/><x/></gyo></hyo>", ST_FILE_STRUCTURE, 0, "ない項目 x"},
    {"x.xml", V2, "<hyo><gyo><a/><c/></gyo><gyo><a/><x/></gyo></hyo>", ST_FILE_STRUCTURE, 1, "ない項目 x"},
    {"x.xml", V1, "<hyo></hyo>", ST_FILE_EMPTY, 0, "0行"},
    {"x.xml", V1, "", ST_FILE_EMPTY, 0, "0行"},
    {"x.csv", V1, "", ST_FILE_EMPTY, 0, "0行"},
    {"x.XML", V1, "1,2\r\n", ST_FILE_XML, 0, "< で始まらない"},
    {"x.csv", V1, "\xEF\xBB\xBF\n <hyo/>", ST_FILE_STRUCTURE, 0, "< で始まる XML"},
    {"x.dat", V1, "1,2\r\n", ST_OK, 1, ""},
};

START_TEST(test_cases)
{
    const struct charset *cs = charset_find("UTF-8");
    const struct form *f = form_of(cases[_i].name);
    const struct layout *l;
    struct diag d = DIAG_INIT;
    int64_t rows = 0;
    int fd = S_file(cases[_i].in);
    ck_assert_int_eq(layout_get("tameshi", str_date(str_of(cases[_i].day)), &l, &d), ST_OK);
    enum status st = form_check(f, cs, fd, &d);
    if (st == ST_OK)
        st = structure_check(f, l, cs, fd, 1000, NULL, &rows, &d);
    ck_assert_msg(st == cases[_i].st, "%s: %s %s %s", status_info(st)->code, d.item, d.want, d.have);
    ck_assert_str_eq(d.have, cases[_i].have);
    ck_assert_int_eq(rows, cases[_i].rows);
    close(fd);
}
END_TEST

/* Both go on where another source stopped. */
static const struct {
    const char *name, *in;
} files[] = {{"x.csv", "1,a\r\n2,\"b\r\nb\"\r\n3,c\r\n4,d\r\n"},
             {"x.xml",
              "<hyo><gyo><a>1</a><b>a</b></gyo>\n<gyo><a>2</a><b>b\nb</b></gyo>\n\n<gyo><a>3</a></gyo>"
              "<gyo><a>4</a></gyo></hyo>"}};

START_TEST(test_resume)
{
    const struct charset *cs = charset_find("UTF-8");
    const struct layout *l;
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(layout_get("tameshi", str_date(str_of(V1)), &l, &d), ST_OK);
    int fd = S_file(files[_i].in);
    int64_t offset = 0, line = 1;
    for (int i = 0; i < 5; i++) {
        struct source s;
        struct record rec;
        bool found;
        ck_assert_int_eq(source_open(&s, form_of(files[_i].name), l, cs, fd, offset, line, &d), ST_OK);
        ck_assert(!s.header);
        ck_assert_int_eq(source_next(&s, &rec, &found, &d), ST_OK);
        ck_assert_int_eq(found, i < 4);
        if (found)
            ck_assert_int_eq(rec.cells[0].p[0], '1' + i);
        offset = source_offset(&s);
        line = source_line(&s);
        source_close(&s);
    }
    close(fd);
}
END_TEST

/* A pipe cannot be looked into nor wound back. */
START_TEST(test_pipe)
{
    const struct layout *l;
    struct diag d = DIAG_INIT;
    int64_t rows;
    int ends[2];
    ck_assert_int_eq(layout_get("tameshi", str_date(str_of(V1)), &l, &d), ST_OK);
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(write(ends[1], files[_i].in, strlen(files[_i].in)), (ssize_t)strlen(files[_i].in));
    close(ends[1]);
    const struct form *f = form_of(files[_i].name);
    ck_assert_int_eq(form_check(f, charset_find("UTF-8"), ends[0], &d), ST_OK);
    ck_assert_int_eq(structure_check(f, l, charset_find("UTF-8"), ends[0], 10, NULL, &rows, &d), ST_OK);
    ck_assert_int_eq(rows, 4);
    close(ends[0]);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("form");
    TCase *t = tcase_create("form");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_loop_test(t, test_cases, 0, sizeof cases / sizeof cases[0]);
    tcase_add_loop_test(t, test_resume, 0, 2);
    tcase_add_loop_test(t, test_pipe, 0, 2);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
