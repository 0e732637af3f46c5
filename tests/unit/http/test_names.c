/* http/names: under which names the data port's certificate is asked for. */
#include <arpa/inet.h>
#include <check.h>
#include <ifaddrs.h>
#include <string.h>
#include <unistd.h>

#include "http/names.h"

static bool S_has(const struct pki_names *l, const char *name)
{
    size_t i = 0;
    while (i < l->n && strcmp(l->name[i], name) != 0)
        i++;
    return i < l->n;
}

START_TEST(test_of)
{
    static const struct {
        const char *listen, *url, *want[3];
        size_t n;
    } cases[] = {
        {"18443", NULL, {"127.0.0.1"}, 1},
        {"127.0.0.2:0", NULL, {"127.0.0.2"}, 1},
        {"localhost:0", NULL, {"localhost", "127.0.0.1"}, 2},
        {"[::1]:0", NULL, {"::1"}, 1},
        {"127.0.0.1:0", "https://desk.example", {"127.0.0.1", "desk.example"}, 2},
        {"127.0.0.1:0", "https://desk.example:8443/a:b/", {"127.0.0.1", "desk.example"}, 2},
        {"127.0.0.1:0", "https://192.0.2.7/x?y", {"127.0.0.1", "192.0.2.7"}, 2},
        {"127.0.0.1:0", "https://[2001:DB8:0::7]:8443/", {"127.0.0.1", "2001:db8::7"}, 2},
        {"127.0.0.1:0", "http://127.0.0.1", {"127.0.0.1"}, 1},
        {"127.0.0.1:0", "http://127.0.0.1:/", {"127.0.0.1"}, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diag d = DIAG_INIT;
        struct pki_names l = {.n = 0};
        ck_assert_int_eq(names_of(cases[i].listen, cases[i].url, &l, &d), ST_OK);
        ck_assert_msg(l.n == cases[i].n, "%zu: %zu", i, l.n);
        for (size_t k = 0; k < l.n; k++)
            ck_assert_msg(S_has(&l, cases[i].want[k]), "%zu: %s", i, cases[i].want[k]);
    }
}
END_TEST

START_TEST(test_wrong_url)
{
    static const char *const urls[] = {
        "https://",     "https:///x",     "https://user@desk/", "https://机/",        "https://a b/",
        "https://[::1", "https://:8443/", "https://desk:x",     "https://[::1]desk/", "https://desk:1:2/"};
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct diag d = DIAG_INIT;
        struct pki_names l = {.n = 0};
        enum status st = names_of("127.0.0.1:0", urls[i], &l, &d);
        ck_assert_msg(st == ST_SETUP, "%s", urls[i]);
        ck_assert_str_eq(d.item, "--public-url");
    }
}
END_TEST

/* Everything of this machine that the port listens on. */
START_TEST(test_any)
{
    static const struct {
        const char *listen;
        int family;
    } cases[] = {{"0.0.0.0:0", AF_INET}, {"[::]:0", AF_INET6}};
    char host[256] = "", text[INET6_ADDRSTRLEN];
    struct ifaddrs *all;
    ck_assert_int_eq(gethostname(host, sizeof host - 1), 0);
    ck_assert_int_eq(getifaddrs(&all), 0);
    for (size_t i = 0; i < 2; i++) {
        struct diag d = DIAG_INIT;
        struct pki_names l = {.n = 0};
        ck_assert_int_eq(names_of(cases[i].listen, NULL, &l, &d), ST_OK);
        ck_assert(S_has(&l, host));
        for (struct ifaddrs *a = all; a; a = a->ifa_next) {
            if (!a->ifa_addr || a->ifa_addr->sa_family != cases[i].family)
                continue;
            const struct sockaddr_in6 *six = (const void *)a->ifa_addr;
            const struct sockaddr_in *four = (const void *)a->ifa_addr;
            bool v6 = cases[i].family == AF_INET6;
            if (v6 && IN6_IS_ADDR_LINKLOCAL(&six->sin6_addr))
                continue;
            inet_ntop(cases[i].family, v6 ? (const void *)&six->sin6_addr : &four->sin_addr, text,
                      sizeof text);
            ck_assert_msg(S_has(&l, text), "%s: %s", cases[i].listen, text);
        }
    }
    freeifaddrs(all);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/names");
    TCase *t = tcase_create("names");
    tcase_add_test(t, test_of);
    tcase_add_test(t, test_wrong_url);
    tcase_add_test(t, test_any);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
