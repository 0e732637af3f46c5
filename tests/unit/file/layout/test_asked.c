/* Records of which only some columns are judged: those an operation carries, and keys of what is looked for.
 */
#include "file/layout/judge.h"

#include <check.h>

enum { COLUMNS = 16 };
#define BANGO "123456789018"

/* What is asked of the row below: r as in a row, k a key, - not sent. In the order of the columns:
 * 処理区分 整理番号 枝番 個人番号 記号 番号 本人家族 氏名 カナ 性別 生年月日 住所 取得 喪失 認定; behind
 * them, not sent: 訂正事由 */
static const struct {
    const char *asked;
    const char *column, *value; /* what is put there */
    const char *column2, *value2;
    enum status st;
    const char *item, *want;
} cases[] = {
    {"r-r-r----------", "kigo", "12", NULL, NULL, ST_OK, NULL, NULL}, /* 変更 of one item */
    {"r-r-r----------", "kigo", "", NULL, NULL, ST_ROW_COLUMN, "被保険者証記号", "値"},
    {"r-r-r----------", "kigo", "a\tb", NULL, NULL, ST_ROW_COLUMN, "被保険者証記号",
     "文字（制御文字・外字を除く） 1〜20文字"},
    {"r-r-r----------", "shimeiKana", "abc", "kigo", "12", ST_OK, NULL, NULL}, /* not sent: not judged */
    {"r-rr-----------", "kojinBango", BANGO, NULL, NULL, ST_ROW_COLUMN, "個人番号", "空"},
    {"r-rr-----------", "kojinBango", BANGO, "shoriKubun", "3", ST_OK, NULL, NULL},
    {"r-rr-----------", "kojinBango", "", "shoriKubun", "3", ST_ROW_COLUMN, "個人番号",
     "値（処理区分が 3 のとき）"},
    {"--rr-----------", "kojinBango", BANGO, NULL, NULL, ST_OK, NULL,
     NULL}, /* it depends on what was not sent */
    {"---k-----------", "kojinBango", BANGO, NULL, NULL, ST_OK, NULL, NULL},
    {"---k-----------", "kojinBango", "123456789017", NULL, NULL, ST_KOJIN_BANGO_CHECK, "個人番号", NULL},
    {"---k-----------", "kojinBango", "", NULL, NULL, ST_ROW_COLUMN, "個人番号", "値"},
    {"--k------------", "edaban", "", "shoriKubun", "1", ST_ROW_COLUMN, "被保険者枝番", "値"},
    {"--k------------", "edaban", "12a", NULL, NULL, ST_ROW_COLUMN, "被保険者枝番", "数字 1〜15桁"},
    {"r-r---------rr-", "shutokuYmd", "20170402", "soshitsuYmd", "20170401", ST_DATE_ORDER, "資格喪失年月日",
     NULL},
    {"r-r---------r--", "shutokuYmd", "19700101", NULL, NULL, ST_OK, NULL, NULL}, /* one of two dates */
    {"r-r----------r-", "soshitsuYmd", "19700101", NULL, NULL, ST_OK, NULL, NULL},
};

static int S_judge(struct arena *a, const struct layout *l, size_t i, struct diag *out)
{
    struct str cells[COLUMNS], values[COLUMNS];
    unsigned char asked[COLUMNS];
    static const char *const row[COLUMNS] = {"2", "", "0000001",  "", "", "", "", "",
                                             "",  "", "19800101", "", "", "", "", ""};
    for (int k = 0; k < COLUMNS; k++) {
        char as = cases[i].asked[k];
        cells[k] = str_of(row[k]);
        asked[k] = as == 'r' ? ASKED_ROW : as == 'k' ? ASKED_KEY : ASKED_NOT;
    }
    cells[layout_column(l, cases[i].column)] = str_of(cases[i].value);
    if (cases[i].column2)
        cells[layout_column(l, cases[i].column2)] = str_of(cases[i].value2);
    const struct judge j = {.l = l, .cs = charset_find("CP932"), .asked = asked, .first = true};
    int n = judge_row(&j, cells, a, values, out);
    for (int k = 0; k < COLUMNS; k++)
        ck_assert_msg(asked[k] != ASKED_NOT || values[k].n == 0, "case %zu: %s", i, l->columns[k].name);
    return n;
}

START_TEST(test_asked)
{
    const struct layout *l = NULL;
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(1 << 16);
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    ck_assert_int_eq(layout_get("kanyushaToroku", str_date(STR("20170508")), &l, &d), ST_OK);
    ck_assert_int_eq(l->n, COLUMNS);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diag out[2] = {DIAG_INIT, DIAG_INIT}; /* the second is not ours to fill */
        int n = S_judge(a, l, i, out);
        ck_assert_int_eq(out[1].status, ST_OK);
        ck_assert_msg(out[0].status == cases[i].st && n == (cases[i].st != ST_OK), "case %zu: %d %s", i, n,
                      status_info(out[0].status)->name);
        if (cases[i].item)
            ck_assert_str_eq(out[0].item, cases[i].item);
        if (cases[i].want)
            ck_assert_msg(strcmp(out[0].want, cases[i].want) == 0, "case %zu: %s", i, out[0].want);
    }
    layouts_close();
    arena_free(a);
}
END_TEST

/* Many columns are wrong: there is room for one error only. */
START_TEST(test_first)
{
    const struct layout *l = NULL;
    struct str cells[COLUMNS], values[COLUMNS];
    struct diag out[2] = {DIAG_INIT, DIAG_INIT}, d = DIAG_INIT;
    struct arena *a = arena_new(1 << 16);
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    ck_assert_int_eq(layout_get("kanyushaToroku", str_date(STR("20170508")), &l, &d), ST_OK);
    for (int k = 0; k < COLUMNS; k++)
        cells[k] = STR("?");
    const struct judge j = {.l = l, .cs = charset_find("CP932"), .first = true};
    ck_assert_int_eq(judge_row(&j, cells, a, values, out), 1);
    ck_assert_str_eq(out[0].item, "処理区分");
    ck_assert_int_eq(out[1].status, ST_OK);
    layouts_close();
    arena_free(a);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("file/layout/asked");
    TCase *t = tcase_create("asked");
    suite_add_tcase(s, t);
    tcase_add_test(t, test_asked);
    tcase_add_test(t, test_first);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
