/* service/kanri/gyomu_code_toroku: lines of the conversion come, change and go (2.12.1 ⑧), and after each of
 * them every value has one meaning in both directions. */
#include "service/kanri/rows.h"

#include "service/kanri/gyomu_code_toroku.h"
#include "service/kanri/kanri_master.h"

START_TEST(test_rows)
{
    static const struct row rows[] = {
        {{"1", "seibetsu", "M", "1", "男"}, ST_OK, NULL, NULL},
        {{"1", "seibetsu", "M", "2", "男"}, ST_GYOMU_CODE_EXISTS, NULL, "M（seibetsu）"},
        {{"1", "seibetsu", "F", "4", NULL}, ST_GYOMU_CODE, "1・2・3", "4"},
        {{"1", "nanika", "F", "2", NULL}, ST_GYOMU_CODE, "コード表の名前", "nanika"},
        {{"1", "seibetsu", "F", NULL, NULL}, ST_KANRI_ITEM, NULL, NULL},
        {{"1", "seibetsu", NULL, "2", NULL}, ST_KANRI_ITEM, NULL, NULL},
        {{"1", NULL, "F", "2", NULL}, ST_KANRI_ITEM, NULL, NULL},
        /* 1 would be taken for 2, and nothing written for 1 but M */
        {{"1", "seibetsu", "1", "2", NULL}, ST_OK, NULL, NULL},
        /* 2 would be taken for 3, and 2 is written as 1; 3 has no other way to be written, and need not */
        {{"1", "seibetsu", "2", "3", NULL}, ST_OK, NULL, NULL},
        /* without M, nothing would be written for 1 */
        {{"3", "seibetsu", "M"}, ST_GYOMU_CODE, "中間サーバーのコード値が 1 の行も", "1 は 2 になり"},
        {{"2", "seibetsu", "M", "2", NULL}, ST_GYOMU_CODE, "中間サーバーのコード値が 1 の行も", NULL},
        {{"2", "seibetsu", "M", NULL, "男性"}, ST_OK, NULL, NULL},
        {{"2", "seibetsu", "M"}, ST_KANRI_ITEM, NULL, NULL},
        {{"2", "seibetsu", "X", "1", NULL}, ST_GYOMU_CODE_NONE, "登録済み", "X"},
        {{"4", "seibetsu", "M"}, ST_KANRI_ITEM, "3（削除）", "4"},
        {{"3", "seibetsu", "2"}, ST_OK, NULL, NULL},
        {{"3", "seibetsu", "2"}, ST_GYOMU_CODE_NONE, NULL, NULL},
        {{"1", "honninKazoku", "M", "1", NULL}, ST_OK, NULL, NULL}, /* another list's */
    };
    ROWS("gyomuCodeToroku", rows);
    struct kanri_tables t = rows_tables();
    ck_assert_uint_eq(t.gyomu_code_n, 3);
    ck_assert_str_eq(t.gyomu_code[0].hokensha, INSURER_A);
    ck_assert_str_eq(t.gyomu_code[0].theirs, "M");
    ck_assert_str_eq(t.gyomu_code[0].ours, "1");
    ck_assert_str_eq(t.gyomu_code[1].theirs, "1");
    ck_assert_str_eq(t.gyomu_code[1].ours, "2");
    ck_assert_str_eq(t.gyomu_code[2].code_list, "honninKazoku");
}
END_TEST

/* So many lines of a list are held against each other, and no more. */
START_TEST(test_many)
{
    desk_begin(DB_KANRI);
    for (int i = 0; i <= 500; i++) {
        const char *cells[8] = {"1", "seibetsu", arena_printf(desk.arena, "v%d", i), "1"};
        struct row_kekka out = {0};
        desk.diag = DIAG_INIT;
        desk.call.arena = arena_new(1 << 20); /* of a row, as the loader's */
        ck_assert_int_eq(bulk_find("gyomuCodeToroku")->apply(&desk.call, cells, &out),
                         i < 500 ? ST_OK : ST_GYOMU_CODE);
        arena_free(desk.call.arena);
    }
    desk.call.arena = desk.arena;
    ck_assert_str_eq(desk.diag.have, "501行");
    ck_assert_int_eq(desk_end(ST_OK), ST_OK);
}
END_TEST

/* One's own alone, in the order of what tells them apart, pages behind any. */
START_TEST(test_list)
{
    static const struct row rows[] = {{{"1", "seibetsu", "M", "1", "男"}, ST_OK, NULL, NULL},
                                      {{"1", "honninKazoku", "K", "2", NULL}, ST_OK, NULL, NULL},
                                      {{"1", "seibetsu", "F", "2", NULL}, ST_OK, NULL, NULL}};
    const struct kanri_master *m = NULL;
    struct list list;
    ROWS("gyomuCodeToroku", rows);
    desk_begin(DB_KANRI);
    ck_assert_int_eq(kanri_master_of(&desk.call, "gyomuCode", &m), ST_OK);
    ck_assert_str_eq(m->code, "kagi");
    ck_assert_int_eq(m->rows(&desk.call, "", 9, &list), ST_OK);
    ck_assert_uint_eq(list.n, 3);
    ck_assert_int_eq(m->rows(&desk.call, "honninKazoku K", 1, &list), ST_OK);
    ck_assert_uint_eq(list.n, 1);
    const char *const *row = list.items;
    ck_assert_str_eq(row[2], "F");
    ck_assert_str_eq(row[5], "seibetsu F");
    ck_assert_str_eq(row[6], "1");
    desk_as(INSURER_B);
    ck_assert_int_eq(m->rows(&desk.call, "", 9, &list), ST_OK);
    ck_assert_uint_eq(list.n, 0);
    ck_assert_int_eq(desk_end(ST_OK), ST_OK);
}
END_TEST

/* Of several lines the first that was registered is the one that is written, whatever its key; it stays so in
 * the file of them, also when one changes its meaning. */
START_TEST(test_several)
{
    static const struct row rows[] = {{{"1", "seibetsu", "Y", "1", NULL}, ST_OK, NULL, NULL},
                                      {{"1", "seibetsu", "X", "2", NULL}, ST_OK, NULL, NULL},
                                      {{"1", "seibetsu", "M", "1", NULL}, ST_OK, NULL, NULL},
                                      {{"2", "seibetsu", "X", "1", NULL}, ST_OK, NULL, NULL}};
    static const char *const want[][2] = {{"Y", "1"}, {"X", "0"}, {"M", "0"}};
    const struct kanri_master *m = NULL;
    struct list list;
    ROWS("gyomuCodeToroku", rows);
    desk_begin(DB_KANRI);
    ck_assert_int_eq(kanri_master_of(&desk.call, "gyomuCode", &m), ST_OK);
    ck_assert_int_eq(m->file_rows(&desk.call, &list), ST_OK);
    ck_assert_uint_eq(list.n, 3);
    const struct gyomu_code_row *row = list.items;
    for (size_t i = 0; i < list.n; i++) {
        ck_assert_str_eq(row[i].theirs, want[i][0]);
        ck_assert_str_eq(row[i].kaku, want[i][1]);
    }
    ck_assert_int_eq(desk_end(ST_OK), ST_OK);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_rows, test_many, test_list, test_several, NULL};
    return desk_main("service/kanri/gyomu_code_toroku", tests);
}
