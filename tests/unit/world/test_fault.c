/* world/fault: whom a fault strikes, by each criterion, and how often; what is over; many threads. */
#include <check.h>
#include <stdio.h>

#include "world/fault.h"

#define A "06139992"
#define B "06139984"

static struct faults f;

static void S_setup(void)
{
    faults_init(&f);
}

static void S_teardown(void)
{
    faults_release(&f);
}

static struct fault S_fault(enum mogi kind, int64_t nth, int64_t times)
{
    return (struct fault){.act = {.kind = kind}, .nth = nth, .times = times, .until = INT64_MAX};
}

static const struct fault_call whose = {.op = "kanyusha.get", .hokensha = A, .edaban = "0000001"};

/* One that asks for this, and whether the call above is struck. */
static const struct {
    const char *op, *hokensha, *edaban;
    enum mogi kind;
    bool strikes;
} fits[] = {
    {"", "", "", MOGI_HTTP, true},
    {"kanyusha.get", "", "", MOGI_HTTP, true},
    {"kanyusha.getEdaban", "", "", MOGI_HTTP, false},
    {"", A, "", MOGI_HTTP, true},
    {"", B, "", MOGI_HTTP, false},
    {"", "", "0000001", MOGI_HTTP, true},
    {"", "", "0000002", MOGI_HTTP, false},
    {"kanyusha.get", A, "0000001", MOGI_HTTP, true},
    {"kanyusha.get", A, "0000002", MOGI_HTTP, false},
    {"", "", "", MOGI_DISK_FULL, false}, /* it writes nothing */
    {"", "", "", MOGI_DISK_SLOW, false},
};

START_TEST(test_whom)
{
    struct fault x = S_fault(fits[_i].kind, 1, 0), seen;
    snprintf(x.op, sizeof x.op, "%s", fits[_i].op);
    snprintf(x.hokensha, sizeof x.hokensha, "%s", fits[_i].hokensha);
    snprintf(x.edaban, sizeof x.edaban, "%s", fits[_i].edaban);
    ck_assert_int_eq(faults_add(&f, &x), 1);
    ck_assert_int_eq(faults_strike(&f, &whose, 0).number, fits[_i].strikes);
    ck_assert(faults_at(&f, 0, 0, &seen));
    ck_assert_int_eq(seen.matched, fits[_i].strikes);
    struct fault_call writes = whose;
    writes.writes = true;
    if (mogi_kind(fits[_i].kind)->acts == MOGI_WRITE)
        ck_assert_int_eq(faults_strike(&f, &writes, 0).number, 1);
}
END_TEST

/* A call that tells nobody's 枝番 is not struck by one of somebody's. */
START_TEST(test_nobody)
{
    struct fault x = S_fault(MOGI_HTTP, 1, 0);
    snprintf(x.edaban, sizeof x.edaban, "0000001");
    faults_add(&f, &x);
    ck_assert_int_eq(faults_strike(&f, &(struct fault_call){.op = "kanri.ping", .hokensha = A}, 0).number, 0);
}
END_TEST

/* Rows of link files, by kind and number, and no call. */
static const struct {
    bool row;
    const char *shubetsu;
    int64_t gyo;
    bool strikes, call;
} rows[] = {
    {true, "", 0, true, false},          {true, "kanyushaToroku", 0, true, false},
    {true, "maisoryo", 0, false, false}, {true, "", 3, true, false},
    {true, "", 4, false, false},         {true, "kanyushaToroku", 4, false, false},
    {false, "", 0, false, true},
};

START_TEST(test_rows)
{
    const struct fault_call row = {
        .hokensha = A, .edaban = "0000001", .writes = true, .shubetsu = "kanyushaToroku", .gyo = 3};
    struct fault x = S_fault(MOGI_CODE, 1, 0);
    x.row = rows[_i].row;
    x.gyo = rows[_i].gyo;
    snprintf(x.shubetsu, sizeof x.shubetsu, "%s", rows[_i].shubetsu);
    faults_add(&f, &x);
    ck_assert_int_eq(faults_strike(&f, &row, 0).number, rows[_i].strikes);
    ck_assert_int_eq(faults_strike(&f, &whose, 0).number, rows[_i].call);
}
END_TEST

/* What is to be found otherwise: by operations that know it, by messages of that alone, and by no row. */
static const struct {
    enum mogi kind;
    const char *edaban, *kikan;
    struct fault_call c;
    bool strikes;
} finds[] = {
    {MOGI_PENDING, "", "", {.op = "file.getStatus", .hokensha = A, .finds = FIND_SHORICHU}, true},
    {MOGI_PENDING, "", "", {.op = "kanri.ping", .hokensha = A}, false},
    {MOGI_PENDING, "", "", {.hokensha = A, .finds = FIND_FUGO_NASHI}, false},
    {MOGI_PENDING, "", "", {.hokensha = A, .shubetsu = "kanyushaToroku", .gyo = 1}, false},
    {MOGI_REVERSE, "", "", {.op = "file.getStatus", .hokensha = A, .finds = FIND_SHORICHU}, false},
    {MOGI_NO_FUGO, "0000001", "", {.hokensha = A, .edaban = "0000001", .finds = FIND_FUGO_NASHI}, true},
    {MOGI_NO_FUGO, "0000001", "", {.hokensha = A, .edaban = "0000002", .finds = FIND_FUGO_NASHI}, false},
    {MOGI_NO_FUGO, "", "", {.hokensha = A, .kikan = "9903001701864705", .finds = FIND_HEIKYOKU}, false},
    {MOGI_CLOSED,
     "",
     "9903001701864705",
     {.hokensha = A, .kikan = "9903001701864705", .finds = FIND_HEIKYOKU},
     true},
    {MOGI_CLOSED,
     "",
     "9903001701864705",
     {.hokensha = A, .kikan = "9904001483351081", .finds = FIND_HEIKYOKU},
     false},
    {MOGI_HTTP, "", "", {.hokensha = A, .edaban = "0000001", .finds = FIND_FUGO_NASHI}, false},
    {MOGI_HTTP, "", "", {.op = "file.getStatus", .hokensha = A, .finds = FIND_SHORICHU}, true},
};

START_TEST(test_finds)
{
    struct fault x = S_fault(finds[_i].kind, 1, 0);
    snprintf(x.edaban, sizeof x.edaban, "%s", finds[_i].edaban);
    snprintf(x.kikan, sizeof x.kikan, "%s", finds[_i].kikan);
    faults_add(&f, &x);
    ck_assert_int_eq(faults_strike(&f, &finds[_i].c, 0).number, finds[_i].strikes);
}
END_TEST

static const struct {
    int64_t nth, times;
    const char *struck; /* of ten calls */
} counts[] = {
    {1, 1, "x........."}, {1, 2, "xx........"}, {3, 1, "..x......."},  {3, 2, "..xx......"},
    {1, 0, "xxxxxxxxxx"}, {9, 0, "........xx"}, {11, 1, ".........."},
};

START_TEST(test_counts)
{
    struct fault x = S_fault(MOGI_HTTP, counts[_i].nth, counts[_i].times), seen;
    faults_add(&f, &x);
    int64_t n = 0;
    for (int i = 0; i < 10; i++) {
        bool struck = faults_strike(&f, &whose, 0).number != 0;
        ck_assert_msg(struck == (counts[_i].struck[i] == 'x'), "call %d", i);
        n += struck;
    }
    ck_assert(faults_at(&f, 0, 0, &seen));
    ck_assert_int_eq(seen.struck, n);
    ck_assert_int_eq(seen.over, counts[_i].times && n == counts[_i].times);
    ck_assert_int_eq(faults_awake(&f), !seen.over);
}
END_TEST

/* The first whose turn it is strikes; the others have been met all the same. */
START_TEST(test_several)
{
    struct fault one = S_fault(MOGI_HTTP, 2, 1), two = S_fault(MOGI_CODE, 1, 0), seen;
    faults_add(&f, &one);
    faults_add(&f, &two);
    const int64_t want[] = {2, 1, 2};
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(faults_strike(&f, &whose, 0).number, want[i]);
    ck_assert(faults_at(&f, 1, 0, &seen));
    ck_assert_int_eq(seen.matched, 3);
    ck_assert_int_eq(seen.struck, 2);
    ck_assert(!faults_at(&f, 2, 0, &seen));
}
END_TEST

START_TEST(test_until)
{
    struct fault x = S_fault(MOGI_HTTP, 1, 0), seen;
    x.until = 100;
    faults_add(&f, &x);
    ck_assert_int_eq(faults_strike(&f, &whose, 99).number, 1);
    ck_assert_int_eq(faults_strike(&f, &whose, 100).number, 0);
    ck_assert(!faults_awake(&f));
    ck_assert(faults_at(&f, 0, 100, &seen) && seen.over && seen.struck == 1 && seen.matched == 1);
}
END_TEST

/* Nobody called while it was so late; the clock goes back, and it is over all the same. */
START_TEST(test_back)
{
    struct fault x = S_fault(MOGI_HTTP, 1, 0);
    x.until = 100;
    faults_add(&f, &x);
    faults_look(&f, 99);
    ck_assert(faults_awake(&f));
    faults_look(&f, 100);
    ck_assert(!faults_awake(&f));
    ck_assert_int_eq(faults_strike(&f, &whose, 0).number, 0);
}
END_TEST

START_TEST(test_room)
{
    struct fault x = S_fault(MOGI_HTTP, 1, 1), seen;
    for (int i = 1; i <= FAULTS_MOST; i++)
        ck_assert_int_eq(faults_add(&f, &x), i);
    ck_assert_int_eq(faults_add(&f, &x), 0);
    ck_assert_int_eq(faults_strike(&f, &whose, 0).number, 1); /* is over, and makes room */
    ck_assert_int_eq(faults_add(&f, &x), FAULTS_MOST + 1);
    ck_assert(faults_at(&f, 0, 0, &seen) && seen.act.number == 2);
    ck_assert_int_eq(faults_drop(&f, 2), 1);
    ck_assert_int_eq(faults_drop(&f, 2), 0);
    ck_assert_int_eq(faults_drop(&f, 0), FAULTS_MOST - 1);
    ck_assert(!faults_awake(&f));
    ck_assert_int_eq(faults_strike(&f, &whose, 0).number, 0);
    ck_assert_int_eq(faults_add(&f, &x), FAULTS_MOST + 2); /* no number is another's again */
}
END_TEST

enum { THREADS = 4, CALLS = 5000, TIMES = 1234 };

static void *S_calls(void *cls)
{
    int *struck = cls;
    for (int i = 0; i < CALLS; i++)
        if (faults_awake(&f))
            *struck += faults_strike(&f, &whose, 0).number != 0;
    return NULL;
}

START_TEST(test_threads)
{
    struct fault x = S_fault(MOGI_HTTP, 10, TIMES);
    pthread_t t[THREADS];
    int struck[THREADS] = {0}, all = 0;
    faults_add(&f, &x);
    for (int i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&t[i], NULL, S_calls, &struck[i]), 0);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(t[i], NULL);
        all += struck[i];
    }
    ck_assert_int_eq(all, TIMES);
    ck_assert(!faults_awake(&f));
}
END_TEST

START_TEST(test_names)
{
    char mark[FAULT_MARK];
    for (int i = 0; i < MOGI_COUNT; i++)
        ck_assert_int_eq(mogi_find(mogi_kind((enum mogi)i)->name), i);
    ck_assert_int_eq(mogi_find("fire"), MOGI_COUNT);
    fault_mark(&(struct fault_act){.number = 12, .kind = MOGI_DISK_FULL}, mark);
    ck_assert_str_eq(mark, "12 disk-full");
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("fault");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_loop_test(t, test_whom, 0, sizeof fits / sizeof *fits);
    tcase_add_test(t, test_nobody);
    tcase_add_loop_test(t, test_rows, 0, sizeof rows / sizeof *rows);
    tcase_add_loop_test(t, test_counts, 0, sizeof counts / sizeof *counts);
    tcase_add_test(t, test_several);
    tcase_add_test(t, test_until);
    tcase_add_test(t, test_back);
    tcase_add_loop_test(t, test_finds, 0, sizeof finds / sizeof *finds);
    tcase_add_test(t, test_room);
    tcase_add_test(t, test_threads);
    tcase_add_test(t, test_names);
    Suite *s = suite_create("world/fault");
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
