/* service/sim/worlds: what a start says of the worlds that it finds or makes. */
#include "service/sim/lot9.h"

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
        lot9_said(_i ? "lot9: データフォルダの worlds/lot9 に世代がないので、初期データから新しく作りました"
                     : "lot9: データフォルダの worlds/lot9 がないので、初期データから新しく作りました"));
    ck_assert(!lot9_said("lot8: "));
    lot9_hush();
    lot9_close();
    lot9_open();
    ck_assert(!lot9_said("新しく作りました")); /* once */
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("service/sim/worlds");
    TCase *t = tcase_create("worlds");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, lot9_setup, lot9_teardown);
    tcase_add_loop_test(t, test_made_anew, 0, 2);
    suite_add_tcase(suite, t);
    return lot9_run(suite);
}
