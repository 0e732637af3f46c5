/* file/form/codemap_file: which lines of gyomu_code.csv are taken for whom, and what is wrong in such a file.
 */
#include "file/form/codemap_file.h"

#include "file/folder.h"

#define HEADER "hokensha,code_list,theirs,ours,mei\n"
#define ONE "06139976,seibetsu,M,1,\n06139976,seibetsu,F,2,\n"
#define TWO "06139984,seibetsu,A,1,\n06139984,seibetsu,B,2,\n"

static const struct {
    const char *file, *hokensha;
    const char *theirs, *ours; /* of 性別, NULL: no conversion at all */
    const char *item, *have;   /* of the error; NULL: none */
} cases[] = {
    {HEADER ONE, NULL, "M", "1", NULL, NULL},
    {HEADER ONE, "06139976", "F", "2", NULL, NULL},
    {HEADER ONE, "06139984", NULL, NULL, NULL, NULL},
    {HEADER ONE TWO, "06139976", "M", "1", NULL, NULL},
    {HEADER ONE TWO, "06139984", "B", "2", NULL, NULL},
    {HEADER ONE TWO, "06139992", NULL, NULL, NULL, NULL},
    {HEADER ONE TWO, NULL, NULL, NULL, "gyomu_code.csv 4行目 hokensha", "06139976 と 06139984"},
    {"code_list,theirs,ours\nseibetsu,M,1\nseibetsu,F,2\n", NULL, "F", "2", NULL, NULL},
    {HEADER, NULL, NULL, NULL, NULL, NULL},
    {"hokensha,theirs,ours\n", NULL, NULL, NULL, "gyomu_code.csv 1行目 見出し", "列がない"},
    {HEADER "06139976,seibetsu,M,9,\n", NULL, NULL, NULL, "gyomu_code.csv 2行目 ours", "9"},
    {HEADER "06139976,nai,M,1,\n", NULL, NULL, NULL, "gyomu_code.csv 2行目 code_list", "nai"},
    {HEADER "06139976,seibetsu,M\n", NULL, NULL, NULL, NULL, ""},
};

START_TEST(test_cases)
{
    struct diag d = DIAG_INIT;
    const struct code_map *map = NULL;
    struct arena *a = arena_new(1 << 22);
    temp_make();
    temp_put("gyomu_code.csv", cases[_i].file);
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    enum status st = code_map_file(temp_path("gyomu_code.csv"), cases[_i].hokensha, a, &map, &d);
    ck_assert_msg((st == ST_OK) == !cases[_i].have, "%s %s %s", d.item, d.want, d.have);
    if (cases[_i].item) {
        ck_assert_int_eq(st, ST_SETUP);
        ck_assert_msg(strstr(d.item, cases[_i].item) != NULL, "%s", d.item);
        ck_assert_str_eq(d.have, cases[_i].have);
    }
    ck_assert(code_map_has(map, "seibetsu") == (cases[_i].theirs != NULL));
    if (cases[_i].theirs)
        ck_assert(str_is(code_map_in(map, "seibetsu", str_of(cases[_i].theirs)), cases[_i].ours));
    layouts_close();
    temp_drop();
    arena_free(a);
}
END_TEST

START_TEST(test_absent)
{
    struct diag d = DIAG_INIT;
    const struct code_map *map = NULL;
    struct arena *a = arena_new(1 << 22);
    temp_make();
    ck_assert_int_eq(code_map_file(temp_path("gyomu_code.csv"), NULL, a, &map, &d), ST_SETUP);
    ck_assert_ptr_nonnull(strstr(d.item, "gyomu_code.csv"));
    temp_drop();
    arena_free(a);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("file/form/codemap_file");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, test_cases, 0, sizeof cases / sizeof *cases);
    tcase_add_test(t, test_absent);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
