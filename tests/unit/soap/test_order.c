/* When a call runs: jobs in other threads, waiting for what came before, running again behind it, and the
 * generation that a request belongs to. */
#include "soap/talk.h"

/* Jobs in other threads, and the three ways in which a wake-up can meet the caller. */
START_TEST(test_waiting)
{
    static const char *const bodies[] = {ENV11(CALL("kaku", "<text>a</text>")),
                                         ENV11(CALL("matsu", "<text>a</text>")),
                                         ENV11(CALL("matsuKaku", "<text>a</text>"))};
    for (int way = 0; way < 8; way++)
        for (int i = 0; i < 3; i++) {
            fake_threads = way & 1;
            fake_busy = way & 2;
            fake_hurry = way & 4;
            struct talk t = {.content_type = XML11, .body = bodies[i]};
            talk_run(&t);
            talk_check(&t, ST_ACCEPTED, "<text>a</text>");
            ck_assert(t.waited || i == 1 || !fake_threads);
            buf_release(&t.reply);
            fake_join();
        }
    fake_threads = fake_busy = fake_hurry = false;
}
END_TEST

/* However the waiting ends, the caller is answered once; only DISK, RESET and STOPPING refuse. */
START_TEST(test_waiting_ends)
{
    static const struct {
        enum status ends, answer;
        const char *note;
    } rows[] = {
        {ST_OK, ST_ACCEPTED, ""},
        {ST_BUSY, ST_ACCEPTED, "settleMs"},
        {ST_DISK, ST_DISK, "この要求より前の処理"},
        {ST_RESET, ST_RESET, "ワールド"},
        {ST_STOPPING, ST_STOPPING, "ワールド"},
    };
    fake_busy = true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int hurry = 0; hurry < 2; hurry++)
            for (int write = 0; write < 2; write++) {
                const char *body = write ? ENV11(CALL("matsuKaku", "<text>a</text>"))
                                         : ENV11(CALL("matsu", "<text>a</text>"));
                struct talk t = {.content_type = XML11, .body = body};
                fake_hurry = hurry;
                fake_settled = rows[i].ends;
                talk_run(&t);
                fake_join();
                talk_check(&t, rows[i].answer, status_info(rows[i].answer)->code);
                ck_assert_msg(strstr(fake_note, rows[i].note), "%s", fake_note);
                buf_release(&t.reply);
            }
    fake_busy = fake_hurry = false;
    fake_settled = ST_OK;
}
END_TEST

/* What is refused because it did not wait any longer says that, too. */
START_TEST(test_late_refusal)
{
    struct talk t = {.content_type = XML11,
                     .body = ENV11(OPEN("matsu") "<irai><c:busho>B001</c:busho><c:user>u009</c:user></irai>"
                                                 "<text>a</text></matsu>")};
    fake_busy = fake_hurry = true;
    fake_settled = ST_BUSY;
    talk_run(&t);
    talk_check(&t, ST_UNKNOWN_USER, "u009");
    ck_assert_msg(strstr(fake_note, "u009") && strstr(fake_note, "settleMs"), "%s", fake_note);
    buf_release(&t.reply);
    fake_busy = fake_hurry = false;
    fake_settled = ST_OK;
}
END_TEST

/* Who calls is looked at when the waiting is over, and an operation that finds out late that it must wait is
 * run once more. */
START_TEST(test_order_of_a_call)
{
    struct talk t = {.content_type = XML11, .body = ENV11(CALL("nochi", "<text>a</text>"))};
    fake_again = fake_waits = 0;
    talk_run(&t);
    talk_check(&t, ST_ACCEPTED, "<text>a</text>");
    ck_assert_int_eq(fake_again, 2);
    ck_assert_int_eq(fake_waits, 0);
    buf_release(&t.reply);
    fake_busy = fake_threads = true; /* what it waits for takes its time */
    talk_run(&t);
    fake_join();
    talk_check(&t, ST_ACCEPTED, "<text>a</text>");
    ck_assert_int_eq(fake_again, 4);
    ck_assert_int_eq(fake_waits, 1); /* behind all, also what it is exempt from */
    buf_release(&t.reply);
    fake_busy = fake_threads = false;
}
END_TEST

/* What is run again and fails then says why it failed then, once. */
START_TEST(test_again_fails)
{
    struct talk t = {.content_type = XML11, .body = ENV11(CALL("nochi", "<text>a</text>"))};
    fake_again = 0;
    fake_full = true;
    talk_run(&t);
    talk_check(&t, ST_DISK, NULL);
    ck_assert_int_eq(fake_again, 1);
    buf_release(&t.reply);
    fake_full = false;
    fake_again = 0;
    fake_busy = fake_threads = true;
    fake_settled = ST_DISK; /* what it is to wait for cannot go on */
    talk_run(&t);
    fake_join();
    talk_check(&t, ST_DISK, NULL);
    buf_release(&t.reply);
    fake_busy = fake_threads = false;
    fake_settled = ST_OK;
}
END_TEST

/* A request whose generation has passed is told that, whatever else is wrong with it. */
START_TEST(test_generation_passed)
{
    static const char *const bodies[] = {ENV11(CALL("kotowaru", "<mei>KANYUSHA_NONE</mei>")),
                                         ENV11(CALL("echo", "<nani/>")), "<a",
                                         ENV(NS11, TOKEN("KS1", "wrong"), CALL("kaku", "<text>a</text>"))};
    fake_generation = 2;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct talk t = {.content_type = XML11, .body = bodies[i]};
        talk_run(&t);
        talk_check(&t, ST_RESET, "C90001");
        buf_release(&t.reply);
    }
    fake_generation = 1;
}
END_TEST

int main(void)
{
    Suite *s = suite_create("order");
    TCase *t = tcase_create("order");
    tcase_add_unchecked_fixture(t, talk_open, talk_close);
    tcase_add_test(t, test_waiting);
    tcase_add_test(t, test_waiting_ends);
    tcase_add_test(t, test_late_refusal);
    tcase_add_test(t, test_order_of_a_call);
    tcase_add_test(t, test_again_fails);
    tcase_add_test(t, test_generation_passed);
    tcase_set_timeout(t, 60);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
