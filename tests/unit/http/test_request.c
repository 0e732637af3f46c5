/* http/request, listener, page on a loopback port without TLS: what INTEROP 9-12, 15 and 16 ask of HTTP. */
#include <netinet/tcp.h>
#include <poll.h>
#include <zlib.h>

#include "http/socket.h"
#include "plain_port.h"

static int lost; /* so many replies were not read */

static void S_teardown(void)
{
    plain_port_close();
    ck_assert_int_ge(fake_unread, lost);
}

/* Sends a request of text and checks the answer. */
static void S_expect(struct client *c, const char *request, int http, const char *body)
{
    client_text(c, request);
    struct answer a = client_answer(c, false);
    ck_assert_msg(a.http == http, "%s -> %d %s", request, a.http, a.body.data);
    if (body)
        ck_assert_msg(strstr(a.body.data, body), "%s -> %s", request, a.body.data);
    answer_release(&a);
}

START_TEST(test_table)
{
    static const struct {
        const char *request;
        int http;
        const char *header, *value; /* one header to look at, or NULL */
        const char *body;
    } cases[] = {
#define GET(target) "GET " target " HTTP/1.1\r\nHost: desk:1\r\n\r\n"
#define POST(target, headers, body) "POST " target " HTTP/1.1\r\nHost: desk:1\r\n" headers "\r\n" body
        {POST("/lot2/soap/echo", "Content-Length: 5\r\n", "hello"), 200, "Content-Type",
         "text/xml; charset=utf-8", "hello"},
        {POST("/lot2/soap/echo/", "Content-Length: 5\r\n", "hello"), 200, NULL, NULL, "hello"},
        {POST("/lot2/soap/echo", "Content-Length: 0\r\n", ""), 200, "Content-Length", "0", ""},
        {POST("/lot2/soap/wait", "Content-Length: 5\r\n", "hello"), 200, NULL, NULL, "hello"},
        {POST("/lot2/soap/stream", "Content-Length: 5\r\n", "hello"), 200, "Content-Length", "5", "hello"},
        {POST("/old/Service.asmx", "Content-Length: 2\r\n", "hi"), 200, NULL, NULL, "hi"},
        {POST("/lot2/soap/echo", "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), 200,
         NULL, NULL, "abcde"},
        {POST("/lot2/soap/who", "Content-Length: 2\r\nSOAPAction: \"x\"\r\nContent-Type: text/xml\r\n", "hi"),
         200, NULL, NULL, "world=lot2 cn=- error=- plain=1 length=2 type=text/xml action=\"x\""},
        {POST("/lot2/soap/who", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), 200, NULL, NULL,
         "length=-1 type"},
        {POST("/lot2/soap/who", "", ""), 200, NULL, NULL, "length=0 unsized"},
        {POST("/lot2/soap/refuse", "Content-Length: 5\r\n", "hello"), 500, NULL, NULL, "refused"},
        {POST("/lot2/soap/echo", "Content-Length: 3\r\nContent-Encoding: br\r\n", "abc"), 400, NULL, NULL,
         "abort ENCODING"},
        {POST("/lot2/soap/echo", "Content-Length: 3\r\nContent-Encoding: gzip\r\n", "abc"), 400, NULL, NULL,
         "abort ENCODING"},
        {POST("/lot2/soap/echo", "Content-Length: 0\r\nContent-Encoding: gzip\r\n", ""), 400, NULL, NULL,
         "abort LENGTH"},
        {POST("/lot2/soap/echo", "Content-Length: 3\r\nContent-Encoding: identity\r\n", "abc"), 200, NULL,
         NULL, "abc"},
        {"PUT /lot2/soap/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", 500, "Allow",
         "GET, HEAD, POST, OPTIONS", "refused PUT, GET, HEAD, POST, OPTIONS"},
        {"DELETE /lot2/soap/echo HTTP/1.1\r\nHost: a\r\n\r\n", 500, "Allow", "GET, HEAD, POST, OPTIONS",
         "refused DELETE"},
        {"DELETE / HTTP/1.1\r\nHost: a\r\n\r\n", 405, "Allow", "GET, HEAD, OPTIONS", "受け付けません"},
        {POST("/", "Content-Length: 1\r\n", "x"), 405, "Allow", "GET, HEAD, OPTIONS", NULL},
        {POST("/lot2/echo", "Content-Length: 1\r\n", "x"), 404, "Content-Type", "text/plain; charset=utf-8",
         "/{ワールド}/soap/"},
        {GET("/lot2/soap/echo?wsdl"), 200, "Content-Type", "text/xml; charset=utf-8",
         "<wsdl lot2 echo http://desk:1/lot2/soap/echo>"},
        {GET("/lot2/soap/echo?xsd=../../etc/passwd"), 404, NULL, NULL, "../../etc/passwd"},
        {GET("/lot2/soap/echo?xsd"), 404, NULL, NULL, "サービス"},
        {GET("/lot2/soap/echo"), 200, "Content-Type", "text/html; charset=utf-8", "<page lot2 echo>"},
        {GET("/lot2/soap/nothing"), 404, "Content-Type", "text/plain; charset=utf-8", "nothing"},
        {GET("/lot2/soap/nothing?wsdl"), 404, NULL, NULL, "nothing"},
        {GET("/lot2/terminal/"), 200, "Content-Type", "text/html; charset=utf-8", "<login lot2 tanmatsu ->"},
        {GET("/lot2/terminal"), 200, NULL, NULL, "<login lot2 tanmatsu ->"},
        {GET("/lot9/terminal/"), 404, NULL, NULL, "lot9"},
        {POST("/lot2/terminal/", "Content-Length: 1\r\n", "x"), 405, "Allow", "GET, HEAD, OPTIONS", NULL},
        {GET("/"), 200, NULL, NULL, "chukand"},
        {GET("/favicon.ico"), 404, NULL, NULL, "/favicon.ico"},
    };
    struct client c = client_open(port); /* one connection for all: keep-alive */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        client_text(&c, cases[i].request);
        struct answer a = client_answer(&c, false);
        ck_assert_msg(a.http == cases[i].http, "%s -> %d %s", cases[i].request, a.http, a.body.data);
        if (cases[i].header)
            ck_assert_msg(strcmp(answer_header(&a, cases[i].header), cases[i].value) == 0, "%s -> %s",
                          cases[i].request, a.head.data);
        if (cases[i].body)
            ck_assert_msg(strstr(a.body.data, cases[i].body), "%s -> %s", cases[i].request, a.body.data);
        answer_done(&a, &c, port);
    }
    client_close(&c);
}
END_TEST

/* An alias is the service's address to who asks at it, however the path is written. */
START_TEST(test_service_address)
{
    static const struct {
        const char *target, *body;
    } cases[] = {
        {"/old/Service.asmx?wsdl", "<wsdl lot2 echo http://desk:1/old/Service.asmx>"},
        {"/old/Service.asmx/?WSDL=1.1", "<wsdl1.1 lot2 echo http://desk:1/old/Service.asmx>"},
        {"/old/%53ervice%2easmx?xsd=common", "<xsd lot2 echo common http://desk:1/old/Service.asmx>"},
        {"/%E6%97%A7/a%20b?wsdl", "<wsdl lot2 echo http://desk:1/%E6%97%A7/a%20b>"},
        {"/%e6%97%a7/%61%20b/?wsdl", "<wsdl lot2 echo http://desk:1/%E6%97%A7/a%20b>"},
        {"/lot2/soap/echo?WSDL=1.1", "<wsdl1.1 lot2 echo http://desk:1/lot2/soap/echo>"},
        {"/lot2/soap/echo?xsd=common", "<xsd lot2 echo common http://desk:1/lot2/soap/echo>"},
        {"/lot2/terminal/soap/echo?wsdl", "<wsdl lot2 echo http://desk:1/lot2/terminal/soap/echo>"},
        {"/lot2/soap/echo/?wsdl", "<wsdl lot2 echo http://desk:1/lot2/soap/echo>"},
        {"/old/Service.asmx", "<page lot2 echo>"},
    };
    struct client c = client_open(port);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200];
        snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: desk:1\r\n\r\n", cases[i].target);
        client_text(&c, text);
        struct answer a = client_answer(&c, false);
        ck_assert_str_eq(a.body.data, cases[i].body);
        answer_release(&a);
        ck_assert_str_eq(fake_world, "lot2");
    }
    client_close(&c);
}
END_TEST

/* Pages and wrong paths are told of, for the world that the path begins with. */
START_TEST(test_pages_are_told)
{
    static const struct {
        const char *target;
        int http;
        const char *world, *note;
        enum status st;
    } cases[] = {
        {"/lot2/soap/echo?wsdl", 200, "lot2", "WSDL", ST_OK},
        {"/lot2/soap/echo?xsd=common", 200, "lot2", "XSD", ST_OK},
        {"/lot2/soap/echo", 200, "lot2", "", ST_OK},
        {"/lot2/sopa/echo", 404, "lot2", "/lot2/sopa/echo", ST_NO_SUCH_SERVICE},
        {"/lot2/soap/nothing", 404, "lot2", "nothing", ST_NO_SUCH_SERVICE},
        {"/old/Service.asmx?wsdl", 200, "lot2", "WSDL", ST_OK},
        {"/lot2/terminal/", 200, "lot2", "ログイン画面", ST_OK},
        {"//lot2//soap/echo", 404, "lot2", "期待: /lot2/soap/echo", ST_NO_SUCH_SERVICE},
        {"/lot9", 404, "lot9", "/lot9", ST_NO_SUCH_SERVICE},
        {"/", 200, "", "", ST_OK},
    };
    struct client c = client_open(port);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200];
        snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: a\r\n\r\n", cases[i].target);
        client_text(&c, text);
        struct answer a = client_answer(&c, false);
        answer_release(&a);
        ck_assert_int_eq(fake_told, (int)i + 1); /* whoever has the reply finds it told */
        ck_assert_int_eq(fake_http, cases[i].http);
        ck_assert_str_eq(fake_world, cases[i].world);
        ck_assert_str_eq(fake_code, status_info(cases[i].st)->code);
        ck_assert_msg(strstr(fake_note, cases[i].note), "%s", fake_note);
    }
    client_close(&c);
}
END_TEST

START_TEST(test_head)
{
    struct client c = client_open(port);
    client_text(&c, "HEAD /lot2/soap/echo HTTP/1.1\r\nHost: a\r\n\r\n");
    struct answer a = client_answer(&c, true);
    ck_assert_int_eq(a.http, 200);
    ck_assert_str_eq(answer_header(&a, "Content-Length"), "16");
    answer_release(&a);
    S_expect(&c, POST("/lot2/soap/echo", "Content-Length: 2\r\n", "hi"), 200,
             "hi"); /* nothing of a body came between */
    client_close(&c);
}
END_TEST

START_TEST(test_expect)
{
    struct client c = client_open(port);
    client_text(
        &c, "POST /lot2/soap/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    struct answer a = client_answer(&c, true);
    ck_assert_int_eq(a.http, 100);
    answer_release(&a);
    S_expect(&c, "body", 200, "body");
    /* refused: the final answer at once, and not a byte of the body is wanted */
    S_expect(&c,
             "POST /lot2/soap/refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 900000000\r\nExpect: "
             "100-continue\r\n\r\n",
             500, "refused");
    client_close(&c);
    c = client_open(port);
    S_expect(&c, "POST /lot2/soap/refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 900000000\r\n\r\n", 500,
             "refused");
    client_close(&c);
}
END_TEST

START_TEST(test_pipelined)
{
    struct client c = client_open(port);
    client_text(&c, POST("/lot2/soap/wait", "Content-Length: 1\r\n", "a")
                        POST("/lot2/soap/echo", "Content-Length: 1\r\n", "b")
                            POST("/lot2/soap/stream", "Content-Length: 1\r\n", "c") GET("/lot2/soap/echo"));
    static const char *const want[] = {"a", "b", "c", "<page lot2 echo>"};
    for (int i = 0; i < 4; i++) {
        struct answer a = client_answer(&c, false);
        ck_assert_int_eq(a.http, 200);
        ck_assert_str_eq(a.body.data, want[i]);
        answer_release(&a);
    }
    client_close(&c);
}
END_TEST

START_TEST(test_half_closed)
{
    static const char *const service[] = {"echo", "stream", "wait"};
    for (int i = 0; i < 3; i++) {
        struct client c = client_open(port);
        char request[200];
        snprintf(request, sizeof request,
                 "POST /lot2/soap/%s HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", service[i]);
        client_text(&c, request);
        shutdown(c.fd, SHUT_WR);
        struct answer a = client_answer(&c, false);
        ck_assert_msg(a.http == 200 && strcmp(a.body.data, "abc") == 0, "%s: %d", service[i], a.http);
        answer_release(&a);
        client_close(&c);
    }
}
END_TEST

/* More slow senders than threads hold nobody up. */
/* Callers that vanish while their exchange is at work hold up nobody, though there are fewer threads than of
 * them. */
START_TEST(test_vanished)
{
    sem_init(&fake_there, 0, 0);
    sem_init(&fake_go, 0, 0);
    for (int i = 0; i < FAKE_HELD; i++) {
        struct client c = client_open(port);
        client_text(&c, "POST /lot2/soap/hold HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
        sem_wait(&fake_there);
        ck_assert_int_eq(shutdown(c.fd, SHUT_RDWR), 0);
        client_close(&c);
        sem_post(&fake_go);
    }
    struct client c = client_open(port);
    S_expect(&c, "POST /lot2/soap/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi", 200, "hi");
    client_close(&c);
    ck_assert_int_ge(fake_count(0), FAKE_HELD);
    fake_wake_all();
}
END_TEST

START_TEST(test_slow_senders)
{
    struct client slow[8], quick = client_open(port);
    for (int i = 0; i < 8; i++) {
        slow[i] = client_open(port);
        client_text(&slow[i], "POST /lot2/soap/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc");
    }
    S_expect(&quick, POST("/lot2/soap/wait", "Content-Length: 2\r\n", "hi"), 200, "hi");
    for (int i = 0; i < 8; i++) {
        S_expect(&slow[i], "def", 200, "abcdef");
        client_close(&slow[i]);
    }
    client_close(&quick);
}
END_TEST

START_TEST(test_cut_off)
{
    struct client c = client_open(port);
    client_text(&c, "POST /lot2/soap/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc");
    client_close(&c);
    lost = 1; /* the next one for certain: microhttpd need not notice this one before it stops */
    c = client_open(port);
    client_text(&c, POST("/lot2/soap/cut", "Content-Length: 8\r\n", "12345678"));
    struct answer a = client_answer(&c, true);
    answer_release(&a);
    client_close(&c);
    c = client_open(port);
    S_expect(&c, POST("/lot2/soap/echo", "Content-Length: 2\r\n", "hi"), 200, "hi");
    client_close(&c);
}
END_TEST

/* Sizes through every limit of the buffers between. */
START_TEST(test_sizes)
{
    static const size_t sizes[] = {1, 1023, 4096, 16383, 16384, 65535, 65536, 65537, 1 << 20, 5000000};
    static const char *const service[] = {"echo", "stream"};
    struct client c = client_open(port);
    char *body = malloc(5000000);
    for (size_t i = 0; i < 5000000; i++)
        body[i] = (char)('a' + i % 23);
    for (int s = 0; s < 2; s++) {
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            char head[200];
            snprintf(head, sizeof head,
                     "POST /lot2/soap/%s HTTP/1.1\r\nHost: a\r\nContent-Length: %zu\r\n\r\n", service[s],
                     sizes[i]);
            client_text(&c, head);
            ck_assert(client_send(&c, body, sizes[i]));
            struct answer a = client_answer(&c, false);
            ck_assert_int_eq(a.http, 200);
            ck_assert_uint_eq(a.body.len, sizes[i]);
            ck_assert_int_eq(memcmp(a.body.data, body, sizes[i]), 0);
            answer_release(&a);
        }
    }
    free(body);
    client_close(&c);
}
END_TEST

/* kind: windowBits of zlib: 31 gzip, 15 zlib, -15 raw */
static size_t S_deflate(const char *in, size_t n, int kind, unsigned char *out, size_t cap)
{
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)in,
                  .avail_in = (unsigned)n,
                  .next_out = out,
                  .avail_out = (unsigned)cap};
    ck_assert_int_eq(deflateInit2(&z, 9, Z_DEFLATED, kind, 8, Z_DEFAULT_STRATEGY), Z_OK);
    ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return z.total_out;
}

static struct answer S_encoded(const char *encoding, const void *p, size_t n)
{
    char head[200];
    struct client c = client_open(port);
    snprintf(
        head, sizeof head,
        "POST /lot2/soap/echo HTTP/1.1\r\nHost: a\r\nContent-Encoding: %s\r\nContent-Length: %zu\r\n\r\n",
        encoding, n);
    client_text(&c, head);
    client_send(&c, p, n);
    struct answer a = client_answer(&c, false);
    client_close(&c);
    return a;
}

START_TEST(test_gzip)
{
    static const struct {
        const char *header;
        int kind;
    } cases[] = {{"gzip", 31}, {"x-gzip", 31}, {"GZIP", 31}, {"deflate", 15}, {"deflate", -15}, {"gzip", 15}};
    unsigned char packed[4096];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = S_deflate("<a>hello hello hello</a>", 24, cases[i].kind, packed, sizeof packed);
        struct answer a = S_encoded(cases[i].header, packed, n);
        ck_assert_msg(a.http == 200 && strcmp(a.body.data, "<a>hello hello hello</a>") == 0, "%zu: %s", i,
                      a.body.data);
        answer_release(&a);
        a = S_encoded(cases[i].header, packed, n - 5);
        ck_assert_msg(a.http == 400 && strcmp(a.body.data, "abort LENGTH") == 0, "%zu: %s", i, a.body.data);
        answer_release(&a);
    }
    size_t n = S_deflate("one ", 4, 31, packed, sizeof packed);
    n += S_deflate("two", 3, 31, packed + n, sizeof packed - n);
    struct answer a = S_encoded("gzip", packed, n);
    ck_assert_str_eq(a.body.data, "one two");
    answer_release(&a);
}
END_TEST

START_TEST(test_bomb)
{
    enum { BIG = 64 << 20 };
    char *zeros = calloc(1, BIG);
    unsigned char *packed = malloc(1 << 20);
    size_t n = S_deflate(zeros, BIG, 31, packed, 1 << 20);
    struct answer a = S_encoded("gzip", packed, n);
    ck_assert_int_eq(a.http, 400);
    ck_assert_str_eq(a.body.data, "abort TOO_LARGE");
    answer_release(&a);
    free(zeros);
    free(packed);
}
END_TEST

START_TEST(test_stopping)
{
    struct client c = client_open(port), late = client_open(port);
    S_expect(&c, POST("/lot2/soap/echo", "Content-Length: 2\r\n", "hi"), 200, "hi");
    client_text(&late, "POST /lot2/soap/wait HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
    edge_stop(&edge);
    ck_assert(edge_drain(&edge, 5000));
    client_text(&c, POST("/lot2/soap/echo", "Content-Length: 2\r\n", "hi"));
    struct answer a = client_answer(&c, false);
    ck_assert_str_eq(a.body.data, "abort STOPPING");
    ck_assert_str_eq(answer_header(&a, "Connection"), "close");
    answer_release(&a);
    client_close(&c);
    S_expect(&late, "cd", 400, "abort STOPPING");
    client_close(&late);
    late = client_open(port); /* whoever comes now is told, too */
    S_expect(&late, POST("/lot2/soap/echo", "Content-Length: 2\r\n", "hi"), 400, "abort STOPPING");
    client_close(&late);
}
END_TEST

START_TEST(test_addresses)
{
    static const struct {
        const char *address, *want;
    } cases[] = {
        {"0.0.0.0:0", "外へ開かない"},          {"192.0.2.1:0", "外へ開かない"},
        {"127.0.0.1:70000", "アドレス:ポート"}, {"127.0.0.1:", "アドレス:ポート"},
        {"127.0.0.1", "アドレス:ポート"},       {"x y:1", "アドレス:ポート"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diag d = DIAG_INIT;
        struct listener *l = NULL;
        struct listener_options o = {&edge, "--plain", cases[i].address, NULL, false};
        ck_assert_int_eq(listener_start(&o, &l, &d), ST_SETUP);
        ck_assert_msg(strstr(d.want, cases[i].want), "%s: %s", cases[i].address, d.want);
    }
    struct diag d = DIAG_INIT;
    struct listener *l = NULL;
    char used[32];
    snprintf(used, sizeof used, "127.0.0.1:%u", port);
    struct listener_options o = {&edge, "--plain", used, NULL, false};
    ck_assert_int_eq(listener_start(&o, &l, &d), ST_SETUP);
    ck_assert_msg(strstr(d.have, "他のプログラム"), "%s", d.have);
}
END_TEST

/* What we send in small pieces, as TLS does, does not wait for the peer's delayed ACK. */
START_TEST(test_no_delay)
{
    struct diag d = DIAG_INIT;
    struct sockaddr_storage a;
    socklen_t len, n = sizeof(int);
    uint16_t number = 0;
    int fd = -1, one = 0;
    ck_assert_int_eq(socket_parse("--plain", "127.0.0.1:0", &a, &len, &d), ST_OK);
    ck_assert_int_eq(socket_listen("--plain", &a, len, &fd, &number, &d), ST_OK);
    struct client c = client_open(number);
    struct pollfd come = {.fd = fd, .events = POLLIN};
    ck_assert_int_eq(poll(&come, 1, -1), 1);
    int end = accept(fd, NULL, NULL);
    ck_assert_int_eq(getsockopt(end, IPPROTO_TCP, TCP_NODELAY, &one, &n), 0);
    ck_assert_int_ne(one, 0);
    close(end);
    close(fd);
    client_close(&c);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/request");
    TCase *t = tcase_create("request");
    tcase_set_timeout(t, 30);
    tcase_add_checked_fixture(t, plain_port_open, S_teardown);
    tcase_add_test(t, test_table);
    tcase_add_test(t, test_service_address);
    tcase_add_test(t, test_pages_are_told);
    tcase_add_test(t, test_head);
    tcase_add_test(t, test_expect);
    tcase_add_test(t, test_pipelined);
    tcase_add_test(t, test_half_closed);
    tcase_add_test(t, test_vanished);
    tcase_add_test(t, test_slow_senders);
    tcase_add_test(t, test_cut_off);
    tcase_add_test(t, test_sizes);
    tcase_add_test(t, test_gzip);
    tcase_add_test(t, test_bomb);
    tcase_add_test(t, test_stopping);
    tcase_add_test(t, test_addresses);
    tcase_add_test(t, test_no_delay);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
