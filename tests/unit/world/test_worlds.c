/* world/worlds: what a start says of the worlds that it finds or makes. */
#include <sys/resource.h>

#include "world/lot9.h"

/* A fixture's world that is not there begins from its fixture, and the log says so; not at a first start, and
 * not of what was there. */
START_TEST(test_made_anew)
{
    ck_assert(!lot9_said("新しく作りました")); /* by the fixture: the first start in a fresh folder */
    ck_assert_int_eq(lot9_put("kept"), ST_OK);
    lot9_close();
    lot9_open();
    ck_assert(lot9_has("kept") && !lot9_said("新しく作りました"));
    lot9_close();
    lot9_shell("rm -r %s", temp_path("data/worlds/lot9"));
    if (_i)
        lot9_shell("mkdir %s", temp_path("data/worlds/lot9"));
    lot9_open();
    ck_assert(w && !lot9_has("kept"));
    ck_assert(
        lot9_said(_i ? "lot9: データフォルダーの worlds/lot9 に世代がないので、初期データから新しく作りました"
                     : "lot9: データフォルダーの worlds/lot9 がないので、初期データから新しく作りました"));
    ck_assert(!lot9_said("lot8: "));
    lot9_hush();
    lot9_close();
    lot9_open();
    ck_assert(!lot9_said("新しく作りました")); /* once */
}
END_TEST

/* The start and the seed that it was created with are its own, not those of a generation that is lost. */
START_TEST(test_hajime)
{
    lot9_close();
    lot9_shell("rm -r %s", temp_path("data/worlds/lot9"));
    lot9_shell("mkdir %s", temp_path("data/worlds/lot9"));
    lot9_shell("echo 'start=1500000000 seed=77' >%s", temp_path("data/worlds/lot9/hajime"));
    for (int i = 0; i < 2; i++) {
        lot9_open();
        ck_assert(w && w->policy.seed == 77);
        ck_assert_int_eq(world_now(w), 1500000000);
        lot9_close();
    }
    lot9_shell("cd %s && rm -r gen-* current", temp_path("data/worlds/lot9"));
    lot9_shell("echo 'start=x' >%s", temp_path("data/worlds/lot9/hajime"));
    lot9_open();
    ck_assert(!w && lot9_said("hajime")); /* refused, and not made without it */
    ck_assert_int_eq(access(temp_path("data/worlds/lot9/current"), F_OK), -1);
}
END_TEST

/* Too few descriptors for what is whole: nobody is told that a reset would heal it. */
START_TEST(test_too_few)
{
    struct rlimit was, few;
    int refused = 0;
    lot9_close();
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &was), 0);
    for (rlim_t n = 4; n < 80; n++) {
        struct diag why = DIAG_INIT, d = DIAG_INIT;
        few = was;
        few.rlim_cur = n;
        ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &few), 0);
        enum status st = worlds_open(&options, &d);
        ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &was), 0);
        if (st == ST_OK && (world_refused("lot9", &why) || world_refused("lot8", &why))) {
            refused++;
            ck_assert_msg(why.status != ST_WORLD_BROKEN, "%d: %s %s", (int)n, why.item, why.have);
        }
        if (st == ST_OK)
            worlds_close();
    }
    ck_assert_int_gt(refused, 0);
    lot9_open();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/worlds");
    TCase *t = tcase_create("worlds");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, lot9_setup, lot9_teardown);
    tcase_add_loop_test(t, test_made_anew, 0, 2);
    tcase_add_test(t, test_hajime);
    tcase_add_test(t, test_too_few);
    suite_add_tcase(suite, t);
    return lot9_run(suite);
}
