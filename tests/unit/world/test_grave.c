/* The burial: what is dropped or reset away never meets a younger namesake, however late it is closed and
 * removed, and however many still hold it; what could not be removed goes at the next start. */
#include <semaphore.h>
#include <stdatomic.h>

#include "world/grave.h"
#include "world/lot9.h"

static void S_create(const char *name)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    char body[100];
    snprintf(body, sizeof body, "{\"name\":\"%s\",\"fixture\":\"lot9\"}", name);
    lot9_json(json_create(body, &json, &d), ST_OK, &json, NULL);
}

static void S_drop(const char *name)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    lot9_json(sim_world_drop(name, worlds_epoch(), &json, &d), ST_OK, &json, NULL);
}

static void S_reset(struct world *x)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    lot9_json(json_reset(x, 0, "{}", &json, &d), ST_OK, &json, NULL);
}

/* The sequence of the issue: what the new world has acknowledged is there, also after a start, while its
 * predecessors are buried. Without a checkpoint between, so that it is the log that must survive. */
START_TEST(test_namesakes)
{
    lot9_close();
    turns_seed((uint64_t)_i + 1);
    lot9_open();
    for (int round = 0; round < 12; round++) {
        S_create("run");
        struct world *run = world_find("run", 3);
        ck_assert(!lot9_has_in(run, "a")); /* nothing of the one before */
        ck_assert_int_eq(lot9_put_in(run, "a"), ST_OK);
        S_reset(run);
        ck_assert_int_eq(lot9_put_in(run, "b"), ST_OK);
        ck_assert(lot9_has_in(run, "b"));
        world_release(run);
        S_drop("run");
        S_create("run");
        run = world_find("run", 3);
        ck_assert(!lot9_has_in(run, "a") && !lot9_has_in(run, "b"));
        ck_assert_int_eq(lot9_put_in(run, "c"), ST_OK);
        world_release(run);
        if (round % 4 == 3) {
            lot9_close();
            lot9_open();
        }
        run = world_find("run", 3);
        ck_assert_ptr_nonnull(run);
        ck_assert(lot9_has_in(run, "c"));
        world_release(run);
        S_drop("run");
    }
}
END_TEST

/* Who still holds a dropped world reads nothing of its successor, and lets go of it without harm to that. */
START_TEST(test_late_holder)
{
    S_create("run");
    struct world *old = world_find("run", 3);
    ck_assert_int_eq(lot9_put_in(old, "old"), ST_OK);
    if (_i) /* with a connection that reads already */
        ck_assert(lot9_has_in(old, "old"));
    S_drop("run");
    S_create("run");
    struct world *fresh = world_find("run", 3);
    ck_assert_ptr_ne(old, fresh);
    ck_assert_int_eq(lot9_put_in(fresh, "fresh"), ST_OK);
    ck_assert(!lot9_has_in(old, "fresh"));
    ck_assert_int_eq(lot9_put_in(old, "x"), ST_STOPPING);
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    lot9_json(json_reset(old, 0, "{}", &json, &d), ST_NO_SUCH_WORLD, &json, NULL);
    world_release(old); /* closes its databases */
    ck_assert(lot9_there("data/worlds/run/gen-1/unyo.db-wal"));
    ck_assert(lot9_has_in(fresh, "fresh"));
    world_release(fresh);
    lot9_close();
    lot9_open();
    fresh = world_find("run", 3);
    ck_assert_ptr_nonnull(fresh);
    ck_assert(lot9_has_in(fresh, "fresh") && !lot9_has_in(fresh, "old"));
    world_release(fresh);
}
END_TEST

static atomic_bool over;

static void *S_reads(void *cls)
{
    struct world *x = cls;
    while (!over)
        lot9_has_in(x, "a");
    return NULL;
}

/* Dropped under readers: none of them crashes, none sees the next world. */
START_TEST(test_readers)
{
    for (int round = 0; round < 10; round++) {
        pthread_t t[4];
        S_create("run");
        struct world *old = world_find("run", 3);
        over = false;
        for (int i = 0; i < 4; i++)
            ck_assert_int_eq(pthread_create(&t[i], NULL, S_reads, old), 0);
        S_drop("run");
        S_create("run");
        struct world *fresh = world_find("run", 3);
        ck_assert_int_eq(lot9_put_in(fresh, "a"), ST_OK);
        ck_assert(!lot9_has_in(old, "a"));
        over = true;
        for (int i = 0; i < 4; i++)
            pthread_join(t[i], NULL);
        world_release(old);
        ck_assert(lot9_has_in(fresh, "a"));
        world_release(fresh);
        S_drop("run");
    }
}
END_TEST

/* Places are never given twice, also not those that an earlier daemon has left. */
START_TEST(test_places)
{
    struct diag d = DIAG_INIT;
    char last[300] = "";
    lot9_shell("mkdir %s && touch %s", temp_path("data/grave/41"), temp_path("data/grave/x"));
    grave_close();
    ck_assert_int_eq(grave_open(options.data, &d), ST_OK);
    for (int i = 42; i < 50; i++) {
        char *place = grave_place(&d);
        snprintf(last, sizeof last, "%s/grave/%d", options.data, i);
        ck_assert_str_eq(place, last);
        free(place);
    }
    ck_assert(grave_bury(temp_path("nothing"))); /* it is not there: that is what was wanted */
    lot9_shell("echo x >%s && mkdir -p %s", temp_path("file"), temp_path("folder/a/b"));
    ck_assert(grave_bury(temp_path("file")) && !lot9_there("file"));
    ck_assert(grave_bury(temp_path("folder")) && !lot9_there("folder"));
    lot9_shell("rm -r %s && mkdir %s", temp_path("data/grave"), temp_path("folder"));
    ck_assert(grave_bury(temp_path("folder")) && !lot9_there("folder")); /* somebody has removed the grave */
    struct buf json = BUF_INIT;
    lot9_shell("rm -r %s", temp_path("data/grave"));
    lot9_json(json_create("{\"name\":\"run\",\"fixture\":\"lot9\"}", &json, &d), ST_OK, &json, NULL);
    grave_close();
    ck_assert_ptr_null(grave_place(&d));
    ck_assert_int_eq(d.status, ST_STOPPING);
}
END_TEST

/* No place to bury in: a drop removes on the spot, a reset leaves the folder to the next start. */
START_TEST(test_no_grave)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    S_create("run");
    lot9_shell("rm -r %s && touch %s", temp_path("data/grave"), temp_path("data/grave"));
    S_reset(w);
    ck_assert(lot9_there("data/worlds/lot9/gen-1") && lot9_there("data/worlds/lot9/gen-2"));
    ck_assert_int_eq(lot9_put("kept"), ST_OK);
    S_drop("run");
    ck_assert(!lot9_there("data/worlds/run"));
    lot9_json(json_create("{\"name\":\"run\",\"fixture\":\"lot9\"}", &json, &d), ST_SETUP, &json, NULL);
    lot9_close();
    lot9_shell("rm %s", temp_path("data/grave"));
    lot9_open();
    ck_assert(lot9_has("kept") && !lot9_there("data/worlds/lot9/gen-1"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/grave");
    TCase *t = tcase_create("grave");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, lot9_setup, lot9_teardown);
    tcase_add_loop_test(t, test_namesakes, 0, 3);
    tcase_add_loop_test(t, test_late_holder, 0, 2);
    tcase_add_test(t, test_readers);
    tcase_add_test(t, test_places);
    tcase_add_test(t, test_no_grave);
    suite_add_tcase(suite, t);
    return lot9_run(suite);
}
