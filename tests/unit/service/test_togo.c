/* Classes of mismatches with 住基ネット, their words, and what policy says that they stop. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "service/togo.h"

/* K: 氏名, N: 氏名カナ, B: 生年月日, S: 性別, J: 住所 */
static const struct {
    const char *items;
    int kubun;
    const char *mei;
} classes[] = {
    {"", 0, ""},
    {"K", 0, "氏名"},
    {"N", 0, "氏名カナ"},
    {"J", 3, "住所"},
    {"KN", 2, "氏名・氏名カナ"},
    {"KJ", 2, "氏名・住所"},
    {"NJ", 2, "氏名カナ・住所"},
    {"KNJ", 2, "氏名・氏名カナ・住所"},
    {"B", 1, "生年月日"},
    {"S", 1, "性別"},
    {"BS", 1, "生年月日・性別"},
    {"KB", 1, "氏名・生年月日"},
    {"SJ", 1, "性別・住所"},
    {"KNBSJ", 1, "氏名・氏名カナ・生年月日・性別・住所"},
    {"0", 1, "該当者なし"},
    {"X", 1, "消除"},
};

static int64_t S_bits(const char *items)
{
    static const char letters[] = "KNBSJ0X";
    static const int bits[] = {TOGO_SHIMEI, TOGO_SHIMEI_KANA, TOGO_SEINENGAPPI, TOGO_SEIBETSU,
                               TOGO_JUSHO,  TOGO_GAITO_NASHI, TOGO_SHOJO};
    int64_t found = 0;
    for (; *items; items++)
        found |= bits[strchr(letters, *items) - letters];
    return found;
}

START_TEST(test_classes)
{
    struct arena *a = arena_new(1 << 16);
    const int64_t bits = S_bits(classes[_i].items);
    ck_assert_int_eq(togo_kubun(bits), classes[_i].kubun);
    ck_assert_str_eq(togo_komoku_mei(a, bits), classes[_i].mei);
    arena_free(a);
}
END_TEST

START_TEST(test_stops)
{
    const struct policy p = {.togo_tomeru = {TOMERU_FUGO | TOMERU_TEIKYO, TOMERU_TEIKYO, 0}};
    char digits[TOGO_KUBUN + 1];
    togo_tomeru_kubun(&p, TOMERU_FUGO, digits);
    ck_assert_str_eq(digits, "1");
    togo_tomeru_kubun(&p, TOMERU_TEIKYO, digits);
    ck_assert_str_eq(digits, "12");
    togo_tomeru_kubun(&p, TOMERU_SHOKAI, digits);
    ck_assert_str_eq(digits, "");
    ck_assert(togo_tomeru(&p, 2, TOMERU_TEIKYO) && !togo_tomeru(&p, 2, TOMERU_FUGO));
    ck_assert(!togo_tomeru(&p, 0, TOMERU_TEIKYO) && !togo_tomeru(&p, 3, TOMERU_TEIKYO));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("togo");
    TCase *t = tcase_create("togo");
    tcase_add_loop_test(t, test_classes, 0, sizeof classes / sizeof *classes);
    tcase_add_test(t, test_stops);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
