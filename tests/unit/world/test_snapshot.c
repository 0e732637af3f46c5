/* Snapshots: what a world held when it was saved comes back, clock and work in flight too, as a new
 * generation; whatever fails leaves the world and the older snapshot as they were. */
#include "store/torikomi.h"
#include "world/lot9.h"

#define IN "data/worlds/lot9/"

static struct diag d;
static struct buf json = BUF_INIT;

static enum status S_save(const char *name)
{
    d = DIAG_INIT;
    return sim_snapshot_save(w, 0, &(struct order_snapshot){name}, &json, &d);
}

static enum status S_restore(const char *name)
{
    d = DIAG_INIT;
    return sim_snapshot_restore(w, 0, name, &json, &d);
}

static void S_is(enum status st, enum status want, const char *part)
{
    lot9_json(st, want, &json, part);
}

/* Until the loader thread has made the copy that lies ready, or has given up. */
static int S_ready(void)
{
    pthread_mutex_lock(&w->lock);
    while (w->ready == READY_WANTED)
        pthread_cond_wait(&w->rested, &w->lock);
    int ready = w->ready;
    pthread_mutex_unlock(&w->lock);
    return ready;
}

START_TEST(test_comes_back)
{
    S_is(json_advance(w, 0, "{\"seconds\":77}", &json, &d), ST_OK, NULL);
    ck_assert_int_eq(lot9_put("before"), ST_OK);
    S_is(S_save("s1"), ST_OK, "\"snapshot\":\"s1\",\"at\":\"1970-01-12T22:47:57+09:00\",\"generation\":1,");
    ck_assert_int_eq(lot9_put("after"), ST_OK);
    S_is(json_advance(w, 0, "{\"seconds\":3600}", &json, &d), ST_OK, NULL);
    for (uint64_t n = 2; n <= 4; n++) { /* as often as one likes */
        char part[40];
        snprintf(part, sizeof part, "\"generation\":%d,", (int)n);
        S_is(S_restore("s1"), ST_OK, part);
        ck_assert(lot9_has("before") && !lot9_has("after"));
        S_is(sim_clock_get(w, &json), ST_OK, "22:47:57");
        ck_assert_int_eq(lot9_put("after"), ST_OK);
    }
    lot9_close();
    lot9_open();
    ck_assert(lot9_has("before") && lot9_has("after"));
    S_is(json_reset(w, 0, "{}", &json, &d), ST_OK, "\"generation\":5,"); /* which leaves snapshots alone */
    ck_assert(!lot9_has("before"));
    S_is(S_restore("s1"), ST_OK, "\"generation\":6,");
    ck_assert(lot9_has("before") && !lot9_has("after"));
    S_is(sim_clock_get(w, &json), ST_OK, "22:47:57");
}
END_TEST

/* A clock that runs goes on from where it was saved, not from where it would be by now; also after a start.
 */
START_TEST(test_running_clock)
{
    S_is(json_clock(w, 0, "{\"frozen\":false}", &json, &d), ST_OK, NULL);
    S_is(S_save("s1"), ST_OK, "\"at\":\"1970-01-12T22:46:4");
    S_is(json_advance(w, 0, "{\"seconds\":86400}", &json, &d), ST_OK, NULL);
    S_is(S_restore("s1"), ST_OK, NULL);
    S_is(sim_clock_get(w, &json), ST_OK, "1970-01-12T22:4");
    lot9_close();
    lot9_open();
    S_is(sim_clock_get(w, &json), ST_OK, "1970-01-12T22:4");
    S_is(sim_clock_get(w, &json), ST_OK, "\"frozen\":false");
}
END_TEST

START_TEST(test_names)
{
    static const char *const wrong[] = {
        "", "../x", "A", "a/b", "123456789012", ".", "-a", "abcdefghijklmnopqrstuvwxyzabcdefghi"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        S_is(S_save(wrong[i]), ST_CONTROL, NULL);
        ck_assert_str_eq(d.item, "name");
        S_is(S_restore(wrong[i]), ST_NO_SUCH_SNAPSHOT, NULL);
    }
    S_is(S_save(NULL), ST_CONTROL, NULL);
    S_is(S_restore("none"), ST_NO_SUCH_SNAPSHOT, NULL);
    ck_assert_str_eq(d.have, "none");
    S_is(sim_snapshots(w, &json, &d), ST_OK, "{\"snapshots\":[]}");
    S_is(S_save("b"), ST_OK, NULL);
    S_is(S_save("a"), ST_OK, NULL);
    S_is(sim_snapshots(w, &json, &d), ST_OK, "{\"snapshots\":[{\"name\":\"a\",\"at\":\"1970-");
    S_is(sim_snapshot_save(w, 7, &(struct order_snapshot){"c"}, &json, &d), ST_RESET, NULL);
    S_is(sim_snapshot_restore(w, 7, "a", &json, &d), ST_RESET, NULL);
}
END_TEST

/* The same name again: the older one stays until the new one is whole. */
START_TEST(test_full_disk)
{
    static const rlim_t rooms[] = {0, 10000, 80000};
    ck_assert_int_eq(lot9_put("first"), ST_OK);
    S_is(S_save("s1"), ST_OK, NULL);
    ck_assert_int_eq(lot9_put("second"), ST_OK);
    for (int i = 0; i < 3; i++) {
        lot9_room(rooms[_i]);
        enum status saved = S_save("s1");
        S_is(saved, ST_DISK, NULL);
        ck_assert_msg(d.item[0] && d.have[0], "%s: %s", d.item, d.have);
        S_is(S_restore("s1"), ST_DISK, NULL);
        lot9_room(RLIM_INFINITY);
        ck_assert(lot9_has("first") && lot9_has("second"));
        ck_assert_int_eq(lot9_put("on"), ST_OK);
        lot9_folder("data/grave", "");
    }
    S_is(S_restore("s1"), ST_OK, "\"generation\":2,");
    ck_assert(lot9_has("first") && !lot9_has("second"));
}
END_TEST

START_TEST(test_damaged)
{
    static const struct {
        const char *gone, *item;
    } cases[] = {{"unyo.db", "unyo.db"}, {"gaibu.db", "gaibu.db"}, {"spool", NULL}, {"snapshot", NULL}};
    char path[80];
    S_is(S_save("s1"), ST_OK, NULL);
    S_ready();
    w->ready = READY_NOT;
    snprintf(path, sizeof path, IN "snapshots/s1/%s", cases[_i].gone);
    lot9_shell("rm -r %s", temp_path(path));
    ck_assert_int_eq(lot9_put("on"), ST_OK);
    d = DIAG_INIT;
    enum status st = S_restore("s1");
    ck_assert_msg(st != ST_OK && st != ST_INTERNAL && d.item[0] && d.have[0], "%s", status_info(st)->name);
    if (cases[_i].item)
        ck_assert_str_eq(d.item, cases[_i].item);
    ck_assert(lot9_has("on"));
    S_is(sim_clock_get(w, &json), ST_OK, NULL);
    S_is(json_reset(w, 0, "{}", &json, &d), ST_OK, "\"generation\":2,");
}
END_TEST

/* The copy that lies ready is what was saved last, and it is taken once. */
START_TEST(test_ready)
{
    ck_assert_int_eq(lot9_put("first"), ST_OK);
    S_is(S_save("s1"), ST_OK, NULL);
    ck_assert_int_eq(S_ready(), READY_STANDS);
    ck_assert_int_eq(lot9_put("second"), ST_OK);
    S_is(S_save("s1"), ST_OK, NULL);
    ck_assert_int_eq(lot9_put("third"), ST_OK);
    ck_assert_int_eq(S_ready(), READY_STANDS);
    lot9_shell("mv %s %s", temp_path(IN "snapshots/s1/unyo.db"), temp_path("aside"));
    S_is(S_restore("s1"), ST_OK, "\"generation\":2,");
    ck_assert(lot9_has("first") && lot9_has("second") && !lot9_has("third"));
    ck_assert_int_eq(S_ready(), READY_NOT); /* of a damaged one there is none */
    ck_assert_int_ne(S_restore("s1"), ST_OK);
    lot9_shell("mv %s %s", temp_path("aside"), temp_path(IN "snapshots/s1/unyo.db"));
    S_is(S_restore("s1"), ST_OK, "\"generation\":3,");
    ck_assert_int_eq(S_ready(), READY_STANDS);
    lot9_close();
    ck_assert_int_eq(access(temp_path(IN "ready"), F_OK), 0);
    lot9_open(); /* a start begins without it */
    ck_assert_int_ne(access(temp_path(IN "ready"), F_OK), 0);
    S_is(S_restore("s1"), ST_OK, "\"generation\":4,");
    ck_assert(lot9_has("second") && !lot9_has("third"));
}
END_TEST

/* A copy that was damaged, or is gone, costs nothing but the time of another one. */
START_TEST(test_ready_damaged)
{
    static const char *const how[] = {"rm -r %s", "rm %s/unyo.db", "truncate -s 100 %s/unyo.db"};
    ck_assert_int_eq(lot9_put("first"), ST_OK);
    S_is(S_save("s1"), ST_OK, NULL);
    ck_assert_int_eq(S_ready(), READY_STANDS);
    lot9_shell(how[_i], temp_path(IN "ready"));
    ck_assert_int_eq(lot9_put("second"), ST_OK);
    S_is(S_restore("s1"), ST_OK, "\"generation\":2,");
    ck_assert(lot9_has("first") && !lot9_has("second"));
}
END_TEST

/* What lies in the spool is saved too; what a call that never ended left there is not kept. */
START_TEST(test_spool)
{
    lot9_shell("echo old >%s", temp_path(IN "gen-1/spool/U1.csv"));
    S_is(S_save("s1"), ST_OK, NULL);
    lot9_folder(IN "snapshots/s1/spool", "U1.csv ");
    S_is(S_restore("s1"), ST_OK, NULL);
    lot9_folder(IN "gen-2/spool", "");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/snapshot");
    TCase *t = tcase_create("snapshot");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, lot9_setup, lot9_teardown);
    tcase_add_test(t, test_comes_back);
    tcase_add_test(t, test_running_clock);
    tcase_add_test(t, test_names);
    tcase_add_loop_test(t, test_full_disk, 0, 3);
    tcase_add_loop_test(t, test_damaged, 0, 4);
    tcase_add_test(t, test_ready);
    tcase_add_loop_test(t, test_ready_damaged, 0, 3);
    tcase_add_test(t, test_spool);
    suite_add_tcase(suite, t);
    return lot9_run(suite);
}
