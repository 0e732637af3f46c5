/* file/form/xml_reader: rows, places of what is broken or hostile, any size of piece, every encoding,
 * restarting at every row, bounded memory. */
#include <check.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "file/form/feed.h"
#include "file/form/xml_encoding.h"
#include "file/form/xml_reader.h"

enum { LIMIT = 60, BLOCK = 64 * 1024, END = 20 };

/* KB that reading may add to the process; under a sanitizer what is freed stays for a while. */
#ifdef __SANITIZE_ADDRESS__
enum { GROWTH = 400000 };
#else
enum { GROWTH = 3000 };
#endif

static const char *const columns[] = {"a", "b", "shimei"};

static int S_file(const char *p, size_t n)
{
    int fd = memfd_create("xml", 0);
    ck_assert_int_eq(write(fd, p, n), (ssize_t)n);
    ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
    return fd;
}

/* All records as "[cell][cell]@line;" and the error as "!code item|want|have". */
static void S_all(struct buf *out, int fd, const char *cs, size_t block, int64_t skip)
{
    const struct xml_form form = {"hyo", "gyo", columns, 3, LIMIT, block};
    struct xml_reader *r = xml_reader_new(&form, charset_find(cs), fd, skip);
    struct record rec;
    struct diag d = DIAG_INIT;
    bool found = true;
    enum status st = ST_OK;
    buf_adds(out, "");
    for (int64_t rows = skip; st == ST_OK && found; rows++) {
        ck_assert_int_eq(xml_reader_rows(r), rows);
        st = xml_reader_next(r, &rec, &found, &d);
        for (int i = 0; st == ST_OK && found && i < rec.n; i++) {
            ck_assert_int_eq(rec.cells[i].p[rec.cells[i].n], 0);
            buf_addf(out, "[%s]", rec.cells[i].p);
        }
        if (st == ST_OK && found) {
            ck_assert_int_eq(xml_reader_line(r), rec.line);
            buf_addf(out, "@%d;", (int)rec.line);
        }
    }
    ck_assert_int_eq(st, d.status);
    if (st != ST_OK)
        buf_addf(out, "!%s %s|%s|%s", status_info(st)->code, d.item, d.want, d.have);
    xml_reader_free(r);
}

#define C(in) in, sizeof(in) - 1
#define ROW(a) "<gyo><a>" a "</a></gyo>"
#define D10 "0123456789"
#define WELL "整形式の XML|"
static const struct {
    const char *in;
    size_t n;
    const char *out;
} cases[] = {
    {C("<hyo/>"), ""},
    {C("<hyo>\r\n</hyo>\r\n"), ""},
    {C("<hyo><gyo/></hyo>"), "[][][]@1;"},
    {C("<?xml version=\"1.0\"?><hyo><gyo><a>1</a><b>2</b><shimei>3</shimei></gyo></hyo>"), "[1][2][3]@1;"},
    {C("<?xml version='1.0' encoding='utf-8'?>\n<hyo>\n <gyo>\n  <a>1</a>\n  <shimei>試　験</shimei>\n "
       "</gyo>\n "
       "<gyo><b/></gyo></hyo>\n"),
     "[1][][試　験]@3;[][][]@7;"},
    {C("\xEF\xBB\xBF<hyo>" ROW("x") "</hyo>"), "[x][][]@1;"},
    {C("<hyo>" ROW("&lt;&amp;&gt;&quot;&apos;&#65;&#x8a66;") "</hyo>"), "[<&>\"'A試][][]@1;"},
    {C("<hyo>" ROW("x<![CDATA[<b>&]]>y<!-- z -->!") "<!-- " D10 " --></hyo><!-- -->"), "[x<b>&y!][][]@1;"},
    {C("<hyo>" ROW("1\r\n2\t ") "</hyo>"), "[1\n2\t ][][]@1;"},
    {C("<hyo><gyo\n\n><a\n>1</a\n></gyo\n></hyo\n>"), "[1][][]@3;"},
    {C("<hyo>" ROW(D10 D10 D10 D10 D10 D10) "</hyo>"), "[" D10 D10 D10 D10 D10 D10 "][][]@1;"},
    /* structure */
    {C("<hyo>\n" ROW("1") "\n<gyo><a>1</a>\n<c/></gyo></hyo>"),
     "[1][][]@2;!F30003 4行目|レイアウトの順の項目（次は b）|ない項目 c"},
    {C("<hyo><gyo><b/><a/></gyo></hyo>"), "!F30003 1行目|レイアウトの順の項目（次は shimei）|順の違う a"},
    {C("<hyo><gyo><a/><a/></gyo></hyo>"), "!F30003 1行目|レイアウトの順の項目（次は b）|二度目の a"},
    {C("<hyo><gyo><shimei/><x>" D10 "</x></gyo></hyo>"),
     "!F30003 1行目|レイアウトの順の項目（次は 行の終わり）|ない項目 x"},
    {C("<hyo>\n<row/></hyo>"), "!F30003 2行目|行の要素 gyo|row"},
    {C("<gyo/>"), "!F30003 1行目|根の要素 hyo|gyo"},
#define WIDE "試試試試試試試試試試"
    {C("<hyo><gyo><x" WIDE WIDE "/></gyo></hyo>"),
     "!F30003 1行目|レイアウトの順の項目（次は a）|ない項目 x" WIDE "試試試試試試試試試"},
    {C("<hyo><gyo><x123456789018/></gyo></hyo>"),
     "!F30003 1行目|レイアウトの順の項目（次は a）|ない項目 x************"},
    /* too much of XML */
    {C("<hyo><gyo><a>1<i/></a></gyo></hyo>"), "!F30011 1行目|値だけの項目|項目の中に要素がある"},
    {C("<hyo><gyo><a><a><a><a><a><a>"), "!F30011 1行目|値だけの項目|項目の中に要素がある"},
    {C("<hyo><gyo>x<a/></gyo></hyo>"), "!F30011 1行目|項目の中だけの文字|項目の外の文字"},
    {C("<hyo>" ROW("1") "\n&#65;</hyo>"), "[1][][]@1;!F30011 2行目|項目の中だけの文字|項目の外の文字"},
    {C("<hyo><gyo no=\"1\"/></hyo>"), "!F30011 1行目|属性・名前空間のない要素|gyo"},
    {C("<hyo><a123456789018 no=\"1\"/></hyo>"), "!F30011 1行目|属性・名前空間のない要素|a************"},
    {C("<hyo><x:gyo/></hyo>"), "!F30011 1行目|" WELL "名前空間の接頭辞が定義されていません"},
    {C("<hyo><gyo a/></hyo>"), "!F30011 1行目|" WELL "値のない属性です"},
    {C("<hyo xmlns=\"urn:x\"/>"), "!F30011 1行目|属性・名前空間のない要素|hyo"},
    {C("<hyo xmlns:h=\"urn:x\"/>"), "!F30011 1行目|属性・名前空間のない要素|hyo"},
    {C("<hyo>\n<?php echo ?></hyo>"), "!F30011 2行目|処理命令のない XML|php"},
    {C("<!DOCTYPE hyo><hyo/>"), "!F30011 1行目|DOCTYPE のない XML|DOCTYPE 宣言"},
    {C("<!DOCTYPE hyo SYSTEM \"a>b\"><hyo/>"), "!F30011 1行目|DOCTYPE のない XML|DOCTYPE 宣言"},
    {C("<!DOCTYPE hyo [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<hyo>" ROW("&b;") "</hyo>"),
     "!F30011 1行目|DOCTYPE のない XML|DOCTYPE 宣言"},
    {C("<hyo>" ROW("&nbsp;") "</hyo>"), "!F30011 1行目|" WELL "&amp; &lt; &gt; &quot; &apos; でない実体参照"},
    {C("<hyo>" ROW(D10 D10 D10 D10 D10 D10 "1") "</hyo>"),
     "!F30011 1行目|1レコード 60バイト以内|長いレコード"},
    /* not well formed */
    {C("<hyo>\n" ROW("1") "<gyo><a>1</b></gyo></hyo>"),
     "[1][][]@2;!F30011 2行目|" WELL "開始タグと終了タグの名前が違う"},
    {C("<hyo>\n" ROW("1") "\n<gyo><a>1</a>"),
     "[1][][]@2;!F30011 3行目|根の要素一つだけの XML|閉じないままファイルの終わり"},
    {C("<hyo>" ROW("1") "</hyo><hyo/>"), "[1][][]@1;!F30011 1行目|根の要素一つだけの XML|根の要素の後に文字"},
    {C("<hyo>" ROW("a & b") "</hyo>"), "!F30011 1行目|" WELL "< や & の後に名前がない"},
    {C("<hyo>" ROW("\x01") "</hyo>"), "!F30011 1行目|" WELL "XML に書けない文字"},
    {C("<hyo>" ROW("&#0;") "</hyo>"), "!F30011 1行目|" WELL "XML に書けない文字"},
    {C("<hyo>" ROW("\xEF\xBF\xBF") "</hyo>"), "!F30011 1行目|" WELL "XML に書けない文字"},
    {C("<hyo>\n" ROW("a\0b") "</hyo>"), "!F30011 2行目|XML に書ける文字|NUL 文字（バイナリファイル）"},
    {C(""), "!F30011 1行目|根の要素一つだけの XML|要素がない"},
    /* encodings */
    {C("<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><hyo/>"),
     "!F30004 XML 宣言の encoding|UTF-8（encoding=\"UTF-8\"）|Shift_JIS"},
    {C("<?xml version=\"1.0\" encoding=試試\"試\"?><hyo/>"), "!F30011 1行目|" WELL "*"},
    {C("<hyo>" ROW("試\xFF") "</hyo>"), "!F30004 1行目|UTF-8 の文字|0xFF*"},
    {C("\xFF\xFE<\0h\0y\0o\0/\0>\0"), "!F30004 1行目|UTF-8|UTF-16LE（BOM 付き）"},
    {C("<hyo><gyo>試<a>\xE8\xA9"), "!F30011 1行目|項目の中だけの文字|項目の外の文字"},
    {C("<hyo><gyo><a>\xE8\xA9"), "!F30004 1行目|UTF-8 の文字|0xE8 0xA9"},
    {C("<hyo><gyo><a>\xFF\xFE"), "!F30004 1行目|UTF-8 の文字|0xFF 0xFE"},
};

static bool S_like(const char *have, const char *want)
{
    const char *star = strchr(want, '*');
    return star ? strncmp(have, want, (size_t)(star - want)) == 0 && strstr(have, star + 1)
                : strcmp(have, want) == 0;
}

/* In pieces of every small size, and in one. */
START_TEST(test_cases)
{
    for (size_t block = 0; block < 40; block++) {
        struct buf out = BUF_INIT;
        int fd = S_file(cases[_i].in, cases[_i].n);
        S_all(&out, fd, "UTF-8", block, 0);
        ck_assert_msg(S_like(out.data, cases[_i].out), "block %zu: %s", block, out.data);
        close(fd);
        buf_release(&out);
    }
}
END_TEST

/* What is wrong with the tags and with a character behind them, where the first block ends: the same is told
 * of a pipe, whatever of it is there at a time. Of one with O_DIRECT, who reads gets no more at a time than
 * was written. */
START_TEST(test_pipe)
{
    static char text[BLOCK + 30];
    const int n = snprintf(text, sizeof text, "<hyo>%*s<gyo'><a x\xFF", BLOCK, "");
    struct buf file = BUF_INIT, piped = BUF_INIT;
    int ends[2], fd = S_file(text, (size_t)n);
    S_all(&file, fd, "UTF-8", 0, 0);
    close(fd);
    signal(SIGPIPE, SIG_IGN); /* what comes behind the error is not read */
    ck_assert_int_eq(pipe2(ends, O_DIRECT), 0);
    struct feed f = {ends[1], text, (size_t)n, (size_t)n - END};
    pthread_t thread;
    pthread_create(&thread, NULL, S_feed, &f);
    S_all(&piped, ends[0], "UTF-8", 0, 0);
    close(ends[0]);
    pthread_join(thread, NULL);
    ck_assert_str_eq(file.data, piped.data);
    buf_release(&file);
    buf_release(&piped);
}
END_TEST

static const char body[] =
    "\r\n<hyo><gyo><a>1</a><b>～－∥</b></gyo>\r\n<gyo><shimei>髙﨑　ｶﾅ</shimei></gyo>\r\n"
    "<gyo><a>&#x301C;</a></gyo></hyo>";
static const char *const encodings[] = {"CP932", "UTF-8", "UTF-8-BOM", "EUC-JP", "UTF-16LE", "UTF-16BE"};

/* In every encoding, under each of its names, and restarted at every row. */
START_TEST(test_encodings)
{
    static const char *const rows[] = {"[1][～－∥][]@2;", "[][][髙﨑　ｶﾅ]@3;", "[〜][][]@4;"};
    const struct charset *cs = charset_find(encodings[_i]);
    struct buf raw = BUF_INIT;
    uint32_t code;
    char declaration[96];
    snprintf(declaration, sizeof declaration, "<?xml version=\"1.0\" encoding=\"%s\" standalone=\"yes\"?>",
             xml_encoding_name(cs));
    charset_encode(cs, str_of(declaration), &raw, &code);
    charset_encode(cs, str_of(body), &raw, &code);
    for (size_t block = 0; block < 6; block++)
        for (int skip = 0; skip < 4; skip++) {
            struct buf out = BUF_INIT, want = BUF_INIT;
            buf_adds(&want, "");
            for (int i = skip; i < 3; i++)
                buf_adds(&want, rows[i]);
            int fd = S_file(raw.data, raw.len);
            S_all(&out, fd, encodings[_i], block, skip);
            ck_assert_str_eq(out.data, want.data);
            close(fd);
            buf_release(&out);
            buf_release(&want);
        }
    buf_release(&raw);
}
END_TEST

static const struct {
    const char *cs, *name;
    bool agrees;
} names[] = {{"CP932", "Shift_JIS", true},
             {"CP932", "windows-31j", true},
             {"CP932", "UTF-8", false},
             {"CP932", "", false},
             {"UTF-8", "", true},
             {"UTF-8", "utf-8", true},
             {"UTF-8", "UTF-16", false},
             {"UTF-16LE", "UTF-16", true},
             {"UTF-16LE", "UTF-16BE", false},
             {"EUC-JP", "euc-jp", true},
             {"EUC-JP", "", false},
             {"UTF-16BE", "", true},
             {"CP932", "Shift_JIS2", false}};

START_TEST(test_names)
{
    ck_assert_int_eq(xml_encoding_agrees(charset_find(names[_i].cs), str_of(names[_i].name)),
                     names[_i].agrees);
}
END_TEST

/* Cut off anywhere it is refused; any byte changed, it ends in order. */
START_TEST(test_broken)
{
    static const char whole[] = "<?xml version=\"1.0\"?><hyo><gyo><a>&lt;1</a><b>試<![CDATA[x]]></b></gyo>"
                                "<!-- c --><gyo><shimei/></gyo></hyo>";
    for (size_t n = 0; n < sizeof whole - 1; n++)
        for (int change = 0; change < 9; change++) {
            char text[sizeof whole];
            struct buf out = BUF_INIT;
            memcpy(text, whole, sizeof whole);
            if (change)
                text[n] ^= (char)(1 << (change - 1));
            int fd = S_file(text, change ? sizeof whole - 1 : n);
            S_all(&out, fd, "UTF-8", n % 7, 0);
            ck_assert(change || strchr(out.data, '!'));
            close(fd);
            buf_release(&out);
        }
}
END_TEST

/* The children of the first row are known when it is wrong. */
START_TEST(test_first)
{
    static const char in[] = "<hyo><gyo><a/><new/><b/><old>1</old></gyo><gyo/></hyo>";
    const struct xml_form form = {"hyo", "gyo", columns, 3, LIMIT, 3};
    int fd = S_file(in, sizeof in - 1);
    struct xml_reader *r = xml_reader_new(&form, charset_find("UTF-8"), fd, 0);
    struct record rec;
    struct diag d = DIAG_INIT;
    bool found;
    const char *const *first;
    ck_assert_int_eq(xml_reader_next(r, &rec, &found, &d), ST_FILE_STRUCTURE);
    ck_assert_str_eq(d.have, "ない項目 new");
    ck_assert_int_eq(xml_reader_first(r, &first), 4);
    ck_assert(strcmp(first[1], "new") == 0 && strcmp(first[3], "old") == 0);
    xml_reader_free(r);
    close(fd);
}
END_TEST

/* What a stranger may send without end: each must be refused while little memory is in use. */
static const struct {
    const char *head, *again;
    const char *want;
} floods[] = {
    {"<hyo><gyo><a>", D10 D10 D10 D10 D10, "1レコード 60バイト以内"},
    {"<hyo><gyo><a>", "&#65;&#65;&#65;", "1レコード 60バイト以内"},
    {"<hyo><gyo><a><![CDATA[", D10 D10 D10 D10 D10, "1レコード 60バイト以内"},
    {"<hyo><!--", D10 D10 D10 D10 D10, "一つのタグまたは注釈 32768バイト以内"},
    {"<hyo><gyo x=\"", D10 D10 D10 D10 D10, "一つのタグまたは注釈 32768バイト以内"},
    {"<hyo><gyo ", "x='1' ", "一つのタグまたは注釈 32768バイト以内"},
    {"<hyo><gyo><", "aaaaaaaaaaaaaaaaaaaa", "一つのタグまたは注釈 32768バイト以内"},
    {"<hyo><gyo><a/", "                    ", "一つのタグまたは注釈 32768バイト以内"},
    {"", "<a>", "根の要素 hyo"},
    {"<hyo>", "<gyo>", "レイアウトの順の項目（次は a）"},
};

START_TEST(test_flood)
{
    struct buf in = BUF_INIT;
    buf_adds(&in, floods[_i].head);
    while (in.len < 4 << 20)
        buf_adds(&in, floods[_i].again);
    int fd = S_file(in.data, in.len);
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    const struct xml_form form = {"hyo", "gyo", columns, 3, LIMIT, 0};
    struct xml_reader *r = xml_reader_new(&form, charset_find("UTF-8"), fd, 0);
    struct record rec;
    struct diag d = DIAG_INIT;
    bool found;
    ck_assert_int_ne(xml_reader_next(r, &rec, &found, &d), ST_OK);
    ck_assert_str_eq(d.want, floods[_i].want);
    getrusage(RUSAGE_SELF, &after);
    ck_assert_int_lt(after.ru_maxrss - before.ru_maxrss, GROWTH);
    xml_reader_free(r);
    close(fd);
    buf_release(&in);
}
END_TEST

/* Whitespace, comments and rows without end cost nothing: memory stays. */
START_TEST(test_stream)
{
    enum { ROWS = 200000 };
    struct buf in = BUF_INIT;
    buf_adds(&in, "<hyo>");
    for (int i = 0; i < ROWS; i++)
        buf_addf(&in, "<!-- %d -->\n        <gyo><a>%d</a><b>試</b></gyo>", i, i);
    buf_adds(&in, "</hyo>");
    int fd = S_file(in.data, in.len);
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    const struct xml_form form = {"hyo", "gyo", columns, 3, LIMIT, 0};
    struct xml_reader *r = xml_reader_new(&form, charset_find("UTF-8"), fd, 0);
    struct record rec;
    struct diag d = DIAG_INIT;
    bool found = true;
    int n = 0;
    for (; xml_reader_next(r, &rec, &found, &d) == ST_OK && found; n++) {
        ck_assert_int_eq(strtol(rec.cells[0].p, NULL, 10), n);
        ck_assert_int_eq(rec.line, n + 2);
    }
    ck_assert_int_eq(d.status, ST_OK);
    ck_assert_int_eq(n, ROWS);
    getrusage(RUSAGE_SELF, &after);
    ck_assert_int_lt(after.ru_maxrss - before.ru_maxrss, GROWTH);
    xml_reader_free(r);
    close(fd);
    buf_release(&in);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("xml_reader");
    TCase *t = tcase_create("xml_reader");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, test_cases, 0, sizeof cases / sizeof cases[0]);
    tcase_add_test(t, test_pipe);
    tcase_add_loop_test(t, test_encodings, 0, sizeof encodings / sizeof encodings[0]);
    tcase_add_loop_test(t, test_names, 0, sizeof names / sizeof names[0]);
    tcase_add_test(t, test_broken);
    tcase_add_test(t, test_first);
    tcase_add_loop_test(t, test_flood, 0, sizeof floods / sizeof floods[0]);
    tcase_add_test(t, test_stream);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
