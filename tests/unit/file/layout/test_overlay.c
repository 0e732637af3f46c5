/* file/layout/layout with an overlay folder (--layout DIR): its layouts replace or add, its code lists
 * replace lists of the same name or add; what is wrong in it is told as its own; names of files find their
 * layout. */
#include <sys/stat.h>

#include "file/folder.h"

#define DAY str_date(STR("20170508"))
#define NAMED(name, recognise) "<layout name=\"" name "\" mei=\"試験\" recognise=\"" recognise "\">\n"
#define CODE COL("a", "type=\"code\" codes=\"c\"")
#define MORE COL("a", "type=\"code\" codes=\"e\"")

static void S_base(void)
{
    folder_make();
    temp_put("x.xml", HEAD V1 CODE TAIL);
    ck_assert_int_eq(mkdir(temp_path("over"), 0700), 0);
}

/* The codes that column a of the layout has, by commas. */
static const char *S_codes(const char *name)
{
    static char text[100];
    struct diag d = DIAG_INIT;
    const struct layout *l;
    if (layout_get(name, DAY, &l, &d) != ST_OK)
        return "";
    size_t at = 0;
    for (int i = 0; i < l->columns[0].codes->n; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%s", i ? "," : "",
                               l->columns[0].codes->codes[i].value);
    return text;
}

/* Files of the overlay, NULL: none. What layouts x and y then have; NULL: x cannot be had. */
static const struct {
    const char *x, *y, *codes, *x_codes, *y_codes, *item, *want;
} cases[] = {
    {NULL, NULL, NULL, "1", "", NULL, NULL},
    {NULL, NULL, CODES("c", "7"), "7", "", NULL, NULL},
    {NULL, NULL, CODES("e", "7"), "1", "", NULL, NULL},
    {NULL, NAMED("y", "y") V1 CODE TAIL, NULL, "1", "1", NULL, NULL},
    {NULL, NAMED("y", "y") V1 MORE TAIL, CODES("e", "8"), "1", "8", NULL, NULL},
    {HEAD V1 MORE TAIL, NULL, CODES("e", "9"), "9", "", NULL, NULL},
    {HEAD V1 MORE TAIL, NULL, NULL, NULL, NULL, "--layout の x.xml 3行目", "codes.xml にあるコード表"},
    {HEAD "\n<version/>", NULL, NULL, NULL, NULL, "--layout の x.xml 3行目", "整形式の XML"},
    {NULL, HEAD V1 CODE TAIL, NULL, NULL, NULL, "--layout の y.xml 1行目", "y"},
    {HEAD V1 COL("a", "field=\"honninKazoku\" type=\"code\" codes=\"e\"") TAIL, NULL, CODES("e", "2"), "2",
     "", NULL, NULL},
    {HEAD V1 COL("a", "field=\"honninKazoku\" type=\"code\" codes=\"e\"") TAIL, NULL, CODES("e", "3"), NULL,
     NULL, "--layout の codes.xml 1行目", "x の「a」に 1 2（自機関の値は表 gyomu_code で変換）"},
    {HEAD V1 COL("a", "field=\"shikakuKubun\" type=\"code\" codes=\"e\"") TAIL, NULL, CODES("e", "1 2"), NULL,
     NULL, "--layout の codes.xml 1行目", "x の「a」に 1 2 3（自機関の値は表 gyomu_code で変換）"},
    {HEAD V1 COL("seibetsu", "type=\"code\" codes=\"e\"") TAIL, NULL, CODES("e", "MF"), "MF", "", NULL, NULL},
    {HEAD V1 COL("seibetsu", "type=\"code\" codes=\"e\"") TAIL, NULL, CODES("e", "男"), NULL, NULL,
     "--layout の codes.xml 1行目",
     "x の「seibetsu」に 2 バイトまでの値（自機関の値は表 gyomu_code で変換）"},
    {NULL, NULL, "<codeLists/>", NULL, NULL, "--layout の codes.xml 1行目", "スキーマに合う記述"},
    {NULL, NULL, HEAD V1 CODE TAIL, NULL, NULL, "--layout の codes.xml 1行目", "要素 codeLists"},
    {NULL, NULL,
     "<codeLists>\n<codeList name=\"e\" mei=\"c\" standing=\"A\"><code value=\"1\" mei=\"m\"/></codeList>\n"
     "<codeList name=\"e\" mei=\"c\" standing=\"A\"><code value=\"1\" mei=\"m\"/></codeList></codeLists>",
     NULL, NULL, "--layout の codes.xml 3行目", "一度だけのコード表名"},
    {NULL, NULL,
     "<codeLists><codeList name=\"e\" mei=\"c\" standing=\"A\"><code value=\"1\" mei=\"m\"/>\n"
     "<code value=\"1\" mei=\"n\"/></codeList></codeLists>",
     NULL, NULL, "--layout の codes.xml 2行目", "コード表に一度だけの値"},
};

START_TEST(test_cases)
{
    struct diag d = DIAG_INIT;
    char over[100];
    S_base();
    if (cases[_i].x)
        temp_put("over/x.xml", cases[_i].x);
    if (cases[_i].y)
        temp_put("over/y.xml", cases[_i].y);
    if (cases[_i].codes)
        temp_put("over/codes.xml", cases[_i].codes);
    temp_put("over/README.txt", "ほかのファイルは読まない");
    temp_put("over/.x.xml", "エディターの控え");
    snprintf(over, sizeof over, "%s", temp_path("over"));
    enum status st = layouts_open(temp_dir, over, &d);
    if (cases[_i].x_codes) {
        ck_assert_msg(st == ST_OK, "%s %s %s", d.item, d.want, d.have);
        ck_assert_str_eq(S_codes("x"), cases[_i].x_codes);
        ck_assert_str_eq(S_codes("y"), cases[_i].y_codes);
    } else {
        ck_assert_int_eq(st, ST_SETUP);
        ck_assert_str_eq(d.item, cases[_i].item);
        ck_assert_str_eq(d.want, cases[_i].want);
        ck_assert_int_eq(layouts_each(NULL, NULL), 0);
    }
    folder_drop();
}
END_TEST

/* Folders and files that are not there. */
START_TEST(test_missing)
{
    struct diag d = DIAG_INIT;
    S_base();
    ck_assert_int_eq(layouts_open(temp_dir, "/nowhere/at/all", &d), ST_SETUP);
    ck_assert_str_eq(d.item, "--layout の /nowhere/at/all");
    ck_assert_str_eq(d.want, "レイアウトのあるフォルダー");
    ck_assert_int_eq(unlink(temp_path("codes.xml")), 0);
    ck_assert_int_eq(layouts_open(temp_dir, NULL, &d), ST_SETUP);
    ck_assert_str_eq(d.item, "codes.xml");
    ck_assert_int_eq(unlink(temp_path("layout.xsd")), 0);
    ck_assert_int_eq(layouts_open(temp_dir, NULL, &d), ST_SETUP);
    ck_assert_str_eq(d.item, "layout.xsd");
    ck_assert_int_eq(unlink(temp_path("x.xml")), 0);
    ck_assert_int_eq(layouts_open(temp_dir, NULL, &d), ST_SETUP);
    ck_assert_str_eq(d.have, "空");
    folder_drop();
}
END_TEST

static const struct {
    const char *name, *layout; /* NULL: none */
} recognised[] = {
    {"x.csv", NULL},       {"", NULL},
    {"aa.csv", "p"},       {"aab.csv", "q"},
    {"zz_aab_1.csv", "q"}, {"rr.csv", NULL /* p and q alike */},
    {"資格.csv", "p"},     {"家族資格.csv", "q"},
    {"AA.csv", NULL},
};

START_TEST(test_recognise)
{
    struct diag d = DIAG_INIT;
    folder_make();
    temp_put("p.xml", NAMED("p", "aa|rr|資格") V1 CODE TAIL);
    temp_put("q.xml", NAMED("q", "aab|rr|家族資格") V1 CODE TAIL);
    ck_assert_int_eq(layouts_open(temp_dir, NULL, &d), ST_OK);
    const char *name = layout_recognise(recognised[_i].name, &d);
    if (recognised[_i].layout)
        ck_assert_str_eq(name, recognised[_i].layout);
    else
        ck_assert_ptr_null(name);
    ck_assert_int_eq(d.status, recognised[_i].layout ? ST_OK : ST_FILE_KIND);
    folder_drop();
}
END_TEST

/* By name and by han; which other version a number of columns belongs to. */
START_TEST(test_versions)
{
    struct diag d = DIAG_INIT;
    const struct layout *l =
        folder_layout(HEAD VERSION("han=\"1.0\"") CODE
                      "</version><version from=\"20170601\" han=\"2.0\" "
                      "recordLimit=\"9\" standing=\"A\">" CODE COL("b", "field=\"c\" type=\"date\"") TAIL,
                      "20170508");
    int n;
    ck_assert_ptr_eq(layout_versions("x", &n), l);
    ck_assert_int_eq(n, 2);
    ck_assert_ptr_null(layout_versions("y", &n));
    ck_assert_int_eq(n, 0);
    ck_assert_ptr_eq(layout_version("x", "2.0"), l + 1);
    ck_assert_ptr_null(layout_version("x", "3.0"));
    ck_assert_ptr_null(layout_version("y", "1.0"));
    ck_assert_ptr_eq(layout_of_columns(l, 2), l + 1);
    ck_assert_ptr_null(layout_of_columns(l, 1)); /* itself is no other */
    ck_assert_ptr_null(layout_of_columns(l, 0));
    ck_assert_int_eq(layout_column(l + 1, "b"), 1);
    ck_assert_int_eq(layout_column(l + 1, "c"), -1);
    ck_assert_int_eq(layout_field(l + 1, "c"), 1);
    ck_assert_int_eq(layout_field(l + 1, "b"), -1);
    ck_assert_int_eq(layout_wrong_version(l + 1, l, &d), ST_FILE_VERSION);
    ck_assert_str_eq(d.want, "第2.0版（20170601 から、2項目）");
    ck_assert_str_eq(d.have, "第1.0版（1項目）");
    folder_drop();
}
END_TEST

#define LOOP(test, table) tcase_add_loop_test(t, test, 0, sizeof table / sizeof table[0])

int main(void)
{
    Suite *suite = suite_create("file/layout/layout overlay");
    TCase *t = tcase_create("all");
    LOOP(test_cases, cases);
    tcase_add_test(t, test_missing);
    LOOP(test_recognise, recognised);
    tcase_add_test(t, test_versions);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
