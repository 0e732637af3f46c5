/* Which character code a request is in, and that it comes out as UTF-8, in pieces of 1 to 5 bytes and whole.
 */
#include <check.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/buf.h"
#include "soap/charset.h"

/* body: UTF-8 text, sent in `code` after `bom`. out: ST_OK, or the failure. */
static const struct {
    const char *header, *bom, *code, *body;
    enum status want;
} cases[] = {
    {NULL, "", "UTF-8", "<a>健保</a>", ST_OK},
    {"utf-8", "", "UTF-8", "<a>健保</a>", ST_OK},
    {"UTF8", "", "UTF-8", "<?xml version='1.0'?><a>健保</a>", ST_OK},
    {"utf-8", "\xEF\xBB\xBF", "UTF-8", "<a>健保</a>", ST_OK},
    {NULL, "\xEF\xBB\xBF", "UTF-8", "<a>健保</a>", ST_OK},
    {NULL, "", "UTF-8", "", ST_OK},
    {NULL, "", "UTF-8", "<a", ST_OK},
    {NULL, "", "UTF-8", "<?xml version='1.0' encoding='UTF-8'?><a>𠮷野家</a>", ST_OK},
    {NULL, "", "CP932", "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><a>ｹﾝﾎﾟ健保①～</a>", ST_OK},
    {NULL, "", "EUC-JP", "<?xml version='1.0' encoding = 'EUC-JP' ?><a>健保</a>", ST_OK},
    {"Shift_JIS", "", "CP932", "<a>ｹﾝﾎﾟ健保ソ表</a>", ST_OK},
    {"windows-31j", "", "CP932", "<?xml version='1.0' encoding='UTF-8'?><a>健保</a>",
     ST_OK}, /* header wins */
    {"euc-jp", "", "EUC-JP", "<a>健保</a>", ST_OK},
    {"utf-8", "", "UTF-8", "<?xml version='1.0' encoding='Shift_JIS'?><a>健保</a>", ST_OK}, /* header wins */
    {NULL, "\xFF\xFE", "UTF-16LE", "<a>健保𠮷</a>", ST_OK},
    {NULL, "\xFE\xFF", "UTF-16BE", "<a>健保𠮷</a>", ST_OK},
    {NULL, "\xFE\xFF", "UTF-16BE", "<?xml version='1.0' encoding='UTF-8'?><a/>", ST_OK}, /* BOM wins */
    {"utf-16", "\xFF\xFE", "UTF-16LE", "<a>健保</a>", ST_OK},
    {"utf-16", "", "UTF-16BE", "<a>健保</a>", ST_OK},
    {"utf-16", "", "UTF-16LE", "<a>健保</a>", ST_OK},
    {"UTF-16LE", "", "UTF-16LE", "<a>健保</a>", ST_OK},
    {"UTF-16LE", "\xFF\xFE", "UTF-16LE", "<a>健保</a>", ST_OK},
    {NULL, "", "UTF-16LE", "<?xml version='1.0' encoding='UTF-16'?><a/>", ST_OK},
    {NULL, "", "UTF-16BE", "<a/>", ST_OK},
    {"iso-2022-jp", "", "UTF-8", "<a/>", ST_CHARSET},
    {"utf-32", "", "UTF-8", "<a/>", ST_CHARSET},
    {"utf-8", "\xFF\xFE", "UTF-16LE", "<a>健保</a>", ST_CHARSET},
    {"utf-8", "", "CP932", "<a>健保</a>", ST_CHARSET},
    {"utf-8", "", "UTF-16LE", "<a>健保</a>", ST_CHARSET},
    {"Shift_JIS", "\xEF\xBB\xBF", "UTF-8", "<a>健保</a>", ST_CHARSET},
    {"Shift_JIS", "", "UTF-8", "<a>資格</a>", ST_CHARSET},
    {"UTF-16LE", "\xFE\xFF", "UTF-16BE", "<a>健保</a>", ST_CHARSET},
    {"euc-jp", "", "CP932", "<a>健保</a>", ST_CHARSET},
    {NULL, "", "UTF-8", "<?xml version='1.0' encoding='UTF-16'?><a/>", ST_CHARSET},
    {NULL, "", "UTF-8", "<?xml version='1.0' encoding='KOI8-R'?><a/>", ST_CHARSET},
    {NULL, "", "CP932", "<a>健保</a>", ST_CHARSET},
    {NULL, "\xFF\xFE\0\0", "UTF-8", "<a/>", ST_CHARSET},
};

/* Bytes that are no UTF-8, or end inside a character. */
static const struct {
    const char *p;
    size_t n;
} broken[] = {
    {"<a>\x80", 4},
    {"<a>\xC0\x80", 5},
    {"<a>\xC1\xBF", 5},
    {"<a>\xE0\x80\x80", 6},
    {"<a>\xED\xA0\x80", 6},
    {"<a>\xF0\x80\x80\x80", 7},
    {"<a>\xF4\x90\x80\x80", 7},
    {"<a>\xF8\x88\x80\x80\x80", 8},
    {"<a>\xE5\x81", 5},
    {"<a>\xF0\xA0\xAE", 6},
    {"<a>\xFF", 4},
    {"<a>\xE5z\x81", 6},
    {"<a>xx\0xxxxxxxxx", 15},
};

static enum status S_sink(void *cls, const char *p, size_t n)
{
    /* every piece is whole characters */
    ck_assert_int_ge(str_utf8_len((struct str){p, n}), 0);
    buf_add(cls, p, n);
    return ST_OK;
}

static enum status S_feed(const char *header, const char *p, size_t n, size_t chunk, struct buf *out)
{
    struct charset c;
    struct diag d = DIAG_INIT;
    enum status st = ST_OK;
    charset_init(&c, header);
    for (size_t at = 0; at < n && st == ST_OK; at += chunk)
        st = charset_feed(&c, p + at, n - at < chunk ? n - at : chunk, S_sink, out, &d);
    if (st == ST_OK)
        st = charset_end(&c, S_sink, out, &d);
    charset_release(&c);
    ck_assert_int_eq(d.status, st);
    if (st != ST_OK)
        ck_assert_msg(d.item[0] && (d.want[0] || d.have[0]), "an error names what it is about");
    return st;
}

static void S_encode(const char *code, const char *text, struct buf *out)
{
    iconv_t cd = iconv_open(code, "UTF-8");
    ck_assert(cd != (iconv_t)-1);
    char *from = (char *)(size_t)text, room[1024], *to = room;
    size_t left = strlen(text), free_bytes = sizeof room;
    ck_assert_msg(iconv(cd, &from, &left, &to, &free_bytes) != (size_t)-1, "%s: %s", code, from);
    iconv_close(cd);
    buf_add(out, room, sizeof room - free_bytes);
}

START_TEST(test_decision)
{
    static const size_t chunks[] = {1, 2, 3, 4, 5, 100000};
    size_t bom = cases[_i].bom[0] == '\xFF' && cases[_i].want == ST_CHARSET && !cases[_i].header
                     ? 4
                     : strlen(cases[_i].bom);
    for (size_t k = 0; k < sizeof chunks / sizeof *chunks; k++) {
        struct buf in = BUF_INIT, out = BUF_INIT;
        buf_add(&in, cases[_i].bom, bom);
        S_encode(cases[_i].code, cases[_i].body, &in);
        enum status st = S_feed(cases[_i].header, in.data, in.len, chunks[k], &out);
        ck_assert_int_eq(st, cases[_i].want);
        if (st == ST_OK)
            ck_assert_str_eq(out.data ? out.data : "", cases[_i].body);
        buf_release(&in);
        buf_release(&out);
    }
}
END_TEST

/* The table of another code is a file: that it can't be opened is not the request's fault. */
START_TEST(test_no_descriptors)
{
    static const char body[] = "<a/>";
    struct rlimit was;
    struct charset c;
    struct diag d = DIAG_INIT;
    struct buf out = BUF_INIT;
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &was), 0);
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &(struct rlimit){0, was.rlim_max}), 0);
    charset_init(&c, "euc-jp");
    enum status st = charset_feed(&c, body, strlen(body), S_sink, &out, &d);
    charset_release(&c);
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &was), 0);
    ck_assert_int_eq(st, ST_DESCRIPTORS);
    ck_assert_str_eq(d.item, "文字コードの変換表");
    buf_release(&out);
}
END_TEST

START_TEST(test_broken)
{
    for (size_t chunk = 1; chunk < 20; chunk++) {
        struct buf out = BUF_INIT;
        ck_assert_int_eq(S_feed("utf-8", broken[_i].p, broken[_i].n, chunk, &out), ST_CHARSET);
        buf_release(&out);
    }
}
END_TEST

/* Sizes grow through every buffer in there. */
START_TEST(test_sizes)
{
    static const char *const codes[] = {"UTF-8", "CP932", "EUC-JP", "UTF-16LE", "UTF-16BE"};
    for (size_t n = 1; n < 20000; n = n * 3 / 2 + 1) {
        struct buf text = BUF_INIT, in = BUF_INIT, out = BUF_INIT;
        for (size_t i = 0; i < n; i++)
            buf_adds(&text, i % 3 ? "ｱ" : i % 2 ? "健" : "a");
        iconv_t cd = iconv_open(codes[_i], "UTF-8");
        char *from = text.data, *to = malloc(text.len * 2), *start = to;
        size_t left = text.len, room = text.len * 2;
        ck_assert(iconv(cd, &from, &left, &to, &room) != (size_t)-1);
        iconv_close(cd);
        buf_add(&in, start, (size_t)(to - start));
        free(start);
        ck_assert_int_eq(S_feed(codes[_i], in.data, in.len, n % 2 ? 4093 : 1 << 20, &out), ST_OK);
        ck_assert_str_eq(out.data, text.data);
        buf_release(&text);
        buf_release(&in);
        buf_release(&out);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("charset");
    TCase *t = tcase_create("charset");
    tcase_add_test(t, test_no_descriptors); /* first: what is open once stays so */
    tcase_add_loop_test(t, test_decision, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_loop_test(t, test_broken, 0, (int)(sizeof broken / sizeof *broken));
    tcase_add_loop_test(t, test_sizes, 0, 5);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
