/* Names and addresses without regard to width and spaces. */
#include <check.h>
#include <stdlib.h>

#include "base/onaji.h"

static const struct {
    const char *a, *b;
    bool same;
} pairs[] = {
    {"", "", true},
    {"", " 　", true},
    {"架空　一郎", "架空一郎", true},
    {"架空　一郎", "架空 一郎", true},
    {"架空　一郎", "架空　一朗", false},
    {"架空　一郎", "架空　一郎太", false},
    {"架空　一郎太", "架空　一郎", false},
    {"試﨑", "試崎", false}, /* another character, whatever it looks like */
    {"１丁目２番", "1丁目2番", true},
    {"ＴＥＳＴＥＲ　ＪＯＨＮ", "TESTER JOHN", true},
    {"TESTER", "tester", false},
    {"ｶｸｳ ｲﾁﾛｳ", "カクウ　イチロウ", true},
    {"ｶﾞｷﾞｸﾞｹﾞｺﾞﾄﾞ", "ガギグゲゴド", true},
    {"ﾊﾞﾋﾟﾌﾞﾍﾟﾎﾞ", "バピブペボ", true},
    {"ｳﾞｧ", "ヴァ", true},
    {"ｱﾞ", "ア゛", true}, /* a mark that makes no character of the two stays */
    {"ｶﾟ", "カ゜", true},
    {"ｶ", "ガ", false},
    {"ﾝﾞ", "ン", false},
    {"ｬｭｮｯｰ｡", "ャュョッー。", true},
    {"𠮷", "𠮷", true},
    {"𠮷", "吉", false},
};

START_TEST(test_pairs)
{
    ck_assert_int_eq(onaji(pairs[_i].a, pairs[_i].b), pairs[_i].same);
    ck_assert_int_eq(onaji(pairs[_i].b, pairs[_i].a), pairs[_i].same);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/onaji");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, test_pairs, 0, sizeof pairs / sizeof pairs[0]);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
