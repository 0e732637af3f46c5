/* base/bango: numbers of an insurer, their order, their text and what is none. */
#include <check.h>

#include "base/bango.h"
#include "base/str.h"

static struct arena *arena;

static void S_begin(void)
{
    arena = arena_new(1 << 16);
}

static void S_end(void)
{
    arena_free(arena);
}

START_TEST(test_text)
{
    static const struct {
        enum bango_kind kind;
        const char *hokensha;
        int64_t n;
        const char *text;
    } cases[] = {
        {BANGO_UKETSUKE, "06139992", 1, "U06139992N0000001"},
        {BANGO_YOKYU, "06139992", 1, "Y06139992N00000001"},
        {BANGO_SHOKAI, "06139992", 1, "S06139992N0000001"},
        {BANGO_FUKUHON, "06139992", 1, "P06139992N00000001"},
        {BANGO_UKETSUKE, "06139992", 9999999, "U06139992N9999999"},
        {BANGO_UKETSUKE, "06139992", 10000000, "U06139992N10000000"},
        {BANGO_FUKUHON, "06139992", 99999999, "P06139992N99999999"},
        {BANGO_FUKUHON, "06139992", 100000000, "P06139992N100000000"},
        {BANGO_YOKYU, "00000000", 1, "Y00000000N00000001"},
        {BANGO_YOKYU, "49999999", 99999999999, "Y49999999N99999999999"},
        {BANGO_YOKYU, "50000000", 1, "Y50000000N00000001"},
        {BANGO_YOKYU, "99999999", 99999999999, "Y99999999N99999999999"},
    };
    char masked[64];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t base = bango_base(cases[i].hokensha), bango = base + cases[i].n;
        ck_assert_str_eq(bango_text(arena, cases[i].kind, bango), cases[i].text);
        ck_assert_int_eq(bango_parse(cases[i].kind, cases[i].text), bango);
        ck_assert_int_eq(bango_nth(bango), cases[i].n);
        ck_assert_int_le(bango, bango_end(base));
        ck_assert_int_ne(bango, 0);
        str_mask(masked, sizeof masked, str_of(cases[i].text)); /* none is taken for a 個人番号 */
        ck_assert_str_eq(masked, cases[i].text);
    }
}
END_TEST

START_TEST(test_order)
{
    static const char *const hokensha[] = {"00000000", "00000001", "06139984", "06139992",
                                           "49999999", "50000000", "50000001", "99999999"};
    for (size_t i = 1; i < sizeof hokensha / sizeof hokensha[0]; i++)
        ck_assert_int_lt(bango_end(bango_base(hokensha[i - 1])), bango_base(hokensha[i]));
    ck_assert_int_gt(bango_base("00000000"), INT64_MIN);
    ck_assert_int_lt(bango_end(bango_base("99999999")), INT64_MAX);
}
END_TEST

START_TEST(test_none)
{
    static const char *const wrong[] = {
        "",
        "U",
        "U06139992",
        "U06139992N",
        "U06139992N000001",       /* six digits */
        "U06139992N00000001",     /* a zero more than its width */
        "U06139992N0000000",      /* there is no 0th */
        "U06139992N100000000000", /* 12 digits */
        "U0613999N0000001",
        "U061399921N0000001",
        "U06139992n0000001",
        "U06139992N000000x",
        "U06139992N0000001 ",
        "U06139992N-000001",
        " U06139992N0000001",
        "u06139992N0000001",
        "S06139992N0000001", /* another kind's */
        "06139992N0000001",
        "U170508N0000001",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        ck_assert_msg(bango_parse(BANGO_UKETSUKE, wrong[i]) == 0, "%s", wrong[i]);
    ck_assert_int_eq(bango_parse(BANGO_UKETSUKE, NULL), 0);
    ck_assert_int_eq(bango_parse(BANGO_YOKYU, "Y06139992N0000001"), 0); /* seven digits are eight for it */
    static const char *const insurers[] = {"", "x", "061399921", "0613999x", "-6139992"};
    for (size_t i = 0; i < sizeof insurers / sizeof insurers[0]; i++)
        ck_assert_int_eq(bango_base(insurers[i]), INT64_MIN);
    ck_assert_int_eq(bango_base(NULL), INT64_MIN);
    ck_assert_int_eq(bango_end(INT64_MIN), INT64_MIN);
}
END_TEST

START_TEST(test_arena)
{
    while (arena_alloc(arena, 1 << 10))
        ;
    ck_assert_ptr_null(bango_text(arena, BANGO_UKETSUKE, bango_base("06139992") + 1));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base/bango");
    TCase *t = tcase_create("bango");
    tcase_add_checked_fixture(t, S_begin, S_end);
    tcase_add_test(t, test_text);
    tcase_add_test(t, test_order);
    tcase_add_test(t, test_none);
    tcase_add_test(t, test_arena);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
