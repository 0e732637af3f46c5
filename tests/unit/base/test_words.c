/* base/words: lists of words as a text shows them: told apart, whole, and with a mark where one was cut. */
#include <check.h>
#include <stdlib.h>

#include "base/str.h"
#include "base/words.h"

START_TEST(test_shown)
{
    static const struct {
        const char *list;
        size_t cap;
        const char *want;
    } cases[] = {
        {"06139992", 9, "06139992"},
        {"06139992", 8, "…"},
        {"06139992", 3, ""},
        {"06139992 06139984", 20, "06139992、06139984"},
        {"06139992 06139984", 19, "06139992…"},
        {"06139992 06139984 06139976", 31, "06139992、06139984、06139976"},
        {"06139992 06139984 06139976", 30, "06139992、06139984…"},
        {"06139992 06139984 06139976", 23, "06139992、06139984…"},
        {"06139992 06139984 06139976", 22, "06139992…"},
        {"", 9, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[100], masked[100];
        ck_assert_str_eq(words_shown(cases[i].list, out, cases[i].cap), cases[i].want);
        str_mask(masked, sizeof masked, str_of(out));
        ck_assert_str_eq(masked, cases[i].want);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/words");
    TCase *t = tcase_create("words");
    tcase_add_test(t, test_shown);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
