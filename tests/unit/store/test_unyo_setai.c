/* store/unyo_setai: households are counted up to so many members of an insurer, and of more nothing is told.
 */
#include "store/unyo_setai.h"

#include "store/writer.h"

enum { MOST = 5, MANY = 1000 };
#define THEM "06139984"
static const char us[] = "06139992";
static const struct setai_hito hito = {"0000009", "1", "2", "1", "20100401", NULL, KANYUSHA_YUKO};

static size_t most;

size_t setai_most(void)
{
    return most;
}

static void S_few(void)
{
    writer_make();
    most = MOST;
}

static void S_many(void)
{
    writer_make();
    most = MANY;
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

/* How many 本人 there are in the household; -1: such insurers have none. */
static int S_count(const char *hokensha)
{
    struct setai is = {0};
    bool known = false;
    ck_assert_int_eq(unyo_setai_look(tx, hokensha, &hito, &is, &known), ST_OK);
    return known ? (int)is.n : -1;
}

/* One more of it; answers how many there were. */
static int S_more(const char *hokensha)
{
    ck_assert_int_eq(unyo_setai_ready(tx, hokensha), ST_OK);
    int n = S_count(hokensha);
    ck_assert_int_eq(unyo_setai_put(tx, hokensha, &hito), ST_OK);
    ck_assert_int_eq(S_count(hokensha), n < 0 ? n : n + 1);
    return n;
}

START_TEST(test_most)
{
    S_people(us, MOST - 1);
    S_people(THEM, MOST + 1);
    ck_assert_int_eq(S_count(THEM), -1);
    ck_assert_int_eq(S_more(us), MOST - 1);
    ck_assert_int_eq(tx_commit(tx), ST_OK);
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    ck_assert_int_eq(unyo_setai_put(tx, us, &hito), ST_OK);
    ck_assert_int_eq(S_count(us), -1);
    tx_rollback(tx); /* and has not come to be so many */
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    ck_assert_int_eq(S_count(us), MOST);
    ck_assert_int_eq(unyo_setai_put(tx, us, &hito), ST_OK);
    ck_assert_int_eq(tx_commit(tx), ST_OK);
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    ck_assert_int_eq(unyo_setai_take(tx, us, &hito), ST_OK);
    ck_assert_int_eq(S_count(us), -1); /* until the next start */
    ck_assert_int_eq(S_more("06279996"), 0);
}
END_TEST

/* What is rolled back, put or taken, is as it was at the last commit, and so is whether a 本人 was ever
 * there. */
START_TEST(test_rollback)
{
    struct setai is;
    bool known = false;
    ck_assert_int_eq(S_more(us), 0);
    tx_rollback(tx);
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    ck_assert_int_eq(S_count(us), 0);
    ck_assert_int_eq(unyo_setai_look(tx, us, &hito, &is, &known), ST_OK);
    ck_assert(known && !is.had);
    ck_assert_int_eq(S_more(us), 0);
    ck_assert_int_eq(tx_commit(tx), ST_OK);
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    ck_assert_int_eq(unyo_setai_take(tx, us, &hito), ST_OK);
    ck_assert_int_eq(S_more(us), 0);
    ck_assert_int_eq(S_more(us), 1);
    tx_rollback(tx);
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    ck_assert_int_eq(S_count(us), 1);
}
END_TEST

/* What was committed stays when a later transaction is undone, and so does what was kept of a savepoint. */
START_TEST(test_undone)
{
    enum { TIMES = 20 }; /* savepoints, one after the other */
    ck_assert_int_eq(S_more(us), 0);
    ck_assert_int_eq(tx_commit(tx), ST_OK);
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    ck_assert_int_eq(S_more(us), 1);
    ck_assert_int_eq(S_more(THEM), 0);
    tx_rollback(tx);
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    ck_assert_int_eq(S_more(us), 1);
    ck_assert_int_eq(S_more(THEM), 0);
    for (int i = 0; i < TIMES; i++) {
        ck_assert_int_eq(tx_save(tx), ST_OK);
        ck_assert_int_eq(S_more(us), 2 + i);
        ck_assert_int_eq(tx_keep(tx), ST_OK);
    }
    ck_assert_int_eq(tx_save(tx), ST_OK);
    ck_assert_int_eq(S_more(us), 2 + TIMES);
    tx_undo(tx);
    ck_assert_int_eq(S_more(us), 2 + TIMES);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/unyo_setai");
    TCase *few = tcase_create("few"), *t = tcase_create("unyo_setai");
    tcase_add_checked_fixture(few, S_few, writer_drop);
    tcase_add_test(few, test_most);
    suite_add_tcase(suite, few);
    tcase_add_checked_fixture(t, S_many, writer_drop);
    tcase_add_test(t, test_rollback);
    tcase_add_test(t, test_undone);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
