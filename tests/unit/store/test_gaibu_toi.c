/* store/gaibu_toi: a question is found by its 処理通番, listed page by page, and answered. */
#include "store/gaibu_toi.h"

#include <sqlite3.h>

#include "store/tx.h"

#define WRITER_OF DB_GAIBU
#include "writer.h"

#define KIKAN "9903001701864705"
#define ASKED "06139992"
#define OTHER "06139984"

enum { TOI = 5 };

/* Five questions; every second one is asked of OTHER. */
static void S_setup(void)
{
    writer_make();
    ck_assert_int_eq(sqlite3_exec(tx->h,
                                  "INSERT INTO kikan (code, mei, shubetsu, jotai) VALUES ('" KIKAN
                                  "', '市', 'shichoson', '開局')",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    for (int i = 1; i <= TOI; i++) {
        struct toi t = {.tsuban = arena_printf(a, "T00000000N%07d", i),
                        .shokaisha = KIKAN,
                        .hokensha = i % 2 ? ASKED : OTHER,
                        .id = "abcdefghijklmnopabcdefghijklmnop",
                        .jimu_code = "JM00000000000027",
                        .code = "TM00000000000050",
                        .toi_at = 100 + i};
        ck_assert_int_eq(toi_next(tx, &t.bango), ST_OK);
        ck_assert_int_eq(t.bango, i);
        ck_assert_int_eq(toi_add(tx, &t), ST_OK);
    }
}

static void S_teardown(void)
{
    writer_drop();
}

START_TEST(test_get)
{
    struct toi t;
    bool found = false;
    ck_assert_int_eq(toi_get(tx, "T00000000N0000004", a, &t, &found), ST_OK);
    ck_assert(found);
    ck_assert_int_eq(t.bango, 4);
    ck_assert_str_eq(t.hokensha, OTHER);
    ck_assert_ptr_null(t.kekka_kubun);
    ck_assert_int_eq(t.kaito_at, INT64_MIN);
    t.kekka_kubun = "該当なし";
    t.kaito = "[]";
    t.kaito_at = 200;
    ck_assert_int_eq(toi_answer(tx, &t), ST_OK);
    ck_assert_int_eq(toi_get(tx, "T00000000N0000004", a, &t, &found), ST_OK);
    ck_assert_str_eq(t.kekka_kubun, "該当なし");
    ck_assert_str_eq(t.kaito, "[]");
    ck_assert_int_eq(t.kaito_at, 200);
    ck_assert_int_eq(toi_get(tx, "T00000000N0000003", a, &t, &found), ST_OK);
    ck_assert_ptr_null(t.kekka_kubun);
    ck_assert_int_eq(toi_get(tx, "T00000000N0000006", a, &t, &found), ST_OK);
    ck_assert(!found);
}
END_TEST

START_TEST(test_list)
{
    enum { MUCH = 1 << 20 };
    static const struct {
        const char *hokensha;
        int64_t above, limit;
        size_t bytes, n;
        int64_t first;
        bool more;
    } cases[] = {{NULL, 0, 10, MUCH, 5, 1, false},  {NULL, 0, 2, MUCH, 2, 1, false},
                 {NULL, 3, 10, MUCH, 2, 4, false},  {NULL, 3, 10, 1, 1, 4, true},
                 {NULL, 4, 10, 1, 1, 5, false},     {NULL, 3, 1, 1, 1, 4, false},
                 {ASKED, 0, 10, MUCH, 3, 1, false}, {OTHER, 2, 10, MUCH, 1, 4, false},
                 {OTHER, 4, 10, MUCH, 0, 0, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct toi *rows = NULL;
        size_t n = 9;
        bool more = true;
        ck_assert_int_eq(toi_list(tx, cases[i].hokensha, cases[i].above, cases[i].limit, cases[i].bytes, a,
                                  &rows, &n, &more),
                         ST_OK);
        ck_assert_int_eq(more, cases[i].more);
        ck_assert_uint_eq(n, cases[i].n);
        if (n)
            ck_assert_int_eq(rows[0].bango, cases[i].first);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/gaibu_toi");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_get);
    tcase_add_test(t, test_list);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
