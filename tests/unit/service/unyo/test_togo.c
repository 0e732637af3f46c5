/* The match of registrations with 住基ネット: what sets one going, whose answer counts, what waits for it. */
#include "service/unyo/desk.h"
#include "store/chukan_togo.h"
#include "store/unyo_togo.h"

#define E "0000001"

static void S_on(void)
{
    desk.policy.juki_togo = JUKI_TOGO_ON;
    desk.policy.togo_kigen_s = 432000;
    desk.policy.togo_tomeru[0] = TOMERU_FUGO;
}

/* "状態 区分 項目" of the person. */
static void S_want(const char *want)
{
    char have[200] = "";
    ck_assert_int_eq(desk_run("kanyusha", "listTogo", "jotai", "すべて", "kensu", "9", NULL), ST_OK);
    if (desk_count()) {
        const char *komoku = desk_item_text(0, "fuitchiKomoku");
        const int64_t kubun = desk_item_int(0, "fuitchiKubun");
        snprintf(have, sizeof have, "%s %d %s", desk_item_text(0, "jotai"), kubun < 0 ? -1 : (int)kubun,
                 komoku ? komoku : "-");
    }
    ck_assert_str_eq(have, want);
}

static int64_t S_chukan(void)
{
    struct chukan_togo t = {.kubun = 0};
    bool found = false;
    ck_assert_int_eq(chukan_togo_get(tx_writer(desk.store, DB_CHUKAN), INSURER_A, E, desk.arena, &t, &found),
                     ST_OK);
    return found ? t.kubun : 0;
}

static void S_change(const char *element, const char *value)
{
    ck_assert_int_eq(desk_run("kanyusha", "change", "edaban", E, element, value, NULL), ST_OK);
}

START_TEST(test_off)
{
    struct outbox_item item;
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    ck_assert(desk_peek(DB_UNYO, &item));
    ck_assert_str_eq(item.kind, "fugoTsuchi");
    desk_settle();
    S_want("");
    ck_assert_int_eq(desk_run("kanyusha", "utagaiNashi", "edaban", E, "utagaiRiyu", "1", NULL),
                     ST_TOGO_NASHI);
}
END_TEST

START_TEST(test_begins)
{
    S_on();
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK); /* 住所 is another */
    S_want("照合中 -1 -");
    ck_assert_int_eq(desk_run("kanyusha", "utagaiNashi", "edaban", E, "utagaiRiyu", "1", NULL),
                     ST_TOGO_MACHI);
    desk_settle();
    S_want("不一致 3 住所");
    ck_assert_int_eq(S_chukan(), 3);
    S_change("kigo", "13"); /* none of the five */
    S_want("不一致 3 住所");
    S_change("jusho", "架空県");
    S_want("照合中 3 住所"); /* what was found stays until the answer */
    ck_assert_int_eq(S_chukan(), 3);
    desk_settle();
    S_want("一致 0 -");
    ck_assert_int_eq(S_chukan(), 0);
}
END_TEST

/* Two changes before the first answer has come. */
START_TEST(test_stale)
{
    S_on();
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    desk_settle();
    S_change("seibetsu", "2");
    S_change("seibetsu", "1");
    desk_step("jukiTogo"); /* the first of the two alone */
    desk_step("jukiTogoKekka");
    S_want("照合中 3 住所");
    desk_settle();
    S_want("不一致 3 住所");
}
END_TEST

START_TEST(test_explained)
{
    S_on();
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    desk_settle();
    ck_assert_int_eq(desk_run("kanyusha", "utagaiNashi", "edaban", E, "utagaiRiyu", "", NULL), ST_ROW_COLUMN);
    ck_assert_int_eq(desk_run("kanyusha", "utagaiNashi", "edaban", E, "utagaiRiyu", "3", NULL), ST_OK);
    desk_settle();
    S_want("疑いなし 3 住所");
    ck_assert_int_eq(S_chukan(), 0);
    ck_assert_int_eq(desk_run("kanyusha", "utagaiNashi", "edaban", E, "utagaiRiyu", "3", NULL),
                     ST_TOGO_NASHI);
    S_change("shimei", "架空　次郎");
    desk_settle();
    S_want("不一致 2 氏名・住所");
    ck_assert_int_eq(desk_run("kanyusha", "cancel", "edaban", E, NULL), ST_OK);
    S_want("");
    ck_assert_int_eq(desk_run("kanyusha", "utagaiNashi", "edaban", E, "utagaiRiyu", "3", NULL),
                     ST_KANYUSHA_CANCELLED);
}
END_TEST

/* ① holds the 符号取得要求 whoever sends it on, and lets it go by itself where 取りまとめ機関 do. */
START_TEST(test_held)
{
    S_on();
    desk.policy.approve_fugo = 1;
    ck_assert_int_eq(desk_run("kanyusha", "register", "kojinBango", BANGO_1, "kigo", "12", "bango", "345",
                              "honninKazoku", "1", "shimei", "架空　一郎", "shimeiKana", "カクウ　イチロウ",
                              "seibetsu", "1", "seinengappi", "19800102", "jusho", "架空県", "shutokuYmd",
                              "20170401", NULL),
                     ST_OK);
    desk_settle();
    S_want("不一致 1 生年月日");
    ck_assert_int_eq(desk_run("fugo", "getStatus", "edaban", E, NULL), ST_OK);
    ck_assert_int_eq(desk_item_int(0, "dankai"), 3);
    ck_assert_str_eq(desk_item_text(0, "riyuCode"), "K40022");
    ck_assert_ptr_nonnull(strstr(desk_item_text(0, "riyu"), "不一致区分 ①: 生年月日"));
    S_change("seinengappi", "19800101");
    desk_settle();
    ck_assert_int_eq(desk_run("fugo", "getStatus", "edaban", E, NULL), ST_OK);
    ck_assert_str_eq(desk_item_text(0, "jotai"), "取得済");
    ck_assert_ptr_null(desk_item_text(0, "riyuCode"));
    S_change("seibetsu", "2"); /* with a 符号: no other is asked for until it is set right */
    desk_settle();
    ck_assert_int_eq(desk_run("fugo", "request", "edaban", E, NULL), ST_TOGO_TOMERU);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_off, test_begins, test_stale, test_explained, test_held, NULL};
    return desk_main("togo", tests);
}
