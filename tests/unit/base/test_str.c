/* base/str: masking of 個人番号, calendar dates, UTF-8. */
#include <check.h>

#include "base/str.h"

static const struct {
    const char *in, *out;
} alone[] = {
    {"", ""},
    {"123456789018", "************"},
    {"氏名 123456789018 様", "氏名 ************ 様"},
    {"番号123456789018は", "番号************は"}, /* kanji and kana are beside it in every sentence */
    {"ﾊﾞﾝｺﾞｳ123456789018", "ﾊﾞﾝｺﾞｳ************"},
    {"-123456789018-", "-************-"},
    {"_123456789018_", "_************_"},
    {"１２３４－５６７８－９０１８", "************"},
    {"番号 1234・5678・9018。", "番号 ************。"},
    {"1234.5678.9018.", "************."},
    {"1234\u200B5678\u200B9018", "************"},
    {"1\u200B23456789018", "************"},
    {"2000\u200B01\u200B01\u200B0009", "************"}, /* what is not seen makes no day */
    {"८३७९४७४४८४४५८", "८३७९४७४४८४४५८"},                 /* thirteen */
    {"३७९४७४४८४४५८", "************"},
    {"५-123456789018", "५-************"},
    {"123456789018,379474484458", "************,************"},
    {"123456789018 379474484458", "************ ************"},
    {"1-123456789018", "1-************"},
    {"%E6%9C%AC123456789018", "%E6%9C%AC************"}, /* of a URL */
    {"urn:%20123456789018", "urn:%************"},
    {"%A0123456789018%20", "%A************%20"},
    {"100%123456789018", "100%************"},
    {"{\"a\":\"\\n123456789018\\t\"}", "{\"a\":\"\\n************\\t\"}"}, /* of JSON */
    {"\\u672c123456789018", "\\u672c************"},
    {"\\u3042123456789018\\u3042", "\\u************\\u3042"},
    {"\\u3042123456789018a", "\\u3042123456789018a"},
    {"u3042123456789018", "u3042123456789018"},
    {"1-1234-5678-9018", "1-************"},
    /* the zero before them is lost */
    {"23456789013", "************"},
    {"番号２３４５６７８９０１３、", "番号************、"},
    {"234-5678-9013", "************"},
    {"234.5678.9013", "************"},
    {"2345-6789-013", "************"},
    {"2 3 4 5 6 7 8 9 0 1 3", "************"},
    {"23456\u200B789013", "************"},
    {"٢٣٤٥٦٧٨٩٠١٣", "************"},
    {"090-1234-5671", "090-1234-5671"}, /* a telephone */
    {"2345678901", "2345678901"},
    {"23456789014", "23456789014"},
    {"90-1234-56783", "90-1234-56783"},
    {"10.0.12.1:4326", "10.0.12.1:4326"}, /* neither an address of a host nor a telephone number */
    {"127.0.0.1:18440", "127.0.0.1:18440"},
    {"127.0.0.1:18441", "127.0.0.1:18441"},
    {"127.0.0.1:18442", "127.0.0.1:18442"},
    {"127.0.0.1:18443", "127.0.0.1:18443"},
    {"127.0.0.1:18444", "127.0.0.1:18444"},
    {"127.0.0.1:18445", "127.0.0.1:18445"},
    {"127.0.0.1:18446", "127.0.0.1:18446"},
    {"127.0.0.1:18447", "127.0.0.1:18447"},
    {"127.0.0.1:18448", "127.0.0.1:18448"},
    {"127.0.0.1:18449", "127.0.0.1:18449"},
    /* none */
    {"123456789012", "123456789012"},
    {"507957100722", "507957100722"},
    {"1234-5678-9012", "1234-5678-9012"},
    {"99123456789018", "99123456789018"},
    {"12345678901801", "12345678901801"},
    {"9123456789018", "9123456789018"},
    {"a123456789018", "a123456789018"},
    {"123456789018b", "123456789018b"},
    {"Ａ123456789018", "Ａ123456789018"},
    {"123456789018ｚ", "123456789018ｚ"},
    {"é123456789018", "é123456789018"},
    {"JM123456789018", "JM123456789018"},
    {"TM00000000000002", "TM00000000000002"},
    {"XM00000000000002", "XM00000000000002"},
    {"TM000000000000570", "TM000000000000570"},
    {"8812345678901847", "8812345678901847"}, /* sixteen, as a 機関コード has, whatever twelve of them are */
    {"8803001701864705", "8803001701864705"},
    {"880300170186470", "880300170186470"},
    {"U06139992N0000001", "U06139992N0000001"},
    {"2017-05-08T09:00:00", "2017-05-08T09:00:00"},
    {"2000/01/01 00:09", "2000/01/01 00:09"},
    {"期間 20050301〜20050320", "期間 20050301〜20050320"},
};

START_TEST(test_mask)
{
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
        char out[200];
        size_t n = str_mask(out, sizeof out, str_of(alone[i].in));
        ck_assert_msg(strcmp(out, alone[i].out) == 0, "%s -> %s", alone[i].in, out);
        ck_assert_uint_eq(n, strlen(out));
    }
}
END_TEST

/* Of link files. */
START_TEST(test_mask_row)
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
        {"12345678901", "12345678901"},            /* eleven digits */
        {"番号 23456789013", "番号 ************"}, /* its zero is lost */
        {"234-5678-9013、", "************、"},
        {"٢٣٤٥٦٧٨٩٠١٣", "************"},
        {"a23456789013", "a23456789013"},
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
        size_t n = str_mask_row(out, sizeof out, str_of(cases[i].in));
        ck_assert_msg(strcmp(out, cases[i].out) == 0, "%s -> %s", cases[i].in, out);
        ck_assert_uint_eq(n, strlen(out));
    }
}
END_TEST

/* However small the room: a whole text, whole characters, and never a digit of a masked number. */
START_TEST(test_mask_room)
{
    static const char text[] = "あ123456789018い３７９４７４４８４４５８";
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
        "", "x", "あいう", "番号 123456789018 様", "123456789018", "aaaaaaaaaaaaaaaa"};
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
    tcase_add_test(t, test_mask_row);
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
