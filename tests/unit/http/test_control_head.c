/* http/control: heads that say two things, and who asks while it stops. */
#include "fake_worlds.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

/* A head that says two things is refused, and what follows it is no request. */
START_TEST(test_heads)
{
#define NEXT "GET " W "/next HTTP/1.1\r\nHost: localhost\r\n\r\n"
    static const struct {
        const char *request;
        int http;
    } cases[] = {
        {"GET http://localhost:1/_sim/worlds HTTP/1.1\r\nHost: localhost\r\n\r\n", 200},
        {"GET http://evil.example/_sim/worlds HTTP/1.1\r\nHost: localhost\r\n\r\n", 403},
        {"GET /healthz HTTP/1.0\r\n\r\n", 200},
        {"GET /healthz HTTP/1.1\r\n\r\n" NEXT, 400},
        {"GET /_sim/worlds%00/x HTTP/1.1\r\nHost: localhost\r\n\r\n" NEXT, 400},
        {"DELETE " W "%00x HTTP/1.1\r\nHost: localhost\r\n\r\n" NEXT, 400},
        {"GET /healthz HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site : cross-site\r\n\r\n" NEXT, 400},
        {"PUT " W "/clock HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
         "Content-Length: 40\r\n\r\n{}" NEXT,
         400},
        {"PUT " W "/clock HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
         "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" NEXT,
         400},
        {"PUT " W "/clock HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n{}" NEXT, 501},
        {"PUT " W "/clock HTTP/1.1\r\nHost: localhost\r\nExpect: x\r\nContent-Length: 2\r\n\r\n", 417},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct client c = client_open(control_port(control));
        client_text(&c, cases[i].request);
        struct answer a = client_answer(&c, false);
        bool own = cases[i].http == 501 && a.http == 400; /* microhttpd 1.0 refuses that by itself */
        ck_assert_msg(a.http == cases[i].http || own, "%s: %d %s", cases[i].request, a.http, a.body.data);
        answer_release(&a);
        char more;
        if (cases[i].http != 200 && cases[i].http != 403)
            ck_assert_msg(recv(c.fd, &more, 1, 0) <= 0, "%s", cases[i].request);
        client_close(&c);
    }
}
END_TEST

static void *S_asks_on(void *cls)
{
    static const char request[] = "GET /_sim/worlds HTTP/1.1\r\nHost: localhost\r\n\r\n";
    struct client *c = cls;
    char some[4096];
    while (client_send(c, request, sizeof request - 1) && recv(c->fd, some, sizeof some, 0) > 0)
        continue;
    client_close(c);
    return NULL;
}

/* Whoever asks while the port closes has no part in whether it does. */
START_TEST(test_stop_while_asked)
{
    enum { ROUNDS = 60, CLIENTS = 8 };
    for (int i = 0; i < ROUNDS; i++) {
        struct diag d = DIAG_INIT;
        struct control *one;
        struct edge gate = {0};
        edge_init(&gate);
        ck_assert_int_eq(control_start(&gate, "127.0.0.1:0", NULL, &one, &d), ST_OK);
        struct client clients[CLIENTS];
        pthread_t threads[CLIENTS];
        for (int k = 0; k < CLIENTS; k++) {
            clients[k] = client_open(control_port(one));
            ck_assert_int_eq(pthread_create(&threads[k], NULL, S_asks_on, &clients[k]), 0);
        }
        nanosleep(&(struct timespec){0, 5000000}, NULL);
        edge_stop(&gate);
        control_stop(one);
        for (int k = 0; k < CLIENTS; k++)
            pthread_join(threads[k], NULL);
        edge_release(&gate);
    }
}
END_TEST

/* A request that is held back from its first line on until the port has seen that no action runs. */
static struct client *late;
static struct answer late_answer;
static atomic_bool late_closing;
static atomic_int late_threads;

static void S_next(const char *name, void *ret)
{
    *(void **)ret = dlsym(RTLD_NEXT, name);
    ck_assert_ptr_nonnull(*(void **)ret);
}

/* In front of libmicrohttpd's, which control_stop calls once nothing runs. */
void MHD_stop_daemon(struct MHD_Daemon *d)
{
    __typeof__(&MHD_stop_daemon) stop;
    S_next("MHD_stop_daemon", &stop);
    if (late) {
        late_closing = true;
        sem_post(&fake_go);
        late_answer = client_answer(late, false);
        late_closing = false;
    }
    stop(d);
}

/* In front of the C library's: what it begins then, microhttpd would stop over. */
int pthread_create(pthread_t *t, const pthread_attr_t *a, void *(*run)(void *), void *cls)
{
    __typeof__(&pthread_create) create;
    S_next("pthread_create", &create);
    late_threads += late_closing;
    return create(t, a, run, cls);
}

START_TEST(test_asked_when_all_is_done)
{
    struct client c = client_open(control_port(control));
    fake_hold_next = true;
    client_text(&c, "GET " W "/clock HTTP/1.1\r\nHost: localhost\r\n\r\n");
    sem_wait(&fake_there);
    edge_stop(&edge);
    late = &c;
    control_stop(control);
    late = NULL;
    control = NULL;
    ck_assert_int_eq(late_threads, 0);
    ck_assert_int_eq(late_answer.http, 503);
    ck_assert_msg(strstr(late_answer.body.data, "C90005"), "%s", late_answer.body.data);
    answer_release(&late_answer);
    client_close(&c);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/control heads");
    TCase *t = tcase_create("control");
    tcase_set_timeout(t, 30);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_heads);
    tcase_add_test(t, test_stop_while_asked);
    tcase_add_test(t, test_asked_when_all_is_done);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
