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

/* Who is not let in is heard as far as what it calls and who asks, for the audit record: in the head alone,
 * or in the body, however that comes. Nothing of it is taken for a request, and nothing kept. */
static const struct {
    const char *action, *body, *op, *busho;
    bool cert; /* refused for its certificate, before the body */
    enum status want;
} claims[] = {
    {NULL, ENV(NS11, TOKEN("KS1", "x"), ECHO), "echo", "B001", false, ST_BAD_PASSWORD},
    {NULL, ENV(NS11, TOKEN("KS9", "x"), ECHO), "echo", "B001", false, ST_UNKNOWN_SYSTEM},
    {NULL, ENV(NS11, "", ECHO), "echo", "B001", false, ST_NO_TOKEN},
    {NULL, ENV(NS11, TOKEN("KS1", "x"), "<x/>"), NULL, NULL, false, ST_BAD_PASSWORD},
    {NULL, ENV(NS11, TOKEN("KS1", "x"), ""), NULL, NULL, false, ST_BAD_PASSWORD},
    {NULL, ENV(NS11, TOKEN("KS1", "x"), OPEN("echo") "</echo>"), "echo", NULL, false, ST_BAD_PASSWORD},
    {NULL, ENV(NS11, TOKEN("KS1", "x"), OPEN("echo") "<text>y</text>" IRAI "</echo>"), "echo", NULL, false,
     ST_BAD_PASSWORD},
    {NULL, ENV(NS11, TOKEN("KS1", "x"), OPEN("echo") "<irai><c:busho>B001"), "echo", NULL, false,
     ST_BAD_PASSWORD},
    {NULL, ENV(NS11, TOKEN("KS1", "x"), ECHO "<y/>") "&", "echo", "B001", false, ST_BAD_PASSWORD},
    {NULL, ENV(NS11, TOKEN("KS1", "x"), "<echo"), NULL, NULL, false, ST_BAD_PASSWORD},
    {"\"urn:chukan:kensho:1/echo\"", ENV(NS11, TOKEN("KS1", "x"), "<x/>"), "echo", NULL, false,
     ST_BAD_PASSWORD},
    {"\"urn:chukan:kensho:1/echo\"", ENV11(ECHO), "echo", NULL, true, ST_NO_CERTIFICATE},
    {"urn:chukan:kensho:1/echo", ENV11(ECHO), "echo", NULL, true, ST_NO_CERTIFICATE},
    {"\"\"", ENV11(ECHO), NULL, NULL, true, ST_NO_CERTIFICATE},
    {"\"urn:chukan:kensho:1/nani\"", ENV11(ECHO), NULL, NULL, true, ST_NO_CERTIFICATE},
    {NULL, ENV11(CALL("echo", "<nai/>")), NULL, "B001", false, ST_SCHEMA},
};

START_TEST(test_claim)
{
    const char *body = claims[_i].body;
    for (size_t step = 1; step <= strlen(body); step = step < 9 ? step + 1 : step * 2) {
        struct exchange_head head = {HEAD("lot2", "kensho", "POST"), .content_type = XML11,
                                     .soap_action = claims[_i].action, .door.plain = !claims[_i].cert};
        struct exchange *x = exchange_new(&head);
        for (size_t at = 0; at < strlen(body); at += step)
            exchange_feed(x, body + at, strlen(body + at) < step ? strlen(body + at) : step);
        talk_at_once(x);
        const struct visit *v = fake_event.visit;
        ck_assert_str_eq(fake_code, status_info(claims[_i].want)->code);
        ck_assert_pstr_eq(v->claim.op ? v->claim.op->name : NULL, claims[_i].op);
        ck_assert_pstr_eq(v->claim.busho, claims[_i].busho);
        ck_assert_pstr_eq(v->claim.user, claims[_i].busho ? "u001" : NULL);
        ck_assert(claims[_i].want == ST_SCHEMA || (!v->op && !v->req && !v->busho));
        exchange_free(x);
    }
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
    tcase_add_loop_test(t, test_claim, 0, (int)(sizeof claims / sizeof *claims));
    tcase_add_test(t, test_login_again);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
