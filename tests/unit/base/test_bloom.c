/* base/bloom: what went in is never denied, in every size; strangers are rarely taken for known. */
#include <check.h>

#include "base/bloom.h"

/* Numbers as they come: neighbours, strides, powers. */
static uint64_t S_key(int how, int64_t n)
{
    return how == 0   ? (uint64_t)n
           : how == 1 ? (uint64_t)n * 7368787
                      : UINT64_C(1) << (n % 64) | (uint64_t)n << 32;
}

START_TEST(test_never_denied)
{
    static const int64_t sizes[] = {0, 1, 2, 31, 32, 33, 1000, 65536, 300000};
    for (int how = 0; how < 3; how++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
            for (size_t most = 64; most <= 1 << 20; most *= 128) { /* also when far too small */
                struct bloom *b = bloom_new(sizes[s], most);
                ck_assert_ptr_nonnull(b);
                for (int64_t n = 0; n < sizes[s]; n++)
                    bloom_add(b, S_key(how, n));
                for (int64_t n = 0; n < sizes[s]; n++)
                    if (!bloom_maybe(b, S_key(how, n))) /* an assertion that holds costs a write each */
                        ck_abort_msg("%d: %d of %d", how, (int)n, (int)sizes[s]);
                bloom_free(b);
            }
}
END_TEST

START_TEST(test_strangers)
{
    enum { KEYS = 200000 };
    struct bloom *b = bloom_new(KEYS, 16 << 20);
    int known = 0;
    ck_assert(!bloom_maybe(b, 0) && !bloom_maybe(b, UINT64_MAX));
    for (int n = 0; n < KEYS; n++)
        bloom_add(b, S_key(1, n));
    for (int n = KEYS; n < 2 * KEYS; n++)
        known += bloom_maybe(b, S_key(1, n));
    ck_assert_int_lt(known, KEYS / 200);
    bloom_free(b);
    bloom_free(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/bloom");
    TCase *t = tcase_create("bloom");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, test_never_denied);
    tcase_add_test(t, test_strangers);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
