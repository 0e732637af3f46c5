/* service/kanri/system_toroku: 接続システム come, change, are stopped and go (2.12.1 ⑥); only one's own; the
 * one that asks stays; what is kept of a password proves it and does not show it. */
#include "service/kanri/rows.h"

#include "base/password.h"
#include "service/kanri/kanri_bulk.h"

#define PW "Kagi-2017x"

static void S_policy(void)
{
    desk.policy.password_kosuto = 2;
    desk.policy.password_nagasa = 8;
    desk.policy.password_shurui = 3;
}

START_TEST(test_rows)
{
    static const struct row rows[] = {
        {{"1", "KS100", "基幹", PW}, ST_OK, NULL, NULL},
        {{"1", "KS100", "基幹", PW}, ST_SYSTEM_EXISTS, "使われていない", "KS100"},
        {{"1", "TT06139992A", "端末の名", PW}, ST_KANRI_ITEM, "統合専用端末の名前", "TT06139992A"},
        {{"1", "TT06139505A", "端末の名", PW}, ST_KANRI_ITEM, "統合専用端末の名前", NULL},
        {{"1", "tt06139505", "端末の名", PW}, ST_KANRI_ITEM, "統合専用端末の名前", NULL},
        {{"2", "TT06139505A", "端末の名"}, ST_SYSTEM_NONE, NULL, NULL},
        {{"1", "T1", "端末", PW}, ST_SYSTEM_EXISTS, NULL, "T1"}, /* one of before */
        {{"1", "KS101", "短い", "Ab1-"}, ST_PASSWORD_KISOKU, "8〜64 文字", "4 文字"},
        {{"1", "KS101", "一種類", "aaaaaaaaa"}, ST_PASSWORD_KISOKU, "3 種類以上", "1 種類"},
        {{"1", "Kisystem1/", "記号", PW}, ST_KANRI_ITEM, "半角英数字", NULL},
        {{"1", "Ki12345678", "同じ", "Ki12345678"}, ST_PASSWORD_KISOKU, "違う文字列", "同じ"},
        {{"1", "KS101", NULL, PW}, ST_KANRI_ITEM, NULL, NULL},
        {{"1", "KS101", "なし", NULL}, ST_KANRI_ITEM, NULL, NULL},
        {{"6", "KS101", "区分", PW}, ST_KANRI_ITEM, "5（再開）", "6"},
        {{"2", "KS100", "基幹　改"}, ST_OK, NULL, NULL},
        {{"2", "KS100"}, ST_KANRI_ITEM, NULL, NULL},
        {{"2", "KS109", "ない"}, ST_SYSTEM_NONE, "自機関に登録済み", "KS109"},
        {{"5", "KS100"}, ST_KANRI_JOTAI, "状態が停止の接続システム", "有効"},
        {{"4", "KS100"}, ST_OK, NULL, NULL},
        {{"4", "KS100"}, ST_KANRI_JOTAI, "状態が有効の接続システム", "停止"},
        {{"1", "KS", "自分", PW}, ST_OK, NULL, NULL}, /* desk calls by it */
        {{"4", "KS"}, ST_SYSTEM_SELF, "のほか", "KS"},
        {{"3", "KS"}, ST_SYSTEM_SELF, "のほか", "KS"},
        {{"1", "KS102", "消す", PW}, ST_OK, NULL, NULL},
        {{"3", "KS102"}, ST_OK, NULL, NULL},
        {{"3", "KS102"}, ST_SYSTEM_NONE, NULL, NULL},
    };
    S_policy();
    desk_table("tanmatsu", (const char *const[]){"tanmatsu", "hokensha", "mei"}, 3,
               (const char *const[]){"T1", INSURER_A, "端末"}, 1);
    ROWS("systemToroku", rows);
    struct kanri_tables t = rows_tables();
    ck_assert_uint_eq(t.system_n, 2);
    const struct kanri_system *s = kanri_find_system(&t, "KS100");
    ck_assert_str_eq(s->hokensha, INSURER_A);
    ck_assert_str_eq(s->mei, "基幹　改");
    ck_assert_str_eq(s->jotai, "停止");
    ck_assert_ptr_null(strstr(s->password, PW));
    ck_assert_int_eq(password_is(s->password, "KS100", PW), PASSWORD_RIGHT);
}
END_TEST

/* A change of the password is one; a stopped one is let in again; another insurer's is not there. */
START_TEST(test_of_another)
{
    static const struct row mine[] = {{{"1", "KS100", "基幹", PW}, ST_OK, NULL, NULL},
                                      {{"4", "KS100"}, ST_OK, NULL, NULL},
                                      {{"5", "KS100"}, ST_OK, NULL, NULL},
                                      {{"2", "KS100", NULL, PW "2"}, ST_OK, NULL, NULL}};
    static const struct row theirs[] = {{{"2", "KS100", "乗取り"}, ST_SYSTEM_NONE, NULL, "KS100"},
                                        {{"3", "KS100"}, ST_SYSTEM_NONE, NULL, NULL},
                                        {{"4", "KS100"}, ST_SYSTEM_NONE, NULL, NULL},
                                        {{"5", "KS100"}, ST_SYSTEM_NONE, NULL, NULL},
                                        {{"1", "KS100", "同じ名", PW}, ST_SYSTEM_EXISTS, NULL, NULL}};
    S_policy();
    ROWS("systemToroku", mine);
    desk_as(INSURER_B);
    ROWS("systemToroku", theirs);
    struct kanri_tables t = rows_tables();
    const struct kanri_system *s = kanri_find_system(&t, "KS100");
    ck_assert_str_eq(s->jotai, "有効");
    ck_assert_str_eq(s->mei, "基幹");
    ck_assert_int_eq(password_is(s->password, "KS100", PW "2"), PASSWORD_RIGHT);
    ck_assert_int_eq(password_is(s->password, "KS100", PW), PASSWORD_WRONG);
}
END_TEST

static const char *S_salt(void)
{
    struct kanri_tables t = rows_tables();
    return arena_strndup(desk.arena, kanri_find_system(&t, "KS100")->password, strlen("pbkdf2$2$") + 32);
}

/* The clock stands, the password is the same, and each hash has a salt of its own. */
START_TEST(test_salts)
{
    static const struct row add[] = {{{"1", "KS100", "基幹", PW}, ST_OK, NULL, NULL}},
                            change[] = {{{"2", "KS100", NULL, PW}, ST_OK, NULL, NULL}},
                            remove[] = {{{"3", "KS100"}, ST_OK, NULL, NULL}};
    S_policy();
    ROWS("systemToroku", add);
    const char *first = S_salt();
    ROWS("systemToroku", change);
    const char *second = S_salt();
    ck_assert_str_ne(first, second);
    ROWS("systemToroku", remove);
    ROWS("systemToroku", add);
    ck_assert_str_ne(S_salt(), first);
    ck_assert_str_ne(S_salt(), second);
}
END_TEST

/* By operation the layout judges as well, and shows nothing of a password; a row has no 新規 without one. */
START_TEST(test_operation)
{
    const char *bad = "Kagi-\xEE\x80\x80-2017"; /* a character of private use in it */
    S_policy();
    ck_assert_int_eq(desk_run("kanri", "systemToroku", "shoriKubun", "1", "system", "KS100", "mei", "基幹",
                              "password", bad, NULL),
                     ST_ROW_COLUMN);
    ck_assert_str_eq(desk.diag.item, "パスワード");
    ck_assert_ptr_null(strstr(desk.diag.have, "Kagi"));
    ck_assert_ptr_null(strstr(desk.diag.have, "E000"));
    ck_assert_int_eq(
        desk_run("kanri", "systemToroku", "shoriKubun", "1", "system", "KS100", "mei", "基幹", NULL),
        ST_ROW_COLUMN);
    ck_assert_int_eq(desk_run("kanri", "systemToroku", "shoriKubun", "1", "system", "KS100", "mei", "基幹",
                              "password", PW, NULL),
                     ST_OK);
    ck_assert(desk.call.masters);
    ck_assert_uint_eq(rows_tables().system_n, 1);
}
END_TEST

/* No insurer has more than the policy lets it, by operation (state false) or by file; others are not counted,
 * and what goes makes room. */
START_TEST(test_saidai)
{
    static const struct row systems[] = {{{"1", "KS1", "a", PW}, ST_OK, NULL, NULL},
                                         {{"1", "KS2", "b", PW}, ST_OK, NULL, NULL},
                                         {{"1", "KS3", "c", PW}, ST_KANRI_SAIDAI, "2 件まで", "2 件"},
                                         {{"3", "KS1"}, ST_OK, NULL, NULL},
                                         {{"1", "KS3", "c", PW}, ST_OK, NULL, NULL},
                                         {{"1", "KS4", "d", PW}, ST_KANRI_SAIDAI, NULL, NULL}},
                            bushos[] = {{{"1", "B002", "a"}, ST_OK, NULL, NULL},
                                        {{"1", "B003", "b"}, ST_KANRI_SAIDAI, "2 件まで", NULL},
                                        {{"2", "B002", "a2"}, ST_OK, NULL, NULL},
                                        {{"3", "B002"}, ST_OK, NULL, NULL},
                                        {{"1", "B003", "b"}, ST_OK, NULL, NULL},
                                        {{"3", "B003"}, ST_OK, NULL, NULL}},
                            users[] =
                                {{{"1", "u902", "B001", "架空　一", "KANYUSHA"}, ST_OK, NULL, NULL},
                                 {{"1", "u903", "B001", "架空　二", "KANYUSHA"}, ST_KANRI_SAIDAI, NULL, NULL},
                                 {{"3", "u902"}, ST_OK, NULL, NULL},
                                 {{"1", "u903", "B001", "架空　二", "KANYUSHA"}, ST_OK, NULL, NULL},
                                 {{"3", "u903"}, ST_OK, NULL, NULL}},
                            gone[] = {{{"3", "KS2"}, ST_OK, NULL, NULL}, {{"3", "KS3"}, ST_OK, NULL, NULL}};
    S_policy();
    desk.policy.system_saidai = desk.policy.busho_saidai = desk.policy.user_saidai = 2;
    for (int state = 0; state < 2; state++) {
        struct kanri_kensu kensu[3] = {{0}};
        desk.call.bulk_state = state ? &kensu[0] : NULL;
        ROWS("systemToroku", systems);
        desk.call.bulk_state = state ? &kensu[1] : NULL;
        ROWS("bushoToroku", bushos);
        desk.call.bulk_state = state ? &kensu[2] : NULL;
        ROWS("userToroku", users);
        desk.call.bulk_state = NULL;
        ROWS("systemToroku", gone);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_rows, test_of_another, test_salts, test_operation, test_saidai, NULL};
    return desk_main("service/kanri/system_toroku", tests);
}
