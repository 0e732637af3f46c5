/* base/pattern: regular expressions in words, and those that have none. */
#include <check.h>

#include "base/pattern.h"

static const struct {
    const char *expression, *words; /* NULL: none */
} cases[] = {
    {"^x$", "「x」"},
    {"\\.csv$", "終わりが「.csv」"},
    {"\\.([Cc][Ss][Vv]|[Xx][Mm][Ll])$", "終わりが「.」、（「csv」か「xml」）"},
    {"^[0-9]{8}_(A|B)\\.csv$", "数字8文字、「_」、（「A」か「B」）、「.csv」"},
    {"^KAN", "始まりが「KAN」"},
    {"加入者", "次を含む: 「加入者」"},
    {"a|b", "次を含む: 「a」か「b」"},
    {"^[A-Za-z]+[0-9A-Za-z]*[A-Z]?.{3,5}[0-9]{2,}$",
     "英字1文字以上、英数字0文字以上、英大文字0〜1文字、どの文字でも3〜5文字、数字2文字以上"},
    {"^[0-9][-_]x?(ab|c(d|e)){2}$",
     "数字1文字、「-_」の文字1文字、「x」0〜1文字、（「ab」か「c」、（「d」か「e」））2回"},
    {"^\\$$", "「$」"},
    {"^a\\\\$", "「a\\」"},
    {"^a\\\\\\$", "始まりが「a\\$」"},
    {"^a[|\\]b$", "「a」、「|\\」の文字1文字、「b」"},
    {"^[`@]$", "「`@」の文字1文字"},
    {"^a|b$", NULL},
    {"^[^0-9]$", NULL},
    {"^[[:digit:]]$", NULL},
    {"^(a$", NULL},
    {"^a)$", NULL},
    {"a^b", NULL},
    {"a$b", NULL},
    {"(a)\\1", NULL},
    {"a{x}", NULL},
    {"*", NULL},
    {"[a", NULL},
    {"\\", NULL},
    {"((((((((((a))))))))))", NULL},
    {"^加?$", NULL},
};

START_TEST(test_cases)
{
    struct buf out = BUF_INIT;
    buf_adds(&out, "");
    const bool good = pattern_words(cases[_i].expression, &out);
    ck_assert_msg(good == (cases[_i].words != NULL), "%s: %s", cases[_i].expression, out.data);
    if (good)
        ck_assert_str_eq(out.data, cases[_i].words);
    buf_release(&out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/pattern");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, test_cases, 0, sizeof cases / sizeof cases[0]);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
