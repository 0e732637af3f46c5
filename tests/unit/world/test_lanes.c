/* world/lanes: what is under way for whom, link files by their order of acceptance. */
#include <check.h>
#include <stdio.h>

#include "world/lanes.h"

enum { M = GOING_MESSAGES, F = GOING_FILES, K = GOING_MASTERS, ASKED = GOING_ASKED };

static struct lanes l;

static void S_teardown(void)
{
    lanes_release(&l);
}

START_TEST(test_each_for_itself)
{
    ck_assert_uint_eq(lanes_bits(&l, "06139992", INT64_MAX), 0);
    lanes_add(&l, "06139992", 0, 0); /* nothing was set going */
    ck_assert_uint_eq(lanes_bits_any(&l, INT64_MAX), 0);
    lanes_add(&l, "06139992", M, 0);
    lanes_add(&l, "06139984", F, 3);
    ck_assert_uint_eq(lanes_bits(&l, "06139992", INT64_MAX), M);
    ck_assert_uint_eq(lanes_bits(&l, "06139984", INT64_MAX), F);
    ck_assert_uint_eq(lanes_bits(&l, "06139976", INT64_MAX), 0);
    ck_assert_uint_eq(lanes_bits_any(&l, INT64_MAX), M | F);
    lanes_add(&l, "", ASKED, 0); /* counts for each */
    ck_assert_uint_eq(lanes_bits(&l, "06139976", INT64_MAX), ASKED);
    ck_assert_uint_eq(lanes_bits(&l, "06139992", INT64_MAX), M | ASKED);
    lanes_drop(&l, M | ASKED);
    ck_assert_uint_eq(lanes_bits(&l, "06139992", INT64_MAX), 0);
    ck_assert_uint_eq(lanes_bits(&l, "06139984", INT64_MAX), F);
}
END_TEST

/* A caller waits for the files that were there when it came. */
START_TEST(test_files_by_acceptance)
{
    lanes_add(&l, "06139992", F, 7);
    lanes_add(&l, "06139992", F | K, 9);
    lanes_add(&l, "06139992", M, 0);
    ck_assert_uint_eq(lanes_bits(&l, "06139992", 6), M);
    ck_assert_uint_eq(lanes_bits(&l, "06139992", 7), F | K | M);
    lanes_add(&l, "06139992", F, 5); /* an older one was found */
    ck_assert_uint_eq(lanes_bits(&l, "06139992", 5), F | K | M);
    ck_assert_uint_eq(lanes_bits_any(&l, 4), M);
}
END_TEST

/* Those who are asked wait for the files that were there, and for whoever asks and is no file. */
START_TEST(test_asked_by_acceptance)
{
    lanes_add(&l, "", ASKED, 9);
    lanes_add(&l, "", ASKED, 7);
    lanes_add(&l, "06139992", F, 5);
    ck_assert_uint_eq(lanes_bits(&l, "06139992", 6), F);
    ck_assert_uint_eq(lanes_bits(&l, "06139992", 7), F | ASKED);
    ck_assert_uint_eq(lanes_bits_any(&l, 6), F);
    lanes_add(&l, "06139992", ASKED, 0);
    ck_assert_uint_eq(lanes_bits(&l, "06139992", 4), ASKED);
    ck_assert_uint_eq(lanes_bits(&l, "06139984", 6), 0);
    lanes_drop(&l, ASKED);
    lanes_add(&l, "06139992", ASKED, 8);
    ck_assert_uint_eq(lanes_bits(&l, "06139992", 7), F);
}
END_TEST

START_TEST(test_turn_is_kept)
{
    lanes_add(&l, "06139992", F, 1);
    lanes_find(&l, "06139992")->used_us = 5;
    lanes_drop(&l, GOING_ALL);
    ck_assert_ptr_nonnull(lanes_find(&l, "06139992")); /* its turn is remembered */
    ck_assert_int_eq(lanes_find(&l, "06139992")->used_us, 5);
    lanes_find(&l, "06139992")->used_us = 0;
    lanes_drop(&l, 0);
    ck_assert_ptr_null(lanes_find(&l, "06139992"));
}
END_TEST

START_TEST(test_many)
{
    char name[16];
    for (int i = 0; i < 1400; i++) {
        snprintf(name, sizeof name, "%08d", i);
        lanes_add(&l, name, M, 0);
    }
    ck_assert_uint_eq(l.n, 1400);
    ck_assert_uint_eq(lanes_bits(&l, "00001399", INT64_MAX), M);
    lanes_add(&l, "too long for a name", F, 0); /* nobody's lane: everybody waits, nobody misses it */
    ck_assert_uint_eq(lanes_bits(&l, "06139992", INT64_MAX), F);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/lanes");
    TCase *t = tcase_create("lanes");
    tcase_add_checked_fixture(t, NULL, S_teardown);
    tcase_add_test(t, test_each_for_itself);
    tcase_add_test(t, test_files_by_acceptance);
    tcase_add_test(t, test_asked_by_acceptance);
    tcase_add_test(t, test_turn_is_kept);
    tcase_add_test(t, test_many);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
