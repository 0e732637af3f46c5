/* world/load/needs: the layouts of the house have what the code needs; a layout without it is told by version
 * and column, and needs may leave a member out. */
#include <check.h>

#include "base/buf.h"
#include "file/folder.h"
#include "world/load/needs.h"

START_TEST(test_house)
{
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    ck_assert_msg(needs_all_met(bulk_list, &d) == ST_OK, "%s %s %s", d.item, d.want, d.have);
    layouts_close();
    ck_assert_int_eq(needs_all_met(bulk_list, &d), ST_SETUP);
}
END_TEST

struct row {
    const char *edaban, *nanika;
};
static const struct field fields[] = {FIELD_TEXT(struct row, "edaban", edaban),
                                      FIELD_TEXT(struct row, "nanika", nanika), FIELD_END};

START_TEST(test_missing)
{
    static const char *const edaban[] = {"edaban", NULL}, *const both[] = {"edaban", "nanika", NULL};
    static const struct {
        const char *const *needs;
        enum status want;
    } cases[] = {{NULL, ST_SETUP}, {both, ST_SETUP}, {edaban, ST_OK}};
    struct diag d = DIAG_INIT;
    const struct layout *l;
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    ck_assert_ptr_nonnull(l = layout_version("maisoryo", "1.0"));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct bulk b = {.row = fields, .row_size = sizeof(struct row), .needs = cases[i].needs};
        ck_assert_int_eq(needs_met(l, &b, &d), cases[i].want);
    }
    ck_assert_str_eq(d.item, "maisoryo.xml 第1.0版");
    ck_assert_str_eq(d.have, "field が nanika の列がない");
    layouts_close();
}
END_TEST

/* 加入者情報一括登録 with one column less. */
static const struct {
    const char *column;
    enum status want;
} dropped[] = {
    {"shoriKubun", ST_SETUP}, {"seiriBango", ST_OK},  {"edaban", ST_SETUP},       {"kojinBango", ST_SETUP},
    {"kigo", ST_SETUP},       {"bango", ST_SETUP},    {"honninKazoku", ST_SETUP}, {"shimei", ST_SETUP},
    {"shimeiKana", ST_SETUP}, {"seibetsu", ST_SETUP}, {"seinengappi", ST_SETUP},  {"jusho", ST_SETUP},
    {"shutokuYmd", ST_SETUP}, {"soshitsuYmd", ST_OK}, {"ninteiYmd", ST_OK},
};

START_TEST(test_dropped)
{
    struct diag d = DIAG_INIT;
    struct buf xml = BUF_INIT;
    const int n = sizeof dropped / sizeof *dropped;
    buf_adds(&xml, "<layout name=\"kanyushaToroku\" mei=\"m\">" V1);
    for (int i = 0; i < n; i++)
        if (i != _i)
            buf_addf(&xml, COL("%s", "type=\"text\" max=\"9\""), dropped[i].column, dropped[i].column);
    buf_adds(&xml, TAIL);
    ck_assert(buf_ok(&xml));
    folder_make();
    temp_put("kanyushaToroku.xml", xml.data);
    buf_release(&xml);
    ck_assert_msg(layouts_open(temp_dir, NULL, &d) == ST_OK, "%s %s %s", d.item, d.want, d.have);
    const struct layout *l = layout_version("kanyushaToroku", "1.0");
    ck_assert_int_eq(l->n, n - 1);
    ck_assert_int_eq(needs_met(l, bulk_find("kanyushaToroku"), &d), dropped[_i].want);
    ck_assert(dropped[_i].want == ST_OK || strstr(d.have, dropped[_i].column));
    folder_drop();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/load/needs");
    TCase *t = tcase_create("all");
    tcase_add_test(t, test_house);
    tcase_add_test(t, test_missing);
    tcase_add_loop_test(t, test_dropped, 0, sizeof dropped / sizeof *dropped);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
