/* base/arena: alignment, zeroing, limits, sizes through every block. */
#include <check.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

START_TEST(test_sizes)
{
    struct arena *a = arena_new(64u << 20);
    for (size_t n = 0; n < 20000; n = n < 300 ? n + 1 : n * 3 / 2) {
        unsigned char *p = arena_alloc(a, n);
        ck_assert_ptr_nonnull(p);
        ck_assert_uint_eq((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++)
            ck_assert_uint_eq(p[i], 0);
        memset(p, 0xAA, n);
    }
    arena_reset(a);
    ck_assert_uint_eq(arena_used(a), 0);
    unsigned char *again = arena_alloc(a, 4000); /* used memory comes back zeroed */
    for (int i = 0; i < 4000; i++)
        ck_assert_uint_eq(again[i], 0);
    arena_free(a);
    arena_free(NULL);
}
END_TEST

START_TEST(test_limit)
{
    struct arena *a = arena_new(1000);
    ck_assert_ptr_nonnull(arena_alloc(a, 500));
    ck_assert(!arena_failed(a));
    ck_assert_ptr_null(arena_alloc(a, 501));
    ck_assert(arena_failed(a));
    ck_assert_ptr_null(arena_alloc(a, 1)); /* it stays failed */
    arena_reset(a);
    ck_assert(!arena_failed(a));
    ck_assert_ptr_nonnull(arena_alloc(a, 1000 / 16 * 16));
    ck_assert_ptr_null(arena_array(a, SIZE_MAX / 2, 3));
    ck_assert(arena_failed(a));
    arena_reset(a);
    ck_assert_ptr_null(arena_strndup(a, "x", SIZE_MAX));
    arena_free(a);
}
END_TEST

START_TEST(test_text)
{
    struct arena *a = arena_new(1 << 20);
    ck_assert_str_eq(arena_strdup(a, "枝番"), "枝番");
    ck_assert_str_eq(arena_strndup(a, "abcdef", 3), "abc");
    ck_assert_str_eq(arena_strndup(a, NULL, 0), "");
    ck_assert_str_eq(arena_printf(a, "%s-%03d", "U", 7), "U-007");
    ck_assert_ptr_nonnull(arena_array(a, 0, 8));
    arena_free(a);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/arena");
    TCase *t = tcase_create("arena");
    tcase_add_test(t, test_sizes);
    tcase_add_test(t, test_limit);
    tcase_add_test(t, test_text);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
