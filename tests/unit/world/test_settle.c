/* world/settle: who waits for what, how waiting ends. */
#include "turns.h"

START_TEST(test_messages)
{
    holding = true;
    ck_assert_int_eq(S_in(A, 0, DB_UNYO, S_note, NULL), ST_OK);
    ck_assert_int_eq(S_settle(B, &change, NULL), ST_OK); /* another's */
    ck_assert_int_eq(S_settle(A, &quick, NULL), ST_OK);  /* exempt */
    ck_assert_int_eq(S_settle(A, &look, NULL), ST_PENDING);
    sem_post(&held);
    ck_assert_int_eq(S_wait(), ST_OK);
    ck_assert_int_eq(S_settle(A, &look, NULL), ST_OK);
    ck_assert_int_eq(S_in(A, 0, DB_UNYO, S_note, NULL), ST_OK);
    struct settle s = {.hokensha = A, .op = &quick, .whole = true};
    ck_assert_int_eq(world_settle(w, &s, S_woken, NULL), ST_PENDING); /* not this time */
    sem_post(&held);
    ck_assert_int_eq(S_wait(), ST_OK);
}
END_TEST

START_TEST(test_others)
{
    holding = true;
    ck_assert_int_eq(S_in(B, 0, DB_UNYO, S_note, NULL), ST_OK);
    ck_assert_int_eq(S_settle(A, &both, NULL), ST_OK);
    ck_assert_int_eq(S_settle(A, &both, C), ST_OK);
    ck_assert_int_eq(S_settle(A, &both, B), ST_PENDING);
    sem_post(&held);
    ck_assert_int_eq(S_wait(), ST_OK);
    ck_assert_int_eq(S_in(B, 0, DB_UNYO, S_note, NULL), ST_OK);
    ck_assert_int_eq(S_settle(A, &both, ""), ST_PENDING);
    sem_post(&held);
    ck_assert_int_eq(S_wait(), ST_OK);
}
END_TEST

START_TEST(test_files)
{
    stepped = true;
    S_send(A, "P1");
    ck_assert_int_eq(S_settle(B, &change, NULL), ST_OK);
    ck_assert_int_eq(S_settle(A, &receipt, NULL), ST_OK);
    ck_assert_int_eq(S_settle(A, &quick, NULL), ST_PENDING);
    sem_wait(&got);
    S_send(A, "P2"); /* came later: nobody waits for it who was there before */
    sem_post(&go);
    ck_assert_int_eq(S_wait(), ST_OK);
    ck_assert_int_eq(S_settle(A, &quick, NULL), ST_PENDING);
    sem_post(&go);
    ck_assert_int_eq(S_wait(), ST_OK);
    S_send(A, "M3");
    ck_assert_int_eq(S_settle(A, &receipt, NULL), ST_PENDING); /* who may call */
    sem_post(&go);
    ck_assert_int_eq(S_wait(), ST_OK);
}
END_TEST

/* A file that may change who may call, and none else, keeps logins open, whosever they are (call_login.c). */
START_TEST(test_masters_going)
{
    stepped = true;
    S_send(A, "P1");
    sem_wait(&got);
    ck_assert(!world_masters_going(w));
    S_send(B, "M2");
    ck_assert(world_masters_going(w));
    sem_post(&go);
    sem_post(&go);
    ck_assert(world_wait_settled(w, 20000));
    ck_assert(!world_masters_going(w));
}
END_TEST

/* What asks others: their writes wait, their looks do not. */
START_TEST(test_asked)
{
    stepped = true;
    S_send(A, "Q1");
    ck_assert_int_eq(S_settle(B, &look, NULL), ST_OK);
    ck_assert_int_eq(S_settle(B, &quick, NULL), ST_OK);
    ck_assert_int_eq(S_settle(B, &change, NULL), ST_PENDING);
    sem_post(&go);
    ck_assert_int_eq(S_wait(), ST_OK);
}
END_TEST

/* What others ask, and what they are at, holds up a look that is a write because it counts only when it does
 * more than count. */
START_TEST(test_poll)
{
    struct settle s = {.hokensha = B, .op = &poll, .req = "", .whole = true};
    stepped = true;
    S_send(A, "Q1");
    ck_assert_int_eq(S_settle(B, &poll, ""), ST_OK);
    ck_assert_int_eq(world_settle(w, &s, S_woken, NULL), ST_PENDING);
    sem_post(&go);
    ck_assert_int_eq(S_wait(), ST_OK);
    S_send(A, "P2");
    ck_assert_int_eq(S_settle(B, &poll, ""), ST_OK);
    ck_assert_int_eq(world_settle(w, &s, S_woken, NULL), ST_PENDING);
    sem_post(&go);
    ck_assert_int_eq(S_wait(), ST_OK);
}
END_TEST

/* Not for what came later: one file after the other that asks holds nobody up for ever. */
START_TEST(test_asked_by_acceptance)
{
    stepped = true;
    S_send(A, "Q1");
    ck_assert_int_eq(S_settle(B, &change, NULL), ST_PENDING);
    sem_wait(&got);
    S_send(A, "Q2");
    sem_post(&go);
    ck_assert_int_eq(S_wait(), ST_OK);
    sem_post(&go);
    S_taken("Q1 Q2 ");
}
END_TEST

static enum status S_ask(struct call *c, void *cls)
{
    c->asked = cls;
    return S_note(c, NULL);
}

/* The same of a call, which asks one insurer. */
START_TEST(test_asked_by_call)
{
    holding = true;
    ck_assert_int_eq(S_in(A, 0, DB_UNYO, S_ask, (void *)(uintptr_t)B), ST_OK);
    ck_assert_int_eq(S_settle(B, &look, NULL), ST_OK);
    ck_assert_int_eq(S_settle(B, &quick, NULL), ST_OK);
    ck_assert_int_eq(S_settle(C, &change, NULL), ST_OK);
    ck_assert_int_eq(S_settle(B, &change, NULL), ST_PENDING);
    sem_post(&held);
    ck_assert_int_eq(S_wait(), ST_OK);
    ck_assert_int_eq(S_settle(B, &change, NULL), ST_OK);
}
END_TEST

/* Who waits for files waits for one that has fallen due and is not taken up yet. */
START_TEST(test_due_not_taken_up)
{
    S_send(A, "T1");
    S_taken("");
    holding = true;
    ck_assert_int_eq(S_in(B, 0, DB_UNYO, S_note, NULL), ST_OK);
    S_leap();
    ck_assert_int_eq(S_settle(A, &quick, NULL), ST_PENDING);
    sem_post(&held);
    ck_assert_int_eq(S_wait(), ST_OK);
    S_taken("T1 ");
}
END_TEST

START_TEST(test_time_passes)
{
    refusing = true; /* tried again and again, beyond settleMs of paper.h */
    ck_assert_int_eq(S_in(A, 0, DB_UNYO, S_note, NULL), ST_OK);
    ck_assert_int_eq(S_settle(A, &change, NULL), ST_PENDING);
    ck_assert_int_eq(S_wait(), ST_BUSY);
    refusing = false;
    ck_assert(world_wait_settled(w, 10000));
}
END_TEST

START_TEST(test_disk)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    load_says = ST_DISK;
    S_send(A, "P1");
    ck_assert_int_eq(S_settle(A, &look, NULL), ST_PENDING);
    ck_assert_int_eq(S_wait(), ST_DISK);
    ck_assert_int_eq(S_settle(B, &look, NULL), ST_OK); /* whose work does not stand still */
    ck_assert_int_eq(sim_digest(w, 0, &json, &d), ST_DISK);
    ck_assert_int_eq(json_advance(w, 0, "{\"seconds\":1}", &json, &d), ST_DISK);
    load_says = ST_OK; /* there is room again: it goes on by itself */
    for (int64_t until = clock_real_us() + 10000000; !world_wait_settled(w, 10000);)
        ck_assert(clock_real_us() < until);
    ck_assert_int_eq(S_settle(A, &look, NULL), ST_OK);
    buf_release(&json);
}
END_TEST

/* --- generations
 * --------------------------------------------------------------------------------------------- */
START_TEST(test_generation)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    uint64_t epoch = worlds_epoch(), was, is;
    ck_assert_int_eq(world_arrive(w, epoch, &was, &d), ST_OK);
    stepped = true;
    S_send(A, "P1");
    ck_assert_int_eq(S_settle(A, &look, NULL), ST_PENDING);
    sem_wait(&got);
    sem_post(&go); /* the reset waits for the loader */
    S_wait();
    ck_assert_int_eq(json_reset(w, was, "{}", &json, &d), ST_OK);
    ck_assert_int_eq(world_arrive(w, epoch, &is, &d), ST_RESET); /* its first line came before */
    ck_assert_msg(strstr(d.have, "lot9") && strstr(d.have, "世代 2"), "%s", d.have);
    ck_assert_int_eq(world_still(w, was, &d), ST_RESET);
    ck_assert_int_eq(world_arrive(w, worlds_epoch(), &is, &d), ST_OK);
    ck_assert_uint_eq(is, was + 1);
    struct settle s = {.hokensha = A, .op = &look, .generation = was};
    ck_assert_int_eq(world_settle(w, &s, S_woken, NULL), ST_RESET);
    ck_assert_int_eq(S_in(A, was, DB_UNYO, S_note, NULL), ST_RESET); /* a late write is dropped */
    ck_assert_int_eq(S_in(A, is, DB_UNYO, S_note, NULL), ST_OK);
    ck_assert_int_eq(json_reset(w, was, "{}", &json, &d), ST_RESET);
    ck_assert_int_eq(sim_digest(w, was, &json, &d), ST_RESET);
    ck_assert_int_eq(json_advance(w, was, "{\"seconds\":1}", &json, &d), ST_RESET);
    ck_assert_int_eq(json_progress(w, was, "{\"fugo\":{\"how\":\"manual\"}}", &json, &d), ST_RESET);
    struct arena *a = arena_new(10000);
    const char *path;
    ck_assert_int_eq(world_spool(w, was, a, &path, &d), -1);
    ck_assert_int_eq(d.status, ST_RESET);
    arena_free(a);
    buf_release(&json);
}
END_TEST

struct advance {
    uint64_t generation;
    enum status st;
};
static void *S_advance(void *cls)
{
    struct advance *x = cls;
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    x->st = json_advance(w, x->generation, "{\"seconds\":1}", &json, &d);
    buf_release(&json);
    return NULL;
}

/* A reset does not queue behind an advance that waits for work which may stand still: it ends it. */
START_TEST(test_reset_ends_advance)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    struct advance x = {w->generation, ST_OK};
    pthread_t advance;
    until_stopped = true;
    S_send(A, "L1");
    sem_wait(&got);
    ck_assert_int_eq(pthread_create(&advance, NULL, S_advance, &x), 0);
    while (pthread_mutex_trylock(&w->advancing) == 0)
        pthread_mutex_unlock(&w->advancing);
    ck_assert_int_eq(json_reset(w, 0, "{}", &json, &d), ST_OK);
    pthread_join(advance, NULL);
    ck_assert_int_eq(x.st, ST_RESET);
    buf_release(&json);
}
END_TEST

/* --- a start -----------------------------------------------------------------------------------------------
 */
static void S_close(void)
{
    world_release(w);
    worlds_close();
}

/* Messages cannot be applied until held is posted, so nothing but the stores can tell whose work there is. */
static void S_open_held(void)
{
    struct diag d = DIAG_INIT;
    holding = true;
    refusing = until_stopped = false;
    ck_assert_msg(worlds_open(&options, &d) == ST_OK, "%s %s %s", d.item, d.want, d.have);
    w = world_find("lot9", 4);
}

/* A world with work under way is taken up: nobody waits for another's. */
START_TEST(test_start_messages)
{
    refusing = true;
    ck_assert_int_eq(S_in(A, 0, DB_UNYO, S_note, NULL), ST_OK);
    S_close();
    note_asks = C;
    S_open_held();
    ck_assert_int_eq(S_settle(B, &change, NULL), ST_OK);
    ck_assert_int_eq(S_settle(B, &both, C), ST_OK);
    ck_assert_int_eq(S_settle(C, &look, NULL), ST_OK);
    ck_assert_int_eq(S_settle(A, &quick, NULL), ST_OK);
    ck_assert_int_eq(S_settle(A, &look, NULL), ST_PENDING);
    ck_assert_int_eq(S_settle(B, &both, A), ST_PENDING);
    ck_assert_int_eq(S_settle(C, &change, NULL), ST_PENDING); /* who is asked */
    sem_post(&held);
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(S_wait(), ST_OK);
    ck_assert_int_eq(S_settle(C, &change, NULL), ST_OK);
}
END_TEST

/* The same with link files; with one that asks, everybody's writes wait. */
START_TEST(test_start_files)
{
    bool asks = _i == 1;
    refusing = true;
    ck_assert_int_eq(S_in(C, 0, DB_UNYO, S_note, NULL), ST_OK); /* the first round ends with it */
    S_send(A, asks ? "Q1" : "M1");
    S_close();
    S_open_held();
    ck_assert_int_eq(S_settle(B, &look, NULL), ST_OK);
    ck_assert_int_eq(S_settle(B, &receipt, NULL), ST_OK);
    ck_assert_int_eq(S_settle(B, &change, NULL), asks ? ST_PENDING : ST_OK);
    ck_assert_int_eq(S_settle(A, &receipt, NULL), asks ? ST_OK : ST_PENDING); /* who may call */
    ck_assert_int_eq(S_settle(A, &quick, NULL), ST_PENDING);
    sem_post(&held);
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(S_wait(), ST_OK);
    S_taken(asks ? "Q1 " : "M1 ");
}
END_TEST

/* What falls due after the start and before the first look is waited for as well. */
START_TEST(test_start_due)
{
    S_send(A, "T1");
    S_taken("");
    refusing = true;
    ck_assert_int_eq(S_in(B, 0, DB_UNYO, S_note, NULL), ST_OK);
    S_close();
    S_open_held();
    ck_assert_int_eq(S_settle(A, &quick, NULL), ST_OK);
    S_leap();
    ck_assert_int_eq(S_settle(A, &quick, NULL), ST_PENDING);
    sem_post(&held);
    ck_assert_int_eq(S_wait(), ST_OK);
    S_taken("T1 ");
}
END_TEST

/* Of an outbox that cannot be read, anybody's work may be in it; a reset helps. */
START_TEST(test_start_unread)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    char command[600];
    S_close();
    snprintf(command, sizeof command, "sqlite3 %s 'ALTER TABLE outbox RENAME TO lost'",
             temp_path("data/worlds/lot9/gen-1/unyo.db"));
    ck_assert_int_eq(system(command), 0);
    S_open_held();
    ck_assert_int_eq(S_settle(B, &quick, NULL), ST_PENDING);
    ck_assert_int_eq(S_settle(B, &receipt, NULL), ST_PENDING);
    ck_assert_int_eq(json_reset(w, 0, "{}", &json, &d), ST_OK);
    for (int i = 0; i < 2; i++)
        ck_assert_int_ne(S_wait(), ST_OK); /* RESET, unless they waited too long already */
    ck_assert_int_eq(S_settle(B, &receipt, NULL), ST_OK);
    buf_release(&json);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/settle");
    TCase *t = tcase_create("settle");
    sem_init(&woken, 0, 0);
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_messages);
    tcase_add_test(t, test_others);
    tcase_add_test(t, test_files);
    tcase_add_test(t, test_masters_going);
    tcase_add_test(t, test_asked);
    tcase_add_test(t, test_poll);
    tcase_add_test(t, test_asked_by_acceptance);
    tcase_add_test(t, test_asked_by_call);
    tcase_add_test(t, test_due_not_taken_up);
    tcase_add_test(t, test_time_passes);
    tcase_add_test(t, test_disk);
    tcase_add_test(t, test_generation);
    tcase_add_test(t, test_reset_ends_advance);
    tcase_add_test(t, test_start_messages);
    tcase_add_loop_test(t, test_start_files, 0, 2);
    tcase_add_test(t, test_start_due);
    tcase_add_test(t, test_start_unread);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
