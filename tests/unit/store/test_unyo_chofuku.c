/* store/unyo_chofuku: one side of a case from its beginning to its end and again, with nothing written twice;
 * lists by 枝番; the insurers that have members; periods before 再取得. */
#include <string.h>

#include "store/unyo_chofuku.h"
#include "store/unyo_shikaku.h"
#include "writer.h"

#define A "06139992"
#define B "06139984"
#define C "06139976"

/* The notices of A after `after`, at most limit 枝番. */
static struct chofuku *S_list(int64_t overlaps, const char *after, int64_t limit, size_t want)
{
    struct chofuku_page p = {A, overlaps, after, limit};
    struct chofuku *rows = NULL;
    size_t n;
    ck_assert_int_eq(unyo_chofuku_list(tx, &p, a, &rows, &n), ST_OK);
    ck_assert_uint_eq(n, want);
    return rows;
}

START_TEST(test_one_side)
{
    struct chofuku_kikan own = {A, "0000001", "20100401", NULL}, aite = {B, "0000009", "20170401", NULL};
    ck_assert_int_eq(unyo_chofuku_over(tx, &own, &aite, 90), ST_OK); /* of nothing */
    S_list(INT64_MIN, "", 10, 0);
    ck_assert_int_eq(unyo_chofuku_found(tx, &own, &aite, 100), ST_OK);
    ck_assert_int_eq(unyo_chofuku_found(tx, &own, &aite, 200), ST_OK); /* known */
    struct chofuku *c = S_list(1, "", 10, 1);
    ck_assert_str_eq(c->kara_ymd, "20170401");
    ck_assert_int_eq(c->hakken_at, 100);
    ck_assert_int_eq(c->kaisho_at, INT64_MIN);
    own.soshitsu_ymd = "20170501";
    ck_assert_int_eq(unyo_chofuku_found(tx, &own, &aite, 300), ST_OK); /* goes on with a new date */
    c = S_list(1, "", 10, 1);
    ck_assert_str_eq(c->soshitsu_ymd, "20170501");
    ck_assert_int_eq(c->hakken_at, 100);
    ck_assert_int_eq(unyo_chofuku_over(tx, &own, &aite, 400), ST_OK);
    ck_assert_int_eq(unyo_chofuku_over(tx, &own, &aite, 500), ST_OK); /* the first end counts */
    ck_assert_int_eq(S_list(0, "", 10, 1)->kaisho_at, 400);
    S_list(1, "", 10, 0);
    ck_assert_int_eq(unyo_chofuku_found(tx, &own, &aite, 600), ST_OK); /* again */
    c = S_list(1, "", 10, 1);
    ck_assert_int_eq(c->hakken_at, 600);
    ck_assert_int_eq(c->kaisho_at, INT64_MIN);
}
END_TEST

START_TEST(test_list)
{
    for (int i = 1; i <= 5; i++) {
        struct chofuku_kikan own = {A, arena_printf(a, "%07d", i), "20100401", NULL};
        ck_assert_int_eq(
            unyo_chofuku_found(tx, &own, &(struct chofuku_kikan){B, "0000001", "20170401", NULL}, 1), ST_OK);
        ck_assert_int_eq(
            unyo_chofuku_found(tx, &own, &(struct chofuku_kikan){C, "0000001", "20170401", NULL}, 1), ST_OK);
    }
    ck_assert_int_eq(unyo_chofuku_over(tx, &(struct chofuku_kikan){A, "0000002", "20100401", NULL},
                                       &(struct chofuku_kikan){B, "0000001", "20170401", NULL}, 2),
                     ST_OK);
    ck_assert_str_eq(S_list(INT64_MIN, "", 2, 4)[3].edaban, "0000002");
    ck_assert_str_eq(S_list(1, "", 2, 3)[2].aite_hokensha, C);
    ck_assert_str_eq(S_list(INT64_MIN, "0000002", 2, 4)[0].edaban, "0000003");
    S_list(INT64_MIN, "0000005", 2, 0);
    S_list(0, "", 10, 1);
}
END_TEST

static void S_insert(const char *hokensha, const char *edaban, const char *kojin_bango)
{
    const struct kanyusha k = writer_person(hokensha, edaban, kojin_bango);
    ck_assert(writer_insert(&k));
}

static void S_update(struct kanyusha *k, const char *ido)
{
    k->ido = ido;
    k->version++;
    ck_assert_int_eq(unyo_rireki_keep(tx, k->hokensha, k->edaban), ST_OK);
    ck_assert_int_eq(unyo_kanyusha_update(tx, k), ST_OK);
}

START_TEST(test_members)
{
    const char *h = "";
    static const char *const want[] = {C, B, A};
    S_insert(A, "0000001", "123456789018");
    S_insert(A, "0000002", "379474484458");
    S_insert(B, "0000001", "123456789018");
    S_insert(C, "0000001", "454972364860");
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(unyo_hokensha_next(tx, h, a, &h), ST_OK);
        ck_assert_str_eq(h, want[i]);
    }
    ck_assert_int_eq(unyo_hokensha_next(tx, h, a, &h), ST_OK);
    ck_assert_ptr_null(h);
    struct chofuku_person *p;
    size_t n;
    ck_assert_int_eq(unyo_chofuku_range(tx, A, "0000001", "0000009", 10, a, &p, &n), ST_OK);
    ck_assert_uint_eq(n, 2);
    ck_assert_str_eq(p[1].kojin_bango, "379474484458");
    ck_assert_str_eq(p[1].kikan.hokensha, A);
    ck_assert_int_eq(unyo_chofuku_range(tx, A, "0000001", "0000009", 1, a, &p, &n), ST_OK);
    ck_assert_uint_eq(n, 1);
    struct kanyusha k = writer_person(A, "0000001", "123456789018");
    k.jotai = KANYUSHA_TORIKESHI;
    S_update(&k, "取消");
    ck_assert_int_eq(unyo_chofuku_range(tx, A, "0000001", "0000009", 10, a, &p, &n), ST_OK);
    ck_assert_uint_eq(n, 1);
}
END_TEST

/* The earlier 資格 of a person, as they are and as some change found them. */
START_TEST(test_earlier)
{
    struct chofuku_person as = {.kikan = {A, "0000001", "20170401", NULL}}, one;
    static const struct shikaku second = {"20140401", "20150401", "1", "2", "1", NULL},
                                first = {"20100401", "20120401", "1", "2", "1", "20100402"};
    struct chofuku_kikan *earlier;
    size_t n;
    S_insert(A, "0000001", "123456789018");
    ck_assert_int_eq(unyo_shikaku_mae(tx, A, "0000001", a, &as.mae), ST_OK);
    ck_assert_ptr_null(as.mae);
    ck_assert_int_eq(unyo_shikaku_put(tx, A, "0000001", &second), ST_OK);
    ck_assert_int_eq(unyo_shikaku_put(tx, A, "0000001", &first), ST_OK);
    ck_assert_int_eq(unyo_shikaku_mae(tx, A, "0000001", a, &as.mae), ST_OK);
    ck_assert_str_eq(as.mae, "[[\"20100401\",\"20120401\"],[\"20140401\",\"20150401\"]]");
    ck_assert_int_eq(unyo_shikaku_drop(tx, A, "0000001", &first), ST_OK);
    ck_assert_int_eq(unyo_chofuku_earlier(tx, &as, a, &earlier, &n), ST_OK);
    ck_assert_uint_eq(n, 2); /* as told, whatever has become of them */
    ck_assert_str_eq(earlier[0].shutoku_ymd, "20100401");
    ck_assert_str_eq(earlier[0].soshitsu_ymd, "20120401");
    ck_assert_str_eq(earlier[1].shutoku_ymd, "20140401");
    ck_assert_str_eq(earlier[1].edaban, "0000001");
    ck_assert_int_eq(unyo_chofuku_one(tx, A, "0000001", a, &one), ST_OK);
    ck_assert_str_eq(one.mae, "[[\"20140401\",\"20150401\"]]");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/unyo_chofuku");
    TCase *t = tcase_create("unyo_chofuku");
    tcase_add_checked_fixture(t, writer_make, writer_drop);
    tcase_add_test(t, test_one_side);
    tcase_add_test(t, test_list);
    tcase_add_test(t, test_members);
    tcase_add_test(t, test_earlier);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
