/* http/request, listener: what ends before there is a request is told of, and nothing of it stays. */
#include <errno.h>
#include <sched.h>

#include "fake_tick.h"
#include "plain_port.h"

/* Returns when the other side has read all that was sent: an end that comes together with bytes is seen by
 * microhttpd only when the connection has been silent for too long. */
static void S_taken(const struct client *c)
{
    struct sockaddr_in own;
    socklen_t n = sizeof own;
    char from[32], line[256];
    ck_assert_int_eq(getsockname(c->fd, (struct sockaddr *)&own, &n), 0);
    snprintf(from, sizeof from, "0100007F:%04X 0100007F:%04X ", port, ntohs(own.sin_port));
    for (bool taken = false; !taken;) {
        FILE *f = fopen("/proc/net/tcp", "r");
        ck_assert_ptr_nonnull(f);
        taken = true; /* of a connection that it has closed there may be nothing */
        while (fgets(line, sizeof line, f)) {
            const char *at = strstr(line, from); /* then "01 00000000:00000000": state, queues out and in */
            taken = taken && (!at || strncmp(at + strlen(from) + 12, "00000000", 8) == 0);
        }
        fclose(f);
        sched_yield();
    }
}

/* What ends before its headers do is told of, for the world that it was meant for, and nothing of it stays.
 */
START_TEST(test_cut_in_headers)
{
    static const struct {
        const char *text, *world;
    } cases[] = {
        {"POST /lot2/soap/echo HTTP/1.1\r\nHost: a\r\nContent-Le", "lot2"},
        {"GET /old/Service.asmx?wsdl HTTP/1.1\r\n", "lot2"},
        {"GET / HTTP/1.1\r\nHost: ", ""},
        {"GET /%6Cot2/soap/1234%35%36789018 HTTP/1.1\r\nHost: ", "lot2"},
        {"GET /1234%35%36789018/soap/kanri?x HTTP/1.1\r\nHost: ", "************"},
        {"GET /%zz%4 HTTP/1.1\r\nHost: ", "%zz%4"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct client c = client_open(port);
        client_text(&c, cases[i].text);
        S_taken(&c);
        client_close(&c);
        fake_wait(&fake_told, (int)i + 1);
        ck_assert_str_eq(fake_code, status_info(ST_NO_REQUEST)->code);
        ck_assert_str_eq(fake_world, cases[i].world);
        ck_assert_msg(strstr(fake_note, "接続元 127.0.0.1 ポート ") && strstr(fake_note, "ヘッダー"), "%s",
                      fake_note);
    }
}
END_TEST

/* More than microhttpd has room for: whatever it answers, it is told of. */
START_TEST(test_too_much)
{
    struct buf text = BUF_INIT;
    buf_adds(&text, "GET /lot2/soap/echo?wsdl HTTP/1.1\r\nHost: a\r\n");
    for (int i = 0; i < 2000; i++)
        buf_addf(&text, "A%d: b\r\n", i);
    buf_adds(&text, "\r\n");
    struct client c = client_open(port);
    client_text(&c, text.data);
    if (shutdown(c.fd, SHUT_WR) != 0)      /* microhttpd 0.9.75 would keep it, without a word */
        ck_assert_int_eq(errno, ENOTCONN); /* it was quicker, and is through with us */
    edge.patience.head = 1000000;
    fake_time_goes = true; /* until its end is seen */
    struct answer a = client_answer(&c, false);
    client_close(&c);
    fake_wait(&fake_told, 1);
    ck_assert_str_eq(fake_world, "lot2");
    ck_assert_str_eq(fake_code, status_info(a.http == 200 ? ST_OK : ST_NO_REQUEST)->code);
    answer_release(&a);
    buf_release(&text);
}
END_TEST

/* Nor is what never was a request line. */
START_TEST(test_no_request)
{
    static const char *const texts[] = {"", "hello world foo\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                                        "\x16\x03\x01\x02\x05\x01\r\n\r\n", "GET /lot2/soa"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct client c = client_open(port);
        client_text(&c, texts[i]);
        if (*texts[i])
            S_taken(&c);
        client_close(&c);
        fake_wait(&fake_told, (int)i + 1);
        ck_assert_str_eq(fake_code, status_info(ST_NO_REQUEST)->code);
        ck_assert_msg(strstr(fake_note, "接続元 127.0.0.1 ポート "), "%s", fake_note);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/cut");
    TCase *t = tcase_create("cut");
    tcase_set_timeout(t, 40);
    tcase_add_checked_fixture(t, plain_port_open, plain_port_close);
    tcase_add_test(t, test_cut_in_headers);
    tcase_add_test(t, test_too_much);
    tcase_add_test(t, test_no_request);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
