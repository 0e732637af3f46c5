/* file/form/reader: cells, places of what is broken, any size of block and pipe, resuming at every record. */
#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "file/form/feed.h"
#include "file/form/reader.h"

enum { LIMIT = 60 };

static int S_file(const char *p, size_t n)
{
    int fd = memfd_create("csv", 0);
    ck_assert_int_eq(write(fd, p, n), (ssize_t)n);
    ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
    return fd;
}

/* All records as "[cell][cell]@line;" and the error as "!item|want|have". */
static void S_all(struct buf *out, int fd, const char *cs, size_t block, int columns, int64_t offset,
                  int64_t line)
{
    const struct reader_form form = {
        .delimiter = ',', .columns = columns, .record_limit = LIMIT, .block = block};
    struct reader *r = reader_new(&form, charset_find(cs), fd, offset, line);
    struct record rec;
    struct diag d = DIAG_INIT;
    bool found = true;
    enum status st = ST_OK;
    while (st == ST_OK && found) {
        st = reader_next(r, &rec, &found, &d);
        for (int i = 0; st == ST_OK && found && i < rec.n; i++) {
            ck_assert_int_eq(rec.cells[i].p[rec.cells[i].n], 0);
            buf_addf(out, "[%s]", rec.cells[i].p);
        }
        if (st == ST_OK && found)
            buf_addf(out, "@%d;", (int)rec.line);
    }
    if (st != ST_OK)
        buf_addf(out, "!%s|%s|%s", d.item, d.want, d.have);
    reader_free(r);
}

#define C(in) in, sizeof(in) - 1
static const struct {
    const char *in;
    size_t n;
    const char *out;
} cases[] = {
    {C(""), ""},
    {C("a,b,c\r\n"), "[a][b][c]@1;"},
    {C("a,b,c\n"), "[a][b][c]@1;"},
    {C("a,b,c"), "[a][b][c]@1;"},
    {C(",,\r\n1,,\r\n"), "[][][]@1;[1][][]@2;"},
    {C("\"a\",\"b,\"\"x\"\"\",\"\"\r\n1,2,3\r\n"), "[a][b,\"x\"][]@1;[1][2][3]@2;"},
    {C("a,\"1\r\n2\n3\",c\r\nx,y,z"), "[a][1\r\n2\n3][c]@1;[x][y][z]@4;"},
    {C("a,b,\"c\""), "[a][b][c]@1;"},
    {C("a,b,\"\"\"\"\n"), "[a][b][\"]@1;"},
    {C("\xEF\xBB\xBF試,b,c\r\n"), "[試][b][c]@1;"},
    {C("a,b\r\n"), "!1行目 2項目め（4バイト目）|3項目|2項目"},
    {C("a,b,c\r\na,b,c,d\r\n"), "[a][b][c]@1;!2行目 4項目め（15バイト目）|3項目|4項目"},
    {C("a,b,c\r\n\r\n"), "[a][b][c]@1;!2行目 1項目め（8バイト目）|3項目|空行（削除してください）"},
    {C("a,\"b,c\r\nd,e,f\r\n"), "!1行目 2項目め（3バイト目）|閉じる引用符|閉じないままファイルの終わり"},
    {C("a,\"b\"x,c\r\n"), "!1行目 2項目め（6バイト目）|CSV の構造|引用符の後に文字"},
    {C("a,\"b\nc\nd\"x,c\r\n"),
     "!3行目 2項目め（10バイト目）|CSV の構造|引用符の後に文字（引用符は 1行目から）"},
    {C("a,b,012345\r0123456789012345678901234567890123456789012345678901234567890123456789"),
     "!1行目 1項目め（1バイト目）|1レコード 60バイト以内|長いレコード（行の終わりが CR だけ）"},
    {C("a,b\"x\",c\r\n"), "!1行目 2項目め（4バイト目）|CSV の構造|項目の途中に引用符"},
    {C("a,b,c\rd,e,f\r"), "!1行目 3項目め（6バイト目）|CSV の構造|LF のない CR"},
    {C("a,b\0,c\r\n"), "!1行目 2項目め（4バイト目）|CSV の構造|NUL 文字（バイナリファイル）"},
    {C("a,試\xFF,c\r\n"), "!1行目 2項目め（6バイト目）|UTF-8 の文字|0xFF 0x2C"},
    {C("a,b,c\r\n試,b,\xE8\xA9"), "[a][b][c]@1;!2行目 3項目め（14バイト目）|UTF-8 の文字|0xE8 0xA9"},
    {C("0123456789,0123456789,01234567890123456789012345678901234567\r\n"),
     "[0123456789][0123456789][01234567890123456789012345678901234567]@1;"},
    {C("0123456789,0123456789,012345678901234567890123456789012345678\r\n"),
     "!1行目 1項目め（1バイト目）|1レコード 60バイト以内|長いレコード（60バイトまでに改行がない）"},
    {C("a,\"0123456789012345678901234567890123456789012345678901234567890123456789\r\n"),
     "!1行目 2項目め（3バイト目）|1レコード 60バイト以内|閉じない引用符、または長いレコード"},
    /* what is told of a record that is too long does not depend on how much of it has been read */
    {C("a,\"0123456789012345678901234567890123456789012345678901234567890123456789\",c\r\n"),
     "!1行目 2項目め（3バイト目）|1レコード 60バイト以内|閉じない引用符、または長いレコード"},
    {C("a,b,0123456789012345678901234567890123456789012345678901234567890123456789\0\r\n"),
     "!1行目 1項目め（1バイト目）|1レコード 60バイト以内|長いレコード（60バイトまでに改行がない）"},
    {C("a,b,c12\xFF\xFE,c\r\n"), "!1行目 3項目め（8バイト目）|UTF-8 の文字|0xFF 0xFE"},
};

/* In blocks of every small size, and in one. */
START_TEST(test_cases)
{
    for (size_t block = 0; block < 40; block++) {
        struct buf out = BUF_INIT;
        buf_adds(&out, "");
        int fd = S_file(cases[_i].in, cases[_i].n);
        S_all(&out, fd, "UTF-8", block, 3, 0, 1);
        ck_assert_msg(strcmp(out.data ? out.data : "", cases[_i].out) == 0, "block %zu: %s", block, out.data);
        close(fd);
        buf_release(&out);
    }
}
END_TEST

static const char text[] = "1,試験　太郎,\"架空県\r\n例示市\"\r\n2,ｶﾅ,～\r\n3,\"\"\"\",\n4,髙﨑,Ω";

static const char *const encodings[] = {"CP932", "UTF-8", "UTF-8-BOM", "EUC-JP", "UTF-16LE", "UTF-16BE"};
static const char all[] = "[1][試験　太郎][架空県\r\n例示市]@1;[2][ｶﾅ][～]@3;[3][\"][]@4;[4][髙﨑][Ω]@5;";

/* Byte by byte through a pipe, in every encoding. */
START_TEST(test_pipe)
{
    struct buf raw = BUF_INIT, out = BUF_INIT;
    uint32_t code;
    charset_encode(charset_find(encodings[_i]), str_of(text), &raw, &code);
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    struct feed f = {ends[1], raw.data, raw.len, 0};
    pthread_t thread;
    pthread_create(&thread, NULL, S_feed, &f);
    S_all(&out, ends[0], encodings[_i], 9, 0, 0, 1);
    pthread_join(thread, NULL);
    close(ends[0]);
    ck_assert_str_eq(out.data, all);
    buf_release(&raw);
    buf_release(&out);
}
END_TEST

/* A reader that starts where another one stood gives the rest, whichever record that was. */
START_TEST(test_resume)
{
    const struct charset *cs = charset_find(encodings[_i]);
    struct buf raw = BUF_INIT;
    uint32_t code;
    charset_encode(cs, str_of(text), &raw, &code);
    const struct reader_form form = {.delimiter = ',', .columns = 3, .record_limit = LIMIT, .block = 11};
    int fd = S_file(raw.data, raw.len);
    struct reader *r = reader_new(&form, cs, fd, 0, 1);
    const char *rest = all;
    bool found = true;
    for (;;) {
        int again = S_file(raw.data, raw.len);
        struct buf out = BUF_INIT;
        buf_adds(&out, "");
        lseek(again, reader_offset(r), SEEK_SET);
        S_all(&out, again, encodings[_i], 0, 3, reader_offset(r), reader_line(r));
        ck_assert_str_eq(out.data ? out.data : "", rest);
        buf_release(&out);
        close(again);
        struct record rec;
        struct diag d = DIAG_INIT;
        ck_assert_int_eq(reader_next(r, &rec, &found, &d), ST_OK);
        if (!found)
            break;
        rest = strchr(rest, ';') + 1;
    }
    ck_assert_int_eq(reader_offset(r), (int64_t)raw.len);
    reader_free(r);
    close(fd);
    buf_release(&raw);
}
END_TEST

static const struct {
    const char *cs, *in;
    size_t n;
    const char *item, *have;
} starts[] = {
    {"CP932",
     C("\xEF\xBB\xBF"
       "a,b\r\n"),
     "1行目 1項目め（1バイト目）", "UTF-8（BOM 付き）"},
    {"CP932", C("a,試験太郎\r\n"), "1行目 1項目め（1バイト目）", "UTF-8"},
    {"UTF-8", C("a,\x8E\x8E\r\n"), "1行目 2項目め（3バイト目）", "0x8E 0x8E"},
    {"UTF-8", C("PK\3\4\0\0"), "1行目 1項目め（1バイト目）", "ZIP ファイル"},
    {"CP932",
     C("\xFF\xFE"
       "a\0"),
     "1行目 1項目め（1バイト目）", "UTF-16LE（BOM 付き）"},
};

START_TEST(test_starts)
{
    const struct reader_form form = {.delimiter = ',', .columns = 2, .record_limit = LIMIT};
    int fd = S_file(starts[_i].in, starts[_i].n);
    struct reader *r = reader_new(&form, charset_find(starts[_i].cs), fd, 0, 1);
    struct record rec;
    struct diag d = DIAG_INIT;
    bool found;
    ck_assert_int_eq(reader_next(r, &rec, &found, &d), ST_FILE_CHARSET);
    ck_assert_str_eq(d.item, starts[_i].item);
    ck_assert_str_eq(d.have, starts[_i].have);
    reader_free(r);
    close(fd);
}
END_TEST

/* Records of every length through several blocks; the last of them as long as the limit. */
START_TEST(test_lengths)
{
    enum { MOST = 300 };
    static char cell[MOST + 1];
    memset(cell, 'x', MOST);
    struct buf file = BUF_INIT;
    for (int n = 0; n <= MOST - 2; n++)
        buf_addf(&file, "%.*s,\n", n, cell);
    for (size_t block = 16; block < 1200; block += 97) {
        const struct reader_form form = {
            .delimiter = ',', .columns = 2, .record_limit = MOST - 1, .block = block};
        int fd = S_file(file.data, file.len);
        struct reader *r = reader_new(&form, charset_find("CP932"), fd, 0, 1);
        struct record rec;
        struct diag d = DIAG_INIT;
        bool found;
        for (size_t n = 0; n <= MOST - 2; n++) {
            ck_assert_int_eq(reader_next(r, &rec, &found, &d), ST_OK);
            ck_assert(found && rec.cells[0].n == n && rec.line == (int64_t)n + 1);
        }
        ck_assert_int_eq(reader_next(r, &rec, &found, &d), ST_OK);
        ck_assert(!found && reader_offset(r) == (int64_t)file.len);
        reader_free(r);
        close(fd);
    }
    buf_release(&file);
}
END_TEST

/* One record of two cells, as bytes; what it decodes to may be longer, or be written in other bytes. */
static const struct {
    const char *cs, *in;
    size_t n;
} offsets[] = {
    {"CP932", C("1,\x87\x90\xED\x40\xB1\xF0\x40\xEB\x9F\x81\xAD\r\n")},
    {"EUC-JP", C("1,\x8F\xA2\xB7\x8F\xF3\xFD\xAD\xF0\x8E\xB1\xA9\xA1\x8F\xA1\xA1\xF5\xA1\r\n")},
    {"UTF-8", C("1,\xC2\xA5試\xF0\xA0\xAE\xB7\r\n")},
    {"UTF-8-BOM", C("1,試\n")},
    {"UTF-16LE", C("1\0,\0\xA5\0\x66\x8A\x42\xD8\xB7\xDF\r\0\n\0")},
    {"UTF-16BE", C("\0001\0,\0\xA5\x8A\x66\xD8\x42\xDF\xB7\0\r\0\n")},
};

START_TEST(test_offsets)
{
    enum { RECORDS = 30 };
    const struct charset *cs = charset_find(offsets[_i].cs);
    struct str mark = charset_mark(cs);
    struct buf file = BUF_INIT;
    buf_add(&file, mark.p, mark.n);
    for (int i = 0; i < RECORDS; i++)
        buf_add(&file, offsets[_i].in, offsets[_i].n);
    for (size_t block = 8; block < 60; block++) {
        const struct reader_form form = {.delimiter = ',', .columns = 2, .record_limit = 40, .block = block};
        int fd = S_file(file.data, file.len);
        struct reader *r = reader_new(&form, cs, fd, 0, 1);
        struct record rec;
        struct diag d = DIAG_INIT;
        bool found;
        for (size_t i = 1; i <= RECORDS; i++) {
            ck_assert_int_eq(reader_next(r, &rec, &found, &d), ST_OK);
            ck_assert(found && str_is(rec.cells[0], "1"));
            if (i % 3 == 0)
                ck_assert_int_eq(reader_offset(r), (int64_t)(mark.n + i * offsets[_i].n));
        }
        reader_free(r);
        close(fd);
    }
    buf_release(&file);
}
END_TEST

/* More cells than any layout has. */
START_TEST(test_many_cells)
{
    struct buf file = BUF_INIT;
    for (int i = 0; i < 999; i++)
        buf_addc(&file, ',');
    const struct reader_form form = {.delimiter = ',', .record_limit = 2000};
    int fd = S_file(file.data, file.len);
    struct reader *r = reader_new(&form, charset_find("UTF-8"), fd, 0, 1);
    struct record rec;
    struct diag d = DIAG_INIT;
    bool found;
    ck_assert_int_eq(reader_next(r, &rec, &found, &d), ST_OK);
    ck_assert_int_eq(rec.n, 1000);
    reader_free(r);
    close(fd);
    buf_release(&file);
}
END_TEST

#define LOOP(test, table) tcase_add_loop_test(t, test, 0, sizeof table / sizeof table[0])

int main(void)
{
    Suite *suite = suite_create("file/form/reader");
    TCase *t = tcase_create("all");
    LOOP(test_cases, cases);
    LOOP(test_pipe, encodings);
    LOOP(test_resume, encodings);
    LOOP(test_offsets, offsets);
    LOOP(test_starts, starts);
    tcase_add_test(t, test_lengths);
    tcase_add_test(t, test_many_cells);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
