/* http/host: names and ports as they come in Host, URLs and --listen. */
#include <check.h>

#include "http/host.h"

static const struct {
    const char *text, *name, *port; /* name NULL: it is none */
    bool bracket;
} cases[] = {
    {"", "", "", false},
    {":1", "", "1", false},
    {"a", "a", "", false},
    {"a:", "a", "", false},
    {"a.example:8443", "a.example", "8443", false},
    {"my_host-1%41~", "my_host-1%41~", "", false},
    {"123:456", "123", "456", false},
    {"[::1]", "::1", "", true},
    {"[::1]:", "::1", "", true},
    {"[fe80::1%eth0]:18443", "fe80::1%eth0", "18443", true},
    {"[127.0.0.1]:1", "127.0.0.1", "1", true},
    {"[]", NULL, NULL, false},
    {"[]:1", NULL, NULL, false},
    {"[::1", NULL, NULL, false},
    {"[::1]1", NULL, NULL, false},
    {"[::1]a", NULL, NULL, false},
    {"[a b]", NULL, NULL, false},
    {"::1", NULL, NULL, false},
    {"a:b", NULL, NULL, false},
    {"a:1:2", NULL, NULL, false},
    {"a:1 ", NULL, NULL, false},
    {"a b", NULL, NULL, false},
    {"a@b", NULL, NULL, false},
    {"a/b", NULL, NULL, false},
    {"http://a", NULL, NULL, false},
    {"a]", NULL, NULL, false},
    {"机", NULL, NULL, false},
};

START_TEST(test_read)
{
    struct host h = {.name = STR("before")};
    ck_assert_msg(host_read(str_of(cases[_i].text), &h) == (cases[_i].name != NULL), "%s", cases[_i].text);
    if (!cases[_i].name) {
        ck_assert(str_is(h.name, "before"));
        return;
    }
    ck_assert_msg(str_is(h.name, cases[_i].name) && str_is(h.port, cases[_i].port), "%s", cases[_i].text);
    ck_assert_int_eq(h.bracket, cases[_i].bracket);
}
END_TEST

/* A NUL ends nothing, and no character behind the text is looked at. */
START_TEST(test_length)
{
    struct host h;
    ck_assert(!host_read(STR("a\0b"), &h));
    ck_assert(!host_read(STR("a:1\0"), &h));
    ck_assert(host_read((struct str){"a:12/x", 4}, &h) && str_is(h.port, "12"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/host");
    TCase *t = tcase_create("host");
    tcase_add_loop_test(t, test_read, 0, sizeof cases / sizeof *cases);
    tcase_add_test(t, test_length);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
