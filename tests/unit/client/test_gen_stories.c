/* client/gen/stories.c: the numbers of the stories' people are nobody's else, whoever the insurer is; a table
 * that is none is told. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "file/layout/check.h"
#include "gen/stories.h"
#include "gen/value.h"
#include "temp.h"

enum { MEMBERS = 3000, ISSUED = 2900 };

static struct text text;

static struct gen S_gen(void)
{
    return (struct gen){.seed = 7,
                        .members = MEMBERS,
                        .hokensha = "06139992",
                        .edaban_first = 11,
                        .edaban_digits = 7,
                        .stories = "fixtures/" STORIES_FOLDER};
}

static const char *S_cell(const struct gen *g, const char *cell)
{
    static char out[80];
    text.n = 0;
    struct str v = stories_cell(g, ISSUED, str_of(cell), &text);
    snprintf(out, sizeof out, "%.*s", (int)v.n, v.p);
    return out;
}

static void S_read(struct table *x, const struct gen *g, const char *table)
{
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(stories_read(x, g, table, &d), ST_OK);
}

START_TEST(test_cells)
{
    struct gen g = S_gen();
    ck_assert_str_eq(S_cell(&g, "{eda:1}"), "0002911");
    ck_assert_str_eq(S_cell(&g, "{eda:120}"), "0003030");
    ck_assert_str_eq(S_cell(&g, "{hokensha}"), "06139992");
    ck_assert(check_hobetsu63(g.hokensha, str_of(S_cell(&g, "{hokensha63}"))));
    ck_assert_str_eq(S_cell(&g, "架橋　健一"), "架橋　健一");
    ck_assert_str_eq(S_cell(&g, "{"), "{");
    ck_assert_str_eq(S_cell(&g, ""), "");
    g.hokensha = "31130016"; /* no other number without 法別 06 */
    ck_assert_str_eq(S_cell(&g, "{hokensha63}"), "31130016");
}
END_TEST

static bool S_nobodys(const struct gen *g, const char *bango, const char *code)
{
    char other[12];
    for (int64_t i = 0; i < 2 * g->members; i++) { /* theirs, and those that differences correct them to */
        person_kojin_bango(g->seed, i, other);
        if (memcmp(other, bango, 12) == 0)
            return false;
        person_juminhyo_code(g->seed, i, other);
        if (i < g->members && memcmp(other, code, 11) == 0)
            return false;
    }
    return true;
}

START_TEST(test_people)
{
    struct gen g = S_gen();
    struct table x;
    S_read(&x, &g, "jumin");
    ck_assert_int_gt(x.n, 100);
    ck_assert_int_lt(x.n, STORIES_PEOPLE);
    for (int i = 0; i < x.n; i += 20) {
        char bango[80];
        snprintf(bango, sizeof bango, "%s", S_cell(&g, x.rows[i][table_column(&x, "kojin_bango")].p));
        const char *code = S_cell(&g, x.rows[i][table_column(&x, "juminhyo_code")].p);
        ck_assert(check_digit_ok(CHECK_KOJIN_BANGO, str_of(bango)));
        ck_assert(check_digit_ok(CHECK_JUMINHYO_CODE, str_of(code)));
        ck_assert_msg(S_nobodys(&g, bango, code), "%d", i);
    }
    table_free(&x);
}
END_TEST

/* Whether the household that has the 番号 has the 記号 with it, on any of its cards, here or elsewhere. */
static bool S_theirs(const struct maker *kigo, const struct str *row, const struct table *x)
{
    struct gen g = S_gen();
    int64_t household = strtoll(row[table_column(x, "bango")].p, NULL, 10) - 101;
    for (int way = 0; way < 2 * PERIODS; way++) {
        struct person p = {.household = household, .periods = {{.card = way / 2}}, .period_count = 1};
        struct subject s = {.p = &p, .moved = way % 2};
        text.n = 0;
        kigo->make(&g, &s, &text);
        if (str_eq(text_since(&text, 0), row[table_column(x, "kigo")]))
            return true;
    }
    return false;
}

START_TEST(test_kigo_bango)
{
    struct gen g = S_gen();
    struct column c = {.field = "kigo", .chars = CLASS_TEXT, .max = 20};
    const struct maker *kigo = value_maker(&g, &c);
    struct table x;
    S_read(&x, &g, "kanyushaToroku");
    ck_assert_ptr_nonnull(kigo);
    for (int i = 0; i < x.n; i++)
        ck_assert_msg(!S_theirs(kigo, x.rows[i], &x), "%d行目", i + 2);
    table_free(&x);
}
END_TEST

static const struct {
    const char *content; /* NULL: there is no such file */
    enum status read, check;
} tables[] = {{NULL, ST_SETUP, ST_OK},
              {"id,hito,code,keikoku,eda,kigo\nS01,a,C00000,,,1\n", ST_OK, ST_OK},
              {"id,hito,code,eda,kigo\nS01,a,C00000,,1\n", ST_OK, ST_SETUP},
              {"hito,id,code,keikoku,eda\n", ST_OK, ST_SETUP},
              {"", ST_OK, ST_SETUP},
              {"id,hito,code,keikoku,eda\nS01,a\n", ST_FILE_STRUCTURE, ST_OK}};

START_TEST(test_tables)
{
    struct gen g = S_gen();
    struct table x;
    struct diag d = DIAG_INIT;
    temp_make();
    g.stories = temp_dir;
    FILE *f = tables[_i].content ? fopen(temp_path("x.csv"), "we") : NULL;
    if (f) {
        fputs(tables[_i].content, f);
        fclose(f);
    }
    ck_assert_int_eq(stories_read(&x, &g, "x", &d), tables[_i].read);
    if (tables[_i].read == ST_OK)
        ck_assert_int_eq(stories_check(&x, &d), tables[_i].check);
    table_free(&x);
    temp_drop();
}
END_TEST

int main(void)
{
    Suite *s = suite_create("gen_stories");
    TCase *tc = tcase_create("gen_stories");
    text.p = malloc(TEXT_ROOM);
    tcase_add_test(tc, test_cells);
    tcase_add_test(tc, test_people);
    tcase_add_test(tc, test_kigo_bango);
    tcase_add_loop_test(tc, test_tables, 0, (int)(sizeof tables / sizeof *tables));
    suite_add_tcase(s, tc);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    free(text.p);
    return failed ? 1 : 0;
}
