/* base/kojin_bango: what may be a 個人番号, in every dress. Numbers: the public samples of
 * DOMAIN 8. */
#include <check.h>

#include "base/kojin_bango.h"

START_TEST(test_hide)
{
    char text[] = "0056_8631.1661 を ００５６";
    kojin_bango_hide(text);
    ck_assert_str_eq(text, "****_****.**** を ****");
}
END_TEST

START_TEST(test_table)
{
    static const struct {
        const char *text;
        bool want;
    } cases[] = {
        {"123456789018", true},
        {"379474484458", true},
        {"454972364860", true},
        {"507957100722", false},
        {"", false},
        {"12345678901", false},
        {"23456789018", false},
        {"1234-5678-9018", true},
        {"1234 5678 9018", true},
        {"1234・5678・9018", true},
        {"1234　5678　9018", true},
        {"1234−5678−9018", true},
        {"1234ー5678ー9018", true},
        {"1.2.3.4.5.6.7.8.9.0.1.8", true},
        {"１２３４５６７８９０１８", true},
        {"１２３４５６-789018", true},
        {"123456－789018", true},
        {"1234--56789018", false}, /* two separators part two numbers */
        {"1234a56789018", false},
        {"記号123456789018番", true},
        {"99123456789018", true},
        {"123456789018999", true},
        {"1-123456789018", true},
        {"1234567890x123456789018", true},
        {"123456789012", false},
        {"1234567あ89018", false},
        {"-123456789018-", true},
        {"20170401", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(kojin_bango_inside(str_of(cases[i].text)) == cases[i].want, "%s", cases[i].text);
}
END_TEST

START_TEST(test_cut_anywhere)
{
    static const char text[] = "１２３４・５６７８ー９０１８";
    for (size_t n = 0; n < sizeof text - 1; n++)
        ck_assert(!kojin_bango_inside((struct str){text, n}));
    ck_assert(kojin_bango_inside((struct str){text, sizeof text - 1}));
    ck_assert(!kojin_bango_inside((struct str){NULL, 0}));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/kojin_bango");
    TCase *t = tcase_create("kojin_bango");
    tcase_add_test(t, test_hide);
    tcase_add_test(t, test_table);
    tcase_add_test(t, test_cut_anywhere);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
