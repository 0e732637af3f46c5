/* http/route, world/metrics, http/ready: paths, base URLs, counters, and telling that the ports are
 * open. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/file.h"
#include "world/metrics.h"
#include "http/alias.h"
#include "http/ready.h"
#include "http/route.h"
#include "temp.h"

START_TEST(test_find)
{
    static const struct {
        const char *path;
        enum route_kind kind;
        const char *world, *service;
    } cases[] = {
        {"/", ROUTE_TOP, "", ""},
        {"/lot2/soap/kanri", ROUTE_SOAP, "lot2", "kanri"},
        {"/lot2/soap/kanri/", ROUTE_SOAP, "lot2", "kanri"},
        {"/old/a.asmx", ROUTE_SOAP, "lot3", "file"},
        {"/old/a.asmx/", ROUTE_SOAP, "lot3", "file"},
        {"/old/a.asmx//", ROUTE_NONE, "", ""},
        {"/lot2/terminal/", ROUTE_TERMINAL, "lot2", ""},
        {"/lot2/terminal/soap/kanri", ROUTE_SOAP, "lot2", "kanri"},
        {"/lot2/terminal/soap", ROUTE_NONE, "lot2", ""},
        {"", ROUTE_NONE, "", ""},
        {"/lot2", ROUTE_NONE, "", ""},
        {"/lot2/soap", ROUTE_NONE, "", ""},
        {"/lot2/soap/", ROUTE_NONE, "", ""},
        {"//soap/kanri", ROUTE_NONE, "", ""},
        {"/lot2/soap/kanri//", ROUTE_SOAP, "lot2", "kanri/"},
        {"/lot2/soap/kanri/x", ROUTE_SOAP, "lot2", "kanri/x"},
        {"/lot2/SOAP/kanri", ROUTE_NONE, "", ""},
    };
    struct diag d = DIAG_INIT;
    struct alias_list l = {0};
    ck_assert_int_eq(alias_add(&l, "/old/a.asmx=/lot3/soap/file", &d), ST_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct route r;
        route_find(&l, str_of(cases[i].path), &r);
        ck_assert_msg(r.kind == cases[i].kind, "%s", cases[i].path);
        ck_assert(r.kind != ROUTE_SOAP || strcmp(r.world, cases[i].world) == 0);
        ck_assert(r.kind != ROUTE_SOAP || strcmp(r.service, cases[i].service) == 0);
        ck_assert_msg(r.tanmatsu == (r.kind != ROUTE_NONE && strstr(cases[i].path, "/terminal")), "%s",
                      cases[i].path);
    }
    char path[400];
    memset(path, 'w', sizeof path);
    memcpy(path, "/", 1);
    memcpy(path + 300, "/soap/kanri", 12);
    struct route r;
    route_find(NULL, str_of(path), &r); /* cut, not spilt */
    ck_assert_int_eq(r.kind, ROUTE_SOAP);
    ck_assert_uint_eq(strlen(r.world), SEGMENT_MAX - 1);
}
END_TEST

START_TEST(test_methods)
{
    struct route r;
    route_find(NULL, STR("/lot2/soap/kanri"), &r);
    ck_assert(route_allows(&r, "GET") && route_allows(&r, "HEAD") && route_allows(&r, "POST"));
    ck_assert(!route_allows(&r, "PUT") && !route_allows(&r, "GE") && !route_allows(&r, "") &&
              !route_allows(&r, "get"));
}
END_TEST

START_TEST(test_base)
{
    static const struct {
        const char *public_url, *host;
        bool tls;
        const char *want;
    } cases[] = {
        {NULL, "desk:18443", true, "https://desk:18443"},
        {NULL, "[::1]:80", false, "http://[::1]:80"},
        {NULL, "chukan_server:80", false, "http://chukan_server:80"},
        {NULL, NULL, true, "https://127.0.0.1:1"},
        {NULL, "", true, "https://127.0.0.1:1"},
        {NULL, "a\"><x", true, "https://127.0.0.1:1"},
        {NULL, "a/b", true, "https://127.0.0.1:1"},
        {"https://far.example/", "desk", false, "https://far.example"},
        {"http://far.example:1", NULL, true, "http://far.example:1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = BUF_INIT;
        route_base(cases[i].public_url, cases[i].tls, cases[i].host, "127.0.0.1:1", &b);
        ck_assert_str_eq(b.data, cases[i].want);
        buf_release(&b);
    }
}
END_TEST

START_TEST(test_metrics)
{
    struct buf b = BUF_INIT;
    metrics_count("kanri", "ping", "C00000", 1500000, 10, 20);
    metrics_count("kanri", "ping", "C00000", 500000, 1, 2);
    metrics_count("a\"b\n", "123456789018", "C20007", 0, 0,
                  0); /* what a caller invents needs no escapes, and is masked */
    metrics_text(&b);
    ck_assert_msg(strstr(b.data, "chukan_requests_total{service=\"kanri\",op=\"ping\",code=\"C00000\"} 2\n"),
                  "%s", b.data);
    ck_assert_msg(
        strstr(b.data,
               "chukan_request_seconds_total{service=\"kanri\",op=\"ping\",code=\"C00000\"} 2.000000\n"),
        "%s", b.data);
    ck_assert_msg(strstr(b.data, "{service=\"a_b_\",op=\"____________\",code=\"C20007\"} 1\n"), "%s", b.data);
    ck_assert_msg(strstr(b.data, "chukan_received_bytes_total 11\n"), "%s", b.data);
    metrics_message("fugoTsuchi", 0); /* none yet: it is there all the same */
    metrics_message("fugoYokyu", 1);
    metrics_message("fugoYokyu", 1);
    metrics_file("maisoryo", 3, 0);
    metrics_file("shikakuJoho", 1, 0);
    metrics_file("maisoryo", 4, 2);
    buf_clear(&b);
    metrics_text(&b);
    static const char kinds[] = "chukan_messages_total{kind=\"fugoTsuchi\"} 0\n"
                                "chukan_messages_total{kind=\"fugoYokyu\"} 2\n",
                      rows[] = "chukan_file_rows_total{shubetsu=\"maisoryo\",kekka=\"seijo\"} 7\n"
                               "chukan_file_rows_total{shubetsu=\"maisoryo\",kekka=\"ijo\"} 2\n"
                               "chukan_file_rows_total{shubetsu=\"shikakuJoho\",kekka=\"seijo\"} 1\n"
                               "chukan_file_rows_total{shubetsu=\"shikakuJoho\",kekka=\"ijo\"} 0\n";
    ck_assert_msg(strstr(b.data, kinds) && strstr(b.data, rows), "%s", b.data);
    for (int i = 0; i < 2000; i++) { /* bounded */
        char op[32];
        snprintf(op, sizeof op, "op%d", i);
        metrics_count("kanri", op, "C20007", 1, 0, 0);
    }
    buf_clear(&b);
    metrics_text(&b);
    ck_assert_msg(strstr(b.data, "{service=\"other\",op=\"other\",code=\"other\"} 1747\n"), "%s", b.data);
    buf_release(&b);
}
END_TEST

START_TEST(test_ready)
{
    struct diag d = DIAG_INIT;
    struct buf b = BUF_INIT;
    ck_assert_int_eq(ready_file(temp_path("ready"), 18443, 18080, 0, &d), ST_OK);
    ck_assert_int_eq(file_read(temp_path("ready"), 100, &b, &d), ST_OK);
    ck_assert_str_eq(b.data, "data=18443\ncontrol=18080\nplain=off\n");
    buf_clear(&b);
    ck_assert_int_eq(ready_file(temp_path("ready"), 1, 2, 3, &d), ST_OK);
    ck_assert_int_eq(file_read(temp_path("ready"), 100, &b, &d), ST_OK);
    ck_assert_str_eq(b.data, "data=1\ncontrol=2\nplain=3\n");
    buf_release(&b);
    ck_assert_int_eq(ready_file(temp_path("none/ready"), 1, 2, 3, &d), ST_SETUP);
}
END_TEST

START_TEST(test_notify)
{
    char got[32] = "";
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    snprintf(a.sun_path, sizeof a.sun_path, "%s", temp_path("notify"));
    ck_assert_int_eq(bind(fd, (struct sockaddr *)&a, sizeof a), 0);
    setenv("NOTIFY_SOCKET", a.sun_path, 1);
    ready_notify("READY=1");
    ck_assert_int_eq(recv(fd, got, sizeof got - 1, 0), 7);
    ck_assert_str_eq(got, "READY=1");
    setenv("NOTIFY_SOCKET", "/nobody/here", 1);
    ready_notify("READY=1");
    unsetenv("NOTIFY_SOCKET");
    ready_notify("READY=1");
    close(fd);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/route");
    TCase *t = tcase_create("route");
    tcase_add_checked_fixture(t, temp_make, temp_drop);
    tcase_add_test(t, test_find);
    tcase_add_test(t, test_methods);
    tcase_add_test(t, test_base);
    tcase_add_test(t, test_metrics);
    tcase_add_test(t, test_ready);
    tcase_add_test(t, test_notify);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
