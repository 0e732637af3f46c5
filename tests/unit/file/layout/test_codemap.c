/* file/layout/codemap: values of an insurer's own and ours, both ways; what has two meanings is refused. */
#include <check.h>

#include "file/layout/codemap.h"
#include "file/layout/judge.h"

static const struct gyomu_code lines[] = {
    {"06139976", "seibetsu", "M", "1"},     {"06139976", "flag", "なし", "0"},
    {"06139976", "seibetsu", "F", "2"},     {"06139976", "flag", "あり", "1"},
    {"06139976", "seibetsu", "W", "2"},     {"06139976", "honninKazoku", "1", "2"},
    {"06139976", "honninKazoku", "2", "1"},
};

static struct arena *a;
static const struct code_map *map;

static void S_setup(void)
{
    a = arena_new(1 << 20);
    ck_assert(code_map_make(lines, sizeof lines / sizeof lines[0], a, &map));
}

static void S_teardown(void)
{
    arena_free(a);
}

static const struct {
    const char *list, *theirs, *ours, *back;
} values[] = {
    {"seibetsu", "M", "1", "M"},
    {"seibetsu", "F", "2", "F"},
    {"seibetsu", "W", "2", "F"}, /* the first line of two is written */
    {"seibetsu", "3", "3", "3"}, /* without a line */
    {"seibetsu", "1", CODE_MAP_NONE, NULL},
    {"seibetsu", "m", "m", "m"},
    {"seibetsu", "", "", ""},
    {"flag", "あり", "1", "あり"},
    {"flag", "M", "M", "M"}, /* another list's */
    {"honninKazoku", "1", "2", "1"},
    {"honninKazoku", "2", "1", "2"},
    {"other", "1", "1", "1"},
};

START_TEST(test_values)
{
    struct str ours = code_map_in(map, values[_i].list, str_of(values[_i].theirs));
    ck_assert(str_is(ours, values[_i].ours));
    if (values[_i].back)
        ck_assert(str_is(code_map_out(map, values[_i].list, ours), values[_i].back));
    ck_assert(str_is(code_map_in(NULL, values[_i].list, str_of(values[_i].theirs)), values[_i].theirs));
}
END_TEST

/* As many as an insurer may have: 500 of each list. */
START_TEST(test_many)
{
    enum { LISTS = 28, LINES = 500 };
    static struct gyomu_code many[LISTS * LINES];
    const struct code_map *all;
    struct arena *room = arena_new(2 << 20);
    for (int i = 0; i < LISTS * LINES; i++)
        many[i] = (struct gyomu_code){"06139976", arena_printf(a, "list%d", i % LISTS),
                                      arena_printf(a, "Z%d", i / LISTS), "1"};
    ck_assert(!arena_failed(a));
    ck_assert(code_map_make(many, LISTS * LINES, room, &all));
    for (int i = 0; i < LISTS * LINES; i += 499)
        ck_assert(str_is(code_map_in(all, many[i].code_list, str_of(many[i].theirs)), "1"));
    arena_free(room);
}
END_TEST

START_TEST(test_make)
{
    const struct code_map *none = map;
    ck_assert(code_map_make(lines, 0, a, &none));
    ck_assert_ptr_null(none);
    ck_assert(code_map_has(map, "flag") && !code_map_has(map, "other") && !code_map_has(NULL, "flag"));
    struct arena *small = arena_new(64);
    ck_assert(!code_map_make(lines, 4, small, &none));
    arena_free(small);
}
END_TEST

/* Rows of the insurer: 処理区分 and 本人家族区分 and 性別 as its base system writes them. */
static const struct {
    const char *honnin, *seibetsu, *want, *have; /* NULL: good */
} rows[] = {
    {"2", "M", NULL, NULL},
    {"2", "3", NULL, NULL},
    {"2", "1", "M 男・F 女・3 未設定（業務コードの変換定義 seibetsu）", "1"},
    {"2", "Z", "M 男・F 女・3 未設定（業務コードの変換定義 seibetsu）", "Z"},
    {"9", "F", "2 本人・1 家族（業務コードの変換定義 honninKazoku）", "9"},
};

START_TEST(test_rows)
{
    const struct layout *l;
    struct diag d = DIAG_INIT, out[JUDGE_ERRORS];
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    ck_assert_int_eq(layout_get("kanyushaToroku", str_date(STR("20170508")), &l, &d), ST_OK);
    const char *row[] = {"1",        "R1",         "",      "123456789018",    rows[_i].honnin,
                         "１",       "カナ　カナ", "１２",  rows[_i].seibetsu, "19800101",
                         "20170401", "架空　太郎", "架空県"};
    static const char *const names[] = {"shoriKubun", "seiriBango", "edaban", "kojinBango", "honninKazoku",
                                        "kigo",       "shimeiKana", "bango",  "seibetsu",   "seinengappi",
                                        "shutokuYmd", "shimei",     "jusho"};
    struct str cells[LAYOUT_COLUMNS], judged[LAYOUT_COLUMNS];
    for (int i = 0; i < l->n; i++)
        cells[i] = STR("");
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
        cells[layout_column(l, names[i])] = str_of(row[i]);
    const struct judge j = {.l = l, .cs = charset_find("UTF-8"), .map = map};
    int n = judge_row(&j, cells, a, judged, out);
    ck_assert_int_eq(n, rows[_i].want != NULL);
    if (n) {
        ck_assert_str_eq(out[0].want, rows[_i].want);
        ck_assert_str_eq(out[0].have, rows[_i].have);
    } else {
        ck_assert(str_is(judged[layout_column(l, "honninKazoku")], "1"));
        ck_assert(str_is(judged[layout_column(l, "seibetsu")], *rows[_i].seibetsu == 'M' ? "1" : "3"));
    }
    layouts_close();
}
END_TEST

#define LOOP(test, table) tcase_add_loop_test(t, test, 0, sizeof table / sizeof table[0])

int main(void)
{
    Suite *suite = suite_create("file/layout/codemap");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    LOOP(test_values, values);
    tcase_add_test(t, test_make);
    tcase_add_test(t, test_many);
    LOOP(test_rows, rows);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
