/* base/clock: frozen and running, forwards only, Japan time. */
#include <check.h>

#include "base/clock.h"

START_TEST(test_text)
{
    static const struct {
        int64_t t;
        const char *text;
        int32_t date;
    } cases[] = {
        {0, "1970-01-01T09:00:00+09:00", 0},
        {-9 * 3600, "1970-01-01T00:00:00+09:00", 0},
        {-9 * 3600 - 1, "1969-12-31T23:59:59+09:00", -1},
        {1494201600, "2017-05-08T09:00:00+09:00", 17294},
        {1494255599, "2017-05-08T23:59:59+09:00", 17294},
        {1494255600, "2017-05-09T00:00:00+09:00", 17295},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[CLOCK_TEXT];
        clock_text(cases[i].t, text);
        ck_assert_str_eq(text, cases[i].text);
        ck_assert_int_eq(clock_parse(text), cases[i].t);
        ck_assert_int_eq(clock_date(cases[i].t), cases[i].date);
    }
}
END_TEST

START_TEST(test_parse)
{
    static const struct {
        const char *text;
        int64_t t;
    } cases[] = {
        {"2017-05-08T09:00:00", 1494201600},
        {"2017-05-08 09:00", 1494201600},
        {"2017-05-08", 1494169200},
        {"2017-05-08T00:00:00Z", 1494201600},
        {"2017-05-08T24:00:00", INT64_MIN},
        {"2017-05-08T09:60", INT64_MIN},
        {"2017-05-08T09:00:60", INT64_MIN},
        {"2017-02-30", INT64_MIN},
        {"", INT64_MIN},
        {"2017-05-08x", INT64_MIN},
        {"2017-05-08T09", INT64_MIN},
        {"2017-05-08T+9:00", INT64_MIN},
        {"2017-05-08T 9:00", INT64_MIN},
        {"2017-05-08T9:00", INT64_MIN},
        {"2017-05-08T09:0", INT64_MIN},
        {"2017-05-08T09:00:", INT64_MIN},
        {"2017-05-08T09:00:-1", INT64_MIN},
        {"2017-05-08T09:00:00.5", INT64_MIN},
        {"2017-05-08T", INT64_MIN},
        {"20170508xx", INT64_MIN},
        {"2017-05-08T09:00+01:00", INT64_MIN},
        {"tomorrow", INT64_MIN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(clock_parse(cases[i].text) == cases[i].t, "%s", cases[i].text);
}
END_TEST

START_TEST(test_virtual)
{
    struct vclock c = {.frozen = true, .at = 1000};
    ck_assert_int_eq(clock_now(&c), 1000);
    ck_assert(!clock_set(&c, 999)); /* forwards only */
    ck_assert(clock_set(&c, 1000));
    ck_assert(clock_set(&c, 5000));
    ck_assert_int_eq(clock_now(&c), 5000);
    clock_run(&c);
    ck_assert(!c.frozen);
    int64_t now = clock_now(&c);
    ck_assert(now >= 5000 && now < 5060);
    c.real_at -= 100; /* a hundred seconds later */
    ck_assert_int_ge(clock_now(&c), 5100);
    clock_freeze(&c);
    now = clock_now(&c);
    c.real_at -= 100;
    ck_assert_int_eq(clock_now(&c), now);
    ck_assert_int_le(clock_real_us(), clock_real_us());
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/clock");
    TCase *t = tcase_create("clock");
    tcase_add_test(t, test_text);
    tcase_add_test(t, test_parse);
    tcase_add_test(t, test_virtual);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
