/* store/kanri_busho, kanri_role, kanri_toroku: 部署 and ユーザー come, change and go; which words are roles;
 * what the database itself refuses. */
#include <check.h>
#include <string.h>

#include "service/op.h"
#include "store/import.h"
#include "store/kanri_busho.h"
#include "store/kanri_role.h"
#include "store/kanri_toroku.h"
#include "made.h"

#define A "06139992"
#define B "06139984"

static struct diag d;
static struct store *store;
static struct arena *arena;
static struct tx *tx;

static void S_setup(void)
{
    static const char *const columns[] = {"hokensha", "mei", "encoding"};
    static const char *const rows[][3] = {{A, "架空甲", "CP932"}, {B, "架空乙", "UTF-8"}};
    struct import *im;
    temp_make();
    ck_assert_int_eq(store_create(temp_path("w"), &d), ST_OK);
    ck_assert_int_eq(import_open(temp_path("w"), "hokensha", columns, 3, &im, &d), ST_OK);
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(import_row(im, rows[i], &d), ST_OK);
    ck_assert_int_eq(import_close(im, true, &d), ST_OK);
    ck_assert_int_eq(store_open(temp_path("w"), &store, &d), ST_OK);
    arena = arena_new(1 << 20);
    tx = tx_writer(store, DB_KANRI);
    ck_assert_int_eq(tx_begin(tx), ST_OK);
}

static void S_teardown(void)
{
    tx_rollback(tx);
    arena_free(arena);
    store_close(store);
    temp_drop();
}

static enum status S_busho(const char *busho, const char *mei, const char *access_group)
{
    return kanri_busho_put(tx, &(struct kanri_busho){.hokensha = A,
                                                     .busho = busho,
                                                     .mei = mei,
                                                     .jimu = JIMU_SUBETE,
                                                     .shokusho = SHOKUSHO_SUBETE,
                                                     .tokutei = "*",
                                                     .access_group = access_group});
}

static enum status S_user(const char *user)
{
    return kanri_user_put(tx, &(struct kanri_shokuin){A, user, "B001", "人", "KANRI", NULL});
}

START_TEST(test_busho)
{
    bool there;
    const char *users = "";
    struct kanri_busho b, *list;
    size_t n;
    ck_assert_int_eq(S_busho("B002", "給付課", NULL), ST_OK);
    ck_assert_int_eq(S_busho("B001", "適用課", NULL), ST_OK);
    ck_assert_int_eq(S_busho("B001", "適用第一課", "G1"), ST_OK);
    ck_assert_int_eq(kanri_busho_get(tx, A, "B001", arena, &b, &there), ST_OK);
    ck_assert(there);
    ck_assert_str_eq(b.mei, "適用第一課");
    ck_assert_str_eq(b.access_group, "G1");
    ck_assert_uint_eq(sosa_word_bits(jimu_words, b.jimu), JIMU_ALL);
    ck_assert_uint_eq(sosa_word_bits(shokusho_words, b.shokusho), SHOKUSHO_ALL);
    ck_assert_int_eq(kanri_busho_get(tx, B, "B001", arena, &b, &there), ST_OK);
    ck_assert(!there);
    ck_assert_int_eq(kanri_busho_list(tx, A, "", 9, arena, &list, &n), ST_OK);
    ck_assert_uint_eq(n, 2);
    ck_assert_str_eq(list[0].busho, "B001");
    ck_assert_int_eq(kanri_busho_list(tx, A, "B001", 9, arena, &list, &n), ST_OK);
    ck_assert_uint_eq(n, 1);
    ck_assert_int_eq(kanri_busho_list(tx, A, "", 1, arena, &list, &n), ST_OK);
    ck_assert_uint_eq(n, 1);
    ck_assert_int_eq(kanri_busho_users(tx, A, "B001", arena, &users), ST_OK);
    ck_assert_ptr_null(users);
    ck_assert_int_eq(kanri_busho_exists(tx, A, "B001", &there), ST_OK);
    ck_assert(there);
    ck_assert_int_eq(kanri_busho_exists(tx, B, "B001", &there), ST_OK);
    ck_assert(!there);
    for (int i = 1; i <= 5; i++) {
        ck_assert_int_eq(S_user(arena_printf(arena, "u%03d", 6 - i)), ST_OK);
        ck_assert_int_eq(kanri_busho_users(tx, A, "B001", arena, &users), ST_OK);
        if (i == 3)
            ck_assert_str_eq(users, "u003・u004・u005");
    }
    ck_assert_str_eq(users, "u001・u002・u003 ほか2人");
    ck_assert_int_ne(kanri_busho_remove(tx, A, "B001"), ST_OK); /* the database holds it, too */
    for (int i = 1; i <= 5; i++)
        ck_assert_int_eq(kanri_user_remove(tx, A, arena_printf(arena, "u%03d", i)), ST_OK);
    ck_assert_int_eq(kanri_busho_remove(tx, A, "B001"), ST_OK);
    ck_assert_int_eq(kanri_busho_exists(tx, A, "B001", &there), ST_OK);
    ck_assert(!there);
}
END_TEST

START_TEST(test_user)
{
    struct kanri_shokuin u;
    bool found;
    ck_assert_int_eq(S_busho("B001", "適用課", NULL), ST_OK);
    ck_assert_int_eq(kanri_user_get(tx, A, "u001", arena, &u, &found), ST_OK);
    ck_assert(!found);
    ck_assert_int_eq(
        kanri_user_put(tx, &(struct kanri_shokuin){A, "u001", "B001", "人", "KANRI SHOKAI", NULL}), ST_OK);
    ck_assert_int_eq(kanri_user_put(tx, &(struct kanri_shokuin){A, "u001", "B001", "新人", "SHOKAI", NULL}),
                     ST_OK);
    ck_assert_int_eq(kanri_user_get(tx, A, "u001", arena, &u, &found), ST_OK);
    ck_assert(found);
    ck_assert_str_eq(u.shimei, "新人");
    ck_assert_str_eq(u.roles, "SHOKAI");
    ck_assert_int_ne(kanri_user_put(tx, &(struct kanri_shokuin){A, "u002", "B009", "人", "SHOKAI", NULL}),
                     ST_OK);
    ck_assert_int_ne(kanri_user_put(tx, &(struct kanri_shokuin){A, "u002", "B001", "人", "SHOKAY", NULL}),
                     ST_OK);
}
END_TEST

START_TEST(test_roles)
{
    static const struct {
        const char *roles;
        uint64_t some; /* of them; 0: none at all */
    } cases[] = {
        {"KANYUSHA", SOSA_BIT(SOSA_KANYUSHA_TOROKU)},
        {"KANRI", SOSA_BIT(SOSA_KANRI_USER)},
        {"KANYUSHA FUKUHON SHOKAI KANRI", SOSA_ALL},
        {"KANRI KANYUSHA", SOSA_BIT(SOSA_KANYUSHA_KOJIN) | SOSA_BIT(SOSA_KANRI_ROLE)},
        {"", 0},
        {" ", 0},
        {" KANRI", 0},
        {"KANRI ", 0},
        {"KANRI  SHOKAI", 0},
        {"KANRI KANRI", 0},
        {"KANR", 0},
        {"KANRIX", 0},
        {"kanri", 0},
        {"KANRI,SHOKAI", 0},
        {"KANRI SHOKAY", 0},
    };
    const char *names;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint64_t bits = 99;
        ck_assert_int_eq(kanri_roles_sosa(tx, arena, A, cases[i].roles, &bits), ST_OK);
        ck_assert_msg(cases[i].some ? (bits & cases[i].some) == cases[i].some : bits == 0, "'%s': %llx",
                      cases[i].roles, (unsigned long long)bits);
    }
    ck_assert_int_eq(kanri_role_names(tx, arena, A, &names), ST_OK);
    ck_assert_str_eq(names, "KANYUSHA・FUKUHON・SHOKAI・KANRI");
    ck_assert(tx_idle(tx));
}
END_TEST

/* Own ロール, and what --check-invariants says of one that is gone, as of an アクセスグループ. */
START_TEST(test_own_roles)
{
    struct kanri_role r = {.hokensha = A, .role_name = "SHOMU", .mei = "庶務", .sosa = "kanriRole"}, *list;
    struct buf broken = BUF_INIT;
    const char *users = NULL, *names;
    uint64_t bits = 0;
    size_t n;
    bool found;
    ck_assert_int_eq(kanri_role_put(tx, &r), ST_OK);
    r.mei = "庶務改";
    ck_assert_int_eq(kanri_role_put(tx, &r), ST_OK);
    ck_assert_int_eq(kanri_role_get(tx, A, "SHOMU", arena, &r, &found), ST_OK);
    ck_assert(found);
    ck_assert_str_eq(r.mei, "庶務改");
    ck_assert_int_eq(kanri_role_get(tx, B, "SHOMU", arena, &r, &found), ST_OK);
    ck_assert(!found);
    ck_assert_int_eq(kanri_role_get(tx, A, "KANRI", arena, &r, &found), ST_OK);
    ck_assert(!found);
    ck_assert_int_eq(kanri_role_list(tx, A, "KANYUSHA", 9, arena, &list, &n), ST_OK);
    ck_assert_uint_eq(n, 2);
    ck_assert_str_eq(list[1].role_name, "SHOMU");
    ck_assert_int_eq(kanri_role_list(tx, B, "", 9, arena, &list, &n), ST_OK);
    ck_assert_uint_eq(n, 4);
    ck_assert_int_eq(kanri_roles_sosa(tx, arena, A, "SHOMU SHOKAI", &bits), ST_OK);
    ck_assert_uint_ne(bits & SOSA_BIT(SOSA_KANRI_ROLE), 0);
    ck_assert_int_eq(kanri_roles_sosa(tx, arena, B, "SHOMU SHOKAI", &bits), ST_OK);
    ck_assert_uint_eq(bits, 0);
    ck_assert_int_eq(kanri_role_names(tx, arena, A, &names), ST_OK);
    ck_assert_str_eq(names, "KANYUSHA・FUKUHON・SHOKAI・KANRI・SHOMU");
    ck_assert_int_eq(S_busho("B001", "適用課", NULL), ST_OK);
    ck_assert_int_eq(
        kanri_user_put(tx, &(struct kanri_shokuin){A, "u001", "B001", "人", "KANRI SHOMU", NULL}), ST_OK);
    ck_assert_int_eq(kanri_role_users(tx, A, "SHOMU", arena, &users), ST_OK);
    ck_assert_str_eq(users, "u001");
    ck_assert_int_eq(kanri_role_users(tx, A, "SHOM", arena, &users), ST_OK);
    ck_assert_ptr_null(users);
    tx_check(tx, &broken);
    ck_assert_uint_eq(broken.len, 0);
    ck_assert_int_eq(kanri_role_remove(tx, A, "SHOMU"), ST_OK);
    ck_assert_int_eq(S_busho("B002", "給付課", "G9"), ST_OK);
    tx_check(tx, &broken);
    ck_assert_str_eq(broken.data, "kanri: busho " A " B002: access_group G9, none\n"
                                  "kanri: user " A " u001: role SHOMU, none\n");
    buf_release(&broken);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/kanri_toroku");
    TCase *t = tcase_create("kanri_toroku");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_busho);
    tcase_add_test(t, test_user);
    tcase_add_test(t, test_roles);
    tcase_add_test(t, test_own_roles);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
