/* client/options: a command line is read from its start, whatever became of the one before it. */
#include <check.h>

#include "options.h"

START_TEST(test_again)
{
    char *left[] = {"ping", "-hV", NULL}, *none[] = {"ping", NULL}, **rest;
    struct options o;
    int n;
    ck_assert_int_eq(options_parse(&o, 2, left, NULL), EXIT_HELP);
    ck_assert_int_eq(options_parse(&o, 1, none, NULL), 0);
    ck_assert_int_eq(o.rest_count, 0);
    ck_assert_int_eq(options_own(2, left, &(struct extra){0}, &rest, &n), EXIT_HELP);
    ck_assert_int_eq(options_own(1, none, &(struct extra){0}, &rest, &n), 0);
    ck_assert_int_eq(n, 0);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("options");
    TCase *t = tcase_create("options");
    tcase_add_test(t, test_again);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
