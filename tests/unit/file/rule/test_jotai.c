/* file/rule/jotai: which households and ages are told. */
#include <check.h>

#include "file/rule/jotai.h"

static const struct {
    struct setai is;
    bool soshitsu, futari;
} setai[] = {
    {{1, 2, 0}, false, false}, {{0, 1, 1}, true, false}, {{0, 1, 0}, false, false}, {{1, 1, 1}, false, false},
    {{0, 0, 1}, false, false}, {{2, 0, 0}, false, true}, {{2, 1, 1}, false, true},  {{0, 3, 2}, true, false},
};

START_TEST(test_setai)
{
    ck_assert_int_eq(jotai_soshitsu(&setai[_i].is), setai[_i].soshitsu);
    ck_assert_int_eq(jotai_futari(&setai[_i].is), setai[_i].futari);
}
END_TEST

static const struct {
    const char *seinengappi, *today;
    bool old;
} ages[] = {{"19420508", "20170507", false}, {"19420508", "20170508", true}, {"19420508", "20170509", true},
            {"19440229", "20190228", false}, {"19440229", "20190301", true}, {"19430101", "20171231", false},
            {"19430101", "20180101", true},  {"19421231", "20171231", true}, {"18930102", "19680101", false},
            {"18930101", "19680101", true}};

START_TEST(test_nanajugo)
{
    ck_assert_int_eq(jotai_nanajugo(ages[_i].seinengappi, str_date(str_of(ages[_i].today))), ages[_i].old);
}
END_TEST

#define LOOP(test, cases) tcase_add_loop_test(t, test, 0, sizeof cases / sizeof *cases)

int main(void)
{
    Suite *s = suite_create("file/rule/jotai");
    TCase *t = tcase_create("all");
    LOOP(test_setai, setai);
    LOOP(test_nanajugo, ages);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
