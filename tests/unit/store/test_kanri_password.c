/* store/kanri_password: wrong ones are counted up to the limit that locks; what a user had before is kept,
 * newest first, as many as wanted, and goes with the user. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/password.h"
#include "store/import.h"
#include "store/kanri_password.h"
#include "store/kanri_toroku.h"
#include "made.h"

static const char A[] = "06139992";
static struct diag d;
static struct store *s;
static struct tx *tx;
static struct arena *a;

static void S_import(const char *table, const char *const *column, const char *const *value, int n)
{
    struct import *im;
    ck_assert_int_eq(import_open(temp_path("w"), table, column, n, &im, &d), ST_OK);
    ck_assert_int_eq(import_row(im, value, &d), ST_OK);
    ck_assert_int_eq(import_close(im, true, &d), ST_OK);
}

static void S_setup(void)
{
    static const char *const hokensha[] = {"hokensha", "mei", "encoding"}, *const hv[] = {A, "試験", "UTF-8"};
    static const char *const busho[] = {"hokensha", "busho", "mei"}, *const bv[] = {A, "B001", "課"};
    static const char *const user[] = {"hokensha", "user", "busho", "shimei", "roles"}, *const uv[] = {
                                                                                            A, "u001", "B001",
                                                                                            "見本", "KANRI"};
    temp_make();
    ck_assert_int_eq(store_create(temp_path("w"), &d), ST_OK);
    S_import("hokensha", hokensha, hv, 3);
    S_import("busho", busho, bv, 3);
    S_import("user", user, uv, 5);
    ck_assert_int_eq(store_open(temp_path("w"), &s, &d), ST_OK);
    a = arena_new(1 << 20);
    tx = tx_writer(s, DB_KANRI);
    ck_assert_int_eq(tx_begin(tx), ST_OK);
}

static void S_teardown(void)
{
    ck_assert_int_eq(tx_commit(tx), ST_OK);
    store_close(s);
    arena_free(a);
    temp_drop();
}

START_TEST(test_tries)
{
    struct kanri_tries t;
    for (int i = 1; i <= 3; i++) {
        ck_assert_int_eq(kanri_user_wrong(tx, A, "u001", 3, &t), ST_OK);
        ck_assert_int_eq(t.shippai, i);
        ck_assert_int_eq(t.lock, i == 3);
    }
    ck_assert_int_eq(kanri_user_wrong(tx, A, "u001", 3, &t), ST_OK);
    ck_assert(t.shippai == 3 && t.lock);
    ck_assert_int_eq(kanri_user_right(tx, A, "u001", &t), ST_OK); /* too late */
    ck_assert(t.shippai == 3 && t.lock);
    ck_assert_int_eq(kanri_user_wrong(tx, A, "u001", 0, &t), ST_OK);
    ck_assert(t.lock); /* a policy that locks nobody frees nobody */
    ck_assert_int_eq(kanri_user_wrong(tx, A, "u009", 1, &t), ST_OK);
    ck_assert(t.shippai == 0 && !t.lock);
}
END_TEST

static struct kanri_password S_get(void)
{
    struct kanri_password p;
    bool found;
    ck_assert_int_eq(kanri_password_get(tx, A, "u001", a, &p, &found), ST_OK);
    ck_assert(found);
    return p;
}

/* Former ones as one text: the last characters of each, newest first. */
static const char *S_mae(int64_t limit)
{
    struct kanri_password_mae *mae;
    size_t n;
    const char *all = "";
    ck_assert_int_eq(kanri_password_rireki(tx, A, "u001", limit, a, &mae, &n), ST_OK);
    for (size_t i = 0; i < n; i++)
        all = arena_printf(a, "%s%s", all, mae[i].password + strlen("pbkdf2$"));
    return all;
}

START_TEST(test_rireki)
{
    static const char *const kept[] = {"", "", "1", "21", "32"};
    for (int i = 0; i < 5; i++) {
        struct kanri_password p = S_get();
        ck_assert_int_eq(p.before, i);
        ck_assert_str_eq(S_mae(9), kept[i]);
        p.password = arena_printf(a, "pbkdf2$%d", i + 1);
        p.password_jotai = "変更済";
        p.password_at = 100 + i;
        ck_assert_int_eq(kanri_password_put(tx, &p, 2), ST_OK);
    }
    ck_assert_str_eq(S_mae(1), "4");
    struct kanri_password p = S_get();
    ck_assert_str_eq(p.password, "pbkdf2$5");
    ck_assert_int_eq(p.password_at, 104);
    p.password = NULL; /* the initial one again, which is none of ours */
    ck_assert_int_eq(kanri_password_put(tx, &p, 0), ST_OK);
    ck_assert_str_eq(S_mae(9), "5"); /* one stays in any case: how many there were is to be known */
    ck_assert_int_eq(S_get().before, 5);
    ck_assert_int_eq(kanri_user_remove(tx, A, "u001"), ST_OK);
    ck_assert_str_eq(S_mae(9), "");
}
END_TEST

/* No one writes a password as it is. */
START_TEST(test_no_plain_text)
{
    struct kanri_password p = S_get();
    ck_assert_int_eq(tx_save(tx), ST_OK);
    p.password = "Kaeta-01";
    ck_assert_int_ne(kanri_password_put(tx, &p, 2), ST_OK);
    tx_undo(tx);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/kanri_password");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_tries);
    tcase_add_test(t, test_rireki);
    tcase_add_test(t, test_no_plain_text);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
