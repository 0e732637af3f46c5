/* file/rule/edaban: a 枝番 that has lost its zeros is told as that, any other as it is. */
#include <check.h>

#include "file/rule/edaban.h"

static const struct {
    const char *edaban;
    int digits;
    const char *told;
} cases[] = {
    {"2", 7, "2（1桁、先頭の 0 が失われた値。被保険者枝番は 7桁です）"},
    {"000002", 7, "000002（6桁、先頭の 0 が失われた値。被保険者枝番は 7桁です）"},
    {"0000002", 7, "0000002"},
    {"00000002", 7, "00000002"},
    {"x2", 7, "x2"},
    {"", 7, ""},
    {"2", 0, "2"},
    {"2", 1, "2"},
};

START_TEST(test_cases)
{
    char told[EDABAN_TOLD];
    ck_assert_str_eq(edaban_told(cases[_i].edaban, cases[_i].digits, told), cases[_i].told);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("file/rule/edaban");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, test_cases, 0, sizeof cases / sizeof cases[0]);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
