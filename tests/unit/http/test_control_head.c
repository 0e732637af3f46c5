/* http/control: who asks while it stops. */
#include "fake_worlds.h"

#include <pthread.h>
#include <time.h>

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
        ck_assert_int_eq(control_start(&gate, "127.0.0.1:0", &one, &d), ST_OK);
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

int main(void)
{
    Suite *suite = suite_create("http/control heads");
    TCase *t = tcase_create("control");
    tcase_set_timeout(t, 30);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_stop_while_asked);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
