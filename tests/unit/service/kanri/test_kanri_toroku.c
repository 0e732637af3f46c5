/* Masters of an insurer (2.12.1 ①-④): each row's verdict, what it leaves behind, and the end of a file; the
 * operation that is a row, the list, and the file that comes back. */
#include "service/unyo/desk.h"

#include <unistd.h>

#include "file/layout/layout.h"
#include "store/kanri_toroku.h"
#include "store/torikomi.h"

struct row {
    const char *cells[8];
    enum status st;
};

static void S_rows(const char *shubetsu, const struct row *rows, size_t n)
{
    const struct bulk *bulk = bulk_find(shubetsu);
    ck_assert_ptr_nonnull(bulk);
    ck_assert(bulk->refuses_clean);
    desk_begin(DB_KANRI);
    for (size_t i = 0; i < n; i++) {
        struct row_kekka out = {0};
        desk.diag = DIAG_INIT;
        enum status st = bulk->apply(&desk.call, rows[i].cells, &out);
        ck_assert_msg(st == rows[i].st, "%s row %zu: %s %s", shubetsu, i + 1, status_info(st)->name,
                      desk.diag.have);
        ck_assert_int_eq(desk.diag.status, st);
        ck_assert_ptr_null(out.edaban);
    }
    ck_assert_int_eq(desk_end(ST_OK), ST_OK);
}
#define ROWS(shubetsu, rows) S_rows(shubetsu, rows, sizeof rows / sizeof *(rows))

START_TEST(test_busho)
{
    static const struct row rows[] = {
        {{"1", "B002", "給付課"}, ST_OK},
        {{"1", "B002", "給付課"}, ST_BUSHO_EXISTS},
        {{"2", "B002", "給付第一課"}, ST_OK},
        {{"2", "B003", "ない課"}, ST_BUSHO_NONE},
        {{"3", "B003", NULL}, ST_BUSHO_NONE},
        {{"3", "B001", NULL}, ST_BUSHO_IN_USE},
        {{"1", "B004", NULL}, ST_KANRI_ITEM},
        {{"2", "B002", ""}, ST_KANRI_ITEM},
        {{"1", "B 4", "空白の課"}, ST_KANRI_ITEM},
        {{"1", "B@4", "記号の課"}, ST_KANRI_ITEM},
        {{"1", NULL, "名だけの課"}, ST_KANRI_ITEM},
        {{"1", "B00000000000000000020", "21文字の課"}, ST_KANRI_ITEM},
        {{"4", "B001", "区分"}, ST_KANRI_ITEM},
        {{"11", "B001", "区分"}, ST_KANRI_ITEM},
        {{NULL, "B001", "区分"}, ST_KANRI_ITEM},
        {{"1", "B005", "消す課"}, ST_OK},
        {{"3", "B005", NULL}, ST_OK},
        {{"3", "B005", NULL}, ST_BUSHO_NONE},
        {{"1", "B006", "照会課", "SHOKAI", "SHOKAI SANSHO", "maisoryo TM00000000000050", "-"}, ST_OK},
        {{"2", "B006", NULL, NULL, NULL, "*"}, ST_OK},
        {{"2", "B006", NULL, "SHOKAI KANRININ"}, ST_KANRI_WORD},
        {{"2", "B006", NULL, "SHOKAI  KANRI"}, ST_KANRI_WORD},
        {{"2", "B006", NULL, "SHOKAI "}, ST_KANRI_WORD},
        {{"2", "B006", NULL, "SHOKAI SHOKAI"}, ST_KANRI_WORD},
        {{"2", "B006", NULL, NULL, "TOROKU,SANSHO"}, ST_KANRI_WORD},
        {{"2", "B006", NULL, NULL, NULL, "kanyushaToroku"}, ST_KANRI_WORD},
        {{"2", "B006", NULL, NULL, NULL, "* maisoryo"}, ST_KANRI_WORD},
        {{"2", "B006", NULL, NULL, NULL, "TM00000000000051"}, ST_KANRI_WORD},
        {{"2", "B006", NULL, NULL, NULL, NULL, "G1"}, ST_GROUP_NONE},
        {{"2", "B001", NULL, "KANYUSHA FUKUHON SHOKAI"}, ST_KANRISHA_NONE},
        {{"2", "B001", NULL, NULL, "SANSHO"}, ST_KANRISHA_NONE},
        {{"2", "B001", NULL, "KANRI", "KANRI", "-"}, ST_OK},
    };
    static const char *const tokutei[] = {"code", "mei", "shubetsu"};
    static const char *const tokutei_row[] = {"TM00000000000050", "医療に関する情報", "maisoryo"};
    struct kanri_tables t;
    desk_table("tokutei_kojin_joho", tokutei, 3, tokutei_row, 1);
    ROWS("bushoToroku", rows);
    ck_assert_int_eq(kanri_load(tx_writer(desk.store, DB_KANRI), desk.arena, &t), ST_OK);
    ck_assert_uint_eq(t.busho_n, 4); /* and the other insurer's is as it was */
    ck_assert_uint_eq(kanri_find_busho(&t, INSURER_B, "B001")->jimu_bits, JIMU_ALL);
    const struct kanri_busho *b = kanri_find_busho(&t, INSURER_A, "B002");
    ck_assert_str_eq(b->mei, "給付第一課");
    ck_assert_uint_eq(b->jimu_bits, JIMU_ALL); /* a file of before there were such columns */
    ck_assert_uint_eq(b->shokusho_bits, SHOKUSHO_ALL);
    ck_assert_str_eq(b->tokutei, "*");
    ck_assert_ptr_null(b->access_group);
    b = kanri_find_busho(&t, INSURER_A, "B006");
    ck_assert_uint_eq(b->jimu_bits, JIMU_SHOKAI);
    ck_assert_uint_eq(b->shokusho_bits, SHOKUSHO_SHOKAI | SHOKUSHO_SANSHO);
    ck_assert_str_eq(b->tokutei, "*");
    ck_assert_str_eq(kanri_find_busho(&t, INSURER_A, "B001")->tokutei, "-");
}
END_TEST

START_TEST(test_user)
{
    static const struct row rows[] = {
        {{"1", "n.100_a@x-1", "B001", "見本　新人", "SHOKAI"}, ST_OK},
        {{"1", "n.100_a@x-1", "B001", "見本　新人", "SHOKAI"}, ST_USER_EXISTS},
        {{"1", "u101", "B009", "部署なし", "SHOKAI"}, ST_BUSHO_NONE},
        {{"1", "u101", "B001", "役なし", "SHOKAI KANRININ"}, ST_USER_ROLE},
        {{"1", "u101", "B001", "小文字", "shokai"}, ST_USER_ROLE},
        {{"1", "u101", "B001", "空白二つ", "SHOKAI  KANRI"}, ST_USER_ROLE},
        {{"1", "u101", "B001", "前の空白", " SHOKAI"}, ST_USER_ROLE},
        {{"1", "u101", "B001", "後の空白", "SHOKAI "}, ST_USER_ROLE},
        {{"1", "u101", "B001", "二度", "SHOKAI SHOKAI"}, ST_USER_ROLE},
        {{"1", "u101", "B001", "役の欄が空", NULL}, ST_KANRI_ITEM},
        {{"1", "u101", "B001", NULL, "SHOKAI"}, ST_KANRI_ITEM},
        {{"1", "u101", NULL, "部署の欄が空", "SHOKAI"}, ST_KANRI_ITEM},
        {{"1", "u/101", "B001", "記号", "SHOKAI"}, ST_KANRI_ITEM},
        {{"1", NULL, "B001", "名なし", "SHOKAI"}, ST_KANRI_ITEM},
        {{"0", "u101", "B001", "区分", "SHOKAI"}, ST_KANRI_ITEM},
        {{"2", "u109", "B001", "いない", "SHOKAI"}, ST_USER_NONE},
        {{"3", "u109"}, ST_USER_NONE},
        {{"3", "u001"}, ST_USER_SELF},
        {{"2", "u001", NULL, NULL, "KANYUSHA"}, ST_KANRISHA_NONE},
        {{"4", "u001"}, ST_USER_SELF},
        {{"2", "u001", NULL, "見本　改", "KANRI SHOKAI"}, ST_OK},
        {{"2", "u001"}, ST_KANRI_ITEM},
        {{"1", "u102", "B001", "消す人", "SHOKAI"}, ST_OK},
        {{"5", "u102"}, ST_KANRI_JOTAI},
        {{"4", "u102"}, ST_OK},
        {{"4", "u102"}, ST_KANRI_JOTAI},
        {{"5", "u102"}, ST_OK},
        {{"3", "u102"}, ST_OK},
        {{"4", "n.100_a@x-1"}, ST_OK},
        {{"6", "n.100_a@x-1"}, ST_KANRI_ITEM},
        {{"2", "n.100_a@x-1", NULL, NULL, "FUKUHON SHOKAI"}, ST_OK},
    };
    struct kanri_tables t;
    ROWS("userToroku", rows);
    ck_assert_int_eq(kanri_load(tx_writer(desk.store, DB_KANRI), desk.arena, &t), ST_OK);
    ck_assert_uint_eq(t.user_n, 3);
    const struct kanri_user *self = kanri_find_user(&t, INSURER_A, "u001");
    ck_assert_uint_eq(self->sosa & SOSA_BIT(SOSA_FUKUHON_TOROKU), 0);
    ck_assert_uint_ne(self->sosa & SOSA_BIT(SOSA_JOHO_SHOKAI), 0);
    ck_assert_str_eq(self->shimei, "見本　改");
    ck_assert_str_eq(self->busho, "B001");
    ck_assert_str_eq(kanri_find_user(&t, INSURER_A, "n.100_a@x-1")->shimei, "見本　新人");
    ck_assert_str_eq(kanri_find_user(&t, INSURER_A, "n.100_a@x-1")->roles, "FUKUHON SHOKAI");
    ck_assert_str_eq(kanri_find_user(&t, INSURER_A, "n.100_a@x-1")->jotai, "停止");
    ck_assert_str_eq(self->jotai, "有効");
    ck_assert_uint_eq(kanri_find_user(&t, INSURER_B, "u001")->sosa, SOSA_ALL);
}
END_TEST

START_TEST(test_role)
{
    static const struct row rows[] = {
        {{"1", "SHOMU", "庶務", "kanyushaSansho kanriRole"}, ST_OK},
        {{"1", "SHOMU", "庶務", "kanyushaSansho"}, ST_ROLE_EXISTS},
        {{"1", "KANRI", "名を借りた", "kanyushaSansho"}, ST_ROLE_STANDARD},
        {{"2", "KANRI", "名を借りた", "kanyushaSansho"}, ST_ROLE_STANDARD},
        {{"3", "SHOKAI"}, ST_ROLE_STANDARD},
        {{"2", "KEIRI", NULL, "kanyushaSansho"}, ST_ROLE_NONE},
        {{"3", "KEIRI"}, ST_ROLE_NONE},
        {{"1", "KEIRI", "経理", "kanyushaSanshoo"}, ST_KANRI_WORD},
        {{"1", "KEIRI", "経理", "KANRI"}, ST_KANRI_WORD},
        {{"1", "KEIRI", "経理", "kanriUser kanriUser"}, ST_KANRI_WORD},
        {{"1", "KEIRI", "経理", NULL}, ST_KANRI_ITEM},
        {{"1", "KEIRI", NULL, "kanriUser"}, ST_KANRI_ITEM},
        {{"1", "KEI RI", "経理", "kanriUser"}, ST_KANRI_ITEM},
        {{"1", "R23456789012345678901234567890123", "33文字", "kanriUser"}, ST_KANRI_ITEM},
        {{"2", "SHOMU"}, ST_KANRI_ITEM},
        {{"2", "SHOMU", "庶務改"}, ST_OK},
        {{"1", "KESU", "消す", "kanyushaSansho"}, ST_OK},
        {{"3", "KESU"}, ST_OK},
        {{"1", "KANRININ", "管理人", "kanriUser"}, ST_OK},
    };
    static const struct row users[] = {{{"1", "u002", "B001", "見本　庶務", "SHOMU"}, ST_OK},
                                       {{"2", "u001", NULL, NULL, "KANRININ"}, ST_OK}};
    static const struct row then[] = {
        {{"3", "SHOMU"}, ST_ROLE_IN_USE},
        {{"2", "KANRININ", NULL, "kanriRole kanriPassword"}, ST_KANRISHA_NONE},
        {{"2", "KANRININ", NULL, "kanriUser kanriPassword"}, ST_OK},
    };
    ROWS("roleToroku", rows);
    ROWS("userToroku", users);
    ROWS("roleToroku", then);
    struct kanri_tables t;
    ck_assert_int_eq(kanri_load(tx_writer(desk.store, DB_KANRI), desk.arena, &t), ST_OK);
    ck_assert_uint_eq(t.role_n, 6);
    ck_assert_uint_eq(kanri_find_user(&t, INSURER_A, "u002")->sosa,
                      SOSA_BIT(SOSA_KANYUSHA_SANSHO) | SOSA_BIT(SOSA_KANRI_ROLE));
    ck_assert_str_eq(kanri_find_role(&t, INSURER_A, "SHOMU")->mei, "庶務改");
    ck_assert_ptr_null(kanri_find_role(&t, INSURER_B, "SHOMU"));
    desk.caller.user = "u002"; /* who manages no users leaves those who do */
    static const struct row other[] = {{{"2", "KANRININ", NULL, "kanriRole"}, ST_KANRISHA_NONE},
                                       {{"2", "SHOMU", NULL, "kanriRole"}, ST_OK}};
    ROWS("roleToroku", other);
}
END_TEST

/* An insurer that has switched access control on. */
static void S_seigyo(void)
{
    static const char *const hokensha[] = {"hokensha", "mei", "encoding", "access_seigyo"},
                             *const group[] = {"hokensha", "access_group", "mei"},
                             *const busho[] = {"hokensha", "busho", "mei", "access_group"},
                             *const user[] = {"hokensha", "user", "busho", "shimei", "roles"};
    static const char *const hokensha_rows[] = {"06139976", "架空丙", "CP932", "1"},
                             *const group_rows[] = {"06139976", "G1", "第一"},
                             *const busho_rows[] = {"06139976", "B001", "適用課", "G1"},
                             *const user_rows[] = {"06139976", "u001", "B001", "見本　適用", "KANRI"};
    desk_table("hokensha", hokensha, 4, hokensha_rows, 1);
    desk_table("access_group", group, 3, group_rows, 1);
    desk_table("busho", busho, 4, busho_rows, 1);
    desk_table("user", user, 5, user_rows, 1);
    desk_as("06139976");
}

START_TEST(test_access_group)
{
    static const struct row rows[] = {
        {{"1", "G1", "また第一"}, ST_GROUP_EXISTS},
        {{"1", "G2", "第二", "SHOKAI", "maisoryo"}, ST_OK},
        {{"2", "G3", "ない"}, ST_GROUP_NONE},
        {{"3", "G3"}, ST_GROUP_NONE},
        {{"1", "G3", NULL}, ST_KANRI_ITEM},
        {{"1", "G-3", "記号"}, ST_KANRI_ITEM},
        {{"1", "G3", "語", "SHOMU"}, ST_KANRI_WORD},
        {{"1", "G3", "語", NULL, "maisoryou"}, ST_KANRI_WORD},
        {{"2", "G2"}, ST_KANRI_ITEM},
        {{"2", "G2", NULL, NULL, "-"}, ST_OK},
        {{"3", "G1"}, ST_GROUP_IN_USE},
        {{"2", "G1", NULL, "KANYUSHA SHOKAI"}, ST_KANRISHA_NONE},
        {{"2", "G1", NULL, "KANRI"}, ST_OK},
    };
    static const struct row busho[] = {
        {{"2", "B001", NULL, NULL, NULL, NULL, "G2"}, ST_KANRISHA_NONE},
        {{"2", "B001", NULL, NULL, NULL, NULL, "-"}, ST_KANRISHA_NONE},
        {{"1", "B002", "照会課", "SHOKAI", NULL, NULL, "G2"}, ST_OK},
    };
    static const struct row removal[] = {{{"3", "G2"}, ST_GROUP_IN_USE}};
    static const struct row out[] = {{{"2", "B002", NULL, NULL, NULL, NULL, "-"}, ST_OK}};
    static const struct row gone[] = {{{"3", "G2"}, ST_OK}};
    S_seigyo();
    ROWS("accessGroupToroku", rows);
    ROWS("bushoToroku", busho);
    ROWS("accessGroupToroku", removal);
    ROWS("bushoToroku", out);
    ROWS("accessGroupToroku", gone);
    struct kanri_tables t;
    ck_assert_int_eq(kanri_load(tx_writer(desk.store, DB_KANRI), desk.arena, &t), ST_OK);
    ck_assert_uint_eq(t.group_n, 1);
    ck_assert_str_eq(kanri_find_group(&t, "06139976", "G1")->busho, "B001");
    ck_assert_uint_eq(kanri_find_group(&t, "06139976", "G1")->jimu_bits, JIMU_KANRI);
    desk_as(INSURER_A); /* where it is off, groups take nothing away */
    static const struct row off[] = {{{"1", "G1", "第一", "SHOKAI"}, ST_OK}};
    static const struct row in[] = {{{"2", "B001", NULL, NULL, NULL, NULL, "G1"}, ST_OK}};
    ROWS("accessGroupToroku", off);
    ROWS("bushoToroku", in);
}
END_TEST

/* Item i of masterList: "code mei hyojun komoku=atai …" */
static const char *S_item(size_t i)
{
    const struct field *table;
    const void *at = desk_item(i, &table);
    const char *mei = desk_text_at(table, at, "mei");
    struct list komoku;
    const struct field *f = desk_field(table, "komoku");
    memcpy(&komoku, (const char *)at + f->offset, sizeof komoku);
    char *out = arena_printf(desk.arena, "%s %s %d", desk_text_at(table, at, "code"), mei,
                             desk_int_at(table, at, "hyojun") == 1);
    for (size_t n = 0; n < komoku.n; n++) {
        const void *k = (const char *)komoku.items + n * f->size;
        out = arena_printf(desk.arena, "%s %s=%s", out, desk_text_at(f->sub, k, "mei"),
                           desk_text_at(f->sub, k, "atai"));
    }
    return out;
}

START_TEST(test_list)
{
    static const struct row rows[] = {{{"1", "SHOMU", "庶務", "kanriRole"}, ST_OK},
                                      {{"1", "A", "い", "fugoYokyu"}, ST_OK}};
    ROWS("roleToroku", rows);
    ck_assert_int_eq(desk_run("kanri", "masterList", "master", "role", "kensu", "5", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 5);
    ck_assert_int_eq(desk_int("tsuzuki"), 1);
    ck_assert_str_eq(S_item(0), "A い 0 sosa=fugoYokyu");
    ck_assert_str_eq(
        S_item(1),
        "FUKUHON 副本管理 1 sosa=fukuhonToroku fukuhonSansho johoTeikyo kanyushaSansho masterHaishin");
    ck_assert_int_eq(
        desk_run("kanri", "masterList", "master", "role", "kaishiCode", "SHOKAI", "kensu", "5", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 1);
    ck_assert_int_eq(desk_int("tsuzuki"), 0);
    ck_assert_str_eq(S_item(0), "SHOMU 庶務 0 sosa=kanriRole");
    ck_assert_int_eq(desk_run("kanri", "masterList", "master", "busho", "kensu", "5", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 1);
    ck_assert_str_eq(S_item(0), "B001 適用課 0 jimu=" JIMU_SUBETE " shokusho=" SHOKUSHO_SUBETE
                                " tokutei=* accessGroup=-");
    ck_assert_int_eq(desk_run("kanri", "masterList", "master", "kaisha", "kensu", "5", NULL),
                     ST_KANRI_MASTER);
    ck_assert_ptr_nonnull(strstr(desk.diag.want, "accessGroup、busho、role"));
    desk.caller.rights.sosa = SOSA_BIT(SOSA_KANRI_ROLE); /* each has its own right */
    ck_assert_int_eq(desk_run("kanri", "masterList", "master", "busho", "kensu", "5", NULL), ST_NO_ROLE);
    ck_assert_int_eq(desk_run("kanri", "masterDownload", "master", "busho", NULL), ST_NO_ROLE);
    ck_assert_int_eq(desk_run("kanri", "masterList", "master", "role", "kensu", "5", NULL), ST_OK);
}
END_TEST

static const char *S_download(const char *master)
{
    struct download file;
    ck_assert_int_eq(desk_run("kanri", "masterDownload", "master", master, NULL), ST_OK);
    memcpy(&file, (const char *)desk.reply + desk_field(desk.op->reply, "naiyo")->offset, sizeof file);
    ck_assert_int_eq(file.size, desk_int("size"));
    ck_assert_ptr_nonnull(file.data);
    return arena_strndup(desk.arena, file.data, (size_t)file.size);
}

/* What comes back is the file that would register it anew: own ones alone, in the insurer's own codes. */
START_TEST(test_download)
{
    static const char *const code[] = {"hokensha", "code_list", "theirs", "ours"};
    static const char *const code_rows[] = {INSURER_B, "kanriShoriKubun", "01", "1",
                                            INSURER_A, "kanriShoriKubun", "91", "1"};
    static const struct row rows[] = {{{"1", "SHOMU", "庶務", "kanriRole kanriUser"}, ST_OK},
                                      {{"1", "A", "い", "fugoYokyu"}, ST_OK}};
    static const struct row busho[] = {{{"1", "B002", "給付課", "FUKUHON", "SANSHO", "maisoryo"}, ST_OK}};
    desk_as(INSURER_B);
    desk.caller.encoding = "UTF-8";
    ck_assert_str_eq(S_download("role"), "");
    ck_assert_int_eq(desk_int("kensu"), 0);
    ROWS("roleToroku", rows);
    ROWS("bushoToroku", busho);
    ck_assert_str_eq(S_download("role"), "1,A,い,fugoYokyu\r\n1,SHOMU,庶務,kanriRole kanriUser\r\n");
    ck_assert_int_eq(desk_int("kensu"), 2);
    ck_assert_str_eq(desk_text("fileMei"), "roleToroku.csv");
    ck_assert_str_eq(S_download("busho"), "1,B001,適用課," JIMU_SUBETE "," SHOKUSHO_SUBETE ",*,-\r\n"
                                          "1,B002,給付課,FUKUHON,SANSHO,maisoryo,-\r\n");
    ck_assert_str_eq(S_download("accessGroup"), "");
    desk_table("gyomu_code", code, 4, code_rows, 2);
    ck_assert_str_eq(S_download("role"), "01,A,い,fugoYokyu\r\n01,SHOMU,庶務,kanriRole kanriUser\r\n");
}
END_TEST

/* The operation is one row: its layout judges it, apply() does it, and the world is told. */
START_TEST(test_operation)
{
    ck_assert_int_eq(
        desk_run("kanri", "bushoToroku", "shoriKubun", "1", "busho", "B002", "mei", "給付課", NULL), ST_OK);
    ck_assert(desk.call.masters);
    ck_assert_int_eq(
        desk_run("kanri", "bushoToroku", "shoriKubun", "1", "busho", "B002", "mei", "給付課", NULL),
        ST_BUSHO_EXISTS);
    ck_assert(!desk.call.masters);
    ck_assert_int_eq(
        desk_run("kanri", "bushoToroku", "shoriKubun", "1", "busho", "B-3", "mei", "給付課", NULL),
        ST_ROW_COLUMN);
    ck_assert_int_eq(desk_run("kanri", "bushoToroku", "shoriKubun", "4", "busho", "B002", NULL),
                     ST_ROW_COLUMN);
    ck_assert_int_eq(desk_run("kanri", "roleToroku", "shoriKubun", "1", "role", "SHOMU", "mei", "庶務",
                              "sosa", "kanriRole", NULL),
                     ST_OK);
    ck_assert_int_eq(desk_run("kanri", "userToroku", "shoriKubun", "1", "user", "n.100_a@x-1", "busho",
                              "B002", "shimei", "見本", "roles", "SHOKAI", NULL),
                     ST_OK); /* what 依頼元 may be, and a fixture has */
    ck_assert_int_eq(desk_run("kanri", "passwordShokika", "user", "n.100_a@x-1", NULL), ST_OK);
    ck_assert_int_eq(desk_run("kanri", "lockKaijo", "user", "n/100", NULL), ST_ROW_COLUMN);
    ck_assert_int_eq(desk_run("kanri", "userToroku", "shoriKubun", "3", "user", "n.100_a@x-1", NULL), ST_OK);
    ck_assert_int_eq(desk_run("kanri", "systemToroku", "shoriKubun", "1", "system", "KS.06139992_a-1", "mei",
                              "見本", "password", "Kagi-2017x", NULL),
                     ST_OK);
    ck_assert_int_eq(desk_run("kanri", "systemToroku", "shoriKubun", "1", "system", "KS1-rsa", "mei", "見本",
                              "password", "Kagi-2017x", NULL),
                     ST_KANRI_ITEM);
    ck_assert_int_eq(
        desk_run("kanri", "accessGroupToroku", "shoriKubun", "1", "accessGroup", "G1", "mei", "第一", NULL),
        ST_OK);
    ck_assert_int_eq(
        desk_run("kanri", "bushoToroku", "shoriKubun", "2", "busho", "B002", "accessGroup", "G1", NULL),
        ST_OK);
    ck_assert_int_eq(desk_run("kanri", "accessGroupToroku", "shoriKubun", "3", "accessGroup", "G1", NULL),
                     ST_GROUP_IN_USE);
    ck_assert_str_eq(desk.diag.have, "G1（入っている部署 B002）");
}
END_TEST

static bool S_in_spool(const char *uketsuke)
{
    return access(arena_printf(desk.arena, "%s/%s.in", store_spool(desk.store), uketsuke), F_OK) == 0;
}

/* The file goes to kanri.db by message, and its end comes back the same way; halted: 処理中止. What was sent
 * stays, of a kind with passwords until then. */
static void S_file(const char *shubetsu, bool halted, bool stays)
{
    static const char content[] = "1,B002,給付課\r\n";
    const struct diag why = {.status = ST_FILE_STRUCTURE};
    const char *path = arena_printf(desk.arena, "%s/in-1.tmp", store_spool(desk.store));
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fputs(content, f);
    fclose(f);
    struct upload up = {.path = path, .size = sizeof content - 1};
    memset(up.sha256, '0', 64);
    desk.call.masters = false;
    ck_assert_int_eq(desk_run("file", "upload", "shubetsu", shubetsu, "fileMei", "b.csv", "naiyo", &up, NULL),
                     ST_OK);
    const char *no = arena_strdup(desk.arena, desk.call.uketsuke);
    desk_step("fileUketsukeKanri");
    ck_assert_int_eq(desk_run("file", "getStatus", "uketsukeBango", no, NULL), ST_PENDING);
    struct torikomi t;
    bool found;
    desk_begin(DB_KANRI);
    ck_assert_int_eq(torikomi_get(desk.call.tx, no, desk.arena, &t, &found), ST_OK);
    ck_assert(found);
    ck_assert_int_eq(torikomi_start(desk.call.tx, &t, 1), ST_OK);
    ck_assert_int_eq(
        halted ? torikomi_halt(desk.call.tx, &t, &why) : torikomi_finish(desk.call.tx, &t, "00", 2), ST_OK);
    ck_assert(!desk.call.masters);
    ck_assert_int_eq(bulk_find(shubetsu)->done(&desk.call, &t), ST_OK);
    ck_assert(desk.call.masters);
    desk_end(ST_OK);
    ck_assert(S_in_spool(no));
    desk_settle();
    ck_assert_int_eq(desk_run("file", "getStatus", "uketsukeBango", no, NULL),
                     halted ? ST_FILE_HALTED : ST_OK);
    ck_assert_msg(S_in_spool(no) == stays, "%s", shubetsu);
}

START_TEST(test_file)
{
    S_file("bushoToroku", false, true);
    S_file("userToroku", true, true);
    S_file("systemToroku", false, false);
    S_file("systemToroku", true, false);
    /* of unyo.db's own kinds no message tells the end, so that nothing would take it away */
    for (const struct bulk *const *b = bulk_list; *b; b++)
        ck_assert_msg((*b)->db != DB_UNYO || !layouts_himitsu((*b)->shubetsu), "%s", (*b)->shubetsu);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_busho,        test_user, test_role,
                                  test_access_group, test_list, test_download,
                                  test_operation,    test_file, NULL};
    return desk_main("service/kanri/toroku", tests);
}
