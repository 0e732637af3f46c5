/* store/unyo_access: what a period is asked for costs what is in it, however many accesses there are; those
 * of one second come a page at a time. */
#include "store/unyo_access.h"

#include <stdlib.h>

#include "base/bango.h"
#include "steps.h"

enum { MANY = 3000, STEPS = 1500 };

static int64_t base;

/* One access a second, answered in the next, of one insurer and as many of the next one; the last 40 of the
 * first all in one second. */
static void S_setup(void)
{
    writer_make();
    base = bango_base("06139984");
    for (int i = 0; i < 2; i++) {
        const long long first = (long long)(i ? bango_base("06139992") : base);
        writer_run(arena_printf(
            a,
            "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
            " INSERT INTO juki_access (shokai, at, hoho, system, busho, user, riyu, komoku) SELECT %lld + i,"
            " min(i, %d - 39), '操作', 'KS', 'B001', 'u001', '01', '[]' FROM n",
            MANY, first, MANY));
    }
    writer_run("INSERT INTO juki_ryokin SELECT shokai, at + 1, 'OK', 10 FROM juki_access");
}

static void S_teardown(void)
{
    writer_drop();
}

/* n accesses from the first'th on. */
static void S_period(struct juki_page p, size_t n, int64_t first)
{
    struct juki_ken *rows = NULL;
    size_t have = 0;
    p.to = bango_end(base);
    writer_steps();
    ck_assert_int_eq(unyo_access_kikan(tx, &p, a, &rows, &have), ST_OK);
    const int steps = writer_steps();
    ck_assert_uint_eq(have, n);
    for (size_t i = 0; i < n; i++)
        ck_assert_int_eq(rows[i].shokai, base + first + (int64_t)i);
    ck_assert_msg(steps < STEPS, "%zu from %d: %d steps", n, (int)first, steps);
}

START_TEST(test_period)
{
    S_period((struct juki_page){.from = base, .kara = INT64_MIN + 1, .made = INT64_MAX, .limit = 10}, 10, 1);
    S_period((struct juki_page){.from = base, .kara = 2000, .made = 2010, .limit = 99}, 10, 2000);
    S_period((struct juki_page){.from = base, .kara = 2000, .made = 2000, .limit = 99}, 0, 0);
    S_period((struct juki_page){.from = base, .kara = 5000, .made = 9000, .limit = 99}, 0, 0);
    const int64_t second = MANY - 39; /* in which the last 40 are */
    for (int64_t i = MANY - 39; i <= MANY; i += 10)
        S_period((struct juki_page){.from = base + i, .kara = second, .made = INT64_MAX, .limit = 10}, 10, i);
    S_period((struct juki_page){.from = base + MANY + 1, .kara = second, .made = INT64_MAX, .limit = 9}, 0,
             0);
    S_period((struct juki_page){.from = base + MANY - 41, .kara = MANY - 41, .made = INT64_MAX, .limit = 4},
             4, MANY - 41);
}
END_TEST

START_TEST(test_statement)
{
    struct juki_seikyu *rows = NULL;
    size_t n = 0;
    writer_steps();
    const struct juki_page p = {.to = bango_end(base), .kara = 101, .made = 111};
    ck_assert_int_eq(unyo_access_seikyu(tx, &p, a, &rows, &n), ST_OK);
    const int steps = writer_steps();
    ck_assert_uint_eq(n, 1);
    ck_assert_int_eq(rows[0].kensu, 10);
    ck_assert_int_eq(rows[0].kingaku, 100);
    ck_assert_msg(steps < STEPS, "%d steps", steps);
}
END_TEST

START_TEST(test_when)
{
    int64_t at;
    ck_assert_int_eq(unyo_access_when(tx, base + 7, &at), ST_OK);
    ck_assert_int_eq(at, 7);
    ck_assert_int_eq(unyo_access_when(tx, base + MANY + 1, &at), ST_OK);
    ck_assert_int_eq(at, INT64_MIN);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/unyo_access");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_period);
    tcase_add_test(t, test_statement);
    tcase_add_test(t, test_when);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
