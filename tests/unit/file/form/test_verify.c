/* file/form/verify and file/layout/unique: a file is judged in one pass; what breaks it late overrides its
 * rows; rows that claim what an earlier one has are refused, and only by rows that were good. */
#include <check.h>
#include <fcntl.h>
#include <unistd.h>

#include "file/form/verify.h"
#include "file/layout/unique.h"
#include "temp.h"

static int64_t lines[64];
static enum status first[64];
static int told;

static enum status S_verify(const char *text, struct verify_count *ret, struct diag *d)
{
    struct verify v = {.form = form_of("x.csv"), .row_limit = 1000};
    struct verified row;
    bool found = true;
    *d = DIAG_INIT;
    ck_assert_int_eq(layout_get("shobyoTeatekin", str_date(STR("20170508")), &v.judge.l, d), ST_OK);
    v.judge.cs = charset_find("UTF-8");
    int fd = open(temp_path("file"), O_RDWR | O_CREAT | O_TRUNC, 0600);
    ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
    told = 0;
    enum status st = verify_begin(&v, fd, d);
    while (st == ST_OK && (st = verify_next(&v, &row, &found, d)) == ST_OK && found) {
        lines[told] = row.line;
        first[told++] = row.n ? row.errors[0].status : ST_OK;
    }
    *ret = v.count;
    verify_end(&v);
    close(fd);
    return st;
}

#define GOOD(edaban) "1,06139992," edaban ",20170310,20170201,20170228,80000,0\r\n"
#define BAD "1,06139992,0000009,20170310,20170201,20170230,80000,0\r\n"

static const struct {
    const char *text;
    enum status st;
    int64_t rows, bad;
} files[] = {
    {GOOD("0000001") GOOD("0000002"), ST_OK, 2, 0},
    {GOOD("0000001") BAD GOOD("0000002"), ST_OK, 3, 1},
    {"", ST_FILE_EMPTY, 0, 0},
    {GOOD("0000001") BAD "1,2\r\n", ST_FILE_STRUCTURE, 2, 1},
    {GOOD("0000001") "\"open", ST_FILE_STRUCTURE, 1, 0},
    {GOOD("0000001") "\xFF", ST_FILE_CHARSET, 1, 0},
};

START_TEST(test_files)
{
    struct verify_count count;
    struct diag d;
    ck_assert_int_eq(S_verify(files[_i].text, &count, &d), files[_i].st);
    ck_assert_int_eq(d.status, files[_i].st);
    ck_assert_int_eq(count.rows, files[_i].rows);
    ck_assert_int_eq(count.bad, files[_i].bad);
    ck_assert_int_eq(told, (int)files[_i].rows);
}
END_TEST

START_TEST(test_rows_in_order)
{
    struct verify_count count;
    struct diag d;
    ck_assert_int_eq(S_verify(BAD GOOD("0000001") BAD, &count, &d), ST_OK);
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(lines[i], i + 1);
    ck_assert_int_eq(first[0], ST_ROW_COLUMN);
    ck_assert_int_eq(first[1], ST_OK);
    ck_assert_int_eq(first[2], ST_ROW_COLUMN);
}
END_TEST

/* Columns 処理区分, key, key, end. */
static struct layout S_layout(struct unique *q)
{
    static int keys[] = {1, 2};
    static struct column columns[] = {{.mei = "処理区分"}, {.mei = "枝番"}, {.mei = "日"}, {.mei = "終わり"}};
    *q = (struct unique){.columns = keys,
                         .n = 2,
                         .status = ST_FUKUHON_EXISTS,
                         .kubun = 0,
                         .add = "1",
                         .drop = "3 4",
                         .unless = 3};
    return (struct layout){.mei = "試験", .columns = columns, .n = 4, .uniques = q, .unique_count = 1};
}

static const struct {
    const char *cells[4];
    enum status st;
    const char *have;
} claims[] = {
    {{"1", "1", "20170401", ""}, ST_OK, NULL},
    {{"1", "1", "20170402", ""}, ST_OK, NULL},
    {{"1", "1", "20170401", ""}, ST_FUKUHON_EXISTS, "1行目と同じ"},
    {{"1", "01", "20170401", ""}, ST_OK, NULL}, /* other text */
    {{"1", "12", "0170401", ""}, ST_OK, NULL},  /* the same digits, cut elsewhere */
    {{"2", "1", "20170401", ""}, ST_OK, NULL},  /* neither claims nor frees */
    {{"1", "1", "20170401", ""}, ST_FUKUHON_EXISTS, "1行目と同じ"},
    {{"4", "1", "20170401", ""}, ST_OK, NULL}, /* frees */
    {{"1", "1", "20170401", ""}, ST_OK, NULL},
    {{"1", "1", "20170401", "x"}, ST_OK, NULL}, /* is not asked */
    {{"1", "1", "20170401", ""}, ST_FUKUHON_EXISTS, "9行目と同じ"},
    {{"1", "7", "20170401", "x"}, ST_OK, NULL}, /* claims nothing */
    {{"1", "7", "20170401", ""}, ST_OK, NULL},
    {{"3", "8", "20170401", ""}, ST_OK, NULL}, /* frees what nobody has */
    {{"1", "記号一", "番号", ""}, ST_OK, NULL},
    {{"1", "記号", "一番号", ""}, ST_OK, NULL},
    {{"1", "記号一", "番号", ""}, ST_FUKUHON_EXISTS, "15行目と同じ"},
    {{"1", "12345678901234567890", "1", ""}, ST_OK, NULL},
    {{"1", "12345678901234567891", "1", ""}, ST_OK, NULL},
    {{"1", "12345678901234567890", "1", ""}, ST_FUKUHON_EXISTS, "18行目と同じ"},
};

START_TEST(test_claims)
{
    struct unique q;
    struct layout l = S_layout(&q);
    struct uniques *u = uniques_new(&l);
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        struct diag d = DIAG_INIT;
        struct str values[4];
        for (int k = 0; k < 4; k++)
            values[k] = str_of(claims[i].cells[k]);
        ck_assert_int_eq(uniques_row(u, values, (int64_t)i + 1, &d), claims[i].st);
        if (claims[i].have)
            ck_assert_str_eq(d.have, claims[i].have);
    }
    uniques_free(u);
}
END_TEST

/* Through every growth of the table: 100,000 claims, all known afterwards. */
START_TEST(test_many)
{
    struct unique q;
    struct layout l = S_layout(&q);
    struct uniques *u = uniques_new(&l);
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < 100000; i++) {
            struct diag d = DIAG_INIT;
            char number[24];
            int n = snprintf(number, sizeof number, i % 2 ? "%d" : "号%d", i);
            struct str values[] = {STR("1"), {number, (size_t)n}, STR("20170401"), STR("")};
            ck_assert_int_eq(uniques_row(u, values, i + 1, &d), pass ? ST_FUKUHON_EXISTS : ST_OK);
        }
    uniques_free(u);
}
END_TEST

int main(void)
{
    struct diag d = DIAG_INIT;
    temp_make();
    if (layouts_open("schema/layout", NULL, &d) != ST_OK)
        return 2;
    Suite *s = suite_create("verify");
    TCase *tc = tcase_create("verify");
    tcase_add_loop_test(tc, test_files, 0, (int)(sizeof files / sizeof *files));
    tcase_add_test(tc, test_rows_in_order);
    tcase_add_test(tc, test_claims);
    tcase_add_test(tc, test_many);
    suite_add_tcase(s, tc);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    layouts_close();
    temp_drop();
    return failed ? 1 : 0;
}
