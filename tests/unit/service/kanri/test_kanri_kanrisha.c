/* service/kanri/kanri_kanrisha: what it costs to ask whether somebody who manages remains, row by row of a
 * link file. What it answers: test_kanri_toroku.c. */
#include "service/kanri/kanri_kanrisha.h"

#include "service/kanri/kanri_bulk.h"
#include "service/may.h"
#include "store/import.h"
#include "store/kanri_role.h"

#define WRITER_OF DB_KANRI
#define column table_column /* that of a layout is known here already */
#include "store/steps.h"
#undef column

#define A "06139992"
enum { KA = 40 }; /* 部署 with one user each that manages, beside those that manage nothing */

static struct kanri_kensu state;
static struct diag d;
/* Changes 部署 and manages no users. */
static const struct caller caller = {.hokensha = A, .user = "shomu", .busho = "K999"};
static struct call call = {.caller = &caller, .diag = &d, .bulk_state = &state};

static const char *S_name(const char *form, int i)
{
    return arena_printf(a, form, i);
}

static struct kanri_busho S_busho(const char *busho, const char *jimu)
{
    return (struct kanri_busho){.hokensha = A,
                                .busho = busho,
                                .mei = "課",
                                .jimu = jimu,
                                .shokusho = SHOKUSHO_SUBETE,
                                .tokutei = "*"};
}

static void S_put(const char *busho, const char *jimu)
{
    const struct kanri_busho b = S_busho(busho, jimu);
    ck_assert_int_eq(kanri_busho_put(tx, &b), ST_OK);
}

static void S_user(const char *user, const char *busho, const char *roles)
{
    ck_assert_int_eq(kanri_user_put(tx, &(struct kanri_shokuin){A, user, busho, "見本", roles, NULL}), ST_OK);
}

static void S_users(int from, int to)
{
    for (int i = from; i < to; i++)
        S_user(S_name("n%06d", i), S_name("K%03d", i % KA), i % 3 ? "SHOKAI" : "FUKUHON SHOKAI");
}

static void S_setup(void)
{
    static const char *const columns[] = {"hokensha", "mei", "encoding"}, *const row[] = {A, "架空甲",
                                                                                          "CP932"};
    const struct kanri_role r = {.hokensha = A, .role_name = "SHOMU", .mei = "庶務", .sosa = "kanriBusho"};
    struct import *im;
    writer_make();
    tx_rollback(tx);
    store_close(s);
    ck_assert_int_eq(import_open(temp_path("w"), "hokensha", columns, 3, &im, &d), ST_OK);
    ck_assert_int_eq(import_row(im, row, &d), ST_OK);
    ck_assert_int_eq(import_close(im, true, &d), ST_OK);
    writer_begin();
    call.tx = tx;
    ck_assert_int_eq(kanri_role_put(tx, &r), ST_OK);
    S_put("K999", JIMU_SUBETE);
    S_user("shomu", "K999", "SHOMU");
    for (int i = 0; i < KA; i++) {
        S_put(S_name("K%03d", i), JIMU_SUBETE);
        S_user(S_name("k%03d", i), S_name("K%03d", i), "KANRI");
    }
    S_users(0, 200);
}

/* One row; its verdict, and what it cost in steps. */
static int S_row(int n, int gyo, const char *jimu, enum status want)
{
    const struct kanri_busho b = S_busho(S_name("K%03d", n), jimu);
    d = DIAG_INIT;
    call.gyo = gyo;
    call.arena = arena_new(1 << 20); /* of a row, as the loader's */
    writer_steps();
    const enum status st = kanri_kanrisha(&call, &(struct kanri_henko){.busho = &b});
    const int steps = writer_steps();
    arena_free(call.arena);
    ck_assert_msg(st == want, "%s: %s", b.busho, status_info(st)->name);
    if (st == ST_OK)
        ck_assert_int_eq(kanri_busho_put(tx, &b), ST_OK);
    return steps;
}

/* The management is taken from one 部署 after the other, each of which has somebody who manages, until nobody
 * would be left; then it is given back. */
static int S_take(bool backwards)
{
    int steps = 0;
    state = (struct kanri_kensu){.n = 0};
    for (int i = 0; i < 2 * KA; i++) {
        const int n = backwards ? KA - 1 - i % KA : i % KA;
        steps += S_row(n, i + 1, i < KA ? "SHOKAI" : JIMU_SUBETE, i == KA - 1 ? ST_KANRISHA_NONE : ST_OK);
    }
    return steps;
}

/* Not what there are of users; nor, as a rule, what there are of 部署. */
START_TEST(test_cost)
{
    const int before[] = {S_take(false), S_take(true)};
    int searched = 0;
    S_users(200, 4000);
    for (int i = 0; i < 2; i++) {
        const int after = S_take(i);
        ck_assert_msg(after < before[i] * 11 / 10, "%d: %d, %d", i, before[i], after);
    }
    S_put("K900", JIMU_SUBETE); /* of people who manage nothing */
    S_user("k900", "K900", "SHOKAI FUKUHON");
    for (int i = 0; i < 10; i++) {
        state = (struct kanri_kensu){.n = 0};
        searched += S_row(i, i, "SHOKAI", ST_OK);
    }
    const int nobody = S_row(900, 1, "SHOKAI", ST_OK);
    ck_assert_msg(nobody * 10 < searched / 10, "%d, %d", nobody, searched);
    const int told = S_row(20, 1, "SHOKAI", ST_OK);
    ck_assert_msg(told * 5 < searched / 10, "%d, %d", told, searched);
}
END_TEST

/* Nor does a look at who belongs to a 部署 that is to be removed. What the foreign key looks at then is
 * SQLite's choice: that of Debian 13 (3.46) goes through the users of the insurer. */
START_TEST(test_remove)
{
    const char *users = NULL;
    S_put("K901", JIMU_SUBETE);
    writer_steps();
    ck_assert_int_eq(kanri_busho_users(tx, A, "K901", a, &users), ST_OK);
    ck_assert_ptr_null(users);
    ck_assert_int_lt(writer_steps(), 100);
    ck_assert_int_eq(kanri_busho_remove(tx, A, "K901"), ST_OK);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("service/kanri/kanri_kanrisha");
    TCase *t = tcase_create("kanri_kanrisha");
    tcase_add_checked_fixture(t, S_setup, writer_drop);
    tcase_add_test(t, test_cost);
    tcase_add_test(t, test_remove);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
