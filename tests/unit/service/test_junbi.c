/* service/junbi: which step of 2.12.2 is next by what there is, who can do it; what comes later waits, what
 * comes before does not; a first 接続システム ends it; insurers of the fixture are asked nothing. */
#include "service/junbi.h"

#include "service/kanri/rows.h"
#include "store/kanri_password.h"

#define NEW "06139976"

static void S_made(void)
{
    static const char *const hokensha[] = {"hokensha", "mei", "encoding", "junbi"}, *const of[] = {
                                                                                        NEW, "新設", "UTF-8",
                                                                                        "1"};
    static const char *const busho[] = {"hokensha", "busho", "mei"}, *const b[] = {NEW, "B000", "管理"};
    static const char *const user[] = {"hokensha", "user", "busho", "shimei", "roles"}, *const u[] = {
                                                                                            NEW, "admin",
                                                                                            "B000",
                                                                                            "最初の人",
                                                                                            "KANRI"};
    desk_table("hokensha", hokensha, 4, of, 1);
    desk_table("busho", busho, 3, b, 1);
    desk_table("user", user, 5, u, 1);
    desk.policy.password_kosuto = 2;
    desk_as(NEW);
    desk.caller.busho = "B000";
    desk.caller.user = "admin";
}

static void S_look(const char *hokensha)
{
    struct kanri_tables t = rows_tables();
    desk.caller.junbi = junbi_of(&t, kanri_find_hokensha(&t, hokensha), desk.arena);
}

/* Every 操作可能業務 of the list is let through, and no other but what is no step. */
static void S_only(const enum sosa *may, size_t n, const char *first)
{
    for (int what = SOSA_NONE; what < SOSA_COUNT; what++) {
        bool free = what == SOSA_NONE || what == SOSA_KANRI_PASSWORD;
        for (size_t i = 0; i < n; i++)
            free = free || may[i] == (enum sosa)what;
        struct diag d = DIAG_INIT;
        enum status st = junbi(&desk.caller, (enum sosa)what, &d);
        ck_assert_msg(st == (free ? ST_OK : ST_JUNBI_SAKI), "%s", sosa_rows[what].code);
        ck_assert_int_eq(d.status, st);
        if (!free)
            ck_assert_str_eq(d.want, first);
    }
}
#define ONLY(first, ...)                                                                                     \
    S_only((const enum sosa[]){__VA_ARGS__}, sizeof(enum sosa[]){__VA_ARGS__} / sizeof(enum sosa), first)

START_TEST(test_order)
{
    static const struct row busho[] = {{{"1", "B001", "適用課"}, ST_OK, NULL, NULL}};
    static const struct row user[] = {{{"1", "u001", "B001", "次の人", "KANYUSHA KANRI"}, ST_OK, NULL, NULL}};
    static const struct row system[] = {{{"1", "KS06139976A", "基幹", "Kagi-2017x"}, ST_OK, NULL, NULL}};
    S_made();
    S_look(NEW);
    ONLY("先に ③ 部署情報の登録（できるユーザーは admin）", SOSA_KANRI_ACCESS_GROUP, SOSA_KANRI_BUSHO);
    ROWS("bushoToroku", busho);
    S_look(NEW);
    ONLY("先に ⑤ ユーザー情報の登録（できるユーザーは admin）", SOSA_KANRI_ACCESS_GROUP, SOSA_KANRI_BUSHO,
         SOSA_KANRI_ROLE, SOSA_KANRI_USER);
    ROWS("userToroku", user);
    S_look(NEW);
    ONLY("先に ⑥ 接続システム情報の登録（できるユーザーは admin・u001）", SOSA_KANRI_ACCESS_GROUP,
         SOSA_KANRI_BUSHO, SOSA_KANRI_ROLE, SOSA_KANRI_USER, SOSA_KANRI_SYSTEM);
    ROWS("systemToroku", system);
    S_look(NEW);
    ck_assert_int_eq(desk.caller.junbi.next, 0);
}
END_TEST

/* It is not asked again when they go, and what was refused tells its own step. */
START_TEST(test_once)
{
    static const struct row rows[] = {{{"1", "KS06139976A", "基幹", "Kagi-2017x"}, ST_OK, NULL, NULL},
                                      {{"3", "KS06139976A"}, ST_OK, NULL, NULL}};
    struct diag d = DIAG_INIT;
    S_made();
    S_look(NEW);
    ck_assert_int_eq(junbi(&desk.caller, SOSA_KANRI_GYOMU_CODE, &d), ST_JUNBI_SAKI);
    ck_assert_str_eq(d.item, "登録手順（2.12.2）");
    ck_assert_str_eq(d.have, "⑦ 医療保険者等定義情報の変更");
    d = DIAG_INIT;
    ck_assert_int_eq(junbi(&desk.caller, SOSA_KANYUSHA_TOROKU, &d), ST_JUNBI_SAKI);
    ck_assert_str_eq(d.have, "マスターデータの登録の後の業務");
    ROWS("systemToroku", rows);
    S_look(NEW);
    ck_assert_int_eq(desk.caller.junbi.next, 0);
    S_look(INSURER_A);
    ck_assert_int_eq(desk.caller.junbi.next, 0);
}
END_TEST

/* Who cannot log in is not named; when nobody can, 取りまとめ機関 helps. */
START_TEST(test_nobody)
{
    struct diag d = DIAG_INIT;
    S_made();
    desk_begin(DB_KANRI);
    struct kanri_tries tries;
    ck_assert_int_eq(kanri_user_wrong(desk.call.tx, NEW, "admin", 1, &tries), ST_OK);
    ck_assert(tries.lock);
    ck_assert_int_eq(desk_end(ST_OK), ST_OK);
    S_look(NEW);
    ck_assert_int_eq(junbi(&desk.caller, SOSA_KANRI_GYOMU_CODE, &d), ST_JUNBI_SAKI);
    ck_assert_ptr_nonnull(strstr(d.want, "取りまとめ機関が chukan operator password-shokika"));
    ck_assert_ptr_null(strstr(d.want, "admin"));
}
END_TEST

/* A file that comes too early is refused when it comes. */
START_TEST(test_file)
{
    struct upload up = {.path = "", .size = 10};
    S_made();
    S_look(NEW);
    ck_assert_int_eq(
        desk_run("file", "upload", "shubetsu", "userToroku", "fileMei", "u.csv", "naiyo", &up, NULL),
        ST_JUNBI_SAKI);
    ck_assert_str_eq(desk.diag.have, "⑤ ユーザー情報の登録");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_order, test_once, test_nobody, test_file, NULL};
    return desk_main("service/junbi", tests);
}
