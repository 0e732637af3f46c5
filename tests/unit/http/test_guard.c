/* http/guard on a plain port: each thing that a peer is waited for has its limit, and laggards make room. */
#include <sys/socket.h>

#include "fake_tick.h"
#include "plain_port.h"

enum { NEVER = 1000000 }; /* seconds */

static void S_open(void)
{
    fake_time_goes = false;
    plain_port_open();
    edge.patience.head = 2;
    edge.patience.span = 1;
}

static struct client S_slow(const char *text)
{
    struct client c = client_open(port);
    client_text(&c, text);
    return c;
}

/* The guard's time goes until so many have been told of (left without a reply). */
static void S_pass(const int *count, int n)
{
    fake_time_goes = true;
    fake_wait(count, n);
    fake_time_goes = false;
}

/* Its end has come: the other side has closed. */
static void S_ended(struct client *c)
{
    char byte;
    while (recv(c->fd, &byte, 1, 0) > 0)
        ;
    client_close(c);
}

static void S_answered(void)
{
    struct client c = S_slow("POST /lot2/soap/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
    struct answer a = client_answer(&c, false);
    ck_assert_int_eq(a.http, 200);
    answer_release(&a);
    client_close(&c);
}

START_TEST(test_head)
{
    static const struct {
        const char *text, *world;
    } cases[] = {
        {"", ""}, {"POST /lot2/so", ""}, {"POST /lot2/soap/echo HTTP/1.1\r\nHost: a\r\nX: ", "lot2"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct client c = S_slow(cases[i].text);
        S_pass(&fake_told, (int)i + 1);
        ck_assert_str_eq(fake_code, status_info(ST_TOO_SLOW)->code);
        ck_assert_str_eq(fake_world, cases[i].world);
        ck_assert_int_eq(fake_everywhere, !cases[i].world[0]);
        ck_assert_msg(strstr(fake_note, "2 秒で届かない"), "%s", fake_note);
        S_ended(&c);
    }
}
END_TEST

START_TEST(test_body)
{
    struct client c = S_slow("POST /lot2/soap/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab");
    S_pass(&fake_unread, 1);
    ck_assert_msg(strstr(fake_why, "本文が 1 秒の間に 1024 バイトも届かない"), "%s", fake_why);
    S_ended(&c);
}
END_TEST

/* What ends in the middle of its body, with its last bytes, has broken off; it is not slow. */
START_TEST(test_broken_off)
{
    edge.patience.head = edge.patience.span = NEVER;
    struct client c = S_slow("POST /lot2/soap/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab");
    ck_assert_int_eq(shutdown(c.fd, SHUT_WR), 0);
    S_pass(&fake_unread, 1);
    ck_assert_str_eq(fake_why, "");
    S_ended(&c);
    S_answered();
}
END_TEST

/* More than the sockets hold, and nobody takes it. */
START_TEST(test_take)
{
    enum { BIG = 16 << 20 };
    char head[128], *body = calloc(1, BIG);
    struct client c = client_open(port);
    snprintf(head, sizeof head, "POST /lot2/soap/stream HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n",
             BIG);
    client_text(&c, head);
    ck_assert(client_send(&c, body, BIG));
    fake_wait(&fake_finished,
              1); /* the kernel may keep some of it back for longer than a second of the guard */
    S_pass(&fake_unread, 1);
    ck_assert_msg(strstr(fake_why, "応答が 1 秒の間に 1024 バイトも受け取られない"), "%s", fake_why);
    client_close(&c);
    free(body);
}
END_TEST

/* We are waited for as long as it takes. */
START_TEST(test_ours)
{
    edge.patience = (struct patience){100, 100, 2, 2, 2, 1024, 1};
    sem_init(&fake_there, 0, 0);
    sem_init(&fake_go, 0, 0);
    struct client c = S_slow("POST /lot2/soap/hold HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
    sem_wait(&fake_there);
    sem_post(&fake_go);
    struct client other = S_slow("POST /lot2/soap/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab");
    S_pass(&fake_unread, 1); /* it is cut, the first is not */
    S_ended(&other);
    fake_wake_all();
    struct answer a = client_answer(&c, false);
    ck_assert_int_eq(a.http, 200);
    answer_release(&a);
    client_close(&c);
}
END_TEST

/* Who begins a second request has to bring it to its end as well. */
START_TEST(test_idle)
{
    struct client c = S_slow("POST /lot2/soap/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
    struct answer a = client_answer(&c, false);
    answer_release(&a);
    client_text(&c, "POST /lot2/soap/echo HTTP/1.1\r\nHos");
    S_pass(&fake_told, 1);
    ck_assert_str_eq(fake_code, status_info(ST_TOO_SLOW)->code);
    S_ended(&c);
}
END_TEST

/* Of more laggards than may wait, those that wait longest are cut; whoever does his part stays. */
START_TEST(test_room)
{
    enum { SLOW = 12, LEFT = 8 };
    edge.patience = (struct patience){16, 50, NEVER, NEVER, NEVER, 1024, NEVER};
    struct client slow[SLOW];
    for (int i = 0; i < SLOW; i++)
        slow[i] = S_slow("GET /lot2/soap/ec");
    S_pass(&fake_told, SLOW - LEFT);
    ck_assert_str_eq(fake_code, status_info(ST_TOO_SLOW)->code);
    ck_assert_msg(strstr(fake_note, "8 本を超えた"), "%s", fake_note);
    S_answered();
    for (int i = 0; i < SLOW; i++)
        client_close(&slow[i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/guard");
    TCase *t = tcase_create("guard");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_open, plain_port_close);
    tcase_add_test(t, test_head);
    tcase_add_test(t, test_body);
    tcase_add_test(t, test_broken_off);
    tcase_add_test(t, test_take);
    tcase_add_test(t, test_ours);
    tcase_add_test(t, test_idle);
    tcase_add_test(t, test_room);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
