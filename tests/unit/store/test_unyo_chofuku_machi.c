/* store/unyo_chofuku_machi: where a change stands among link files and what waits; what waits in its order,
 * none before a file at work; who had a number before all that waits. */
#include <string.h>

#include "store/torikomi.h"
#include "store/unyo_chofuku_machi.h"
#include "writer.h"

#define A "06139992"
#define B "06139984"
#define N1 "123456789018"
#define N2 "379474484458"
#define N3 "454972364860"

static void S_insert(const char *hokensha, const char *edaban, const char *kojin_bango)
{
    const struct kanyusha k = writer_person(hokensha, edaban, kojin_bango);
    ck_assert(writer_insert(&k));
}

/* A link file of 加入者情報. */
static void S_file(const char *uketsuke, const char *hokensha, int64_t jun, int64_t due)
{
    struct torikomi t = {.uketsuke = uketsuke,
                         .shubetsu = "kanyushaToroku",
                         .hokensha = hokensha,
                         .system = "KS",
                         .busho = "B001",
                         .user = "u001",
                         .path = "in",
                         .result_path = "out",
                         .encoding = "CP932",
                         .due = due,
                         .jun = jun};
    ck_assert_int_eq(torikomi_put(tx, &t), ST_OK);
}

static void S_file_ends(const char *uketsuke)
{
    struct torikomi t;
    bool found;
    ck_assert_int_eq(torikomi_get(tx, uketsuke, a, &t, &found), ST_OK);
    ck_assert_int_eq(torikomi_start(tx, &t, 0), ST_OK);
    ck_assert_int_eq(torikomi_finish(tx, &t, "00", 0), ST_OK);
}

/* jun, and whether it waits and anything does. */
static void S_place(const char *hokensha, const char *uketsuke, int64_t jun, bool waits, bool any)
{
    struct chofuku_place p;
    ck_assert_int_eq(unyo_chofuku_place(tx, hokensha, uketsuke, 100, &p), ST_OK);
    ck_assert_int_eq(p.jun, jun);
    ck_assert_int_eq(p.waits, waits);
    ck_assert_int_eq(p.any, any);
}

static void S_put(int64_t jun, const struct kanyusha *k)
{
    struct chofuku_person was = {
        {k->hokensha, k->edaban, k->shutoku_ymd, k->soshitsu_ymd}, k->kojin_bango, NULL, true};
    ck_assert_int_eq(unyo_chofuku_machi_put(tx, jun, &was), ST_OK);
}

/* The next that waits: its 枝番, NULL: none may go; it goes. */
static struct chofuku_machi S_next(const char *edaban)
{
    struct chofuku_machi m = {0};
    bool found;
    ck_assert_int_eq(unyo_chofuku_machi_next(tx, 100, a, &m, &found), ST_OK);
    ck_assert_int_eq(found, edaban != NULL);
    if (found) {
        ck_assert_str_eq(m.was.kikan.edaban, edaban);
        ck_assert_str_eq(m.hokensha, m.was.kikan.hokensha);
        ck_assert_int_eq(unyo_chofuku_machi_drop(tx, m.seq), ST_OK);
    }
    return m;
}

START_TEST(test_place)
{
    S_insert(A, "0000001", N1);
    S_insert(B, "0000001", N1);
    struct kanyusha of_a = writer_person(A, "0000001", N1), of_b = writer_person(B, "0000001", N1);
    S_place(A, NULL, 1, false, false);
    S_file("L9", B, 9, 101); /* not due */
    S_place(A, NULL, 1, false, false);
    S_file("L3", A, 3, 100);
    S_file("L5", B, 5, 100);
    S_place(A, "L3", 6, false, false);
    S_place(B, "L5", 10, true, false);
    S_place(A, NULL, 11, true, false); /* after all that are accepted */
    S_put(11, &of_a);
    S_place(A, "L3", 11, true, true); /* never before what waits of its own */
    S_place(B, "L5", 10, true, true);
    S_file_ends("L3");
    S_place(B, "L5", 10, false, true);
    S_file_ends("L5");
    S_place(B, NULL, 11, true, true); /* behind what waits */
    S_put(10, &of_b);
    S_place(B, NULL, 11, true, true);
    S_next("0000001");
    S_next("0000001");
    S_place(B, NULL, 1, false, false);
}
END_TEST

START_TEST(test_next)
{
    for (int i = 1; i <= 4; i++)
        S_insert(A, arena_printf(a, "%07d", i), arena_printf(a, "%012d", i));
    S_insert(B, "0000007", N1);
    struct kanyusha of_b = writer_person(B, "0000007", N1);
    struct chofuku_machi m;
    S_next(NULL);
    S_file("L1", B, 1, 100);
    S_file("L2", A, 2, 100);
    S_put(5, &of_b);
    ck_assert_int_eq(unyo_chofuku_machi_new(tx, 4, A, "0000002", "0000004"), ST_OK);
    S_put(2, &of_b);
    S_next("0000007"); /* its own file does not hold it */
    S_next(NULL);
    S_file_ends("L1");
    m = S_next("0000002");
    ck_assert_str_eq(m.made, "0000004");
    ck_assert_int_eq(m.n, 3);
    S_next(NULL); /* after L2 */
    S_file_ends("L2");
    m = S_next("0000007");
    ck_assert_ptr_null(m.made);
    ck_assert_str_eq(m.was.kojin_bango, N1);
    ck_assert_ptr_null(m.was.mae);
    S_next(NULL);
}
END_TEST

/* Who has the number, as seen before all that waits; NULL: nobody. */
static void S_has(const char *number, const char *edaban)
{
    struct chofuku_person p;
    bool found;
    ck_assert_int_eq(unyo_chofuku_by_kojin(tx, A, number, true, a, &p, &found), ST_OK);
    ck_assert_msg(found == (edaban != NULL), "%s", number);
    if (found) {
        ck_assert_str_eq(p.kikan.edaban, edaban);
        ck_assert_str_eq(p.kojin_bango, number);
    }
}

static void S_becomes(struct kanyusha *k, const char *number, const char *jotai)
{
    S_put(10, k);
    k->kojin_bango = number;
    k->jotai = jotai;
    k->version++;
    ck_assert_int_eq(unyo_rireki_keep(tx, k->hokensha, k->edaban), ST_OK);
    ck_assert_int_eq(unyo_kanyusha_update(tx, k), ST_OK);
}

START_TEST(test_before_all)
{
    S_insert(A, "0000001", N1);
    struct kanyusha k = writer_person(A, "0000001", N1);
    struct chofuku_person p;
    S_has(N1, "0000001");
    S_becomes(&k, N2, KANYUSHA_YUKO);
    S_becomes(&k, N3, KANYUSHA_YUKO);
    S_becomes(&k, N3, KANYUSHA_TORIKESHI);
    S_insert(A, "0000002", N2); /* it is free now, but not yet then */
    ck_assert_int_eq(unyo_chofuku_machi_new(tx, 10, A, "0000002", "0000002"), ST_OK);
    k = writer_person(A, "0000002", N2);
    S_becomes(&k, N2, KANYUSHA_SOSHITSU);
    S_has(N1, "0000001");
    S_has(N2, NULL);
    S_has(N3, NULL);
    S_next("0000001"); /* one by one they are done */
    S_has(N1, NULL);
    S_has(N2, "0000001");
    ck_assert_int_eq(unyo_chofuku_one(tx, A, "0000001", a, &p), ST_OK);
    ck_assert(p.live);
    ck_assert_str_eq(p.kojin_bango, N2);
    S_next("0000001");
    S_has(N2, NULL);
    S_has(N3, "0000001");
    S_next("0000001");
    S_has(N3, NULL);
    ck_assert_int_eq(unyo_chofuku_one(tx, A, "0000001", a, &p), ST_OK);
    ck_assert(!p.live);
    S_next("0000002");
    S_has(N2, "0000002");
    S_next("0000002");
    S_has(N2, "0000002");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/unyo_chofuku_machi");
    TCase *t = tcase_create("unyo_chofuku_machi");
    tcase_add_checked_fixture(t, writer_make, writer_drop);
    tcase_add_test(t, test_place);
    tcase_add_test(t, test_next);
    tcase_add_test(t, test_before_all);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
