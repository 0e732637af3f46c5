/* world/journal: rows in memory and files, generations, a daemon that starts again, a disk that is full. */
#include "world/world.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "world/lot9.h"
#include "world/orders.h"

#define IN "data/worlds/lot9/"

static void S_setup(void)
{
    lot9_setup();
}

static void S_came(const char *op, bool refused)
{
    world_journal(w, &(struct journal_entry){.service = "kanri",
                                             .op = op,
                                             .refused = refused,
                                             .path = "/lot9/soap/123456789018",
                                             .want = "12 桁",
                                             .request = {STR("<q/>"), true},
                                             .reply = {STR("<r>\"\n</r>"), false},
                                             .http = 200});
}

static void S_row(const char *op)
{
    S_came(op, false);
}

static void S_lives(const char *want)
{
    struct buf json = BUF_INIT;
    lot9_json(sim_journal(w, 0, &json), ST_OK, &json, want);
}

static void S_former(int64_t generation, int64_t since, enum status st, const char *want)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    struct journal_found found;
    enum status got =
        sim_journal_search(w, &(struct order_journal){.generation = generation}, since, &json, &found, &d);
    if (st != ST_OK)
        ck_assert_str_eq(d.want, want);
    lot9_json(got, st, &json, st == ST_OK ? want : NULL);
}

static void S_shown(int64_t generation, int64_t seq, enum status st, const char *want)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    lot9_json(sim_journal_show(w, generation, seq, &json, &d), st, &json, want);
}

static void S_reset(const char *how)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    lot9_json(json_reset(w, 0, how, &json, &d), ST_OK, &json, "\"journal\":");
}

static void S_restart(void)
{
    lot9_close();
    lot9_open();
}

START_TEST(test_shown)
{
    S_row("a");
    S_row("b");
    S_shown(-1, 2, ST_OK, "\"op\":\"b\"");
    S_shown(-1, 2, ST_OK, "\"path\":\"/lot9/soap/************\"");
    S_shown(-1, 2, ST_OK, "\"request\":{\"shown\":4,\"cut\":true,\"text\":\"<q/>\"}");
    S_shown(-1, 2, ST_OK, "\"reply\":{\"shown\":9,\"cut\":false,\"text\":\"<r>\\\"\\u000a</r>\"}");
    S_shown(1, 1, ST_OK, "\"op\":\"a\"");
    S_shown(-1, 3, ST_CONTROL, NULL);
    S_shown(2, 1, ST_CONTROL, NULL);
    S_former(1, 0, ST_OK, "{\"last\":2,\"first\":1,\"entries\":[{\"seq\":1,");
    S_former(1, 1, ST_OK, "{\"last\":2,\"first\":1,\"entries\":[{\"seq\":2,");
    S_former(2, 0, ST_CONTROL, "1");
}
END_TEST

START_TEST(test_generations)
{
    S_row("first");
    S_reset("{}");
    S_lives("{\"last\":0,\"first\":1,\"entries\":[]}");
    S_former(1, 0, ST_OK, "\"op\":\"first\"");
    S_row("second");
    S_reset("{\"keep\":[\"journal\"]}");
    S_row("third");
    S_lives("{\"last\":2,\"first\":1,\"entries\":[{\"seq\":1,\"generation\":2,");
    S_shown(-1, 1, ST_OK, "\"op\":\"second\"");
    S_shown(-1, 2, ST_OK, "\"generation\":3,");
    S_shown(1, 1, ST_OK, "\"op\":\"first\"");
    S_former(4, 0, ST_CONTROL, "1・2・3");
}
END_TEST

/* The generation that lives goes on with its numbers; what was said before is still there. */
START_TEST(test_restart)
{
    S_restart(); /* with nothing there */
    S_row("first");
    S_reset("{}");
    S_row("second");
    S_row("third");
    S_restart();
    S_lives("{\"last\":2,\"first\":1,\"entries\":[{\"seq\":1,\"generation\":2,");
    S_shown(-1, 2, ST_OK, "\"text\":\"<q/>\"");
    S_restart();
    S_row("fourth");
    S_shown(-1, 3, ST_OK, "\"op\":\"fourth\"");
    S_former(1, 0, ST_OK, "\"op\":\"first\"");
    S_restart();
    S_reset("{}"); /* the first that looks: its rows are cleared */
    S_lives("{\"last\":0,\"first\":1,");
    S_restart();
    S_lives("{\"last\":0,\"first\":1,");
    S_row("fifth");
    S_shown(3, 1, ST_OK, "\"op\":\"fifth\"");
}
END_TEST

static void S_empty(const char *segment)
{
    char path[200];
    snprintf(path, sizeof path, IN "journal/%s", segment);
    int fd = open(temp_path(path), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    ck_assert_int_ge(fd, 0);
    close(fd);
}

/* Daemons that had no room, or died as soon as they began, have left nothing: no number is given twice. */
START_TEST(test_restart_without_room)
{
    S_row("first");
    lot9_close();
    S_empty("00000002.log");
    S_empty("00000003.log");
    S_empty("00000004.log");
    lot9_open();
    S_row("second");
    S_lives("{\"last\":2,\"first\":1,");
    S_shown(-1, 1, ST_OK, "\"op\":\"first\"");
    S_shown(-1, 2, ST_OK, "\"op\":\"second\"");
    S_came("third", true); /* the other ring says nothing of the numbers of this one */
    S_row("fourth");
    lot9_close();
    S_empty("00000006.log");
    S_empty("00000007.log");
    lot9_open();
    S_lives("{\"last\":4,\"first\":1,");
}
END_TEST

/* Rows that memory has no more are in the files. */
START_TEST(test_many)
{
    for (int i = 0; i < 3000; i++)
        S_row(i == 10 ? "early" : "late");
    S_lives("{\"last\":3000,\"first\":1977,");
    S_shown(-1, 11, ST_OK, "\"op\":\"early\"");
    S_former(1, 9, ST_OK, "{\"last\":3000,\"first\":1,\"entries\":[{\"seq\":10,");
    S_restart();
    S_lives("{\"last\":3000,");
}
END_TEST

/* What was asked for: the numbers of the rows, "1 2 3"; first: what the answer says of it. */
static const char *S_numbers(enum status st, struct buf *json, int64_t first)
{
    static char out[20000];
    size_t at = 0;
    out[0] = 0;
    ck_assert_int_eq(st, ST_OK);
    ck_assert_int_eq(strtoll(strstr(json->data, "\"first\":") + 8, NULL, 10), first);
    for (const char *p = json->data; (p = strstr(p, "\"seq\":"));) {
        p += 6;
        at += (size_t)snprintf(out + at, sizeof out - at, "%s%lld", at ? " " : "", strtoll(p, NULL, 10));
    }
    buf_release(json);
    return out;
}

static const char *S_listed(int64_t since, int64_t first)
{
    struct buf json = BUF_INIT;
    enum status st = sim_journal(w, since, &json);
    return S_numbers(st, &json, first);
}

static const char *S_filed(int64_t generation, int64_t since, int64_t first)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    struct journal_found found;
    enum status st =
        sim_journal_search(w, &(struct order_journal){.generation = generation}, since, &json, &found, &d);
    return S_numbers(st, &json, first);
}

/* What went well pushes out no refusal, nor the other way round; both are one list, in the order in which
 * they came, that says from where on it is whole. */
START_TEST(test_rings)
{
    const int64_t rows = journal_bounds[JOURNAL_WELL].rows;
    char last[50];
    S_came("early", true);
    S_row("well");
    S_came("early", true);
    ck_assert_str_eq(S_listed(0, 1), "1 2 3");
    S_restart();
    ck_assert_str_eq(S_listed(0, 1), "1 2 3");
    for (int64_t i = 0; i < rows; i++) /* of 4 to 3 + rows */
        S_row("late");
    ck_assert_int_eq(strncmp(S_listed(0, 3), "1 3 4 5 6 ", 10), 0);
    S_row("late"); /* 4 goes */
    S_came("last", true);
    ck_assert_int_eq(strncmp(S_listed(0, 5), "1 3 5 6 ", 8), 0);
    ck_assert_int_eq(strncmp(S_listed(1, 5), "3 5 6 ", 6), 0);
    ck_assert_int_eq(strncmp(S_listed(3, 5), "5 6 ", 4), 0);
    snprintf(last, sizeof last, "%lld %lld", (long long)rows + 4, (long long)rows + 5);
    ck_assert_str_eq(S_listed(rows + 3, 5), last);
    S_shown(-1, 3, ST_OK, "\"op\":\"early\"");
    S_shown(-1, rows + 5, ST_OK, "\"op\":\"last\"");
    ck_assert_int_eq(strncmp(S_filed(1, 0, 1), "1 2 3 4 5 6 ", 12), 0);
    S_restart();
    ck_assert_int_eq(strncmp(S_listed(0, 5), "1 3 5 6 ", 8), 0);
    for (int64_t i = 0; i < journal_bounds[JOURNAL_REFUSED].rows; i++)
        S_came("flood", true);
    ck_assert_int_eq(strncmp(S_listed(0, rows + 6), "5 6 7 8 ", 8), 0);
    S_reset("{}");
    ck_assert_str_eq(S_listed(0, 1), "");
    S_came("new", true);
    S_restart();
    ck_assert_str_eq(S_listed(0, 1), "1");
    S_reset("{\"keep\":[\"journal\"]}");
    S_row("kept");
    S_restart();
    ck_assert_str_eq(S_listed(0, 1), "1 2");
    ck_assert_str_eq(S_filed(3, 0, 2), "2");
}
END_TEST

enum { BODY = 60000, BOTH = 2 * BODY, TIMES = JOURNAL_MOST / BOTH + 100 };

static void S_flood(bool refused)
{
    static char body[BODY];
    memset(body, 'x', sizeof body);
    for (int i = 0; i < TIMES; i++) {
        world_journal(w, &(struct journal_entry){.service = "kanri",
                                                 .op = "flood",
                                                 .refused = refused,
                                                 .request = {{body, sizeof body}, false},
                                                 .reply = {{body, sizeof body}, false},
                                                 .http = 200});
        if (i % 4 == 0) /* however slow the disk is, there is room for what waits */
            journal_flush(&w->journal);
    }
}

/* The same of the files: more than they may have of one sort, and the first of the other is whole. */
START_TEST(test_rings_of_files)
{
    S_came("first", true);
    S_flood(false);
    S_shown(-1, 1, ST_OK, "\"text\":\"<q/>\"");
    S_shown(-1, 2, ST_OK, "もう残っていません");
    S_row("well");
    const int64_t well = TIMES + 2;
    S_shown(-1, well, ST_OK, "\"text\":\"<q/>\"");
    S_flood(true);
    S_shown(-1, well, ST_OK, "\"text\":\"<q/>\"");
    S_shown(-1, 1, ST_OK, "もう残っていません");
    S_shown(-1, well + 1, ST_OK, "もう残っていません");
    S_restart();
    S_shown(-1, well, ST_OK, "\"text\":\"<q/>\"");
    S_shown(-1, 1, ST_CONTROL, NULL); /* nor its row */
}
END_TEST

enum { WRITERS = 4, EACH = 1500, LENGTH = 700 };

static void *S_many_rows(void *op)
{
    char body[LENGTH];
    memset(body, *(const char *)op, sizeof body);
    for (int i = 0; i < EACH; i++)
        world_journal(w, &(struct journal_entry){.service = "kanri",
                                                 .op = op,
                                                 .request = {{body, sizeof body}, false},
                                                 .reply = {{body, sizeof body}, false},
                                                 .http = 200});
    return NULL;
}

/* The bodies of a row are those of its own exchange; so many come at once that some have no room. */
static void S_its_own(int64_t seq)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    char want[LENGTH + 1] = "";
    if (sim_journal_show(w, -1, seq, &json, &d) == ST_OK) {
        const char *op = strstr(json.data, "\"op\":\"");
        ck_assert_ptr_nonnull(op);
        memset(want, op[6], LENGTH);
        const char *one = strstr(json.data, want), *two = one ? strstr(one + LENGTH, want) : NULL;
        ck_assert_msg(two || strstr(json.data, "空きがなくて"), "%s", json.data);
    }
    buf_release(&json);
}

/* Many at once, and somebody who looks meanwhile; nothing is lost when the daemon ends. */
START_TEST(test_at_once)
{
    static char ops[WRITERS][2] = {"a", "b", "c", "d"};
    pthread_t writers[WRITERS];
    for (int i = 0; i < WRITERS; i++)
        ck_assert_int_eq(pthread_create(&writers[i], NULL, S_many_rows, ops[i]), 0);
    for (int64_t seq = 1; seq < WRITERS * EACH; seq += 97)
        S_its_own(seq);
    for (int i = 0; i < WRITERS; i++)
        pthread_join(writers[i], NULL);
    S_restart();
    S_lives("{\"last\":6000,");
    for (int64_t seq = 1; seq < WRITERS * EACH; seq += 577) {
        S_its_own(seq);
        S_shown(-1, seq, ST_OK, "\"generation\":1,");
    }
}
END_TEST

/* A call is never refused for it; who looks is told. */
START_TEST(test_no_room)
{
    int fd = open(temp_path(IN "journal"), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    ck_assert_int_ge(fd, 0);
    close(fd);
    lot9_hush();
    S_row("a");
    S_shown(-1, 1, ST_OK, "本文は空きがなくて残せませんでした");
    ck_assert(lot9_said("本文は残りません"));
    S_lives("\"op\":\"a\"");
    ck_assert_int_eq(unlink(temp_path(IN "journal")), 0);
    S_row("b");
    S_shown(-1, 2, ST_OK, "\"text\":\"<q/>\"");
    ck_assert(lot9_said("再び"));
}
END_TEST

static int S_wanted(int n)
{
    int wanted = 0;
    for (int i = 0; i < n; i++)
        wanted += world_journal_wants(w);
    return wanted;
}

/* Of what goes well only so many have bodies each second: of a load, what was refused is there for longer. */
START_TEST(test_plenty)
{
    struct timespec rest = {.tv_nsec = 1000000};
    time_t began;
    int wanted;
    do { /* within one second */
        time_t before = time(NULL);
        while ((began = time(NULL)) == before)
            nanosleep(&rest, NULL);
        wanted = S_wanted(JOURNAL_PLENTY + 50);
    } while (time(NULL) != began);
    ck_assert_int_eq(wanted, JOURNAL_PLENTY);
    while (time(NULL) == began)
        nanosleep(&rest, NULL);
    ck_assert(!world_journal_has_plenty(w) && world_journal_wants(w));
    world_journal(w, &(struct journal_entry){.service = "kanri", .op = "ping", .many = true, .http = 200});
    S_shown(-1, 1, ST_OK, "本文は残していません");
    S_restart();
    S_shown(-1, 1, ST_OK, "本文は残していません");
}
END_TEST

/* A world that nobody asked anything has no file. */
START_TEST(test_rest)
{
    struct stat sb;
    lot9_close();
    ck_assert_int_ne(stat(temp_path(IN "journal"), &sb), 0);
    lot9_open();
    S_row("a");
    lot9_close();
    ck_assert_int_eq(stat(temp_path(IN "journal"), &sb), 0);
    lot9_open();
}
END_TEST

int main(void)
{
    Suite *s = suite_create("journal");
    TCase *t = tcase_create("journal");
    tcase_add_checked_fixture(t, S_setup, lot9_teardown);
    tcase_add_test(t, test_shown);
    tcase_add_test(t, test_generations);
    tcase_add_test(t, test_restart);
    tcase_add_test(t, test_restart_without_room);
    tcase_add_test(t, test_many);
    tcase_add_test(t, test_rings);
    tcase_add_test(t, test_rings_of_files);
    tcase_add_test(t, test_at_once);
    tcase_add_test(t, test_no_room);
    tcase_add_test(t, test_rest);
    tcase_add_test(t, test_plenty);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
