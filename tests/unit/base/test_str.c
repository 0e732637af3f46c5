/* base/str: masking of 個人番号, calendar dates, UTF-8. */
#include <check.h>

#include "base/str.h"

START_TEST(test_mask)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"１２３４－５６７８－９０１８", "************"},
        {"1234\u20105678\u20109018", "************"},
        {"1234－－56789018", "************"},
        {"1234－－－－－－－－－56789018", "1234－－－－－－－－－56789018"},
        {"期間 20050301〜20050320", "期間 20050301〜20050320"},
        {"番号 1234・5678・9018。", "番号 ************。"},
        {"番号 1234・5678・9019。", "番号 1234・5678・9019。"},
        {"", ""},
        {"TM00000000000057", "TM00000000000057"},
        {"項3 JM00000000000003、JT00000000000303 ", "項3 JM00000000000003、JT00000000000303 "},
        {"TM00000000000057 1234 5678 9012", "TM00000000000057 ************"},
        {"TM000000000000570", "TM************570"},
        {"TM00000012345678", "TM00000012345678"},
        {"JM99999999999999", "JM99999999999999"},
        {"JM9999999999999", "JM9999999999999"},
        {"JM123456789018", "JM************"},
        {"JM99123456789018", "JM99************"},
        {"XM00000000000057", "XM************"},
        {"M00000000000057", "M************"},
        {"12345678901", "12345678901"}, /* eleven digits */
        {"123456789012", "************"},
        {"1234567890123456789", "************"},
        {"a123456789012b", "a************b"},
        {"1234-5678-9012", "************"},
        {"1234 5678 9012", "************"},
        {"1234--5678--9012", "1234--5678--9012"},
        {"１２３４５６７８９０１２", "************"},
        {"1２34５678901２", "************"},
        {"１２３４-5678 ９012!", "************!"},
        {"U06139992N0000001", "U06139992N0000001"},
        {"2017-05-08T09:00:00", "2017-05-08T09:00:00"},
        {"2017-05-08 090", "2017-05-08 090"},
        {"氏名 123456789012 様", "氏名 ************ 様"},
        {"-123456789012-", "-************-"},
        {"照会先 8803001701864705", "照会先 8803001701864705"}, /* 16 digits, as a 機関コード has */
        {"880300170186470", "880300170186470"},
        {"99030017018647051", "99030017018647051"},
        {"88030017018647", "************"}, /* 14: a 個人番号 with two too many */
        {"990300170186470512", "************"},
        {"8803-001701864705", "************"},
        {"8803 001701864705", "************"},
        {"８803001701864705", "************"},
        {"88123456789018", "************"},
        {"8812345678901847", "88************47"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[200];
        size_t n = str_mask(out, sizeof out, str_of(cases[i].in));
        ck_assert_msg(strcmp(out, cases[i].out) == 0, "%s -> %s", cases[i].in, out);
        ck_assert_uint_eq(n, strlen(out));
    }
}
END_TEST

/* However small the room: a whole text, whole characters, and never a digit of a masked number. */
START_TEST(test_mask_room)
{
    static const char text[] = "あ1234567890123い４５６７８９０１２３４５";
    for (size_t cap = 0; cap < sizeof text + 4; cap++) {
        char out[128];
        memset(out, 'z', sizeof out);
        size_t n = str_mask(out, cap, str_of(text));
        ck_assert_int_eq(out[cap], 'z');
        ck_assert(cap == 0 || (n < cap && out[n] == 0));
        ck_assert(cap == 0 || (str_utf8_len(str_of(out)) >= 0 && !strpbrk(out, "0123456789")));
    }
}
END_TEST

/* In any room: whole, or what str_mask leaves in three bytes less, and the mark. */
START_TEST(test_show)
{
    static const char *const texts[] = {
        "", "x", "あいう", "番号 123456789012 様", "123456789012", "aaaaaaaaaaaaaaaa"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t cap = sizeof "…"; cap < 40; cap++) {
            char out[40], cut[40], want[48], whole[40];
            size_t n = str_show(out, cap, str_of(texts[i]));
            bool fits = str_mask(whole, sizeof whole, str_of(texts[i])) < cap;
            str_mask(cut, fits ? cap : cap - strlen("…"), str_of(texts[i]));
            snprintf(want, sizeof want, "%s%s", cut, fits ? "" : "…");
            ck_assert_msg(strcmp(out, want) == 0 && n == strlen(out), "%s, %zu: %s", texts[i], cap, out);
        }
}
END_TEST

START_TEST(test_dates)
{
    static const struct {
        const char *text;
        int32_t days;
    } cases[] = {
        {"19700101", 0},          {"1970-01-02", 1},       {"19691231", -1},          {"20000229", 11016},
        {"20170508", 17294},      {"20240229", 19782},     {"00010101", -719162},     {"99991231", 2932896},
        {"20230229", INT32_MIN},  {"19000229", INT32_MIN}, {"20170431", INT32_MIN},   {"20171301", INT32_MIN},
        {"20170100", INT32_MIN},  {"00000101", INT32_MIN}, {"2017/05/08", INT32_MIN}, {"2017058", INT32_MIN},
        {"201705080", INT32_MIN}, {"", INT32_MIN},         {"2017-5-08", INT32_MIN},  {" 2017058", INT32_MIN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(str_date(str_of(cases[i].text)) == cases[i].days, "%s", cases[i].text);
    for (int32_t day = -719162; day <= 2932896; day += 97) {
        char text[9];
        str_from_date(day, text);
        ck_assert_int_eq(str_date(str_of(text)), day);
    }
}
END_TEST

START_TEST(test_utf8)
{
    static const struct {
        const char *in;
        long n;
    } cases[] = {
        {"", 0},
        {"abc", 3},
        {"被保険者枝番", 6},
        {"\xF0\xA0\xAE\xB7", 1}, /* 𠮷 */
        {"\x80", -1},
        {"\xC0\x80", -1},
        {"\xC1\xBF", -1},
        {"\xE0\x80\x80", -1},
        {"\xED\xA0\x80", -1},
        {"\xE3\x81", -1},
        {"\xF4\x90\x80\x80", -1},
        {"\xF5\x80\x80\x80", -1},
        {"\xFF", -1},
        {"\xE3x\x81", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(str_utf8_len(str_of(cases[i].in)) == cases[i].n, "case %zu", i);
}
END_TEST

START_TEST(test_small)
{
    ck_assert(str_eq(STR(""), (struct str){NULL, 0}));
    ck_assert(str_is(STR("a"), "a"));
    ck_assert(!str_is(STR("a"), "ab"));
    ck_assert_uint_eq(str_of(NULL).n, 0);
    ck_assert(str_all_digits(STR("0123456789")));
    ck_assert(!str_all_digits(STR("")));
    ck_assert(!str_all_digits(STR("12a")));
}
END_TEST

/* The pieces that are not shown, in order; no more is looked for behind `to`. */
START_TEST(test_secret)
{
    static const char text[] = "a 123456789018 b 9903002539729304 c 1234-5678-9018, JM00000000000003 x";
    const struct str s = {text, sizeof text - 1};
    size_t at = 0, n;
    ck_assert(str_secret(s, &at, s.n, &n) && at == 2 && n == 12);
    at += n;
    ck_assert(str_secret(s, &at, s.n, &n) && at == 36 && n == 14);
    at += n;
    ck_assert(!str_secret(s, &at, s.n, &n) && at == s.n);
    at = 3;
    ck_assert(!str_secret(s, &at, 36, &n) && at == 36);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/str");
    TCase *t = tcase_create("str");
    tcase_add_test(t, test_mask);
    tcase_add_test(t, test_mask_room);
    tcase_add_test(t, test_show);
    tcase_add_test(t, test_dates);
    tcase_add_test(t, test_utf8);
    tcase_add_test(t, test_small);
    tcase_add_test(t, test_secret);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
