/* http/socket: who is told from where a request came: of another machine, never of this one. */
#include <arpa/inet.h>
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "http/socket.h"

START_TEST(test_abroad)
{
    static const struct {
        const char *address, *from;
    } cases[] = {
        {"127.0.0.1", ""},
        {"127.9.8.7", ""},
        {"::1", ""},
        {"192.0.2.7", "接続元 192.0.2.7 ポート 4711"},
        {"2001:db8::7", "接続元 [2001:db8::7] ポート 4711"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sockaddr_storage a = {0};
        struct sockaddr_in *four = (void *)&a;
        struct sockaddr_in6 *six = (void *)&a;
        char from[SOCKET_FROM];
        bool is_six = inet_pton(AF_INET6, cases[i].address, &six->sin6_addr) == 1;
        a.ss_family = is_six ? AF_INET6 : AF_INET;
        four->sin_port = htons(4711); /* at the same place in either */
        ck_assert(is_six || inet_pton(AF_INET, cases[i].address, &four->sin_addr) == 1);
        socket_from_abroad((const void *)&a, from);
        ck_assert_str_eq(from, cases[i].from);
    }
    char from[SOCKET_FROM] = "x";
    socket_from_abroad(NULL, from);
    ck_assert_str_eq(from, "");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/socket");
    TCase *t = tcase_create("socket");
    tcase_add_test(t, test_abroad);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
