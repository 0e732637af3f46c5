/* base/buf: growth, the sticky error, escapes of JSON and XML. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

START_TEST(test_growth)
{
    struct buf b = BUF_INIT;
    for (int i = 0; i < 10000; i++)
        buf_addc(&b, (char)('a' + i % 26));
    buf_add(&b, NULL, 0);
    ck_assert(buf_ok(&b));
    ck_assert_uint_eq(b.len, 10000);
    ck_assert_int_eq(b.data[9999], 'a' + 9999 % 26);
    ck_assert_int_eq(b.data[10000], 0);
    buf_clear(&b);
    ck_assert_str_eq(b.data, "");
    char *p = buf_detach(&b);
    ck_assert_str_eq(p, "");
    ck_assert_ptr_null(b.data);
    free(p);
    p = buf_detach(&b); /* of an empty one: an empty text */
    ck_assert_str_eq(p, "");
    free(p);
}
END_TEST

START_TEST(test_limit)
{
    struct buf b = {.max = 10};
    buf_adds(&b, "0123456789");
    ck_assert(buf_ok(&b));
    buf_addc(&b, 'x');
    ck_assert(!buf_ok(&b));
    buf_clear(&b);
    buf_adds(&b, "abc");
    ck_assert(buf_ok(&b));
    ck_assert_str_eq(b.data, "abc");
    buf_addf(&b, "%d", 12345678);
    ck_assert(!buf_ok(&b));
    ck_assert_ptr_null(buf_detach(&b));
    ck_assert_ptr_null(buf_reserve(&(struct buf){.len = 5}, (size_t)-3));
}
END_TEST

START_TEST(test_json)
{
    struct buf b = BUF_INIT;
    buf_addc(&b, '{');
    buf_json_member(&b, "a\"b", "x\\y\n\x01\x1F \x7Fあ");
    buf_json_member(&b, "none", NULL);
    buf_json_int(&b, "n", INT64_MIN);
    buf_json_key(&b, "list");
    buf_addc(&b, '[');
    buf_json_key(&b, NULL);
    buf_json_str(&b, "1");
    buf_json_key(&b, NULL);
    buf_json_str(&b, "2\xFF\xE3\x81\xE3\x81\x82\xC3"); /* what is not UTF-8 is not sent on */
    buf_adds(&b, "]}");
    ck_assert_str_eq(b.data, "{\"a\\\"b\":\"x\\\\y\\u000a\\u0001\\u001f \\u007fあ\",\"none\":null,\"n\":-"
                             "9223372036854775808,\"list\":[\"1\",\"2���あ�\"]}");
    buf_release(&b);
}
END_TEST

START_TEST(test_xml)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"", ""},
        {"plain", "plain"},
        {"<a href=\"x\">&</a>", "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;"},
        {"\t\n", "\t\n"},
        {"\r", "&#13;"},
        {"\x01", "\xEF\xBF\xBD"},
        {"\xEF\xBF\xBE\xEF\xBF\xBF", "\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xEF\xBF\xBD\xEF\xBF", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\x8E<\xFFあ\xC0\x80", "\xEF\xBF\xBD&lt;\xEF\xBF\xBDあ\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"加入者", "加入者"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = BUF_INIT;
        buf_xml(&b, cases[i].in, strlen(cases[i].in));
        ck_assert_str_eq(b.data ? b.data : "", cases[i].out);
        buf_release(&b);
    }
}
END_TEST

START_TEST(test_integers)
{
    static const int64_t values[] = {0, 7, -7, 10, 1234567890, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct buf b = BUF_INIT;
        char want[24];
        snprintf(want, sizeof want, "%lld", (long long)values[i]);
        buf_addi(&b, values[i]);
        ck_assert_str_eq(b.data, want);
        buf_release(&b);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/buf");
    TCase *t = tcase_create("buf");
    tcase_add_test(t, test_growth);
    tcase_add_test(t, test_limit);
    tcase_add_test(t, test_json);
    tcase_add_test(t, test_xml);
    tcase_add_test(t, test_integers);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
