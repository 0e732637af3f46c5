/* file/rule/tokens: every text comes back from its number, and each has one number. */
#include <check.h>
#include <stdio.h>

#include "file/rule/tokens.h"

static const char *const texts[] = {
    "0",           "00",     "1",    "12345678",         "01234567",           "123456789", "99999999",
    "０",          "００",   "１",   "１２３４５６７８", "１２３４５６７８９", "１2",       "1２",
    "A",           "AB-101", "架空", "１１ー３",         "９９９９９９９９",   "\xEF\xBC",  "-",
    "\xEF\xBC\x9A"};

enum { TEXTS = sizeof texts / sizeof *texts, MANY = 20000 };

START_TEST(test_texts)
{
    struct tokens t = {0};
    uint32_t token[TEXTS];
    char room[TOKEN_ROOM];
    for (int i = 0; i < TEXTS; i++)
        token[i] = tokens_put(&t, texts[i]);
    for (int i = 0; i < TEXTS; i++) {
        ck_assert_str_eq(tokens_text(&t, token[i], room), texts[i]);
        ck_assert_uint_eq(tokens_put(&t, texts[i]), token[i]);
        for (int k = 0; k < i; k++)
            ck_assert_uint_ne(token[i], token[k]);
    }
    ck_assert_uint_eq(tokens_put(&t, ""), 0);
    ck_assert_uint_eq(tokens_put(&t, NULL), 0);
    ck_assert_str_eq(tokens_text(&t, 0, room), "");
    tokens_release(&t);
}
END_TEST

/* While the table grows; digits take no room of it. */
START_TEST(test_many)
{
    struct tokens t = {0};
    char text[32], room[TOKEN_ROOM];
    for (int i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, i % 2 ? "%d" : "A%d", i);
        ck_assert_str_eq(tokens_text(&t, tokens_put(&t, text), room), text);
    }
    ck_assert_uint_eq(t.kept.n, MANY / 2);
    for (int i = 0; i < MANY; i += 2) {
        snprintf(text, sizeof text, "A%d", i);
        tokens_put(&t, text);
    }
    ck_assert_uint_eq(t.kept.n, MANY / 2);
    tokens_release(&t);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("file/rule/tokens");
    TCase *t = tcase_create("all");
    tcase_add_test(t, test_texts);
    tcase_add_test(t, test_many);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
