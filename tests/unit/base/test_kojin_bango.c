/* base/kojin_bango: what may be a 個人番号, in every dress. Numbers: the public samples of
 * DOMAIN 8. */
#include <check.h>
#include <stdlib.h>

#include "base/kojin_bango.h"

START_TEST(test_found)
{
    static const char *const texts[] = {
        "123456789018",
        "379474484458",
        "454972364860",
        "1234-5678-9018",
        "1234 5678 9018",
        "1234・5678・9018",
        "1234　5678　9018",
        "1234−5678−9018",
        "1234ー5678ー9018",
        "1.2.3.4.5.6.7.8.9.0.1.8",
        "１２３４５６７８９０１８",
        "１２３４５６-789018",
        "123456－789018",
        "1234--56789018",
        "1234 - 5678 - 9018",
        "1234        56789018",
        "1234\uFF9E5678\uFF9E9018",
        "1234\U0001D1735678\u04839018",
        "1234\u0E315678\u16809018",
        "1234\u05BE5678\uFFFC9018",
        "①②③④⑤⑥⑦⑧⑨⓪①⑧",
        "𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗𝟎𝟏𝟖",
        "𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿𝟶𝟷𝟾",
        "🯱🯲🯳🯴🯵🯶🯷🯸🯹🯰🯱🯸",
        "12345678901⁸",
        "1234\uFEFF5678\u034F\u180E9018",
        "1\u20002\u30013\u30994\uFE0F5\u31646\u200B\u200B\u200B\u200B789018",
        "1234\U0001F6005678\U0001F6009018",
        "12 - 34 56-78 / 9018",
        "2000/13/01 00:04",
        "1、2、3、4、5、6、7、8、9、0、1、8",
        "5、1234、5678、9018、7",
        "記号123456789018番",
        "99123456789018",
        "123456789018999",
        "1-123456789018",
        "1-1234-5678-9018",
        "1234567890x123456789018",
        "-123456789018-",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_msg(kojin_bango_inside(str_of(texts[i])), "%s", texts[i]);
}
END_TEST

START_TEST(test_lawful)
{
    static const char *const texts[] = {
        "507957100722",
        "",
        "12345678901",
        "23456789018",
        "1234---------56789018", /* more than eight part two numbers */
        "1234年5678年9018",      /* letters part numbers */
        "20050301〜20050320",    /* groups are whole: two days are no number */
        "20050312〜20050301",
        "2000/01/01 00:09", /* a day and a time, whatever the check digit */
        "2000/01/01 00:17",
        "2017-08-25 2018-08-15", /* twelve digits from 08 on, too, and in it a day */
        "51234、5678、9018、7",
        "1234a56789018",
        "112-3456-789018", /* not whole groups */
        "03-0864-2767 090-3834-2538",
        "〒123-4567 03-1234-5678",
        "2017-08-25 2018-08-18",
        "20170706-20170911",
        "芝3-19-28 03-1417-7763",
        "123456789012",
        "1234567あ89018",
        "20170401",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_msg(!kojin_bango_inside(str_of(texts[i])), "%s", texts[i]);
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

/* What no text may show, at its beginning. */
START_TEST(test_secret)
{
    static const struct {
        const char *text;
        size_t n;
    } cases[] = {
        {"123456789012", 12},      {"12345678901", 0},
        {"1234-5678-9012-x", 14},  {"1234--5678--9012", 0},
        {"1234--5678--9018-", 16}, {"1234--5678--90181", 0},
        {"12345678--9018年", 14},  {"1", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(kojin_bango_secret(str_of(cases[i].text)) == cases[i].n, "%s", cases[i].text);
    ck_assert_uint_eq(kojin_bango_digits(STR("12３x")), 5);
    ck_assert_uint_eq(kojin_bango_digits(STR("x12")), 0);
}
END_TEST

/* Bytes of any kind are walked through once: no end is passed, and it comes. */
START_TEST(test_bytes)
{
    static const char alphabet[] = "0189-\xE3\x80\x81\xEF\xBB\xBF\xF0\x9F\xFF\xC2\xA0";
    char text[64];
    uint32_t random = 7;
    for (int round = 0; round < 20000; round++) {
        size_t n = random % sizeof text;
        for (size_t i = 0; i < n; i++) {
            random = random * 1664525u + 1013904223u;
            text[i] = alphabet[(random >> 16) % (sizeof alphabet - 1)];
        }
        char *exact = malloc(n + 1); /* a byte too far is seen by the sanitizers */
        memcpy(exact, text, n);
        bool inside = kojin_bango_inside((struct str){exact, n});
        size_t secret = kojin_bango_secret((struct str){exact, n});
        ck_assert(secret <= n);
        ck_assert(!secret || n >= 12);
        ck_assert(!inside || n >= 12);
        char masked[sizeof text * 4];
        str_mask(masked, sizeof masked, (struct str){exact, n});
        ck_assert(!inside || strstr(masked, "************")); /* what is refused is never shown */
        free(exact);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/kojin_bango");
    TCase *t = tcase_create("kojin_bango");
    tcase_add_test(t, test_found);
    tcase_add_test(t, test_lawful);
    tcase_add_test(t, test_cut_anywhere);
    tcase_add_test(t, test_secret);
    tcase_add_test(t, test_bytes);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
