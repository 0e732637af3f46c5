/* world/schedule: in which order link files are taken, and that none is forgotten. */
#include "turns.h"

/* By acceptance, whatever database they are of. */
START_TEST(test_by_acceptance)
{
    stepped = true;
    S_send(A, "P1");
    sem_wait(&got);
    S_send(B, "M2");
    S_send(A, "Q4");
    S_send(C, "P5");
    S_send(A, "P3");
    for (int i = 0; i < 5; i++)
        sem_post(&go);
    S_taken("P1 M2 P3 Q4 P5 ");
}
END_TEST

/* What asks others goes behind all that came before it, and before all that came after. */
START_TEST(test_asking_alone)
{
    stepped = true;
    S_send(B, "P1");
    sem_wait(&got);
    S_send(A, "Q2");
    S_send(C, "P3");
    sem_post(&go);
    sem_post(&go);
    sem_post(&go);
    S_taken("P1 Q2 P3 ");
}
END_TEST

/* A long one lets another insurer's in between; its own wait. */
START_TEST(test_long_one)
{
    until_stopped = true;
    S_send(A, "L1");
    sem_wait(&got);
    S_send(A, "P2");
    S_send(B, "P3");
    ck_assert_int_eq(S_settle(B, &look, NULL), ST_PENDING);
    sem_wait(&got); /* P3 */
    pthread_mutex_lock(&lock);
    until_stopped = false;
    pthread_mutex_unlock(&lock);
    ck_assert_int_eq(S_wait(), ST_OK);
    S_taken("L1 P3 L1 P2 ");
}
END_TEST

/* The clock runs on while messages are carried: a file that falls due by it is not forgotten. */
START_TEST(test_due_meanwhile)
{
    S_send(A, "T1");
    S_taken("");
    leaping = true;
    ck_assert_int_eq(S_in(B, 0, DB_UNYO, S_note, NULL), ST_OK);
    S_taken("T1 ");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/schedule");
    TCase *t = tcase_create("schedule");
    sem_init(&woken, 0, 0);
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_due_meanwhile);
    tcase_add_test(t, test_by_acceptance);
    tcase_add_test(t, test_asking_alone);
    tcase_add_test(t, test_long_one);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
