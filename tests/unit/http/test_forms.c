/* http/head, request, page on a port without TLS: forms of a request that are old but legal, and heads that
 * are refused before anything else looks at them (INTEROP 18, 26). With every version of microhttpd. */
#include "plain_port.h"

#define GET(target) "GET " target " HTTP/1.1\r\nHost: desk:1\r\n\r\n"
#define POST(target, headers, body) "POST " target " HTTP/1.1\r\nHost: desk:1\r\n" headers "\r\n" body

static const struct {
    const char *request;
    int http;
    const char *header, *value; /* one header to look at, or NULL */
    const char *body;
} legal[] = {
    {"GET /lot2/soap/echo?wsdl HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", 200, "Connection", "Keep-Alive",
     "http://127.0.0.1:"},
    {"GET /lot2/soap/echo?wsdl HTTP/1.1\r\nHost:\r\n\r\n", 200, NULL, NULL, "http://127.0.0.1:"},
    {GET("http://other:2/lot2/soap/echo?wsdl"), 200, NULL, NULL,
     "<wsdl lot2 echo http://other:2/lot2/soap/echo>"},
    {GET("HTTP://other"), 200, NULL, NULL, "chukand"},
    {POST("http://desk:1/lot2/soap/echo", "Content-Length: 2\r\n", "hi"), 200, NULL, NULL, "hi"},
    {"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 200, "Allow", "GET, HEAD, POST, OPTIONS", ""},
    {"OPTIONS /lot2/soap/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", 200, "Allow",
     "GET, HEAD, POST, OPTIONS", ""},
    {"OPTIONS / HTTP/1.1\r\nHost: a\r\n\r\n", 200, "Allow", "GET, HEAD, OPTIONS", ""},
    {"OPTIONS /nani HTTP/1.1\r\nHost: a\r\n\r\n", 404, NULL, NULL, "/nani"},
    {"post /lot2/soap/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", 500, "Allow",
     "GET, HEAD, POST, OPTIONS", "refused post"},
    {"\r\n\r\n" POST("/lot2/soap/echo", "Content-Length: 2\r\n", "hi"), 200, NULL, NULL, "hi"},
    {POST("/lot2/soap/echo", "Transfer-Encoding: Chunked\r\n",
          "2\r\nab\r\n0\r\nX-After: 1\r\nContent-Length: 9\r\n\r\n"),
     200, NULL, NULL, "ab"},
    {POST("/lot2/soap/echo", "Content-Length: 2\r\nConnection: keep-alive, TE\r\nTE: trailers\r\n", "hi"),
     200, NULL, NULL, "hi"},
    {POST("/lot2/soap/echo", "Content-Length: 2\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n",
          "hi"),
     200, NULL, NULL, "hi"},
    {POST("/lot2/soap/echo", "Content-Length: 2\r\nContent-Length: 2\r\n", "hi"), 200, NULL, NULL, "hi"},
    {POST("/lot2/soap/who",
          "Content-Length: 0\r\nContent-Type: text/xml;\r\n "
          "charset=utf-8;\r\n\ta=\"b\"\r\nSOAPAction:\r\n \"x\"\r\n",
          ""),
     200, NULL, NULL, "a=\"b\" action=\"x\""},
};

START_TEST(test_legal)
{
    struct client c = client_open(port); /* one connection for all: keep-alive */
    for (size_t i = 0; i < sizeof legal / sizeof *legal; i++) {
        client_text(&c, legal[i].request);
        struct answer a = client_answer(&c, false);
        ck_assert_msg(a.http == legal[i].http, "%s -> %d %s", legal[i].request, a.http, a.body.data);
        ck_assert_msg(!legal[i].header || strcmp(answer_header(&a, legal[i].header), legal[i].value) == 0,
                      "%s -> %s", legal[i].request, a.head.data);
        ck_assert_msg(strstr(a.body.data, legal[i].body) != NULL, "%s -> %s", legal[i].request, a.body.data);
        answer_done(&a, &c, port);
    }
    client_close(&c);
}
END_TEST

#define AFTER "GET /lot2/soap/after HTTP/1.1\r\nHost: a\r\n\r\n"
#define SOAP(headers, body) "POST /lot2/soap/echo HTTP/1.1\r\n" headers "\r\n" body
static const struct {
    const char *request;
    int http;         /* 0: one version takes it, the other is refused */
    const char *body; /* NULL: microhttpd answers in one version or the other */
} bad[] = {
    {SOAP("Host: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n", "hi"), 400, "wrong HEAD"},
    {SOAP("Host: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n", "2\r\nhi\r\n0\r\n\r\n"), 400,
     "wrong HEAD"},
    {SOAP("Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "2\r\nhi\r\n0\r\n\r\n"),
     400, "wrong HEAD"},
    {SOAP("Host: a\r\nTransfer-Encoding: chunked, gzip\r\n", "2\r\nhi\r\n0\r\n\r\n"), 400, NULL},
    {SOAP("Host: a\r\nTransfer-Encoding: identity\r\n", "hi"), 0, NULL},
    {SOAP("Host: a\r\nTransfer-Encoding:\r\n chunked\r\n", "2\r\nhi\r\n0\r\n\r\n"), 0, NULL},
    {SOAP("Host: a\r\nContent-Length:\r\n 2\r\n", "hi"), 0, NULL},
    {SOAP("Host: a\r\nContent-Length : 2\r\n", "hi"), 400, NULL},
    {SOAP("Host: a\r\nContent-Length: +2\r\n", "hi"), 400, NULL},
    {SOAP("Host: a\r\nContent-Length: -2\r\n", "hi"), 400, NULL},
    {SOAP("Host: a\r\nContent-Length: 2, 2\r\n", "hi"), 400, NULL},
    {SOAP("Host: a\r\nContent-Length: 99999999999999999999\r\n", "hi"), 413, NULL},
    {SOAP("Host: a\r\nX: a\rContent-Length: 2\r\n", "hi"), 400, NULL},
    {SOAP("Content-Length: 2\r\n", "hi"), 400, NULL},
    {SOAP("Host: a\r\nHost: a\r\nContent-Length: 2\r\n", "hi"), 400, "wrong HEAD"},
    {SOAP("Host: a b<c\r\nContent-Length: 2\r\n", "hi"), 400, "wrong HEAD"},
    {SOAP("Host: a\r\nExpect: nani\r\nContent-Length: 2\r\n", "hi"), 417, "wrong EXPECT"},
    {"POST /lot2/soap/echo%00 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi", 400, "wrong HEAD"},
    {"GET /lot2/soap/echo%00?wsdl HTTP/1.1\r\nHost: a\r\n\r\n", 400, "制御文字"},
    {"GET http://me@a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400, "ユーザー名なし"},
    {"GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400, "/ で始まるパス"},
    {"CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", 405, "CONNECT"},
    {"GET /nani HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 400, NULL},
    {"POST /lot2/soap/echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", 400,
     "wrong HEAD"},
};

/* Nothing that follows a request with a bad head is taken for another one. */
START_TEST(test_refused)
{
    struct buf text = BUF_INIT;
    struct client c = client_open(port);
    buf_addf(&text, "%s%s", bad[_i].request, AFTER);
    client_text(&c, text.data);
    struct answer a = client_answer(&c, false);
    bool taken = a.http == 200;
    ck_assert_msg(bad[_i].http ? a.http == bad[_i].http : taken || a.http >= 400, "%d %s", a.http,
                  a.body.data);
    ck_assert_msg(!bad[_i].body || strstr(a.body.data, bad[_i].body), "%s", a.body.data);
    if (taken)
        ck_assert_str_eq(a.body.data, "hi");
    else
        ck_assert_str_eq(answer_header(&a, "Connection"), "close");
    answer_release(&a);
    a = client_answer(&c, false);
    ck_assert_msg(taken || a.http == 0, "%s", a.body.data);
    answer_release(&a);
    client_close(&c);
    buf_release(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/forms");
    TCase *t = tcase_create("forms");
    tcase_set_timeout(t, 30);
    tcase_add_checked_fixture(t, plain_port_open, plain_port_close);
    tcase_add_test(t, test_legal);
    tcase_add_loop_test(t, test_refused, 0, sizeof bad / sizeof *bad);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
