/* store/kanri_tables: what fixtures put in comes out sorted, with rights as bits; wrong roles are refused;
 * an insurer without a 統合専用端末 gets one, which is never named like a 接続システム. */
#include <check.h>

#include "store/import.h"
#include "store/kanri_ken.h"
#include "store/kanri_tables.h"
#include "made.h"

static struct diag d;

static enum status S_import(const char *table, const char *columns, const char *const *values, int rows)
{
    char text[200], *save = NULL;
    const char *names[8];
    int n = 0;
    snprintf(text, sizeof text, "%s", columns);
    for (char *p = strtok_r(text, " ", &save); p; p = strtok_r(NULL, " ", &save))
        names[n++] = p;
    struct import *im;
    ck_assert_int_eq(import_open(temp_path("w"), table, names, n, &im, &d), ST_OK);
    enum status st = ST_OK;
    for (int i = 0; i < rows && st == ST_OK; i++)
        st = import_row(im, values + i * n, &d);
    ck_assert_int_eq(import_close(im, st == ST_OK, &d), ST_OK);
    return st;
}

static void S_fill(void)
{
    static const char sum[] = "sha256$0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    static const char *const hokensha[] = {"06139992", "架空", "7123456789012", "CP932", "06139976",
                                           "試験",     "",     "UTF-8"};
    static const char *const busho[] = {"06139992", "B002",     "給付課", "06139992", "B001",
                                        "適用課",   "06139976", "B001",   "課"};
    static const char *const user[] = {
        "06139992", "u002", "B002", "見本　花子", "FUKUHON SHOKAI",
        "06139992", "u001", "B001", "見本　太郎", "KANYUSHA FUKUHON SHOKAI KANRI",
        "06139976", "u001", "B001", "試験　一郎", "KANRI"};
    const char *system[] = {"KS06139992B", "06139992", sum, "予備", "KS06139992A", "06139992", sum, "基幹"};
    ck_assert_int_eq(S_import("hokensha", "hokensha mei hojin_bango encoding", hokensha, 2), ST_OK);
    ck_assert_int_eq(S_import("busho", "hokensha busho mei", busho, 3), ST_OK);
    ck_assert_int_eq(S_import("user", "hokensha user busho shimei roles", user, 3), ST_OK);
    ck_assert_int_eq(S_import("setsuzoku_system", "system hokensha password mei", system, 2), ST_OK);
    static const char *const codes[] = {"06139992", "seibetsu", "M",        "1",    "06139976", "seibetsu",
                                        "F",        "2",        "06139992", "flag", "A",        "0"};
    ck_assert_int_eq(S_import("gyomu_code", "hokensha code_list theirs ours", codes, 3), ST_OK);
}

static void S_setup(void)
{
    temp_make();
    ck_assert_int_eq(store_create(temp_path("w"), &d), ST_OK);
}

/* What was imported, read. */
struct loaded {
    struct store *s;
    struct tx *tx;
    struct arena *a;
    struct kanri_tables t;
};

/* room: that of the arena */
static struct loaded S_load(size_t room)
{
    struct loaded l = {.a = arena_new(room)};
    ck_assert_int_eq(store_open(temp_path("w"), &l.s, &d), ST_OK);
    ck_assert_int_eq(tx_read(l.s, DB_KANRI, &l.tx), ST_OK);
    ck_assert_int_eq(kanri_load(l.tx, l.a, &l.t), ST_OK);
    return l;
}

static void S_unload(struct loaded *l)
{
    tx_read_end(l->tx);
    store_close(l->s);
    arena_free(l->a);
}

START_TEST(test_load)
{
    S_fill();
    struct loaded l = S_load(1 << 16);
    ck_assert_uint_eq(l.t.hokensha_n, 2);
    ck_assert_uint_eq(l.t.busho_n, 3);
    ck_assert_uint_eq(l.t.user_n, 3);
    ck_assert_uint_eq(l.t.system_n, 2);
    ck_assert_uint_eq(l.t.gyomu_code_n, 3);
    ck_assert_str_eq(l.t.gyomu_code[0].theirs, "M");
    ck_assert_str_eq(l.t.gyomu_code[1].hokensha, "06139976");
    ck_assert_str_eq(l.t.gyomu_code[2].code_list, "flag");
    ck_assert_str_eq(l.t.gyomu_code[2].ours, "0");
    ck_assert_str_eq(kanri_find_hokensha(&l.t, "06139992")->encoding, "CP932");
    ck_assert_str_eq(kanri_find_hokensha(&l.t, "06139992")->hojin_bango, "7123456789012");
    ck_assert_ptr_null(kanri_find_hokensha(&l.t, "06139976")->hojin_bango);
    ck_assert_ptr_null(kanri_find_hokensha(&l.t, "06139984"));
    ck_assert_str_eq(kanri_find_busho(&l.t, "06139992", "B002")->mei, "給付課");
    ck_assert_ptr_null(kanri_find_busho(&l.t, "06139976", "B002"));
    ck_assert_uint_eq(kanri_find_user(&l.t, "06139992", "u001")->sosa, SOSA_ALL);
    ck_assert_str_eq(kanri_find_user(&l.t, "06139992", "u002")->roles, "FUKUHON SHOKAI");
    ck_assert_uint_eq(kanri_find_user(&l.t, "06139992", "u002")->sosa & SOSA_BIT(SOSA_KANYUSHA_TOROKU), 0);
    ck_assert_str_eq(kanri_find_hokensha(&l.t, "06139992")->givers[GIVING_ROLE], "u001");
    ck_assert_uint_ne(kanri_find_user(&l.t, "06139976", "u001")->sosa & SOSA_BIT(SOSA_KANRI_USER), 0);
    ck_assert_ptr_null(kanri_find_user(&l.t, "06139976", "u002"));
    ck_assert_str_eq(kanri_find_system(&l.t, "KS06139992A")->mei, "基幹");
    ck_assert(!kanri_teishi(kanri_find_system(&l.t, "KS06139992A")->jotai));
    /* a user that nobody has given a password has the initial one, and is to change it */
    const struct kanri_user *u = kanri_find_user(&l.t, "06139992", "u001");
    ck_assert(!u->password && kanri_shoki(u) && !u->lock && !u->shippai && !kanri_teishi(u->jotai));
    ck_assert_ptr_null(kanri_find_system(&l.t, ""));
    ck_assert(tx_idle(l.tx));
    struct arena *small = arena_new(64);
    struct kanri_tables untouched = {0};
    ck_assert_int_eq(kanri_load(l.tx, small, &untouched), ST_LIMIT);
    ck_assert_ptr_null(untouched.hokensha);
    arena_free(small);
    S_unload(&l);
}
END_TEST

/* Whoever is in a group stands there once; as many as there may be take no more room than their names. */
START_TEST(test_groups)
{
    enum { MANY = 3000 };
    static const char *const hokensha[] = {"06139992", "架空", "UTF-8"};
    static const char *const group[] = {"06139992", "G1", "一", "06139992", "G2", "二"};
    static char name[MANY][24];
    const char *rows[MANY][4];
    for (int i = 0; i < MANY; i++) {
        snprintf(name[i], sizeof name[i], "B%019d", i);
        const char *row[] = {"06139992", name[i], "課", i == 7 ? NULL : i == 5 ? "G2" : "G1"};
        memcpy(rows[i], row, sizeof row);
    }
    ck_assert_int_eq(S_import("hokensha", "hokensha mei encoding", hokensha, 1), ST_OK);
    ck_assert_int_eq(S_import("access_group", "hokensha access_group mei", group, 2), ST_OK);
    ck_assert_int_eq(S_import("busho", "hokensha busho mei access_group", rows[0], MANY), ST_OK);
    struct loaded l = S_load(2 << 20);
    ck_assert_str_eq(kanri_find_group(&l.t, "06139992", "G2")->busho, name[5]);
    const char *list = kanri_find_group(&l.t, "06139992", "G1")->busho;
    ck_assert_uint_eq(strlen(list), (MANY - 2) * 21 - 1);
    ck_assert(strncmp(list, name[0], 20) == 0 && list[20] == ' ' &&
              strcmp(list + strlen(list) - 20, name[MANY - 1]) == 0);
    ck_assert(!strstr(list, name[5]) && !strstr(list, name[7]));
    S_unload(&l);
}
END_TEST

/* A right that somebody misses is given by who may change what it comes from: roles of the insurer's own part
 * what the standard one has together. Three are told, of those who can: not who is locked or stopped, nor who
 * is in a 部署 without 事務 or 職掌 KANRI. */
START_TEST(test_givers)
{
    static const char *const hokensha[] = {"06139992", "架空", "UTF-8", "06139976", "試験", "UTF-8"};
    static const char *const busho[] = {
        "06139992", "B001", "課", "KANRI SHOKAI", "KANRI", "06139976", "B001", "課", "KANRI", "KANRI",
        "06139992", "B002", "課", "SHOKAI",       "KANRI", "06139992", "B003", "課", "KANRI", "SANSHO"};
    static const char *const out[] = {"06139992", "u0",  "B001", "人", "KANRI", "停止", "0",
                                      "06139992", "u1a", "B001", "人", "KANRI", "有効", "1",
                                      "06139992", "u1b", "B002", "人", "KANRI", "有効", "0",
                                      "06139992", "u1c", "B003", "人", "KANRI", "有効", "0"};
    static const char *const role[] = {"06139992", "BUSHO", "部署", "kanriBusho",
                                       "06139992", "GUMI",  "組",   "kanriAccessGroup"};
    static const char *const user[] = {
        "06139992",     "u1",         "B001",     "人",   "KANRI", "06139992", "u2",       "B001", "人",
        "BUSHO SHOKAI", "06139992",   "u3",       "B001", "人",    "KANRI",    "06139992", "u4",   "B001",
        "人",           "BUSHO GUMI", "06139992", "u5",   "B001",  "人",       "SHOKAI"};
    ck_assert_int_eq(S_import("hokensha", "hokensha mei encoding", hokensha, 2), ST_OK);
    ck_assert_int_eq(S_import("busho", "hokensha busho mei jimu shokusho", busho, 4), ST_OK);
    ck_assert_int_eq(S_import("user", "hokensha user busho shimei roles jotai lock", out, 4), ST_OK);
    ck_assert_int_eq(S_import("role", "hokensha role_name mei sosa", role, 2), ST_OK);
    ck_assert_int_eq(S_import("user", "hokensha user busho shimei roles", user, 5), ST_OK);
    struct loaded l = S_load(1 << 16);
    const struct kanri_hokensha *h = kanri_find_hokensha(&l.t, "06139992");
    ck_assert_str_eq(h->givers[GIVING_ROLE], "u1・u3");
    ck_assert_str_eq(h->givers[GIVING_BUSHO], "u1・u2・u3");
    ck_assert_str_eq(h->givers[GIVING_GROUP], "u1・u3・u4");
    ck_assert_str_eq(kanri_dare(&l.t, "06139992", SOSA_KANRI_ROLE, l.a), "u1・u3");
    ck_assert_str_eq(kanri_dare(&l.t, "06139992", SOSA_JOHO_SHOKAI, l.a), "");
    h = kanri_find_hokensha(&l.t, "06139976");
    for (int k = 0; k < GIVING_COUNT; k++)
        ck_assert_str_eq(h->givers[k], "");
    S_unload(&l);
}
END_TEST

/* Who is named can do it: a role alone does not, in a 部署 that handles nothing of that, or, where groups
 * count, outside of any or in one that does not have it; and three who can are told behind those who can't.
 */
START_TEST(test_givers_can)
{
    static const char *const hokensha[] = {"06139992", "架空", "UTF-8", "0",
                                           "06139976", "試験", "UTF-8", "1"};
    static const char *const group[] = {"06139976", "G1", "管理",     "KANRI SHOKAI",
                                        "06139976", "G2", "適用だけ", "KANYUSHA"};
    static const char *const busho[] = {
        "06139992", "B1",     "課", "KANYUSHA", "TOROKU KANRI", "",   "06139992", "B2",    "課",
        "KANRI",    "SANSHO", "",   "06139992", "B3",           "課", "KANRI",    "KANRI", "",
        "06139976", "B1",     "課", "KANRI",    "KANRI",        "",   "06139976", "B2",    "課",
        "KANRI",    "KANRI",  "G2", "06139976", "B3",           "課", "KANRI",    "KANRI", "G1"};
    static const char *const user[] = {
        "06139992", "u1", "B1", "人", "KANRI", "06139992", "u2", "B2", "人", "KANRI",
        "06139992", "u3", "B1", "人", "KANRI", "06139992", "u4", "B2", "人", "KANRI",
        "06139992", "u5", "B3", "人", "KANRI", "06139976", "u1", "B1", "人", "KANRI",
        "06139976", "u2", "B2", "人", "KANRI", "06139976", "u3", "B3", "人", "KANRI"};
    static const char *const can[] = {"u5", "u3"};
    ck_assert_int_eq(S_import("hokensha", "hokensha mei encoding access_seigyo", hokensha, 2), ST_OK);
    ck_assert_int_eq(S_import("access_group", "hokensha access_group mei jimu", group, 2), ST_OK);
    ck_assert_int_eq(S_import("busho", "hokensha busho mei jimu shokusho access_group", busho, 6), ST_OK);
    ck_assert_int_eq(S_import("user", "hokensha user busho shimei roles", user, 8), ST_OK);
    struct loaded l = S_load(1 << 16);
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < GIVING_COUNT; k++)
            ck_assert_str_eq(kanri_find_hokensha(&l.t, i ? "06139976" : "06139992")->givers[k], can[i]);
    S_unload(&l);
}
END_TEST

START_TEST(test_empty)
{
    struct loaded l = S_load(1 << 16);
    ck_assert_uint_eq(l.t.system_n, 0);
    ck_assert_ptr_null(kanri_find_system(&l.t, "KS06139992A"));
    S_unload(&l);
}
END_TEST

START_TEST(test_roles)
{
    static const struct {
        const char *roles;
        bool fine;
    } cases[] = {{"KANRI", true},          {"KANRI SHOKAI", true}, {"SHOKA", false},
                 {"KANRI  SHOKAI", false}, {"kanri", false},       {" KANRI", false},
                 {"KANRI,SHOKAI", false},  {"KAN\"RI", false},     {"KANRI SHOKAI FUKUHON KANYUSHA", true}};
    S_fill();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char user[8];
        snprintf(user, sizeof user, "x%zu", i);
        const char *row[] = {"06139992", user, "B001", "誰か", cases[i].roles};
        ck_assert_msg((S_import("user", "hokensha user busho shimei roles", row, 1) == ST_OK) ==
                          cases[i].fine,
                      "%s", cases[i].roles);
    }
}
END_TEST

/* A name is of one kind, whichever came first; what the fixture says of an insurer's stays. */
START_TEST(test_tanmatsu)
{
    static const char sum[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    static const char *const own[] = {"TT1", "06139976", "端末", "停止"}, *const system[] = {"KS06139992A",
                                                                                             "06139976",
                                                                                             "端末", "有効"};
    static const char *const late[] = {"TT06139992A", "06139976", sum, "基幹"};
    S_fill();
    ck_assert_int_eq(S_import("tanmatsu", "tanmatsu hokensha mei jotai", own, 1), ST_OK);
    ck_assert_int_ne(S_import("tanmatsu", "tanmatsu hokensha mei jotai", system, 1), ST_OK);
    for (int i = 0; i < 2; i++)
        ck_assert_msg(import_tanmatsu(temp_path("w"), &d) == ST_OK, "%s", d.have);
    ck_assert_int_ne(S_import("setsuzoku_system", "system hokensha password mei", late, 1), ST_OK);
    struct loaded l = S_load(1 << 16);
    ck_assert_uint_eq(l.t.tanmatsu_n, 2);
    ck_assert_str_eq(kanri_find_tanmatsu(&l.t, "TT1")->jotai, "停止");
    ck_assert_str_eq(kanri_find_tanmatsu(&l.t, "TT06139992A")->hokensha, "06139992");
    ck_assert_str_eq(kanri_find_tanmatsu(&l.t, "TT06139992A")->jotai, "有効");
    ck_assert_ptr_null(kanri_find_tanmatsu(&l.t, "KS06139992A"));
    S_unload(&l);
}
END_TEST

/* The name that an insurer would get is another's: it is said, not left out. */
START_TEST(test_tanmatsu_taken)
{
    static const char *const other[] = {"TT06139992A", "06139976", "端末", "有効"};
    S_fill();
    ck_assert_int_eq(S_import("tanmatsu", "tanmatsu hokensha mei jotai", other, 1), ST_OK);
    ck_assert_int_eq(import_tanmatsu(temp_path("w"), &d), ST_SETUP);
    ck_assert_str_eq(d.item, "tanmatsu");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/kanri_tables");
    TCase *t = tcase_create("kanri_tables");
    tcase_add_checked_fixture(t, S_setup, temp_drop);
    tcase_add_test(t, test_load);
    tcase_add_test(t, test_groups);
    tcase_add_test(t, test_givers);
    tcase_add_test(t, test_givers_can);
    tcase_add_test(t, test_empty);
    tcase_add_test(t, test_roles);
    tcase_add_test(t, test_tanmatsu);
    tcase_add_test(t, test_tanmatsu_taken);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
