/* world/case/judge: verdicts that are kept: of whoever is nearest, what was passed, earlier runs. */
#include "observe.h"

#include "world/case/judge.h"
#include "world/case/log.h"

static struct case_judge j;
static struct test_case all[2];
static const struct cases cases = {all, 2};

static void S_setup(void)
{
    static struct observe o;
    log_open();
    ck_assert_int_eq(observe_text("",
                                  "<step what=\"kanyusha.register\" hito=\"a\"/>"
                                  "<step what=\"fugo.getStatus\" hito=\"a\" judged=\"jotai=取得済\"/>",
                                  &o),
                     ST_OK);
    memset(all, 0, sizeof all);
    all[0].id = "2-010";
    all[0].observe = &o;
    all[1].id = "7-010"; /* nothing is to be seen of it */
    judge_init(&j);
}

static void S_teardown(void)
{
    judge_release(&j);
    observe_drop();
    log_drop();
}

static const struct judged_case *S_judged(uint32_t only)
{
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(judge_read(&j, &log_tracker, &cases, &d), ST_OK);
    return judge_case(&j, 0, only, false);
}

START_TEST(test_nearest)
{
    const struct judged_case *c = S_judged(0);
    ck_assert(c->match.hantei == HANTEI_MIJISSHI && !c->hokensha && c->match.steps[0].fact == UINT32_MAX);
    SEEN(GET, .hokensha = THEM);
    SEEN(GET);
    SEEN(REGISTER, .edaban = "1");
    c = S_judged(0);
    ck_assert_uint_eq(c->hokensha, US); /* who has done more */
    ck_assert_int_eq(j.hokensha.n, 2);
    ck_assert_uint_eq(S_judged(THEM)->hokensha, THEM);
    ck_assert_int_eq(S_judged(THEM)->match.met, 0);
    SEEN(REGISTER, .edaban = "1", .hokensha = THEM);
    SEEN(FUGO_STATUS, .edaban = "1", .hokensha = THEM, .items = "jotai=失敗");
    c = S_judged(0);
    ck_assert(c->hokensha == THEM && c->match.hantei == HANTEI_FUGOKAKU); /* who has tried it */
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=取得済");
    c = S_judged(0);
    ck_assert(c->hokensha == US && c->match.hantei == HANTEI_GOKAKU);
    ck_assert_int_eq(S_judged(THEM)->match.hantei, HANTEI_FUGOKAKU);
    ck_assert_int_eq(S_judged(0)->match.hantei, HANTEI_GOKAKU);
    ck_assert_int_eq(judge_case(&j, 1, 0, false)->match.hantei, HANTEI_MIJISSHI);
}
END_TEST

/* Asked only for what is passed, it says nothing of what is near; asked for more, it looks again. */
START_TEST(test_exact)
{
    SEEN(REGISTER, .edaban = "1");
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=失敗");
    S_judged(0);
    j.list[0]->size = 0;
    ck_assert_int_eq(judge_case(&j, 0, 0, true)->match.hantei, HANTEI_MIJISSHI);
    ck_assert_int_eq(S_judged(0)->match.hantei, HANTEI_FUGOKAKU);
    ck_assert_int_eq(judge_case(&j, 0, 0, true)->match.hantei, HANTEI_FUGOKAKU); /* it is known anyhow */
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=取得済");
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(judge_read(&j, &log_tracker, &cases, &d), ST_OK);
    ck_assert_int_eq(judge_case(&j, 0, 0, true)->match.hantei, HANTEI_GOKAKU);
}
END_TEST

/* What could not have changed is not looked at again. */
START_TEST(test_kept)
{
    SEEN(REGISTER, .edaban = "1");
    S_judged(0);
    j.list[0]->match.met = 99;
    ck_assert_int_eq(S_judged(0)->match.met, 99);
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=取得済");
    ck_assert_int_eq(S_judged(0)->match.met, 2);
    j.list[0]->match.met = 99;
    SEEN(GET);
    ck_assert_int_eq(S_judged(0)->match.met, 99); /* it was passed */
}
END_TEST

START_TEST(test_runs)
{
    SEEN(REGISTER, .edaban = "1");
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=取得済");
    ck_assert_int_eq(S_judged(0)->match.hantei, HANTEI_GOKAKU);
    ck_assert_int_eq(j.run_n, 0);
    tracker_goes_on(&log_tracker, 1, RUN_NEXT, &log_diag);
    ck_assert_int_eq(S_judged(0)->match.hantei, HANTEI_MIJISSHI);
    SEEN(REGISTER, .edaban = "1");
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=失敗");
    tracker_goes_on(&log_tracker, 1, RUN_NEXT, &log_diag);
    ck_assert_int_eq(S_judged(0)->match.hantei, HANTEI_MIJISSHI);
    ck_assert_int_eq(j.run_n, 2);
    ck_assert(j.runs[0].run == 1 && j.runs[0].of[0].hantei == HANTEI_GOKAKU && !j.runs[0].of[0].why);
    ck_assert(j.runs[1].run == 2 && j.runs[1].of[0].hantei == HANTEI_FUGOKAKU);
    ck_assert_ptr_nonnull(strstr(j.runs[1].of[0].why, "状態: 期待: 取得済、実際: 失敗"));
    ck_assert_int_eq(j.runs[1].of[1].hantei, HANTEI_MIJISSHI);
    char *path = tracker_path(&log_tracker, 1, "log");
    ck_assert_int_eq(unlink(path), 0);
    free(path);
    tracker_goes_on(&log_tracker, 1, RUN_NEXT, &log_diag);
    S_judged(0);
    ck_assert(j.run_n == 3 && j.runs[0].of); /* it was judged before */
    judge_release(&j);
    judge_init(&j);
    S_judged(0);
    ck_assert(j.run_n == 3 && j.runs[0].of[0].hantei == HANTEI_GOKAKU); /* that is kept */
    ck_assert_ptr_nonnull(strstr(j.runs[1].of[0].why, "状態: 期待: 取得済、実際: 失敗"));
    path = tracker_path(&log_tracker, 1, "hantei");
    ck_assert_int_eq(truncate(path, 20), 0);
    free(path);
    judge_release(&j);
    judge_init(&j);
    S_judged(0);
    ck_assert(j.run_n == 3 && !j.runs[0].of && j.runs[1].of); /* one is gone, the others are not */
    tracker_goes_on(&log_tracker, 1, RUN_FIRST, &log_diag);   /* nothing is left of them */
    ck_assert_int_eq(S_judged(0)->match.hantei, HANTEI_MIJISSHI);
    ck_assert(j.run_n == 0 && j.hokensha.n == 0);
}
END_TEST

static void S_state(enum koto koto, const char *no)
{
    char items[40];
    snprintf(items, sizeof items, "no=%s", no);
    log_put(&(struct seen){.koto = koto, .hokensha = NOBODY, .items = items});
}

/* What was done between a save and a restore has not happened to what comes after; what was passed stays so.
 */
START_TEST(test_branches)
{
    SEEN(REGISTER, .edaban = "1");
    S_state(KOTO_SAVED, "s1");
    SEEN(REGISTER, .edaban = "2");
    SEEN(FUGO_STATUS, .edaban = "2", .items = "jotai=処理中");
    S_judged(0);
    S_state(KOTO_RESTORED, "s1");
    SEEN(FUGO_STATUS, .edaban = "2", .items = "jotai=取得済"); /* another 2 */
    ck_assert_int_ne(S_judged(0)->match.hantei, HANTEI_GOKAKU);
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=取得済"); /* registered before the save */
    ck_assert_int_eq(S_judged(0)->match.hantei, HANTEI_GOKAKU);
    S_state(KOTO_RESTORED, "s1");
    ck_assert_int_eq(S_judged(0)->match.hantei, HANTEI_GOKAKU);
    judge_release(&j); /* a daemon that begins anew comes to the same */
    judge_init(&j);
    ck_assert_int_eq(S_judged(0)->match.hantei, HANTEI_GOKAKU);
    ck_assert_uint_eq(S_judged(0)->branch, 1);
}
END_TEST

/* However often somebody goes back, what was passed once is, also for who looks with other eyes or anew. */
START_TEST(test_many_branches)
{
    S_state(KOTO_SAVED, "s1");
    SEEN(REGISTER, .edaban = "1");
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=取得済");
    for (int i = 0; i < 150; i++) {
        S_state(KOTO_RESTORED, "s1");
        SEEN(REGISTER, .edaban = "1");
    }
    SEEN(GET, .hokensha = THEM);
    ck_assert_int_eq(S_judged(0)->match.hantei, HANTEI_GOKAKU);
    S_judged(THEM);
    ck_assert_int_eq(S_judged(0)->match.hantei, HANTEI_GOKAKU);
    judge_release(&j);
    judge_init(&j);
    ck_assert_int_eq(S_judged(0)->match.hantei, HANTEI_GOKAKU);
    ck_assert_uint_gt(j.sieves.n, 0);
    for (size_t i = 0; i < j.sieves.n; i++)
        ck_assert_uint_eq(j.sieves.items[i].branch, 150); /* of the present branch alone */
    tracker_goes_on(&log_tracker, 1, RUN_NEXT, &log_diag);
    S_judged(0);
    ck_assert_int_eq(j.runs[0].of[0].hantei, HANTEI_GOKAKU);
}
END_TEST

/* Whoever was still judging an earlier series has kept what it came to: that is nothing of this one. */
START_TEST(test_kept_of_another)
{
    tracker_goes_on(&log_tracker, 1, RUN_FIRST, &log_diag);
    char *path = tracker_path(&log_tracker, 1, "hantei");
    past_write(path, &cases, (struct judged_past[]){{HANTEI_GOKAKU, NULL}, {HANTEI_GOKAKU, NULL}});
    free(path);
    tracker_goes_on(&log_tracker, 1, RUN_NEXT, &log_diag);
    S_judged(0);
    ck_assert(j.run_n == 1 && j.runs[0].of[0].hantei == HANTEI_MIJISSHI);
}
END_TEST

/* Of a state that this log does not know, nothing before the restore counts; a file may come again by its
 * number. */
START_TEST(test_restored_elsewhere)
{
    SEEN(REGISTER, .edaban = "1", .uketsuke = "F1", .juni = 1);
    SEEN(FILE_END, .uketsuke = "F1");
    S_state(KOTO_RESTORED, "x");
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=取得済");
    ck_assert_int_ne(S_judged(0)->match.hantei, HANTEI_GOKAKU);
    SEEN(REGISTER, .edaban = "1", .uketsuke = "F1", .juni = 1);
    SEEN(FILE_END, .uketsuke = "F1");
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=取得済");
    ck_assert_int_eq(S_judged(0)->match.hantei, HANTEI_GOKAKU);
    ck_assert_uint_eq(j.facts.of_n[KOTO_FILE_END], 2);
}
END_TEST

/* However many insurers there are, each is looked at. */
START_TEST(test_many)
{
    for (uint32_t i = 1; i <= 100; i++)
        SEEN(GET, .hokensha = i);
    SEEN(REGISTER, .edaban = "1", .hokensha = 101);
    SEEN(FUGO_STATUS, .edaban = "1", .hokensha = 101, .items = "jotai=取得済");
    const struct judged_case *c = S_judged(0);
    ck_assert(c->hokensha == 101 && c->match.hantei == HANTEI_GOKAKU && j.hokensha.n == 101);
}
END_TEST

/* What went wrong before stays listed, the latest first, also when it was passed after that. */
START_TEST(test_attempts)
{
    SEEN(REGISTER, .edaban = "1");
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=失敗");
    const struct judged_case *c = S_judged(0);
    ck_assert_int_eq(c->match.hantei, HANTEI_FUGOKAKU);
    ck_assert_int_eq(c->attempt_n, 0); /* that is the present one */
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=処理中");
    c = S_judged(0);
    ck_assert_int_eq(c->attempt_n, 1);
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=取得済");
    c = S_judged(0);
    ck_assert_int_eq(c->match.hantei, HANTEI_GOKAKU);
    ck_assert_int_eq(c->attempt_n, 2);
    ck_assert_int_eq(c->attempts[0].hantei, HANTEI_FUGOKAKU);
    ck_assert_ptr_nonnull(strstr(c->attempts[0].why, "状態: 期待: 取得済、実際: 処理中"));
    ck_assert_ptr_nonnull(strstr(c->attempts[1].why, "状態: 期待: 取得済、実際: 失敗"));
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=失敗"); /* after it: no matter */
    ck_assert_int_eq(S_judged(0)->attempt_n, 2);
}
END_TEST

/* An attempt is what it had come to before the case's own was done again, with what followed it. */
START_TEST(test_attempt_followed)
{
    static struct observe o;
    ck_assert_int_eq(observe_text("",
                                  "<step what=\"file.end\" file=\"f\" key=\"true\" judged=\"ijoSu=0\"/>"
                                  "<step what=\"file.getResult\" file=\"f\"/>"
                                  "<step what=\"fugo.getStatus\"/>",
                                  &o),
                     ST_OK);
    all[0].observe = &o;
    SEEN(FILE_END, .uketsuke = "F1", .items = "ijoSu=1");
    SEEN(FILE_RESULT, .uketsuke = "F1");
    SEEN(FUGO_STATUS, .edaban = "1");
    ck_assert_int_eq(S_judged(0)->match.hantei, HANTEI_FUGOKAKU);
    ck_assert_int_eq(S_judged(0)->attempt_n, 0);
    SEEN(FILE_END, .uketsuke = "F2", .items = "ijoSu=0");
    SEEN(FILE_RESULT, .uketsuke = "F2");
    SEEN(FUGO_STATUS, .edaban = "2");
    const struct judged_case *c = S_judged(0);
    ck_assert_int_eq(c->match.hantei, HANTEI_GOKAKU);
    ck_assert_int_eq(c->attempt_n, 1);
    ck_assert_int_eq(c->attempts[0].hantei, HANTEI_FUGOKAKU);
    ck_assert_ptr_nonnull(strstr(c->attempts[0].why, "異常件数: 期待: 0、実際: 1"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/case/judge");
    TCase *t = tcase_create("judge");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_nearest);
    tcase_add_test(t, test_exact);
    tcase_add_test(t, test_kept);
    tcase_add_test(t, test_runs);
    tcase_add_test(t, test_branches);
    tcase_add_test(t, test_many_branches);
    tcase_add_test(t, test_kept_of_another);
    tcase_add_test(t, test_restored_elsewhere);
    tcase_add_test(t, test_many);
    tcase_add_test(t, test_attempts);
    tcase_add_test(t, test_attempt_followed);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
