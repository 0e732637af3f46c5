/* kanyusha.*: registration, the other 処理区分, history, and every refusal. */
#include "service/unyo/desk.h"

static const char *S_rireki(size_t i)
{
    return desk_item_text(i, "ido");
}

START_TEST(test_register)
{
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    ck_assert_str_eq(desk_text("edaban"), "0000001");
    ck_assert_int_eq(desk_register(BANGO_2, "20170401"), ST_OK);
    ck_assert_str_eq(desk_text("edaban"), "0000002");
    ck_assert_int_eq(desk_run("kanyusha", "getEdaban", "kojinBango", BANGO_2, NULL), ST_OK);
    ck_assert_str_eq(desk_text("edaban"), "0000002");
    ck_assert_str_eq(desk_text("jotai"), "有効");
    ck_assert_int_eq(desk_run("kanyusha", "getShikakuRireki", "edaban", "0000001", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 1);
    ck_assert_str_eq(S_rireki(0), "取得");
    ck_assert_str_eq(desk_item_text(0, "idoYmd"), "20170401");
    ck_assert_str_eq(desk_item_text(0, "torokuAt"), "2017-05-08T09:00:00+09:00");
    ck_assert_ptr_null(desk_item_text(0, "soshitsuYmd"));
}
END_TEST

START_TEST(test_insurers_apart)
{
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    desk_as(INSURER_B);
    ck_assert_int_eq(desk_run("kanyusha", "get", "edaban", "0000001", NULL), ST_KANYUSHA_NONE);
    ck_assert_int_eq(desk_run("kanyusha", "getEdaban", "kojinBango", BANGO_1, NULL), ST_KOJIN_BANGO_UNKNOWN);
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    ck_assert_str_eq(desk_text("edaban"), "0000001");
}
END_TEST

START_TEST(test_get)
{
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    ck_assert_int_eq(desk_run("kanyusha", "get", "edaban", "0000001", NULL), ST_OK);
    const struct field *group = desk_field(desk.op->reply, "kanyusha");
    ck_assert_int_eq(group->kind, F_GROUP);
    ck_assert_str_eq(desk_text_at(group->sub, desk.reply, "shimei"), "架空　一郎");
    ck_assert_str_eq(desk_text_at(group->sub, desk.reply, "jotai"), "有効");
    ck_assert_str_eq(desk_text_at(group->sub, desk.reply, "koshinAt"), "2017-05-08T09:00:00+09:00");
    ck_assert_ptr_null(desk_text_at(group->sub, desk.reply, "soshitsuYmd"));
    for (const struct field *f = group->sub; f->element; f++)
        ck_assert_str_ne(f->element, "kojinBango");
}
END_TEST

/* One item of a good registration replaced. */
START_TEST(test_register_refused)
{
    static const struct {
        const char *element, *value;
        enum status st;
        const char *item;
    } cases[] = {
        {"kojinBango", BANGO_BAD, ST_KOJIN_BANGO_CHECK, "個人番号"},
        {"kojinBango", "12345678901", ST_ROW_COLUMN, "個人番号"},
        {"kojinBango", "12345678901x", ST_ROW_COLUMN, "個人番号"},
        {"kigo", "", ST_ROW_COLUMN, "被保険者証記号"},
        {"kigo", BANGO_1, ST_ROW_KOJIN_BANGO, "被保険者証記号"},
        {"bango", NULL, ST_ROW_COLUMN, "被保険者証番号"},
        {"bango", "12345678901x345678901", ST_ROW_COLUMN, "被保険者証番号"},
        {"honninKazoku", "3", ST_ROW_COLUMN, "本人家族区分"},
        {"honninKazoku", "12", ST_ROW_COLUMN, "本人家族区分"},
        {"shimei", "架空\xEE\x80\x80", ST_ROW_GAIJI, "氏名"},
        {"shimei", "架空\xC2\x85", ST_ROW_GAIJI, "氏名"},
        {"shimei", "架空\xF0\xA0\xAE\xB7", ST_ROW_GAIJI, "氏名"}, /* no CP932 has it */
        {"shimeiKana", "漢字の名", ST_ROW_COLUMN, "氏名カナ"},
        {"shimeiKana", "abc", ST_ROW_COLUMN, "氏名カナ"},
        {"shimeiKana", "ﾔﾏ", ST_ROW_COLUMN, "氏名カナ"},
        {"seibetsu", "9", ST_ROW_COLUMN, "性別"},
        {"seinengappi", "19800230", ST_ROW_COLUMN, "生年月日"},
        {"seinengappi", "1980-01-01", ST_ROW_COLUMN, "生年月日"},
        {"seinengappi", "20170402", ST_DATE_ORDER, "資格取得年月日"},
        {"shutokuYmd", "20171301", ST_ROW_COLUMN, "資格取得年月日"},
        {"shutokuYmd", "", ST_ROW_COLUMN, "資格取得年月日"},
        {"ninteiYmd", "00000000", ST_ROW_COLUMN, "被扶養者認定年月日"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum status st = desk_run("kanyusha", "register", "kojinBango", BANGO_1, "kigo", "12", "bango", "345",
                                  "honninKazoku", "1", "shimei", "架空　一郎", "shimeiKana", "カクウ",
                                  "seibetsu", "1", "seinengappi", "19800101", "jusho", "架空県", "shutokuYmd",
                                  "20170401", cases[i].element, cases[i].value, NULL);
        ck_assert_msg(st == cases[i].st, "%s=%s: %s", cases[i].element, cases[i].value,
                      status_info(st)->name);
        ck_assert_str_eq(desk.diag.item, cases[i].item);
        ck_assert_msg(desk.diag.want[0] && desk.diag.have[0], "%s", cases[i].element);
    }
    /* a refusal takes no number */
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    ck_assert_str_eq(desk_text("edaban"), "0000001");
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_KANYUSHA_EXISTS);
    ck_assert_ptr_nonnull(strstr(desk.diag.have, "0000001"));
}
END_TEST

START_TEST(test_change)
{
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    desk.call.now += 86400;
    ck_assert_int_eq(desk_run("kanyusha", "change", "edaban", "0000001", "bango", "999", NULL), ST_OK);
    ck_assert_int_eq(desk_run("kanyusha", "getShikakuRireki", "edaban", "0000001", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 2);
    ck_assert_str_eq(S_rireki(1), "変更");
    ck_assert_int_eq(desk_item_int(1, "renban"), 2);
    ck_assert_str_eq(desk_item_text(1, "idoYmd"), "20170509");
    ck_assert_str_eq(desk_item_text(0, "bango"), "345");
    ck_assert_str_eq(desk_item_text(1, "bango"), "999");
    ck_assert_str_eq(desk_item_text(1, "kigo"), "12");
    ck_assert_int_eq(desk_run("kanyusha", "change", "edaban", "0000001", NULL), ST_KANYUSHA_ITEM);
    ck_assert_int_eq(desk_run("kanyusha", "change", "edaban", "0000001", "seibetsu", "0", NULL),
                     ST_ROW_COLUMN);
    ck_assert_int_eq(desk_run("kanyusha", "change", "edaban", "0000001", "kigo", "", NULL), ST_ROW_COLUMN);
    ck_assert_int_eq(desk_run("kanyusha", "change", "edaban", "0000001", "seinengappi", "20180101", NULL),
                     ST_DATE_ORDER);
    ck_assert_int_eq(desk_run("kanyusha", "change", "edaban", "0000009", "kigo", "1", NULL),
                     ST_KANYUSHA_NONE);
    ck_assert_int_eq(desk_run("kanyusha", "change", "edaban", NULL, "kigo", "1", NULL), ST_KANYUSHA_ITEM);
}
END_TEST

START_TEST(test_correct)
{
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    ck_assert_int_eq(desk_register(BANGO_2, "20170401"), ST_OK);
#define CORRECT(bango)                                                                                       \
    desk_run("kanyusha", "correctKojinBango", "edaban", "0000001", "kojinBango", bango, NULL)
    ck_assert_int_eq(CORRECT(BANGO_1), ST_KOJIN_BANGO_SAME);
    ck_assert_int_eq(CORRECT(BANGO_2), ST_KANYUSHA_EXISTS);
    ck_assert_int_eq(CORRECT(BANGO_BAD), ST_KOJIN_BANGO_CHECK);
    ck_assert_int_eq(CORRECT("1"), ST_ROW_COLUMN);
    ck_assert_int_eq(CORRECT(BANGO_3), ST_OK);
    ck_assert_int_eq(desk_run("kanyusha", "getEdaban", "kojinBango", BANGO_1, NULL), ST_KOJIN_BANGO_UNKNOWN);
    ck_assert_int_eq(desk_run("kanyusha", "getEdaban", "kojinBango", BANGO_3, NULL), ST_OK);
    ck_assert_str_eq(desk_text("edaban"), "0000001");
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK); /* free again */
    ck_assert_str_eq(desk_text("edaban"), "0000003");
    ck_assert_int_eq(desk_run("kanyusha", "getShikakuRireki", "edaban", "0000001", NULL), ST_OK);
    ck_assert_str_eq(S_rireki(1), "訂正");
}
END_TEST

START_TEST(test_lose)
{
#define LOSE(ymd) desk_run("kanyusha", "lose", "edaban", "0000001", "soshitsuYmd", ymd, NULL)
    ck_assert_int_eq(LOSE("20170501"), ST_KANYUSHA_NONE);
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    ck_assert_int_eq(LOSE("20170331"), ST_DATE_ORDER);
    ck_assert_int_eq(LOSE("20170431"), ST_ROW_COLUMN);
    ck_assert_int_eq(LOSE(""), ST_ROW_COLUMN);
    ck_assert_int_eq(LOSE(NULL), ST_KANYUSHA_ITEM);
    ck_assert_int_eq(LOSE("20170501"), ST_OK);
    ck_assert_int_eq(LOSE("20170501"), ST_KANYUSHA_LOST);
    /* wrong data, too, is often found after the person has left */
    ck_assert_int_eq(desk_run("kanyusha", "change", "edaban", "0000001", "kigo", "1", NULL), ST_OK);
    ck_assert_int_eq(desk_run("kanyusha", "getEdaban", "kojinBango", BANGO_1, NULL), ST_OK);
    ck_assert_str_eq(desk_text("jotai"), "喪失");
    ck_assert_int_eq(CORRECT(BANGO_3), ST_OK);
}
END_TEST

START_TEST(test_again)
{
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    ck_assert_int_eq(LOSE("20170501"), ST_OK);
    ck_assert_int_eq(desk_register(BANGO_2, "20170401"), ST_OK);
    ck_assert_int_eq(desk_register(BANGO_1, "20170430"), ST_DATE_ORDER);
    ck_assert_int_eq(desk_register(BANGO_1, "20170501"), ST_OK);
    ck_assert_str_eq(desk_text("edaban"), "0000001");
    ck_assert_int_eq(desk_run("kanyusha", "getShikakuRireki", "edaban", "0000001", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 3);
    ck_assert_str_eq(S_rireki(2), "再取得");
    ck_assert_str_eq(desk_item_text(1, "soshitsuYmd"), "20170501");
    ck_assert_ptr_null(desk_item_text(2, "soshitsuYmd"));
    ck_assert_int_eq(desk_register(BANGO_1, "20170501"), ST_KANYUSHA_EXISTS);
}
END_TEST

START_TEST(test_cancel)
{
#define CANCEL() desk_run("kanyusha", "cancel", "edaban", "0000001", NULL)
    ck_assert_int_eq(CANCEL(), ST_KANYUSHA_NONE);
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    ck_assert_int_eq(CANCEL(), ST_OK);
    ck_assert_int_eq(CANCEL(), ST_KANYUSHA_CANCELLED);
    ck_assert_int_eq(LOSE("20170501"), ST_KANYUSHA_CANCELLED);
    ck_assert_int_eq(CORRECT(BANGO_2), ST_KANYUSHA_CANCELLED);
    ck_assert_int_eq(desk_run("kanyusha", "change", "edaban", "0000001", "kigo", "1", NULL),
                     ST_KANYUSHA_CANCELLED);
    ck_assert_int_eq(desk_run("fugo", "request", "edaban", "0000001", NULL), ST_KANYUSHA_CANCELLED);
    ck_assert_int_eq(desk_run("kanyusha", "getEdaban", "kojinBango", BANGO_1, NULL), ST_KOJIN_BANGO_UNKNOWN);
    ck_assert_int_eq(desk_run("kanyusha", "getShikakuRireki", "edaban", "0000001", NULL), ST_OK);
    ck_assert_str_eq(S_rireki(1), "取消");
    ck_assert_int_eq(desk_run("fugo", "getStatus", "edaban", "0000001", NULL), ST_OK);
    ck_assert_str_eq(desk_item_text(0, "jotai"), "失敗");
    ck_assert_str_eq(desk_item_text(0, "riyuCode"), status_info(ST_KANYUSHA_CANCELLED)->code);
    /* the registration never was: another one is a new one */
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    ck_assert_str_eq(desk_text("edaban"), "0000002");
}
END_TEST

START_TEST(test_edaban_policy)
{
    static const struct {
        int64_t digits, first;
        const char *one, *two; /* NULL: exhausted */
    } cases[] = {{7, 1, "0000001", "0000002"},
                 {10, 5000000000, "5000000000", "5000000001"},
                 {1, 8, "8", "9"},
                 {1, 9, "9", NULL},
                 {3, 999, "999", NULL},
                 {2, 0, "00", "01"}};
    static const char *const insurers[] = {"06000001", "06000002", "06000003",
                                           "06000004", "06000005", "06000006"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        desk_as(insurers[i]);
        desk.policy.edaban_digits = cases[i].digits;
        desk.policy.edaban_first = cases[i].first;
        ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
        ck_assert_str_eq(desk_text("edaban"), cases[i].one);
        ck_assert_int_eq(desk_register(BANGO_2, "20170401"), cases[i].two ? ST_OK : ST_EDABAN_EXHAUSTED);
        if (cases[i].two)
            ck_assert_str_eq(desk_text("edaban"), cases[i].two);
    }
}
END_TEST

START_TEST(test_reads_on_snapshot)
{
    const struct op *op = op_find("kanyusha", strlen("kanyusha"), "getShikakuRireki");
    const char *edaban = "0000001";
    struct list items;
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    ck_assert_int_eq(tx_read(desk.store, DB_UNYO, &desk.call.tx), ST_OK);
    void *req = arena_alloc(desk.arena, op->request_size), *rep = arena_alloc(desk.arena, op->reply_size);
    desk_set(op->request, req, "edaban", edaban);
    ck_assert_int_eq(op->run(&desk.call, req, rep), ST_OK);
    memcpy(&items, rep, sizeof items);
    ck_assert_uint_eq(items.n, 1);
    ck_assert(tx_idle(desk.call.tx));
    tx_read_end(desk.call.tx);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_register,
                                  test_insurers_apart,
                                  test_get,
                                  test_register_refused,
                                  test_change,
                                  test_correct,
                                  test_lose,
                                  test_again,
                                  test_cancel,
                                  test_edaban_policy,
                                  test_reads_on_snapshot,
                                  NULL};
    return desk_main("kanyusha", tests);
}
