/* file/layout/check: check digits of DOMAIN 8, character classes, what holds a 個人番号. One line a case. */
#include <check.h>

#include "file/layout/check.h"

static const struct {
    enum check_digit kind;
    const char *value;
    bool ok;
} digits[] = {
    {CHECK_NONE, "", true},
    {CHECK_NONE, "x", true},
    {CHECK_KOJIN_BANGO, "123456789018", true},
    {CHECK_KOJIN_BANGO, "379474484458", true},
    {CHECK_KOJIN_BANGO, "454972364860", true}, /* remainder 0 or 1: the digit is 0 */
    {CHECK_KOJIN_BANGO, "507957100722", false},
    {CHECK_KOJIN_BANGO, "123456789017", false},
    {CHECK_KOJIN_BANGO, "12345678901", false},
    {CHECK_KOJIN_BANGO, "1234567890180", false},
    {CHECK_KOJIN_BANGO, "12345678901a", false},
    {CHECK_KOJIN_BANGO, "", false},
    {CHECK_JUMINHYO_CODE, "24727059608", true},
    {CHECK_JUMINHYO_CODE, "24846016224", true},
    {CHECK_JUMINHYO_CODE, "25208017643", true},
    {CHECK_JUMINHYO_CODE, "25208017644", false},
    {CHECK_HOKENSHA, "06132013", true},
    {CHECK_HOKENSHA, "06139992", true},
    {CHECK_HOKENSHA, "06139991", false},
    {CHECK_HOKENSHA, "06139984", true},
    {CHECK_HOKENSHA, "0613999", false},
    {CHECK_HOJIN_BANGO, "7123456789012", true},
    {CHECK_HOJIN_BANGO, "2700150009999", true},
    {CHECK_HOJIN_BANGO, "1700150009999", false},
    {CHECK_DANTAI_CODE, "131016", true}, /* 千代田区 */
    {CHECK_DANTAI_CODE, "011002", true}, /* 札幌市 */
    {CHECK_DANTAI_CODE, "131017", false},
};

START_TEST(test_digits)
{
    ck_assert_msg(check_digit_ok(digits[_i].kind, str_of(digits[_i].value)) == digits[_i].ok, "%s",
                  digits[_i].value);
}
END_TEST

/* The digit is told of numbers of no person alone. */
START_TEST(test_want)
{
    static const struct {
        enum check_digit kind;
        const char *have, *want;
    } wants[] = {
        {CHECK_HOKENSHA, "06139985", "検査用数字の合う保険者番号（この番号なら最後の桁は 4）"},
        {CHECK_HOKENSHA, "06139951", "検査用数字の合う保険者番号（この番号なら最後の桁は 0）"},
        {CHECK_HOKENSHA, "6139984", "検査用数字の合う保険者番号（数字 8桁）"},
        {CHECK_HOKENSHA, "0613998x", "検査用数字の合う保険者番号（数字 8桁）"},
        {CHECK_HOKENSHA, "", "検査用数字の合う保険者番号（数字 8桁）"},
        {CHECK_HOJIN_BANGO, "1700099900020", "検査用数字の合う法人番号（この番号なら最初の桁は 9）"},
        {CHECK_KOJIN_BANGO, "123456789017", "検査用数字の合う個人番号"},
        {CHECK_JUMINHYO_CODE, "24727059609", "検査用数字の合う住民票コード"},
    };
    char have[CHECK_DIGIT_WANT];
    for (size_t i = 0; i < sizeof wants / sizeof *wants; i++)
        ck_assert_str_eq(check_digit_want(wants[i].kind, str_of(wants[i].have), have), wants[i].want);
}
END_TEST

START_TEST(test_hobetsu63)
{
    static const struct {
        const char *own, *value;
        bool same;
    } cases[] = {
        {"06139992", "63139992", true},  {"06139984", "63139984", true},   {"06139992", "63139991", false},
        {"06139992", "63139984", false}, {"06139992", "06139992", false},  {"06139992", "64139990", false},
        {"06139992", "6313999", false},  {"06139992", "631399922", false}, {"06139992", "", false},
        {"07139990", "63139992", false}, {"63139992", "06139992", false},  {"06139992", "6313999x", false},
        {"06132013", "63132013", true},  {"0613999", "63139992", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(check_hobetsu63(cases[i].own, str_of(cases[i].value)) == cases[i].same, "%s %s",
                      cases[i].own, cases[i].value);
}
END_TEST

/* Any single wrong digit of a 保険者番号 or 法人番号 shows. */
START_TEST(test_single_error)
{
    static const char *const good[] = {"06139992", "7123456789012"};
    static const enum check_digit kind[] = {CHECK_HOKENSHA, CHECK_HOJIN_BANGO};
    char text[16];
    for (int g = 0; g < 2; g++)
        for (size_t i = 0; good[g][i]; i++)
            for (char c = '0'; c <= '9'; c++) {
                memcpy(text, good[g], strlen(good[g]) + 1);
                text[i] = c;
                bool same = good[g][i] == c;
                /* modulo 9 does not tell 0 from 9 */
                bool blind = kind[g] == CHECK_HOJIN_BANGO && (c - good[g][i]) % 9 == 0;
                ck_assert_msg(check_digit_ok(kind[g], str_of(text)) == same || blind, "%s", text);
            }
}
END_TEST

static const struct {
    enum char_class c;
    const char *value;
    long len;
} classes[] = {
    {CLASS_DIGITS, "0123456789", 10},
    {CLASS_DIGITS, "01２", -3},
    {CLASS_ALNUM, "azAZ09", 6},
    {CLASS_ALNUM, "a-b", -2},
    {CLASS_ALNUM, "", 0},
    {CLASS_NAMAE, "azAZ09._@-", 10},
    {CLASS_NAMAE, "a/b", -2},
    {CLASS_NAMAE, "a b", -2},
    {CLASS_NAMAE, "`", -1},
    {CLASS_KANA, "タメシ　ヴー・ヽ", 8},
    {CLASS_KANA, "ﾀﾒｼ", -1},
    {CLASS_KANA, "タメし", -3},
    {CLASS_KANA, "タ メ", -2},
    {CLASS_KANA_HANKAKU, "ﾀﾒｼ ﾞﾟｰ", 7},
    {CLASS_KANA_HANKAKU, "タ", -1},
    {CLASS_TEXT, "試﨑𠮷 ab〜～", 8},
    {CLASS_TEXT, "a\tb", -2},
    {CLASS_TEXT, "a\x7f", -2},
    {CLASS_TEXT, "\xC2\x80", -1},     /* U+0080 */
    {CLASS_TEXT, "\xEE\x80\x80", -1}, /* U+E000, 外字 */
    {CLASS_TEXT, "\xEF\xBF\xBF", -1}, /* U+FFFF */
};

START_TEST(test_classes)
{
    uint32_t code;
    ck_assert_int_eq(char_class_len(classes[_i].c, str_of(classes[_i].value), &code), classes[_i].len);
}
END_TEST

START_TEST(test_names)
{
    ck_assert_int_eq(check_digit_find("hokensha"), CHECK_HOKENSHA);
    ck_assert_int_eq(check_digit_find("x"), CHECK_COUNT);
    ck_assert_int_eq(char_class_find("kana"), CLASS_KANA);
    ck_assert_int_eq(char_class_find("date"), CLASS_COUNT);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("file/layout/check");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, test_digits, 0, sizeof digits / sizeof digits[0]);
    tcase_add_test(t, test_want);
    tcase_add_test(t, test_hobetsu63);
    tcase_add_test(t, test_single_error);
    tcase_add_loop_test(t, test_classes, 0, sizeof classes / sizeof classes[0]);
    tcase_add_test(t, test_names);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
