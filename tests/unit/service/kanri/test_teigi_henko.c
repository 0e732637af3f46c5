/* service/kanri/teigi_henko: 文字コード and アクセス制御 of one's own insurer (2.12.1 ⑦); nobody switches
 * access control on who could then not switch it off. */
#include "service/kanri/rows.h"

#include "file/charset/charset.h"
#include "store/kanri_busho.h"

static void S_group(const char *jimu, const char *of_busho)
{
    struct kanri_busho b = {.hokensha = INSURER_A,
                            .busho = "B001",
                            .mei = "適用課",
                            .jimu = JIMU_SUBETE,
                            .shokusho = SHOKUSHO_SUBETE,
                            .tokutei = "*",
                            .access_group = of_busho};
    const struct kanri_group g = {
        .hokensha = INSURER_A, .access_group = "G1", .mei = "組", .jimu = jimu, .tokutei = "*"};
    desk_begin(DB_KANRI);
    ck_assert_int_eq(kanri_group_put(desk.call.tx, &g), ST_OK);
    ck_assert_int_eq(kanri_busho_put(desk.call.tx, &b), ST_OK);
    ck_assert_int_eq(desk_end(ST_OK), ST_OK);
}

START_TEST(test_rows)
{
    static const struct row rows[] = {
        {{"UTF-16LE", NULL}, ST_OK, NULL, NULL},
        {{NULL, "0"}, ST_OK, NULL, NULL},
        {{"SJIS", NULL}, ST_KANRI_ITEM, "CP932", "SJIS"},
        {{NULL, NULL}, ST_KANRI_ITEM, "1つ以上", "なし"},
        {{NULL, "1"}, ST_SEIGYO_GROUP, "アクセスグループに入っている部署", "B001"},
    };
    ROWS("teigiHenko", rows);
    struct kanri_tables t = rows_tables();
    ck_assert_str_eq(kanri_find_hokensha(&t, INSURER_A)->encoding, "UTF-16LE");
    ck_assert(!kanri_find_hokensha(&t, INSURER_A)->access_seigyo);
    ck_assert_str_eq(kanri_find_hokensha(&t, INSURER_B)->encoding, "UTF-8");
}
END_TEST

START_TEST(test_seigyo)
{
    static const struct row not_yet[] = {{{NULL, "1"}, ST_SEIGYO_GROUP, "事務 KANRI", "G1"}};
    static const struct row on[] = {{{NULL, "1"}, ST_OK, NULL, NULL}, {{"EUC-JP", "1"}, ST_OK, NULL, NULL}};
    static const struct row off[] = {{{NULL, "0"}, ST_OK, NULL, NULL}};
    S_group("KANYUSHA SHOKAI", "G1");
    ROWS("teigiHenko", not_yet);
    S_group("KANYUSHA KANRI", "G1");
    ROWS("teigiHenko", on);
    struct kanri_tables t = rows_tables();
    ck_assert(kanri_find_hokensha(&t, INSURER_A)->access_seigyo);
    ck_assert_str_eq(kanri_find_hokensha(&t, INSURER_A)->encoding, "EUC-JP");
    ROWS("teigiHenko", off);
    t = rows_tables();
    ck_assert(!kanri_find_hokensha(&t, INSURER_A)->access_seigyo);
}
END_TEST

/* The reply tells what holds now, and from when on; what a row may say is what there is. */
START_TEST(test_operation)
{
    const struct layout *l;
    ck_assert_int_eq(desk_run("kanri", "teigiHenko", "encoding", "UTF-8", NULL), ST_OK);
    ck_assert(desk.call.masters);
    ck_assert_str_eq(desk_text("encoding"), "UTF-8");
    ck_assert_str_eq(desk_text("accessSeigyo"), "0");
    ck_assert_ptr_nonnull(strstr(desk_text("tekiyo"), "次に受け付けるファイルから"));
    ck_assert_int_eq(desk_run("kanri", "teigiHenko", "encoding", "SJIS", NULL), ST_ROW_COLUMN);
    ck_assert_int_eq(desk_run("kanri", "teigiHenko", NULL), ST_ROW_COLUMN);
    ck_assert_int_eq(layout_get("teigiHenko", clock_date(desk.call.now), &l, &desk.diag), ST_OK);
    ck_assert_int_ge(l->columns[0].codes->n, 6);
    for (int i = 0; i < l->columns[0].codes->n; i++)
        ck_assert_ptr_nonnull(charset_find(l->columns[0].codes->codes[i].value));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_rows, test_seigyo, test_operation, NULL};
    return desk_main("service/kanri/teigi_henko", tests);
}
