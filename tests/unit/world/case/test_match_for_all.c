/* world/case/match: what 取りまとめ機関 does for one person, or for many at once. */
#include "world/case/verdict.h"

static void S_setup(void)
{
    log_open();
}

static void S_teardown(void)
{
    observe_drop();
    log_drop();
}

/* 取りまとめ機関 sends the requests of some, or of so many that nobody is named. */
START_TEST(test_for_all)
{
    static const char sent[] =
        "<step what=\"kanyusha.register\" hito=\"a\"/><step what=\"fugo.approve\" hito=\"a\"/>";
    SEEN(REGISTER, .edaban = "1");
    SEEN(FUGO_APPROVE, .edaban = "2");
    ck_assert_int_ne(judge(sent), HANTEI_GOKAKU);
    SEEN(FUGO_APPROVE, .hokensha = THEM);
    ck_assert_int_ne(judge(sent), HANTEI_GOKAKU);
    SEEN(FUGO_APPROVE, .edaban = "1", .hokensha = THEM);
    ck_assert_int_ne(judge(sent), HANTEI_GOKAKU);
    SEEN(FUGO_APPROVE);
    ck_assert_int_eq(judge(sent), HANTEI_GOKAKU);
    judge_met(1, 4);
}
END_TEST

/* It is to be sent in time: what follows is done to who has asked for it. */
START_TEST(test_for_all_in_time)
{
    static const char sent[] = "<step what=\"kanyusha.register\" hito=\"a\"/>"
                               "<step what=\"fugo.approve\" hito=\"a\"/>"
                               "<step what=\"kanyusha.lose\" hito=\"a\"/>";
    SEEN(FUGO_APPROVE);
    SEEN(REGISTER, .edaban = "1");
    SEEN(FUGO_APPROVE, .edaban = "2"); /* of somebody else, in time */
    SEEN(LOSE, .edaban = "1");
    SEEN(FUGO_APPROVE);
    SEEN(FUGO_APPROVE, .edaban = "1");
    ck_assert_int_ne(judge(sent), HANTEI_GOKAKU);
    SEEN(LOSE, .edaban = "1");
    ck_assert_int_eq(judge(sent), HANTEI_GOKAKU);
    judge_met(1, 5); /* the one that names the person comes before one that names nobody */
    judge_met(2, 6);
}
END_TEST

/* However many others' there are. */
START_TEST(test_for_all_of_many)
{
    enum { OTHERS = 3000 };
    static const char sent[] = "<step what=\"kanyusha.register\" hito=\"a\" judged=\"seibetsu=2\"/>"
                               "<step what=\"fugo.approve\" hito=\"a\"/>";
    char edaban[8];
    for (int i = 0; i < 2 * OTHERS; i++) {
        snprintf(edaban, sizeof edaban, "%04d", i % OTHERS);
        if (i < OTHERS)
            SEEN(REGISTER, .edaban = edaban, .items = i % 2 ? "seibetsu=1" : "seibetsu=2");
        else if (i % 2)
            SEEN(FUGO_APPROVE, .edaban = edaban);
    }
    ck_assert_int_ne(judge(sent), HANTEI_GOKAKU);
    SEEN(FUGO_APPROVE, .edaban = "2998");
    ck_assert_int_eq(judge(sent), HANTEI_GOKAKU);
    judge_met(1, OTHERS + OTHERS / 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/case/match_for_all");
    TCase *t = tcase_create("match_for_all");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_for_all);
    tcase_add_test(t, test_for_all_in_time);
    tcase_add_test(t, test_for_all_of_many);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
