/* world/load/needs: the layouts of the house have what the code needs; a layout without it is told by version
 * and column, and needs may leave a member out. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* What is told of a layout of those columns but one; after it comes folder_drop. */
static enum status S_without(const char *shubetsu, const char *const *columns, int n, int but, struct diag *d)
{
    struct buf xml = BUF_INIT;
    buf_addf(&xml, "<layout name=\"%s\" mei=\"m\">" V1, shubetsu);
    for (int i = 0; i < n; i++)
        if (i != but)
            buf_addf(&xml, COL("%s", "type=\"text\" max=\"9\""), columns[i], columns[i]);
    buf_adds(&xml, TAIL);
    ck_assert(buf_ok(&xml));
    folder_make();
    char *name = NULL;
    ck_assert_int_gt(asprintf(&name, "%s.xml", shubetsu), 0);
    temp_put(name, xml.data);
    free(name);
    buf_release(&xml);
    ck_assert_msg(layouts_open(temp_dir, NULL, d) == ST_OK, "%s %s %s", d->item, d->want, d->have);
    return needs_met(layout_version(shubetsu, "1.0"), bulk_find(shubetsu), d);
}

/* 加入者情報一括登録 with one column less. */
static const char *const kanyusha[] = {"shoriKubun", "seiriBango",  "edaban",       "kojinBango",
                                       "kigo",       "bango",       "honninKazoku", "shimei",
                                       "shimeiKana", "seibetsu",    "seinengappi",  "jusho",
                                       "shutokuYmd", "soshitsuYmd", "ninteiYmd"};
/* 資格情報 has 記号 and 番号 besides, which may lack. */
static const char *const shikaku[] = {"shoriKubun", "hokensha",    "edaban",
                                      "shutokuYmd", "soshitsuYmd", "honninKazoku"};

START_TEST(test_dropped)
{
    static const char may_lack[] = "seiriBango soshitsuYmd ninteiYmd";
    struct diag d = DIAG_INIT;
    enum status want = strstr(may_lack, kanyusha[_i]) ? ST_OK : ST_SETUP;
    ck_assert_int_eq(S_without("kanyushaToroku", kanyusha, sizeof kanyusha / sizeof *kanyusha, _i, &d), want);
    ck_assert(want == ST_OK || strstr(d.have, kanyusha[_i]));
    folder_drop();
}
END_TEST

/* The last time with all of them. */
START_TEST(test_shikaku)
{
    const int n = sizeof shikaku / sizeof *shikaku;
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(S_without("shikakuJoho", shikaku, n, _i, &d), _i < n ? ST_SETUP : ST_OK);
    folder_drop();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/load/needs");
    TCase *t = tcase_create("all");
    tcase_add_test(t, test_house);
    tcase_add_test(t, test_missing);
    tcase_add_loop_test(t, test_dropped, 0, sizeof kanyusha / sizeof *kanyusha);
    tcase_add_loop_test(t, test_shikaku, 0, sizeof shikaku / sizeof *shikaku + 1);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
