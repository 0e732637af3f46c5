/* http/origin: which Host headers name this machine alone. What else is looked at is tried in test_control.c.
 */
#include <check.h>

#include "http/origin.h"

START_TEST(test_host)
{
    static const struct {
        const char *host;
        int http;
    } cases[] = {
        {"localhost", 0},
        {"LOCALHOST:18080", 0},
        {"127.0.0.1:18080", 0},
        {"[::1]:18080", 0},
        {"evil.example", 403},
        {"127.0.0.1.evil.example", 403},
        {"localhost.evil.example", 403},
        {"[0:0:0:0:0:0:0:1]", 0},
        {"[::ffff:127.0.0.1]:18080", 0},
        {"[2001:db8::1]", 403},
        {"10.0.0.1", 403},
        {"127.1", 403},
        {"127.0.0.999", 403},
        {"localhost.", 403},
        {"", 400},
        {":18080", 400},
        {"localhost:18080@evil.example", 400},
        {"user@localhost", 400},
        {"127.0.0.1:x", 400},
        {"127.0.0.1, evil.example", 400},
        {"localhost/evil", 400},
        {"[::1", 400},
        {"[::1]evil", 400},
        {"127.0.0.1.", 403},
        {"127.255.255.254:1", 0},
        {"localhost:", 0},
        {"localhost:123456", 400},
        {"localhost\\evil", 400},
        {"2130706433", 403},
        {"0x7f.0.0.1", 403},
        {"::1", 400},
        {"[127.0.0.1]", 400},
        {"[::]", 403},
        {"xn--lcalhost-3ya", 403},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(origin_host(cases[i].host) == cases[i].http, "%s: %d", cases[i].host,
                      origin_host(cases[i].host));
    char longest[300];
    for (size_t i = 0; i < sizeof longest; i++)
        longest[i] = i + 1 < sizeof longest ? 'a' : 0;
    ck_assert_int_eq(origin_host(longest), 400);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/origin");
    TCase *t = tcase_create("origin");
    tcase_add_test(t, test_host);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
