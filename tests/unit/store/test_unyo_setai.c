/* store/unyo_setai: households are counted up to so many members of an insurer, and of more nothing is told.
 */
#include "store/unyo_setai.h"

#include "store/writer.h"

enum { MOST = 5 };
#define THEM "06139984"
static const char us[] = "06139992";
static const struct setai_hito hito = {"1", "2", "1", KANYUSHA_YUKO};

size_t setai_most(void)
{
    return MOST;
}

/* So many of one household, before anybody has counted it. */
static void S_people(const char *hokensha, int n)
{
    for (int i = 0; i < n; i++) {
        struct kanyusha k =
            writer_person(hokensha, arena_printf(a, "%07d", i + 1), arena_printf(a, "%012d", i));
        ck_assert(writer_insert(&k));
    }
}

/* One more of it; answers how many 本人 there were, -1: such insurers have none. */
static int S_more(const char *hokensha)
{
    struct setai_counts before, after;
    bool known = false;
    ck_assert_int_eq(unyo_setai_ready(tx, hokensha), ST_OK);
    ck_assert_int_eq(unyo_setai_count(tx, hokensha, &hito, true, &before, &after, &known), ST_OK);
    ck_assert(!known || after.honnin == before.honnin + 1);
    return known ? before.honnin : -1;
}

START_TEST(test_most)
{
    S_people(us, MOST);
    S_people(THEM, MOST + 1);
    ck_assert_int_eq(S_more(us), MOST);
    ck_assert_int_eq(S_more(us), MOST + 1); /* who came since */
    ck_assert_int_eq(S_more(THEM), -1);
    ck_assert_int_eq(S_more(THEM), -1);
    ck_assert_int_eq(S_more(us), MOST + 2);
    ck_assert_int_eq(S_more("06279996"), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/unyo_setai");
    TCase *t = tcase_create("unyo_setai");
    tcase_add_checked_fixture(t, writer_make, writer_drop);
    tcase_add_test(t, test_most);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
