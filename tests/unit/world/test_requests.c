/* world/requests: what a request of a generation that has passed gets. Who calls: test_login.c. */
#include <string.h>

#include <unistd.h>

#include "world/one_world.h"

static void S_setup(void)
{
    S_begin((struct paper){S_manifest, S_compile, S_load});
}

static int runs;

static enum status S_look(struct call *c, void *cls)
{
    runs++;
    *(int64_t *)cls = c->generation;
    return ST_OK;
}

static enum status S_read(uint64_t generation, int64_t *ret_ran_in, struct diag *d)
{
    struct arena *a = arena_new(100000);
    struct call c = {.arena = a, .diag = d, .generation = (int64_t)generation};
    *d = DIAG_INIT;
    enum status st = world_read(w, DB_UNYO, &c, S_look, ret_ran_in);
    arena_free(a);
    return st;
}

static enum status S_spool(uint64_t generation, struct diag *d)
{
    struct arena *a = arena_new(100000);
    const char *path;
    *d = DIAG_INIT;
    int fd = world_spool(w, generation, a, &path, d);
    ck_assert((fd >= 0) == (path != NULL));
    if (fd >= 0) {
        ck_assert_int_eq(unlink(path), 0);
        close(fd);
    }
    arena_free(a);
    return d->status;
}

static void S_never(enum status st, void *cls)
{
    (void)cls;
    ck_abort_msg("woken with %d", (int)st);
}

START_TEST(test_passed)
{
    const uint64_t before = worlds_epoch();
    const struct op op = {.flags = OP_WRITE};
    struct settle what = {.hokensha = "06139992", .op = &op, .generation = 1};
    struct buf json = BUF_INIT;
    struct diag d = DIAG_INIT;
    uint64_t arrived = 0;
    int64_t ran_in = 0;
    ck_assert_int_eq(world_arrive(w, before, &arrived, &d), ST_OK);
    ck_assert_uint_eq(arrived, 1);
    ck_assert_int_eq(S_read(1, &ran_in, &d), ST_OK);
    ck_assert_int_eq(S_spool(1, &d), ST_OK);
    ck_assert_int_eq(json_reset(w, 1, "{}", &json, &d), ST_OK);
    /* the reset came between its first line and its looking for the world */
    ck_assert_int_eq(world_arrive(w, before, &arrived, &d), ST_RESET);
    ck_assert_int_eq(world_arrive(w, worlds_epoch(), &arrived, &d), ST_OK);
    ck_assert_uint_eq(arrived, 2);
    ck_assert_int_eq(world_still(w, 1, &d), ST_RESET);
    ck_assert_int_eq(world_still(w, 2, &d), ST_OK);
    runs = 0;
    ck_assert_int_eq(S_read(1, &ran_in, &d), ST_RESET);
    ck_assert_int_eq(d.status, ST_RESET);
    ck_assert_int_eq(runs, 0);
    ck_assert_int_eq(S_read(2, &ran_in, &d), ST_OK);
    ck_assert_int_eq(S_read(0, &ran_in, &d), ST_OK);
    ck_assert_int_eq(ran_in, 2);
    ck_assert_int_eq(runs, 2);
    ck_assert_int_eq(S_spool(1, &d), ST_RESET);
    ck_assert_int_eq(S_spool(2, &d), ST_OK);
    ck_assert_int_eq(world_settle(w, &what, S_never, NULL), ST_RESET);
    ck_assert_int_eq(json_reset(w, 1, "{}", &json, &d), ST_RESET);
    ck_assert_int_eq(world_still(w, 2, &d), ST_OK);
    ck_assert_int_eq(json_advance(w, 1, "{\"seconds\":1}", &json, &d), ST_RESET);
    ck_assert_int_eq(json_clock(w, 1, "{\"frozen\":false}", &json, &d), ST_RESET);
    ck_assert_int_eq(json_progress(w, 1, "{\"fugo\":{\"how\":\"immediate\"}}", &json, &d), ST_RESET);
    ck_assert_int_eq(sim_digest(w, 1, &json, &d), ST_RESET);
    buf_release(&json);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/requests");
    TCase *t = tcase_create("requests");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_passed);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
