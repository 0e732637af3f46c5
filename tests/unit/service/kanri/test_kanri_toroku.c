/* 部署 and ユーザー by link file (2.12.1 ②④): each row's verdict, what it leaves behind, and the end of a
 * file. */
#include "service/unyo/desk.h"

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
        {{"1", "B006", "照会課", "SHOKAI", "SHOKAI SANSHO", "maisoryo TM00000000000901", "-"}, ST_OK},
        {{"2", "B006", NULL, NULL, NULL, "*"}, ST_OK},
        {{"2", "B006", NULL, "SHOKAI KANRININ"}, ST_KANRI_WORD},
        {{"2", "B006", NULL, "SHOKAI  KANRI"}, ST_KANRI_WORD},
        {{"2", "B006", NULL, "SHOKAI "}, ST_KANRI_WORD},
        {{"2", "B006", NULL, "SHOKAI SHOKAI"}, ST_KANRI_WORD},
        {{"2", "B006", NULL, NULL, "TOROKU,SANSHO"}, ST_KANRI_WORD},
        {{"2", "B006", NULL, NULL, NULL, "kanyushaToroku"}, ST_KANRI_WORD},
        {{"2", "B006", NULL, NULL, NULL, "* maisoryo"}, ST_KANRI_WORD},
        {{"2", "B006", NULL, NULL, NULL, NULL, "G1"}, ST_GROUP_NONE},
        {{"2", "B001", NULL, "KANYUSHA FUKUHON SHOKAI"}, ST_KANRISHA_NONE},
        {{"2", "B001", NULL, NULL, "SANSHO"}, ST_KANRISHA_NONE},
        {{"2", "B001", NULL, "KANRI", "KANRI", "-"}, ST_OK},
    };
    struct kanri_tables t;
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
        {{"2", "u001", NULL, NULL, "KANYUSHA"}, ST_USER_SELF},
        {{"2", "u001", NULL, "見本　改", "KANRI SHOKAI"}, ST_OK},
        {{"2", "u001"}, ST_KANRI_ITEM},
        {{"1", "u102", "B001", "消す人", "SHOKAI"}, ST_OK},
        {{"3", "u102"}, ST_OK},
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
    ck_assert_uint_eq(kanri_find_user(&t, INSURER_B, "u001")->sosa, SOSA_ALL);
}
END_TEST

/* The file goes to kanri.db by message, and its end comes back the same way. */
START_TEST(test_file)
{
    static const char content[] = "1,B002,給付課\r\n";
    const char *path = arena_printf(desk.arena, "%s/in-1.tmp", store_spool(desk.store));
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fputs(content, f);
    fclose(f);
    struct upload up = {.path = path, .size = sizeof content - 1};
    memset(up.sha256, '0', 64);
    ck_assert_int_eq(
        desk_run("file", "upload", "shubetsu", "bushoToroku", "fileMei", "b.csv", "naiyo", &up, NULL), ST_OK);
    const char *no = desk.call.uketsuke;
    desk_step("fileUketsukeKanri");
    ck_assert_int_eq(desk_run("file", "getStatus", "uketsukeBango", no, NULL), ST_PENDING);
    struct torikomi t;
    bool found;
    desk_begin(DB_KANRI);
    ck_assert_int_eq(torikomi_get(desk.call.tx, no, desk.arena, &t, &found), ST_OK);
    ck_assert(found);
    ck_assert_int_eq(torikomi_start(desk.call.tx, &t, 1), ST_OK);
    ck_assert_int_eq(torikomi_finish(desk.call.tx, &t, "00", 2), ST_OK);
    ck_assert(!desk.call.masters);
    ck_assert_int_eq(bulk_find("bushoToroku")->done(&desk.call, &t), ST_OK);
    ck_assert(desk.call.masters);
    desk_end(ST_OK);
    desk_settle();
    ck_assert_int_eq(desk_run("file", "getStatus", "uketsukeBango", no, NULL), ST_OK);
    ck_assert_str_eq(desk_text("jotai"), "処理完了");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_busho, test_user, test_file, NULL};
    return desk_main("service/kanri/toroku", tests);
}
