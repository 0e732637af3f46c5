/* soap/security and the login of a call (world/call_login): what comes of it is told in its turn. */
#include "soap/talk.h"

#define ECHO CALL("echo", "<text>健保</text>")
#define HEAD(w, s, m) .door.world = w, .service = s, .method = m

/* What comes of a login is told when it is counted, and when what came before is done: before what is wrong
 * besides, and not at all when the request breaks off. */
static const struct {
    bool tanmatsu, going;
    const char *token, *body;
    enum status want;
    int counted;
    const char *has;
} logins[] = {
    {true, false, TOKEN("TT1/u001", "pw-u001"), ECHO, ST_OK, 0, NULL},
    {true, false, TOKEN("TT1/u001", "x"), ECHO, ST_LOGIN_PASSWORD, 1, "<c:want>counted</c:want>"},
    {true, false, TOKEN("TT1/u001", "x"), "<x/>", ST_LOGIN_PASSWORD, 1, "<c:want>counted</c:want>"},
    {true, true, TOKEN("TT1/u001", "x"), "<x/>", ST_LOGIN_PASSWORD, 1, "<c:want>counted</c:want>"},
    {true, true, TOKEN("TT1/u001", "pw-u001"), "<x/>", ST_NO_OPERATION, 0, NULL},
    {true, true, TOKEN("TT1/u001", "pw-u001"), ECHO, ST_OK, 0, NULL},
    {true, true, TOKEN("TT9/u001", "x"), "<x/>", ST_UNKNOWN_TANMATSU, 0, NULL},
    {false, true, TOKEN("KS1", "x"), "<x/>", ST_BAD_PASSWORD, 0, NULL},
    {false, true, TOKEN("KS9", "x"), ECHO, ST_UNKNOWN_SYSTEM, 0, NULL},
    {false, true, TOKEN("KS1", "pw-ks1"), ECHO "<x/>", ST_SCHEMA, 0, NULL},
    {false, true, GOOD_TOKEN, ECHO, ST_OK, 0, NULL},
};

START_TEST(test_login_open)
{
    char body[3000];
    struct talk t = {.content_type = XML11,
                     .body = body,
                     .head_set = true,
                     .head = {HEAD("lot2", "kensho", "POST"), .content_length = -1, .door.plain = true}};
    snprintf(body, sizeof body, ENV(NS11, "%s", "%s"), logins[_i].token, logins[_i].body);
    t.head.door.way = logins[_i].tanmatsu ? WAY_TANMATSU : WAY_SYSTEM;
    fake_going = logins[_i].going;
    const int before = fake_counted;
    talk_run(&t);
    talk_check(&t, logins[_i].want, logins[_i].has);
    ck_assert_int_eq(fake_counted - before, logins[_i].counted);
    t.head.content_type = XML11;
    struct exchange *x = exchange_new(&t.head); /* the same, and its encoding breaks behind it */
    exchange_feed(x, body, strlen(body));
    exchange_abort(x, ST_ENCODING, "gzip");
    ck_assert_int_eq(fake_counted - before, logins[_i].counted);
    if (logins[_i].counted || logins[_i].want == ST_BAD_PASSWORD)
        ck_assert_str_eq(fake_code, status_info(ST_ENCODING)->code);
    talk_at_once(x);
    exchange_free(x);
    fake_going = false;
    buf_release(&t.reply);
}
END_TEST

/* The tables that say who may call are others when its turn comes: it is looked at again, here once more. */
START_TEST(test_login_again)
{
    struct exchange_head head = {HEAD("lot2", "kensho", "POST"), .content_type = XML11, .door.plain = true};
    for (int changed = 0; changed < 2; changed++) {
        const int before = fake_logins;
        struct exchange *x = exchange_new(&head);
        exchange_feed(x, ENV11(ECHO), strlen(ENV11(ECHO)));
        fake_masters += (uint64_t)changed;
        talk_at_once(x);
        ck_assert_str_eq(fake_code, status_info(ST_OK)->code);
        ck_assert_int_eq(fake_logins - before, 1 + changed);
        exchange_free(x);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("soap/security");
    TCase *t = tcase_create("security");
    tcase_add_unchecked_fixture(t, talk_open, talk_close);
    tcase_add_loop_test(t, test_login_open, 0, (int)(sizeof logins / sizeof *logins));
    tcase_add_test(t, test_login_again);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
