/* world/case/tracker: what harms the log: full disks, kills, damage, odd files; and what was still to be
 * done. */
#include <sys/resource.h>

#include "world/case/tracked.h"

/* What could not be written is counted, and told of in the log as soon as it can be. */
START_TEST(test_unwritable)
{
    SEEN(CANCEL, .edaban = "1");
    int64_t size = log_tracker.size;
    int fd = S_fd(O_RDONLY), was = dup(log_tracker.fd);
    ck_assert_int_ge(dup2(fd, log_tracker.fd), 0);
    close(fd);
    ck_assert_int_eq(S_put_one(KOTO_LOSE), PUT_LOST_FIRST);
    ck_assert_int_eq(S_put_one(KOTO_LOSE), PUT_LOST);
    ck_assert_int_eq(log_tracker.size, size);
    struct run_log held = log_hold(0);
    ck_assert_int_eq(held.lost, 2);
    close(held.fd);
    ck_assert_int_ge(dup2(was, log_tracker.fd), 0);
    close(was);
    ck_assert_int_eq(S_put_one(KOTO_GET), PUT_AGAIN);
    ck_assert_int_eq(S_put_one(KOTO_GET), PUT_STANDS);
    log_read();
    ck_assert_uint_eq(log_facts.n, 4);
    ck_assert_int_eq(log_facts.list[1].koto, KOTO_LOST);
    ck_assert_str_eq(fact_item(&log_facts, &log_facts.list[1], "kensu"), "2");
    ck_assert_int_eq(log_tracker.lost, 0);
}
END_TEST

/* A folder that cannot be used is tried again; nobody is told apart meanwhile by a key that is none. */
START_TEST(test_no_folder)
{
    SEEN(CANCEL, .edaban = "1");
    ck_assert_int_eq(tracker_goes_on(&log_tracker, 1, RUN_NEXT, &log_diag), ST_OK);
    tracker_close(&log_tracker);
    tracker_init(&log_tracker, temp_dir);
    ck_assert_int_eq(rename(temp_path("case"), temp_path("aside")), 0);
    fclose(fopen(temp_path("case"), "w"));
    ck_assert_int_ne(tracker_goes_on(&log_tracker, 1, RUN_SAME, &log_diag), ST_OK);
    ck_assert_uint_eq(tracker_ningen(&log_tracker, STR("0012")), 0);
    ck_assert_int_eq(S_put_one(KOTO_LOSE), PUT_LOST_FIRST);
    struct run_log held = log_hold(0);
    ck_assert(held.fd == -1 && !held.size && held.lost == 1);
    ck_assert_int_eq(remove(temp_path("case")), 0);
    ck_assert_int_eq(rename(temp_path("aside"), temp_path("case")), 0);
    ck_assert_int_eq(S_put_one(KOTO_LOSE), PUT_AGAIN);
    ck_assert_uint_eq(log_tracker.run, 2); /* the run that it is */
    ck_assert_uint_ne(tracker_ningen(&log_tracker, STR("0012")), 0);
}
END_TEST

/* How many were lost is known after a kill -9, too, and a new run begins with none. */
START_TEST(test_lost_stays)
{
    int fd = S_fd(O_RDONLY);
    ck_assert_int_ge(dup2(fd, log_tracker.fd), 0);
    close(fd);
    ck_assert_int_eq(S_put_one(KOTO_LOSE), PUT_LOST_FIRST);
    ck_assert_int_eq(S_put_one(KOTO_LOSE), PUT_LOST);
    S_reopen();
    struct run_log held = log_hold(0);
    close(held.fd);
    ck_assert_int_eq(held.lost, 2);
    ck_assert_int_eq(S_put_one(KOTO_LOSE), PUT_AGAIN);
    S_reopen();
    held = log_hold(0);
    close(held.fd);
    ck_assert_int_eq(held.lost, 0);
    log_read();
    ck_assert_str_eq(fact_item(&log_facts, &log_facts.list[0], "kensu"), "2");
}
END_TEST

/* A byte that has changed costs its block, and that is told; what comes after it stays. */
START_TEST(test_damaged)
{
    SEEN(CANCEL, .edaban = "1");
    int64_t first = log_tracker.size;
    SEEN(CANCEL, .edaban = "2");
    int64_t whole = log_tracker.size;
    SEEN(CANCEL, .edaban = "3");
    int64_t all = log_tracker.size;
    int fd = S_fd(O_RDWR);
    ck_assert_int_eq(pwrite(fd, "x", 1, first), 1);
    close(fd);
    S_reopen();
    ck_assert_int_eq(log_tracker.size, all);
    ck_assert(whole < all && log_read());
    ck_assert_uint_eq(log_facts.n, 2);
    ck_assert_uint_eq(log_facts.damaged, 1);
    ck_assert_uint_eq(log_facts.list[1].edaban, 3);
}
END_TEST

/* What is no file is no log, and nobody waits for it. */
START_TEST(test_fifo)
{
    struct run_log none;
    ck_assert_int_eq(tracker_goes_on(&log_tracker, 1, RUN_NEXT, &log_diag), ST_OK);
    remove(temp_path("case/run-1.log"));
    ck_assert_int_eq(mkfifo(temp_path("case/run-1.log"), 0600), 0);
    ck_assert_int_ne(tracker_hold(&log_tracker, 1, &none, &log_diag), ST_OK);
    remove(temp_path("case/run-1.log"));
    ck_assert_int_eq(mkdir(temp_path("case/run-1.log"), 0700), 0);
    ck_assert_int_ne(tracker_hold(&log_tracker, 1, &none, &log_diag), ST_OK);
}
END_TEST

/* Whatever lies in the place of a run goes with it; what only looks like one stays. */
START_TEST(test_not_a_run)
{
    static const char *const none[] = {"case/run-99999999999999.log", "case/run--1.log", "case/run-07.log",
                                       "case/run-1.logx"};
    SEEN(CANCEL, .edaban = "1");
    for (size_t i = 0; i < 4; i++)
        fclose(fopen(temp_path(none[i]), "w"));
    ck_assert_int_eq(mkdir(temp_path("case/run-7.log"), 0700), 0);
    fclose(fopen(temp_path("case/run-7.log/x"), "w"));
    fclose(fopen(temp_path("case/run-1.hantei"), "w"));
    ck_assert_int_eq(tracker_goes_on(&log_tracker, 1, RUN_FIRST, &log_diag), ST_OK);
    ck_assert_int_eq(log_tracker.run, 1);
    ck_assert_int_ne(access(temp_path("case/run-7.log"), F_OK), 0);
    ck_assert_int_ne(access(temp_path("case/run-1.hantei"), F_OK), 0);
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(access(temp_path(none[i]), F_OK), 0);
}
END_TEST

/* What a reset had still to do when the daemon died. */
START_TEST(test_intended)
{
    char restored[TRACKER_NO];
    ck_assert_int_eq(tracker_intended(&log_tracker, 1, restored), RUN_SAME);
    tracker_intend(&log_tracker, 2, RUN_NEXT, NULL);
    ck_assert_int_eq(tracker_intended(&log_tracker, 1, restored), RUN_SAME); /* it never came to that */
    ck_assert_int_eq(tracker_intended(&log_tracker, 2, restored), RUN_NEXT);
    ck_assert_str_eq(restored, "");
    fclose(fopen(temp_path("case/run-2.log"), "w"));
    ck_assert_int_eq(tracker_intended(&log_tracker, 2, restored), RUN_SAME); /* it has begun */
    tracker_intend(&log_tracker, 3, RUN_SAME, "2-1500000000000000");
    ck_assert_int_eq(tracker_intended(&log_tracker, 3, restored), RUN_SAME);
    ck_assert_str_eq(restored, "2-1500000000000000");
    SEEN(CANCEL, .edaban = "1"); /* of the generation before: it does nothing of what is intended */
    ck_assert_int_eq(access(temp_path("kiroku.tsugi"), F_OK), 0);
    ck_assert_int_eq(tracker_goes_on(&log_tracker, 3, RUN_SAME, &log_diag), ST_OK);
    tracker_restored(&log_tracker, NULL, 0);
    ck_assert_int_eq(tracker_intended(&log_tracker, 3, restored), RUN_SAME);
    ck_assert_str_eq(restored, "");
}
END_TEST

/* A folder that could not be used when a reset came: what is recorded after it came back stays. */
START_TEST(test_intended_late)
{
    char restored[TRACKER_NO];
    SEEN(CANCEL, .edaban = "1");
    tracker_intend(&log_tracker, 2, RUN_FIRST, NULL);
    ck_assert_int_eq(rename(temp_path("case"), temp_path("aside")), 0);
    fclose(fopen(temp_path("case"), "w"));
    ck_assert_int_ne(tracker_goes_on(&log_tracker, 2, RUN_FIRST, &log_diag), ST_OK);
    tracker_restored(&log_tracker, NULL, 0);
    ck_assert_int_eq(tracker_intended(&log_tracker, 2, restored), RUN_FIRST); /* still to be done */
    ck_assert_int_eq(remove(temp_path("case")), 0);
    ck_assert_int_eq(rename(temp_path("aside"), temp_path("case")), 0);
    log_begin(&(struct seen){0});
    log_fact(&(struct seen){.koto = KOTO_LOSE});
    log_block.generation = 2;
    ck_assert_int_eq(tracker_put(&log_tracker, &log_block, PUT_CHANGE), PUT_STANDS);
    ck_assert_int_eq(tracker_intended(&log_tracker, 2, restored), RUN_SAME);
    log_read();
    ck_assert_uint_eq(log_facts.n, 1);
}
END_TEST

/* A restore that cannot be told at once is told before anything that comes after it. */
START_TEST(test_restored_late)
{
    SEEN(CANCEL, .edaban = "1");
    int fd = S_fd(O_RDONLY), was = dup(log_tracker.fd);
    ck_assert_int_ge(dup2(fd, log_tracker.fd), 0);
    close(fd);
    tracker_intend(&log_tracker, 1, RUN_SAME, "1-5");
    tracker_goes_on(&log_tracker, 1, RUN_SAME, &log_diag);
    tracker_restored(&log_tracker, "1-5", 7);
    ck_assert_int_eq(access(temp_path("kiroku.tsugi"), F_OK), 0);
    ck_assert_int_ge(dup2(was, log_tracker.fd), 0);
    close(was);
    SEEN(LOSE, .edaban = "1");
    ck_assert_int_ne(access(temp_path("kiroku.tsugi"), F_OK), 0);
    log_read();
    ck_assert_uint_eq(log_facts.n, 3);
    ck_assert_int_eq(log_facts.list[1].koto, KOTO_RESTORED);
    ck_assert_uint_eq(log_facts.list[2].branch, 1);
}
END_TEST

#if !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
/* A log that cannot be looked at for a moment is not an empty one. */
START_TEST(test_no_memory)
{
    struct rlimit rooms, none;
    for (int i = 0; i < 1000; i++)
        SEEN(NOTE,
             .items =
                 "case=2-010 comment=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    int64_t size = log_tracker.size;
    tracker_close(&log_tracker);
    tracker_init(&log_tracker, temp_dir);
    ck_assert_int_eq(getrlimit(RLIMIT_AS, &rooms), 0);
    none = (struct rlimit){1, rooms.rlim_max};
    ck_assert_int_eq(setrlimit(RLIMIT_AS, &none), 0);
    enum status st = tracker_goes_on(&log_tracker, 1, RUN_SAME, &log_diag);
    ck_assert_int_eq(setrlimit(RLIMIT_AS, &rooms), 0);
    ck_assert_int_ne(st, ST_OK);
    ck_assert_int_eq(S_file(1), size);
    SEEN(CANCEL, .edaban = "1");
    ck_assert_int_gt(S_file(1), size);
}
END_TEST
#endif

START_TEST(test_half_a_block)
{
    char half[60];
    SEEN(CANCEL, .edaban = "1");
    int64_t whole = log_tracker.size;
    int fd = S_fd(O_RDWR);
    ck_assert_int_eq(pread(fd, half, sizeof half, 0), sizeof half);
    ck_assert_int_eq(pwrite(fd, half, sizeof half, whole), sizeof half); /* kill -9 in the midst of one */
    ck_assert_int_eq(S_file(1), whole + (int64_t)sizeof half);
    S_reopen();
    ck_assert_int_eq(S_file(1), whole);
    SEEN(CANCEL, .edaban = "2");
    ck_assert_int_eq(S_file(1), 2 * whole);
    ck_assert_int_eq(pwrite(fd, "x", 1, 2 * whole), 1); /* less than a head */
    S_reopen();
    ck_assert_int_eq(S_file(1), 2 * whole);
    ck_assert(log_read());
    ck_assert_uint_eq(log_facts.n, 2);
    ck_assert_int_eq(pwrite(fd, "x", 1, whole), 1); /* what is no block ends the log */
    S_reopen();
    ck_assert_int_eq(S_file(1), whole);
    close(fd);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/case/tracker_harm");
    TCase *t = tcase_create("harm");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_unwritable);
    tcase_add_test(t, test_no_folder);
    tcase_add_test(t, test_lost_stays);
    tcase_add_test(t, test_damaged);
    tcase_add_test(t, test_fifo);
    tcase_add_test(t, test_not_a_run);
    tcase_add_test(t, test_intended);
    tcase_add_test(t, test_intended_late);
    tcase_add_test(t, test_restored_late);
#if !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__ /* which need address space of their own   \
                                                                   */
    tcase_add_test(t, test_no_memory);
#endif
    tcase_add_test(t, test_half_a_block);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
