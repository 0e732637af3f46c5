/* world/case/tell_rows: the rows of a link file as facts, each of the kind of the operation that it stands
 * for. */
#include "world/case/told.h"

enum { COLUMNS = 9 };
static const char *const names[] = {"shoriKubun", "seiriBango",   "edaban",     "kojinBango", "kigo",
                                    "bango",      "honninKazoku", "shutokuYmd", "shimei"};
static struct tell_plan plan;
static struct telling block;
static struct torikomi file = {.uketsuke = "F1", .hokensha = "06139992", .shubetsu = "kanyushaToroku"};

static void S_setup(void)
{
    told_open();
    block = (struct telling){.facts = BUF_INIT};
    file.ok_count = 0;
    tell_plan(&plan, &told_world, "06139992", "kanyushaToroku", names, COLUMNS);
}

static void S_teardown(void)
{
    buf_release(&block.facts);
    told_drop();
}

static const struct told *S_told(const struct tell_plan *x, const char *const *cells, bool refused)
{
    struct str values[TELL_COLUMNS];
    for (int i = 0; i < x->n; i++)
        values[i] = str_of(cells[i]);
    return tell_prepare(x, values, refused, told_arena);
}

static void S_put(const struct torikomi *t)
{
    tell_rows_put(&block, &told_world, &(struct call){.now = TOLD_AT, .generation = 1}, t);
    ck_assert_uint_eq(block.head.count, 0);
    ck_assert_uint_eq(block.facts.len, 0);
}

/* One row of the file, and what became of it. */
static void S_row(const struct tell_plan *x, const char *const *cells, struct tell_fate fate)
{
    const struct told *t = S_told(x, cells, fate.why != NULL);
    ck_assert_ptr_nonnull(t);
    tell_row(&block, t, &fate);
    S_put(&file);
    file.ok_count++; /* its chunk is committed */
}

#define CELLS(...) ((const char *const[]){__VA_ARGS__})

START_TEST(test_register)
{
    S_row(&plan, CELLS("1", "A1", "", "123456789018", "12", "345", "2", "20170501", "花子"),
          (struct tell_fate){.edaban = "0000012", .juni = 3});
    const struct fact *f = told_is(0, KOTO_REGISTER, "honninKazoku=2 shutokuYmd=20170501");
    ck_assert(f->edaban == 12 && f->edaban_digits == 7 && f->juni == 3 && f->status == ST_OK);
    ck_assert(f->hokensha == 6139992 && f->at == TOLD_AT);
    ck_assert_str_eq(fact_uketsuke(&told_facts, f), "F1");
    ck_assert_uint_eq(f->ningen, tracker_ningen(&told_world.tracker, STR("123456789018")));
    ck_assert_uint_eq(f->setai, tracker_setai(6139992, "12", "345"));
    told_not("123456789018");
    told_not("花子");
}
END_TEST

START_TEST(test_kubun)
{
    static const enum koto kotos[] = {KOTO_REGISTER, KOTO_CHANGE, KOTO_CORRECT,
                                      KOTO_LOSE,     KOTO_CANCEL, KOTO_CANCEL_LOSS};
    const char *cells[COLUMNS] = {"1", "", "0000012", "", "12", "", "", "", "花子"};
    for (int i = 0; i < 6; i++) {
        const char kubun[] = {(char)('1' + i), 0};
        cells[0] = kubun;
        const struct told *t = S_told(&plan, cells, false);
        ck_assert_ptr_nonnull(t);
        ck_assert_int_eq(t->koto, kotos[i]);
        ck_assert_str_eq(t->edaban, "0000012");
        tell_row(&block, t, &(struct tell_fate){.juni = i + 1});
    }
    S_put(&file);
    told_is(1, KOTO_CHANGE, "kigo=12 shimei=花子"); /* what a change says is kept */
    ck_assert_uint_eq(told_is(4, KOTO_CANCEL, "")->edaban, 12);
    static const char *const wrong[] = {"", "0", "7", "9", "11", "x"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        cells[0] = wrong[i];
        ck_assert_ptr_null(S_told(&plan, cells, true));
    }
}
END_TEST

/* As it came: a 個人番号 that stands in the wrong column is masked, in its own it is compared. */
START_TEST(test_refused)
{
    S_row(&plan, CELLS("2", "A1", "01", "123456789018", "123456789018", "", "x", "", "氏名123456789018"),
          (struct tell_fate){.st = ST_ROW_GAIJI, .why = "だめ", .juni = 1});
    const struct fact *f =
        told_is(0, KOTO_CHANGE, "kigo=************ honninKazoku=x shimei=氏名************ why=だめ");
    ck_assert(f->status == ST_ROW_GAIJI && f->edaban == 1);
    ck_assert_uint_eq(f->ningen, tracker_ningen(&told_world.tracker, STR("123456789018")));
    told_not("123456789018");
    S_row(&plan, CELLS("2", "A1", "23456789013", "", "23456789013", "", "x", "", "234.5678.9013"),
          (struct tell_fate){.st = ST_ROW_GAIJI, .why = "だめ", .juni = 2});
    ck_assert(!told_is(1, KOTO_CHANGE, "kigo=************ honninKazoku=x shimei=************ why=だめ")
                   ->edaban_digits);
    told_not("23456789013"); /* its zero lost */
}
END_TEST

/* Its layout lets sixteen digits through, and no institution has them. */
START_TEST(test_refused_later)
{
    static const char *const columns[] = {"seiriBango", "edaban", "teikyoKikan", "jimuCode"};
    struct tell_plan x;
    tell_plan(&x, &told_world, "06139992", "kikanShokai", columns, 4);
    const char *cells[] = {"A1", "01", "9912345678901810", "JM00000000000003"};
    const struct told *t = S_told(&x, cells, false);
    tell_row(&block, t, &(struct tell_fate){.st = ST_SHOKAI_KIKAN_NONE, .why = "だめ", .juni = 1});
    S_put(&file);
    told_is(0, KOTO_SHOKAI, "teikyoKikan=99************10 jimuCode=JM00000000000003 why=だめ");
    told_not("123456789018");
}
END_TEST

/* What rules warned of stands before the rest, each with its code and text; what was left out of nothing. */
START_TEST(test_warned)
{
    static const struct rule_row soto = {.name = "shikakuSoto"}, edaban = {.name = "kazokuEdaban"};
    struct finding list[2] = {{.row = &soto}, {.row = &edaban}};
    diag_set(&list[0].diag, ST_OUTSIDE_SHIKAKU, "支給期間", "資格の中", "外");
    diag_set(&list[1].diag, ST_FUKUHON_HONNIN, NULL, NULL, NULL);
    struct findings found = {.list = list, .n = 2};
    const char *const *cells = CELLS("5", "A1", "01", "", "", "", "", "20170501", "");
    S_row(&plan, cells, (struct tell_fate){.juni = 1, .keikoku = &found});
    const char *want =
        arena_printf(told_arena,
                     "keikoku=shikakuSoto keikokuCode=P40005 keikokuBun=%s。項目「支給期間」 期待: "
                     "資格の中、実際: 外 keikoku=kazokuEdaban keikokuCode=P40007 keikokuBun=%s "
                     "shutokuYmd=20170501",
                     status_info(ST_OUTSIDE_SHIKAKU)->text, status_info(ST_FUKUHON_HONNIN)->text);
    told_is(0, KOTO_CANCEL, want);
    found.n = 0;
    S_row(&plan, cells, (struct tell_fate){.juni = 2, .keikoku = &found});
    told_is(1, KOTO_CANCEL, "shutokuYmd=20170501");
}
END_TEST

START_TEST(test_fukuhon)
{
    static const char *const columns[] = {"shoriKubun", "hokensha", "edaban", "shussanYmd", "kingaku"};
    struct tell_plan x;
    tell_plan(&x, &told_world, "06139992", "shussanIchijikin", columns, 5);
    S_row(&x, CELLS("1", "06139992", "01", "20170501", "420000"), (struct tell_fate){.juni = 1});
    const struct fact *f =
        told_is(0, KOTO_FUKUHON_REGISTER,
                "hokensha=06139992 shussanYmd=20170501 kingaku=420000 shubetsu=shussanIchijikin");
    ck_assert(f->edaban == 1 && !f->setai && !f->ningen);
    ck_assert_int_eq(S_told(&x, CELLS("2", "", "01", "", ""), false)->koto, KOTO_FUKUHON_CHANGE);
    ck_assert_int_eq(S_told(&x, CELLS("3", "", "01", "", ""), false)->koto, KOTO_FUKUHON_DELETE);
    ck_assert_ptr_null(S_told(&x, CELLS("4", "", "01", "", ""), false));
}
END_TEST

START_TEST(test_shokai)
{
    static const char *const columns[] = {"seiriBango", "edaban", "teikyoHokensha", "jimuCode"};
    const char *asked[] = {"seiriBango", "shokaiBango", "kekkaKubun", "kingaku", "shubetsu"};
    const char *line[] = {"A1", "S7", "1", "5", NULL};
    struct tell_plan x;
    tell_plan(&x, &told_world, "06139992", "johoShokai", columns, 4);
    const char *const *cells = CELLS("A1", "01", "06139984", "J1");
    S_row(&x, cells, (struct tell_fate){.no = "S7", .juni = 1});
    told_is(0, KOTO_SHOKAI, "teikyoHokensha=06139984 jimuCode=J1 no=S7");
    struct torikomi again = file;
    again.state = TORIKOMI_KAITO; /* the second way through it */
    tell_line(&block, &x, S_told(&x, cells, false),
              &(struct tell_line){asked, line, NULL, 5, 4, "S7", ST_OK});
    tell_line(&block, &x, S_told(&x, cells, false),
              &(struct tell_line){asked, line, "02", 5, 5, "S7", ST_OK});
    tell_line(&block, &x, S_told(&x, cells, false),
              &(struct tell_line){asked, line, NULL, 5, 6, "S7", ST_SHOKAI_TORIKESHITA});
    S_put(&again);
    const struct fact *f = told_is(1, KOTO_KAITO, "no=S7 kekkaKubun=1 jotai=回答済");
    ck_assert(f->juni == 4 && f->edaban == 1);
    ck_assert_uint_eq(told_is(2, KOTO_KAITO, "no=S7 kekkaKubun=1 jotai=回答済")->edaban, 2);
}
END_TEST

/* Of 本人確認 by which items is told, not by which values; an answer that finds nobody is one, too. */
START_TEST(test_honnin)
{
    static const char *const columns[] = {"seiriBango", "shokaiKubun", "kojinBango", "shimei", "shokaiRiyu"};
    const char *told[] = {"kojinBango", "shimei", "idoJiyu"};
    const char *one[] = {"123456789018", "花子", "4"}, *none[] = {NULL, NULL, NULL};
    struct tell_plan x;
    tell_plan(&x, &told_world, "06139992", "juminShokai", columns, 5);
    const char *const *cells = CELLS("A1", "1", "", "花子", "04");
    S_row(&x, cells, (struct tell_fate){.no = "H7", .juni = 1});
    told_is(0, KOTO_HONNIN, "shokaiKomoku=shimei shokaiRiyu=04 no=H7");
    const char *const *number = CELLS("A2", "2", "123456789018", "", "01");
    S_row(&x, number, (struct tell_fate){.no = "H8", .juni = 2});
    const struct fact *f = told_is(1, KOTO_HONNIN, "shokaiKomoku=kojinBango shokaiRiyu=01 no=H8");
    ck_assert_uint_eq(f->ningen, tracker_ningen(&told_world.tracker, STR("123456789018")));
    struct torikomi again = file;
    again.state = TORIKOMI_KAITO;
    tell_line(&block, &x, S_told(&x, cells, false), &(struct tell_line){told, one, NULL, 3, 4, "H7", ST_OK});
    tell_line(&block, &x, S_told(&x, number, false),
              &(struct tell_line){told, none, NULL, 3, 5, "H8", ST_JUKI_NONE});
    S_put(&again);
    f = told_is(2, KOTO_HONNIN_KEKKA, "no=H7 idoJiyu=4 kekkaCode=C00000 jotai=回答済");
    ck_assert_uint_eq(f->ningen, tracker_ningen(&told_world.tracker, STR("123456789018")));
    told_is(3, KOTO_HONNIN_KEKKA, "no=H8 kekkaCode=J40001 jotai=回答済");
    told_not("123456789018");
    told_not("花子");
}
END_TEST

/* However full the block is when a line begins: it grows, and moves, between any two items. */
START_TEST(test_lines)
{
    enum { LENGTHS = 24, LINES = 12 };
    static const char *const columns[] = {"seiriBango", "shokaiKubun", "kojinBango"};
    const char *told[] = {"idoJiyu", "kojinBango"}, *values[] = {"4", "123456789018"};
    void *behind[LENGTHS * LINES]; /* the block, so that it can't grow in its place */
    int n = 0;
    struct tell_plan x;
    tell_plan(&x, &told_world, "06139992", "juminShokai", columns, 3);
    const struct told *row = S_told(&x, CELLS("A1", "1", ""), false);
    for (const char *no = "HHHHHHHHHHHHHHHHHHHHHHHH"; *no; no++, file.ok_count++) {
        buf_release(&block.facts);
        for (int i = 0; i < LINES; i++, n++) {
            tell_line(&block, &x, row, &(struct tell_line){told, values, NULL, 2, n + 1, no, ST_OK});
            behind[n] = malloc(block.facts.cap);
        }
        S_put(&file);
    }
    ck_assert_uint_eq(told_read(), n);
    for (size_t i = 0; i < told_facts.n; i++)
        ck_assert_uint_eq(told_facts.list[i].ningen,
                          tracker_ningen(&told_world.tracker, STR("123456789018")));
    while (n--)
        free(behind[n]);
}
END_TEST

/* A chunk whose commit failed is told once, however often it is tried; the next one is another. */
START_TEST(test_again)
{
    for (int i = 1; i <= 3; i++) {
        S_row(&plan, CELLS("5", "A1", "01", "", "", "", "", "", ""), (struct tell_fate){.juni = i});
        file.ok_count = 0;
    }
    ck_assert_uint_eq(told_read(), 1);
    file.ok_count = 1;
    S_row(&plan, CELLS("5", "A1", "01", "", "", "", "", "", ""), (struct tell_fate){.juni = 4});
    ck_assert_uint_eq(told_read(), 2);
}
END_TEST

/* A cell that is refused may be of any length; what is kept of it is not. */
START_TEST(test_long)
{
    size_t n = 3 * 60000;
    char *longest = malloc(n + 1);
    for (size_t i = 0; i < n; i += 3)
        memcpy(longest + i, "あ", 3);
    longest[n] = 0;
    const char *const *cells = CELLS("1", "A1", "", "", "", "", longest, longest, "");
    struct arena *a = arena_new(8 << 20);
    struct str values[COLUMNS];
    for (int i = 0; i < COLUMNS; i++)
        values[i] = str_of(cells[i]);
    const struct told *t = tell_prepare(&plan, values, true, a);
    ck_assert_ptr_nonnull(t);
    tell_row(&block, t, &(struct tell_fate){.st = ST_SCHEMA, .why = longest, .juni = 1});
    S_put(&file);
    ck_assert_uint_eq(told_read(), 1);
    const char *kept = fact_item(&told_facts, &told_facts.list[0], "honninKazoku");
    ck_assert_uint_eq(strlen(kept), 399); /* whole characters */
    arena_free(a);
    free(longest);
}
END_TEST

/* A row of a master is what the operation of its name is, whatever its 処理区分. */
START_TEST(test_master)
{
    static const char *const columns[] = {"shoriKubun", "busho", "mei", "jimu"};
    struct tell_plan x;
    tell_plan(&x, &told_world, "06139992", "bushoToroku", columns, 4);
    S_row(&x, CELLS("3", "B1", "課", "SHOKAI"), (struct tell_fate){.juni = 1});
    told_is(0, KOTO_KANRI_BUSHO, "shoriKubun=3 busho=B1 jimu=SHOKAI");
}
END_TEST

/* A password is told by nobody; a row without 処理区分 is one, too. */
START_TEST(test_system)
{
    static const char *const columns[] = {"shoriKubun", "system", "mei", "password"}, *const teigi[] = {
                                                                                          "encoding",
                                                                                          "accessSeigyo"};
    struct tell_plan x;
    tell_plan(&x, &told_world, "06139992", "systemToroku", columns, 4);
    S_row(&x, CELLS("1", "KS1", "基幹", "Kagi-2017x"), (struct tell_fate){.juni = 1});
    told_is(0, KOTO_KANRI_SYSTEM, "shoriKubun=1 system=KS1");
    tell_plan(&x, &told_world, "06139992", "teigiHenko", teigi, 2);
    S_row(&x, CELLS("UTF-8", ""), (struct tell_fate){.juni = 1});
    told_is(1, KOTO_KANRI_TEIGI, "encoding=UTF-8");
}
END_TEST

START_TEST(test_none)
{
    static const char *const columns[] = {"shoriKubun", "bushoCode"};
    struct tell_plan x;
    tell_plan(&x, &told_world, "06139992", "masterHokoku", columns, 2); /* nobody's test */
    ck_assert_ptr_null(S_told(&x, CELLS("1", "B1"), false));
    struct arena *small = arena_new(8);
    struct str values[COLUMNS] = {STR("1")};
    ck_assert_ptr_null(tell_prepare(&plan, values, false, small));
    arena_free(small);
}
END_TEST

START_TEST(test_end)
{
    struct torikomi t = file;
    const struct call c = {.now = TOLD_AT, .generation = 1};
    t.state = TORIKOMI_KANRYO;
    t.total = 3;
    t.ok_count = 2;
    t.err_count = 1;
    static const struct keikoku_kensu none[RULE_COUNT];
    tell_file_end(&told_world, &c, &t, none);
    const struct fact *f =
        told_is(0, KOTO_FILE_END, "shubetsu=kanyushaToroku jotai=処理完了 gyoSu=3 seijoSu=2 ijoSu=1");
    ck_assert(f->status == ST_OK && !f->juni);
    ck_assert_str_eq(fact_uketsuke(&told_facts, f), "F1");
    tell_file_end(&told_world, &c, &t, none); /* its commit failed, and it is tried again */
    ck_assert_uint_eq(told_read(), 1);
    t.uketsuke = "F2";
    t.state = TORIKOMI_CHUSHI;
    t.halt.status = ST_FILE_CHARSET;
    tell_file_end(&told_world, &c, &t, none);
    f = told_is(1, KOTO_FILE_END, "shubetsu=kanyushaToroku jotai=処理中止 gyoSu=3 seijoSu=2 ijoSu=1");
    ck_assert_int_eq(f->status, ST_FILE_CHARSET);
}
END_TEST

/* How often each rule warned in the file. */
START_TEST(test_end_warned)
{
    struct torikomi t = file;
    const struct call c = {.now = TOLD_AT, .generation = 1};
    struct keikoku_kensu by_rule[RULE_COUNT] = {[RULE_NANAJUGO] = {"K40019", 1},
                                                [RULE_SHIKAKU_SOTO] = {"P40005", 12},
                                                [RULE_GASSAN_SOTO] = {"P40005", 3}};
    t.state = TORIKOMI_KANRYO;
    t.total = t.err_count = 0;
    tell_file_end(&told_world, &c, &t, by_rule);
    told_is(0, KOTO_FILE_END,
            "keikoku=shikakuSoto keikokuCode=P40005 keikokuSu=12 keikoku=gassanSoto keikokuCode=P40005 "
            "keikokuSu=3 "
            "keikoku=nanajugo keikokuCode=K40019 keikokuSu=1 "
            "shubetsu=kanyushaToroku jotai=処理完了 gyoSu=0 seijoSu=0 ijoSu=0");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/case/tell_rows");
    TCase *t = tcase_create("tell_rows");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_register);
    tcase_add_test(t, test_kubun);
    tcase_add_test(t, test_refused);
    tcase_add_test(t, test_refused_later);
    tcase_add_test(t, test_warned);
    tcase_add_test(t, test_fukuhon);
    tcase_add_test(t, test_shokai);
    tcase_add_test(t, test_honnin);
    tcase_add_test(t, test_lines);
    tcase_add_test(t, test_again);
    tcase_add_test(t, test_long);
    tcase_add_test(t, test_master);
    tcase_add_test(t, test_system);
    tcase_add_test(t, test_none);
    tcase_add_test(t, test_end);
    tcase_add_test(t, test_end_warned);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
