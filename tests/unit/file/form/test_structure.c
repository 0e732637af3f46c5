/* file/form/structure and the reader with layouts of one's own: trailer, quote none, header, limits and
 * versions of a file; a reader that goes on anywhere leaves header and trailer out as the pass over the whole
 * does. */
#include "file/folder.h"

#include <fcntl.h>
#include <unistd.h>

#include "file/form/structure.h"

#define TWO COL("a", "type=\"text\" max=\"30\"") COL("b", "type=\"text\" max=\"30\"")
#define LATER                                                                                                \
    "</version><version from=\"20170601\" han=\"2.0\" recordLimit=\"100\" standing=\"A\" header=\"names\">"  \
    "" TWO COL("c", "type=\"text\" max=\"30\"") TAIL

#define PLAIN HEAD V1 TWO TAIL
#define TRAILER HEAD VERSION("trailer=\"count\" trailerMark=\"END\"") TWO TAIL
#define BARE HEAD VERSION("quote=\"none\" delimiter=\"tab\"") TWO TAIL
#define NAMES HEAD VERSION("header=\"names\" trailer=\"count\" trailerMark=\"END\"") TWO TAIL
#define THREE HEAD VERSION("rowLimit=\"3\"") TWO TAIL
#define CRLF HEAD VERSION("lineEndTaken=\"CRLF\"") TWO TAIL
#define LF HEAD VERSION("lineEnd=\"LF\" lineEndTaken=\"LF\"") TWO TAIL
#define TURN HEAD V1 TWO LATER

static const struct {
    const char *layout, *day, *in;
    enum status st;
    int rows;
    const char *item, *want, *have; /* NULL: any */
} cases[] = {
    {PLAIN, NULL, "1,2\r\n3,4\r\n", ST_OK, 2, NULL, NULL, NULL},
    {PLAIN, NULL, "", ST_FILE_EMPTY, 0, "ファイル", "1行以上", "0行"},
    {PLAIN, NULL, "END,1\r\n", ST_OK, 1, NULL, NULL, NULL},
    {TRAILER, NULL, "1,2\r\n3,4\r\nEND,2\r\n", ST_OK, 2, NULL, NULL, NULL},
    {TRAILER, NULL, "1,2\nEND,1", ST_OK, 1, NULL, NULL, NULL},
    {TRAILER, NULL, "1,2\r\n\"END\",\"0001\"\r\n", ST_OK, 1, NULL, NULL, NULL},
    {TRAILER, NULL, "1,2\r\nEND,2\r\n", ST_FILE_TRAILER, 1, "最後のレコード", "END と行数 1", "END と行数 2"},
    {TRAILER, NULL, "1,2\r\nEND,\r\n", ST_FILE_TRAILER, 1, "最後のレコード", "END と行数 1",
     "「END と行数 」"},
    {TRAILER, NULL, "1,2\r\nEND,x\r\n", ST_FILE_TRAILER, 1, NULL, "END と行数 1", "END と行数 x"},
    {TRAILER, NULL, "1,2\r\nEND,-1\r\n", ST_FILE_TRAILER, 1, NULL, NULL, NULL},
    {TRAILER, NULL, "1,2\r\nEND,1111111111111111111111111111111111111111\r\n", ST_FILE_TRAILER, 1, NULL, NULL,
     NULL},
    {TRAILER, NULL, "1,2\r\n", ST_FILE_TRAILER, 1, "最後のレコード", "END と行数 1", "なし"},
    {TRAILER, NULL, "1,2\r\nEND,1\r\n3,4\r\n", ST_FILE_TRAILER, 1, "3行目 1項目め（13バイト目）",
     "ファイルの終わり", "最後のレコードの後にレコード"},
    {TRAILER, NULL, "1,2\r\nEND,1\r\nEND,1\r\n", ST_FILE_TRAILER, 1, NULL, NULL, NULL},
    {TRAILER, NULL, "1,2\r\nEND,1\r\n\r\n", ST_FILE_TRAILER, 1, NULL, NULL, NULL},
    {TRAILER, NULL, "END,0\r\n", ST_FILE_EMPTY, 0, NULL, NULL, NULL},
    {TRAILER, NULL, "1,2\r\nEND,1,\r\n", ST_FILE_STRUCTURE, 1, "2行目 3項目め（12バイト目）", "2項目",
     "3項目（終わりの 1項目は空。行の終わりの区切り文字は不要です）"},
    {TRAILER, NULL, "1,2\r\nEND\r\n", ST_FILE_STRUCTURE, 1, NULL, "2項目", "1項目"},
    {TRAILER, NULL, "1,2\r\nend,1\r\n", ST_FILE_TRAILER, 2, NULL, NULL, "なし"},
    {BARE, NULL, "\"1\t2\"\r\n3\"4\t5\n", ST_OK, 2, NULL, NULL, NULL},
    {BARE, NULL, "1,2\r\n", ST_FILE_STRUCTURE, 0, "1行目 1項目め（4バイト目）", "2項目",
     "1項目（コンマ区切り。期待: タブ区切り）"},
    {BARE, NULL, "\"\t\"\t\r\n", ST_FILE_STRUCTURE, 0, "1行目 3項目め（5バイト目）", "2項目",
     "3項目（終わりの 1項目は空。行の終わりの区切り文字は不要です）"},
    {BARE, NULL, "1\r2\t3\r\n", ST_FILE_STRUCTURE, 0, NULL, NULL, "LF のない CR"},
    {NAMES, NULL, "a,b\r\n1,2\r\nEND,1\r\n", ST_OK, 1, NULL, NULL, NULL},
    {NAMES, NULL, "a,c\r\n1,2\r\nEND,1\r\n", ST_FILE_STRUCTURE, 0, "1行目（見出し） 2項目め", "b", "c"},
    {NAMES, NULL, "a,b\r\nEND,0\r\n", ST_FILE_EMPTY, 0, NULL, NULL, NULL},
    {NAMES, NULL, "END,0\r\n", ST_FILE_EMPTY, 0, NULL, NULL, NULL},
    {CRLF, NULL, "1,2\r\n3,4", ST_OK, 2, NULL, NULL, NULL},
    {CRLF, NULL, "1,2\r\n\"3\n\",4\r\n", ST_OK, 2, NULL, NULL, NULL},
    {CRLF, NULL, "1,2\r\n3,4\n", ST_FILE_STRUCTURE, 1, "2行目 2項目め（9バイト目）", "行末は CRLF", "LF"},
    {CRLF, NULL, "1,\"2\"\n", ST_FILE_STRUCTURE, 0, "1行目 2項目め（6バイト目）", "行末は CRLF", "LF"},
    {LF, NULL, "1,2\n3,4\n", ST_OK, 2, NULL, NULL, NULL},
    {LF, NULL, "1,2\n3,4\r\n", ST_FILE_STRUCTURE, 1, "2行目 2項目め（8バイト目）", "行末は LF", "CRLF"},
    {PLAIN, NULL, "1,2\r\n\x1A", ST_FILE_STRUCTURE, 1, "2行目 1項目め（7バイト目）", "2項目",
     "0x1A だけの行（DOS のファイルの終わり。削除してください）"},
    {PLAIN, NULL, "1,2\r\n\x1A\r\n", ST_FILE_STRUCTURE, 1, NULL, "2項目",
     "0x1A だけの行（DOS のファイルの終わり。削除してください）"},
    {PLAIN, NULL, "1,2,\r\n", ST_FILE_STRUCTURE, 0, NULL, "2項目",
     "3項目（終わりの 1項目は空。行の終わりの区切り文字は不要です）"},
    {PLAIN, NULL, "1,2,3,\r\n", ST_FILE_STRUCTURE, 0, NULL, "2項目", "4項目"},
    {PLAIN, NULL, "1\t2\r\n", ST_FILE_STRUCTURE, 0, NULL, "2項目", "1項目（タブ区切り。期待: コンマ区切り）"},
    {THREE, NULL, "1,2\n1,2\n1,2\n", ST_OK, 3, NULL, NULL, NULL},
    {THREE, NULL, "1,2\n1,2\n1,2\n1,2\n", ST_FILE_ROWS, 4, "行数", "3行以内", "4行目がある"},
    {TURN, "20170531", "1,2\r\n", ST_OK, 1, NULL, NULL, NULL},
    {TURN, "20170531", "a,b,c\r\n1,2,3\r\n", ST_FILE_VERSION, 0, "試験", "第1.0版（20170101 から、2項目）",
     "第2.0版（3項目）"},
    {TURN, "20170601", "a,b,c\r\n1,2,3\r\n", ST_OK, 1, NULL, NULL, NULL},
    {TURN, "20170601", "1,2\r\n", ST_FILE_VERSION, 0, "試験", "第2.0版（20170601 から、3項目）",
     "第1.0版（2項目）"},
    {TURN, "20170601", "a,b,c\r\n1,2\r\n", ST_FILE_STRUCTURE, 0, NULL, "3項目", "2項目"},
    {TURN, "20170601", "1,2,3,4\r\n", ST_FILE_STRUCTURE, 0, NULL, "3項目", "4項目"},
    {TURN, "20170601", "1,\"2\r\n", ST_FILE_STRUCTURE, 0, NULL, "閉じる引用符", NULL},
};

static int S_file(const char *text)
{
    int fd = open(temp_path("file"), O_RDWR | O_CREAT | O_TRUNC, 0600);
    ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
    return fd;
}

START_TEST(test_cases)
{
    const struct layout *l = folder_layout(cases[_i].layout, cases[_i].day ? cases[_i].day : "20170508");
    struct diag d = DIAG_INIT;
    int64_t rows;
    int fd = S_file(cases[_i].in);
    enum status st = structure_check(form_of("x.csv"), l, charset_find("UTF-8"), fd, 1000, NULL, &rows, &d);
    ck_assert_msg(st == cases[_i].st, "%s %s %s", d.item, d.want, d.have);
    ck_assert_int_eq(rows, cases[_i].rows);
    if (cases[_i].item)
        ck_assert_str_eq(d.item, cases[_i].item);
    if (cases[_i].want)
        ck_assert_str_eq(d.want, cases[_i].want);
    if (cases[_i].have)
        ck_assert_str_eq(d.have, cases[_i].have);
    close(fd);
    folder_drop();
}
END_TEST

/* Rows of the source from `offset` on, by semicolons. */
static void S_rest(struct buf *out, const struct layout *l, int fd, int64_t offset, int64_t line)
{
    struct source s;
    struct record rec;
    struct diag d = DIAG_INIT;
    bool found = true;
    ck_assert_int_eq(lseek(fd, offset, SEEK_SET), offset);
    ck_assert_int_eq(source_open(&s, form_of("x.csv"), l, charset_find("UTF-8"), fd, offset, line, &d),
                     ST_OK);
    for (;;) {
        bool header = s.header;
        ck_assert_int_eq(source_next(&s, &rec, &found, &d), ST_OK);
        if (!found)
            break;
        if (!header)
            buf_addf(out, "%s@%d;", rec.cells[0].p, (int)rec.line);
    }
    source_close(&s);
}

/* Wherever it stopped, it goes on with what is left; also behind the trailer. */
START_TEST(test_resume)
{
    const struct layout *l = folder_layout(NAMES, "20170508");
    static const char file[] = "a,b\r\nv,1\r\n\"w\r\n\",2\r\nx,3\r\nEND,3\r\n";
    static const char *const rests[] = {
        "v@2;w\r\n@3;x@5;", "v@2;w\r\n@3;x@5;", "w\r\n@3;x@5;", "x@5;", "", ""};
    int fd = S_file(file), other = open(temp_path("file"), O_RDONLY);
    struct source s;
    struct record rec;
    struct diag d = DIAG_INIT;
    bool found = true;
    ck_assert_int_eq(source_open(&s, form_of("x.csv"), l, charset_find("UTF-8"), fd, 0, 1, &d), ST_OK);
    for (size_t i = 0; i < sizeof rests / sizeof rests[0]; i++) {
        struct buf have = BUF_INIT;
        buf_adds(&have, "");
        S_rest(&have, l, other, source_offset(&s), source_line(&s));
        ck_assert_str_eq(have.data ? have.data : "", rests[i]);
        buf_release(&have);
        ck_assert_int_eq(source_next(&s, &rec, &found, &d), ST_OK);
        ck_assert(found == (i < 4));
    }
    ck_assert_int_eq(source_offset(&s), (int64_t)strlen(file));
    source_close(&s);
    close(fd);
    close(other);
    folder_drop();
}
END_TEST

/* Any bytes: an answer and no more, whatever the block; and the same one. */
START_TEST(test_noise)
{
    static const char *const pieces[] = {"1,2", "\r\n", "\n", "\"",   "END,1", "END", ",",
                                         "\r",  "試",   "\t", "\xFF", "x\"y",  "a,b", "\"a\"\"b\",c"};
    const struct layout *l = folder_layout(_i ? NAMES : BARE, "20170508");
    uint32_t seed = 1;
    for (int run = 0; run < 2000; run++) {
        struct buf text = BUF_INIT;
        int n = run % 12;
        for (int i = 0; i < n; i++) {
            seed = seed * 1103515245u + 12345u;
            buf_adds(&text, pieces[(seed >> 16) % (sizeof pieces / sizeof pieces[0])]);
        }
        int fd = S_file(text.data ? text.data : "");
        struct diag d = DIAG_INIT;
        int64_t rows;
        enum status st =
            structure_check(form_of("x.csv"), l, charset_find("UTF-8"), fd, 1000, NULL, &rows, &d);
        ck_assert(st == ST_OK || st == ST_FILE_EMPTY || st == ST_FILE_STRUCTURE || st == ST_FILE_CHARSET ||
                  st == ST_FILE_TRAILER);
        ck_assert(st == ST_OK || (d.item[0] && d.want[0] && d.have[0]));
        close(fd);
        buf_release(&text);
    }
    folder_drop();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("file/form/structure");
    TCase *t = tcase_create("all");
    tcase_set_timeout(t, 30);
    tcase_add_loop_test(t, test_cases, 0, sizeof cases / sizeof cases[0]);
    tcase_add_test(t, test_resume);
    tcase_add_loop_test(t, test_noise, 0, 2);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
