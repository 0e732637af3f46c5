/* http/head: heads as RFC 9112 judges them, and folded lines as microhttpd 0.9 hands them over. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "http/head.h"

#define H "Host|a"
#define CT "Content-Type"

/* name|value; the name ends at the last bar */
static void S_line(struct head *h, const char *line)
{
    char name[200];
    const char *bar = strrchr(line, '|');
    snprintf(name, sizeof name, "%.*s", (int)(bar - line), line);
    head_take(h, name, bar + 1);
}

static const struct {
    const char *method, *target, *version, *lines[5];
    enum status want;
    bool unframed;
    const char *has; /* what its text says */
} heads[] = {
/* its versions break these lines in different places */
/* clang-format off */
#define OK_(...)                                                                                             \
    {                                                                                                        \
        "POST", "/a/b", "HTTP/1.1", {__VA_ARGS__}, ST_OK, false, ""                                          \
    }
#define BAD(st, has, ...)                                                                                    \
    {                                                                                                        \
        "POST", "/a/b", "HTTP/1.1", {__VA_ARGS__}, st, false, has                                            \
    }
#define SMUGGLED(st, has, ...)                                                                               \
    {                                                                                                        \
        "POST", "/a/b", "HTTP/1.1", {__VA_ARGS__}, st, true, has                                             \
    }
#define OLD(st, unframed, has, ...)                                                                          \
    {                                                                                                        \
        "POST", "/a/b", "HTTP/1.0", {__VA_ARGS__}, st, unframed, has                                         \
    }
#define TARGET(method, target, st, has)                                                                      \
    {                                                                                                        \
        method, target, "HTTP/1.1", {H}, st, false, has                                                      \
    }
    /* clang-format on */
    OK_(H, "Content-Length|5"),
    OK_(H, "transfer-encoding|CHUNKED"),
    /* Host */
    OK_("Host|"),
    OK_("Host|a.example:8443"),
    OK_("Host|[::1]:8080"),
    OK_("Host|[::1]"),
    OK_("Host|my_host:"),
    BAD(ST_HEAD, "ありません", CT "|x"),
    BAD(ST_HEAD, "二つ以上", H, H),
    BAD(ST_HEAD, "a b", "Host|a b"),
    BAD(ST_HEAD, "a:b", "Host|a:b"),
    BAD(ST_HEAD, "[::1", "Host|[::1"),
    BAD(ST_HEAD, "[]x", "Host|[]x"),
    BAD(ST_HEAD, "http://a", "Host|http://a"),
    BAD(ST_HEAD, "a@b", "Host|a@b"),
    OLD(ST_OK, false, "", CT "|x"),
    OLD(ST_HEAD, false, "二つ以上", H, H),
    OLD(ST_HEAD, false, "a b", "Host|a b"),
    /* framing */
    OK_(H, "Content-Length|5", "Content-Length|5"),
    SMUGGLED(ST_HEAD, "実際: 5 と 6", H, "Content-Length|5", "content-length|6"),
    SMUGGLED(ST_HEAD, "実際: 5 と 05", H, "Content-Length|5", "Content-Length|05"),
    SMUGGLED(ST_HEAD, "両方", H, "Content-Length|5", "Transfer-Encoding|chunked"),
    SMUGGLED(ST_HEAD, "両方", H, "Transfer-Encoding|gzip", "Content-Length|5"),
    SMUGGLED(ST_CODING, "gzip, chunked", H, "Transfer-Encoding|gzip, chunked"),
    SMUGGLED(ST_CODING, "gzip, chunked", H, "Transfer-Encoding|gzip", "Transfer-Encoding|chunked"),
    SMUGGLED(ST_CODING, "nani", H, "Transfer-Encoding|nani"),
    SMUGGLED(ST_CODING, "identity", H, "Transfer-Encoding|identity"),
    SMUGGLED(ST_CODING, "xchunked", H, "Transfer-Encoding|xchunked"),
    SMUGGLED(ST_CODING, "nani", H, "Transfer-Encoding|nani, chunked"),
    SMUGGLED(ST_CODING, "空白かカンマ", H, "Transfer-Encoding|chunked "),
    SMUGGLED(ST_CODING, "空白かカンマ", H, "Transfer-Encoding|, chunked"),
    SMUGGLED(ST_HEAD, "最後に一度だけ", H, "Transfer-Encoding|chunked, gzip"),
    SMUGGLED(ST_HEAD, "最後に一度だけ", H, "Transfer-Encoding|chunked", "Transfer-Encoding|gzip"),
    SMUGGLED(ST_HEAD, "最後に一度だけ", H, "Transfer-Encoding|chunked", "Transfer-Encoding|chunked"),
    SMUGGLED(ST_HEAD, "最後に一度だけ", H, "Transfer-Encoding|gzip"),
    SMUGGLED(ST_HEAD, "最後に一度だけ", H, "Transfer-Encoding|"),
    OLD(ST_HEAD, true, "HTTP/1.0", "Transfer-Encoding|chunked"),
    /* two of what there is one of */
    OK_(H, CT "|a/b", CT "| a/b ", "SOAPAction|", "SOAPAction|"),
    OK_(H, CT "c=d|a/b;", CT "|a/b; c=d"),
    BAD(ST_HEAD, "「Content-Type」 期待: 一つ、または同じ値、実際: a/b と c/d", H, CT "|a/b", CT "|c/d"),
    BAD(ST_HEAD, "a/b; c=d と a/b;", H, CT "c=d|a/b;", CT "|a/b;"),
    BAD(ST_HEAD, "\"x\" と 空", H, "SOAPAction|\"x\"", "SOAPAction|"),
    BAD(ST_HEAD, "空 と \"x\"", H, "SOAPAction|", "SOAPAction|\"x\""),
    BAD(ST_HEAD, "************ と b", H, CT "|123456789018", CT "|b"),
    BAD(ST_HEAD, "実際: 値の違う二つ", H, "Authorization|a", "Authorization|b"),
    OK_(H, "Authorization|a", "Authorization|a"),
    OK_(H, "Content-Encoding|gzip", "Content-Encoding|br"),
    /* names and values that are none */
    SMUGGLED(ST_HEAD, "名前の直後", H, "Content-Length |5"),
    SMUGGLED(ST_HEAD, "名前の直後", H, "X-Any\t|5"),
    SMUGGLED(ST_HEAD, "名前の直後", H, " X-Any|5"),
    SMUGGLED(ST_HEAD, "名前の直後", H, "|5"),
    SMUGGLED(ST_HEAD, "名前の直後", H, "Transfer-Encoding\v|chunked"),
    SMUGGLED(ST_HEAD, "名前の直後", H, "X\rTransfer-Encoding|chunked"),
    SMUGGLED(ST_HEAD, "LF のない CR", H, "X-Any|a\rTransfer-Encoding: chunked"),
    OK_(H, "X-Any b=c d|a"),
    OK_(H, "Content-Type-Options|5", "Content-Length-Of-Sorts|6", "Transfer-Encoding-X|y", "Hosting|z"),
    /* folded: the rest is on the name */
    SMUGGLED(ST_HEAD, "折り返され", H, "Transfer-Encodingchunked|"),
    SMUGGLED(ST_HEAD, "折り返され", H, "transfer-encodingchunked|gzip,"),
    SMUGGLED(ST_HEAD, "折り返され", H, "Content-Length0|1"),
    SMUGGLED(ST_HEAD, "折り返され", H, "Content-Length5|"),
    BAD(ST_HEAD, "二つ以上", "Hostb|", "Host|a"),
    /* Expect */
    OK_(H, "Expect|100-Continue"),
    OK_(H, "Expect|"),
    BAD(ST_EXPECT, "200-maybe", H, "Expect|200-maybe"),
    BAD(ST_EXPECT, "100-continue, nani", H, "Expect|100-continue", "Expect|nani"),
    OLD(ST_OK, false, "", "Expect|nani"),
    /* targets */
    TARGET("POST", "http://a:1/b", ST_OK, ""),
    TARGET("post", "/a/b", ST_OK, ""),
    {"</s:Envelope>POST", "/a/b", "HTTP/1.1", {H}, ST_HEAD, true, "Content-Length が本文より短く"},
    TARGET("GET", "/a%20b?c=%0A%41", ST_HEAD, "制御文字"),
    TARGET("GET", "/a%20b?c=%41%zz%", ST_OK, ""),
    TARGET("GET", "/\xE5\x81\xA5%E4%BF%9D", ST_OK, ""),
    TARGET("POST", "/a%00", ST_HEAD, "制御文字"),
    TARGET("POST", "/a%1f", ST_HEAD, "制御文字"),
    TARGET("POST", "/a%7F", ST_HEAD, "制御文字"),
    TARGET("POST", "/a\x01", ST_HEAD, "制御文字"),
    TARGET("POST", "/a b", ST_HEAD, "制御文字"),
    TARGET("OPTIONS", "*", ST_OK, ""),
    TARGET("GET", "*", ST_HEAD, "/ で始まる"),
    TARGET("CONNECT", "a:443", ST_METHOD, "中継はしません"),
    TARGET("POST", "a:443", ST_HEAD, "/ で始まる"),
    TARGET("POST", "ftp://a/b", ST_HEAD, "/ で始まる"),
    TARGET("POST", "", ST_HEAD, "/ で始まる"),
    TARGET("POST", "http:///b", ST_HEAD, "http://ホスト"),
    TARGET("POST", "http://me@a/b", ST_HEAD, "http://ホスト"),
    TARGET("POST", "http://a%2Fb/c", ST_OK, ""),
};

START_TEST(test_judged)
{
    struct head h = {0};
    struct buf text = BUF_INIT;
    head_target(&h, heads[_i].target);
    for (int i = 0; i < 5 && heads[_i].lines[i]; i++)
        S_line(&h, heads[_i].lines[i]);
    head_judge(&h, heads[_i].method, heads[_i].version);
    diag_text(&h.wrong, &text);
    ck_assert_msg(h.wrong.status == heads[_i].want && h.unframed == heads[_i].unframed, "%s %s, %s: %s",
                  heads[_i].method, heads[_i].target, heads[_i].lines[1], text.data);
    if (h.wrong.status != ST_OK) {
        ck_assert_msg(strstr(text.data, heads[_i].has), "%s", text.data);
        ck_assert_str_ne(h.wrong.want, h.wrong.have);
    }
    buf_release(&text);
    head_release(&h);
}
END_TEST

static const struct {
    const char *lines[3];
    enum head_field field;
    const char *want;
} folds[] = {
    {{CT "| \ttext/xml \t"}, HEAD_CONTENT_TYPE, "text/xml"},
    {{CT "charset=utf-8|text/xml;"}, HEAD_CONTENT_TYPE, "text/xml; charset=utf-8"},
    {{"content-TYPEtype=\"a\"; boundary=\"b\";start=c |multipart/related; "},
     HEAD_CONTENT_TYPE,
     "multipart/related; type=\"a\"; boundary=\"b\";start=c"},
    {{CT "text/xml|"}, HEAD_CONTENT_TYPE, "text/xml"},
    {{CT "-Options|x", CT "|text/xml"}, HEAD_CONTENT_TYPE, "text/xml"},
    {{CT "s|x"}, HEAD_CONTENT_TYPE, NULL},
    {{"SOAPAction\"urn:a/b\"|"}, HEAD_SOAP_ACTION, "\"urn:a/b\""},
    {{"Content-Encodinggzip|"}, HEAD_CONTENT_ENCODING, "gzip"},
    {{"Content-Encoding|gzip", "Content-Encoding|br "}, HEAD_CONTENT_ENCODING, "gzip, br"},
    {{"Hostdesk:1|"}, HEAD_HOST, "desk:1"},
    {{CT "|a/b", CT "|c/d"}, HEAD_CONTENT_TYPE, "a/b"},
};

START_TEST(test_folded)
{
    struct head h = {0};
    for (int i = 0; i < 3 && folds[_i].lines[i]; i++)
        S_line(&h, folds[_i].lines[i]);
    const char *have = head_get(&h, folds[_i].field);
    if (folds[_i].want)
        ck_assert_pstr_eq(have, folds[_i].want);
    else
        ck_assert_ptr_null(have);
    head_release(&h);
}
END_TEST

START_TEST(test_target)
{
    static const struct {
        const char *target, *path, *unescaped, *path_unescaped, *host, *asked;
    } cases[] = {
        {"/a%20b?c", "/a%20b?c", "/a b", "/a b", "desk:1", "/a%20b?c"},
        {"http://other:2/a%20b?c", "/a%20b?c", "http://other:2/a b", "/a b", "other:2", "/a%20b?c"},
        {"HTTPS://[::1]:2/", "/", "HTTPS://[::1]:2/", "/", "[::1]:2", "/"},
        {"http://other?wsdl", "/", "http://other", "/", "other", "/?wsdl"},
        {"http://other", "/", "http://other", "/", "other", "/"},
        {"*", "*", "*", "*", "desk:1", "*"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct head h = {0};
        ck_assert_str_eq(head_target(&h, cases[i].target), cases[i].path);
        head_take(&h, "Host", "desk:1");
        ck_assert_str_eq(head_path(&h, cases[i].unescaped), cases[i].path_unescaped);
        ck_assert_str_eq(head_host(&h), cases[i].host);
        ck_assert_str_eq(head_asked(&h, cases[i].path_unescaped), cases[i].asked);
        head_release(&h);
    }
}
END_TEST

/* microhttpd must not see them all. */
START_TEST(test_arguments)
{
    for (int n = 60; n < 70; n++) {
        char target[400] = "/a?";
        for (int i = 0; i < n; i++)
            snprintf(target + strlen(target), sizeof target - strlen(target), "%sb%d", i ? "&" : "", i);
        size_t whole = strlen(target);
        struct head h = {0};
        head_target(&h, target);
        ck_assert_msg((h.wrong.status == ST_OK) == (n <= 64) && (strlen(target) == whole) == (n <= 64), "%d",
                      n);
        ck_assert(n <= 64 || strcmp(target + strlen(target) - 4, "&b63") == 0);
        head_release(&h);
    }
}
END_TEST

START_TEST(test_length)
{
    static const struct {
        const char *line;
        int64_t want;
    } cases[] = {{"Content-Length|5", 5},
                 {"Content-Length|18446744073709551000", INT64_MAX},
                 {"Transfer-Encoding|chunked", -1},
                 {"Other|5", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct head h = {0};
        S_line(&h, cases[i].line);
        ck_assert_int_eq(head_length(&h), cases[i].want);
        ck_assert_int_eq(head_sized(&h), cases[i].want != 0);
        head_release(&h);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/head");
    TCase *t = tcase_create("head");
    tcase_add_loop_test(t, test_judged, 0, sizeof heads / sizeof *heads);
    tcase_add_loop_test(t, test_folded, 0, sizeof folds / sizeof *folds);
    tcase_add_test(t, test_target);
    tcase_add_test(t, test_arguments);
    tcase_add_test(t, test_length);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
