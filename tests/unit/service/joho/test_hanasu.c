/* A corrected 個人番号 sets the 符号 free: at each stage of a request, by 訂正事由 and by policy; who has
 * none yet is told, page by page with what else there is to tell. */
#include "service/unyo/desk.h"
#include "store/chukan_fugo.h"

#define E "0000001"

static bool S_has_fugo(const char *edaban)
{
    struct chukan_hito h;
    ck_assert_int_eq(chukan_hito(tx_writer(desk.store, DB_CHUKAN), INSURER_A, edaban, &h), ST_OK);
    return h.known && h.has_fugo;
}

static void S_correct(const char *edaban, const char *bango, const char *jiyu)
{
    ck_assert_int_eq(desk_run("kanyusha", "correctKojinBango", "edaban", edaban, "kojinBango", bango,
                              "teiseiJiyu", jiyu, NULL),
                     ST_OK);
}

static void S_approve(void)
{
    desk_settle();
    ck_assert_int_eq(desk_operate("fugo-approve", "{}", NULL), ST_OK);
}

/* The latest request of E: state, and why it failed. */
static void S_request(const char *jotai, const char *code)
{
    ck_assert_int_eq(desk_run("fugo", "getStatus", "edaban", E, NULL), ST_OK);
    ck_assert_str_eq(desk_item_text(0, "jotai"), jotai);
    const char *have = desk_item_text(0, "riyuCode");
    ck_assert_str_eq(have ? have : "", code);
}

/* 符号未再取得, as 枝番 with spaces between. The requests of the same tell since when, and no others do. */
static void S_told(const char *want)
{
    ck_assert_int_eq(desk_run("fugo", "getStatus", NULL), ST_OK);
    for (size_t i = 0; i < desk_count(); i++) {
        const char *at = desk_item_text(i, "hanashiAt");
        ck_assert(!at == !strstr(want, desk_item_text(i, "edaban")));
        ck_assert(!at || strcmp(at, "2017-05-08T09:00:00+09:00") == 0);
    }
    struct buf have = BUF_INIT;
    buf_adds(&have, "");
    ck_assert_int_eq(desk_run("oshirase", "list", "jotai", "未再取得", NULL), ST_OK);
    for (size_t i = 0; i < desk_count(); i++) {
        ck_assert_str_eq(desk_item_text(i, "shubetsu"), "符号未再取得");
        ck_assert_ptr_null(desk_item_text(i, "aiteHokensha"));
        buf_addf(&have, "%s%s", i ? " " : "", desk_item_text(i, "edaban"));
    }
    ck_assert_str_eq(have.data ? have.data : "", want);
    buf_release(&have);
}

static void S_obtain(void)
{
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    S_approve();
    desk_settle();
    ck_assert(S_has_fugo(E));
    S_request("取得済", "");
}

START_TEST(test_obtained)
{
    S_obtain();
    S_told("");
    S_correct(E, BANGO_3, NULL);
    S_told(E);
    S_request("取得済", ""); /* that of the wrong number was */
    ck_assert_str_eq(desk_item_text(0, "hanashiAt"), "2017-05-08T09:00:00+09:00");
    desk_step("fugoHanasu");
    ck_assert(!S_has_fugo(E));
    ck_assert_int_eq(desk_run("shokai", "request", "edaban", E, "teikyoHokensha", INSURER_B, "jimuCode",
                              "JM00000000000003", "tokuteiKojinJohoCode", "TM00000000000999", NULL),
                     ST_SHOKAI_NO_FUGO);
    S_correct(E, BANGO_1, "1");
    desk_settle();
    ck_assert_int_eq(desk_run("fugo", "request", "edaban", E, NULL), ST_OK);
    S_told(E);
    S_approve();
    desk_settle();
    ck_assert(S_has_fugo(E));
    S_told("");
}
END_TEST

/* A number that leaked was right: the 符号 stays. So it does by policy. */
START_TEST(test_stays)
{
    S_obtain();
    S_correct(E, BANGO_3, "2");
    desk_settle();
    ck_assert(S_has_fugo(E));
    desk.policy.teisei_fugo = TEISEI_NOKOSU;
    S_correct(E, BANGO_1, "1");
    desk_settle();
    ck_assert(S_has_fugo(E));
    S_told("");
    ck_assert_int_eq(desk_run("kanyusha", "correctKojinBango", "edaban", E, "kojinBango", BANGO_3,
                              "teiseiJiyu", "3", NULL),
                     ST_ROW_COLUMN);
    ck_assert_str_eq(desk.diag.item, "訂正事由");
}
END_TEST

/* A request that has not asked 住基ネット yet asks with the right number. */
START_TEST(test_before_asking)
{
    ck_assert_int_eq(desk_register(BANGO_3, "20170401"), ST_OK);
    S_correct(E, BANGO_1, NULL);
    S_told("");
    S_approve();
    desk_settle();
    S_request("取得済", "");
    ck_assert(S_has_fugo(E));
}
END_TEST

/* What asked with the wrong number is given up, whatever has come of it when the correction comes. */
START_TEST(test_asked)
{
    enum { STEPS = 4 };
    static const char *const steps[STEPS] = {"jukiYokyu", "fugoKekka", "fugoKanryo", NULL};
    for (int done = 0; done < STEPS; done++) {
        desk_close();
        desk_open();
        ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
        S_approve();
        for (int i = 0; i < done; i++)
            desk_step(steps[i]);
        S_correct(E, BANGO_3, NULL);
        desk_settle();
        ck_assert(!S_has_fugo(E));
        S_told(E);
        S_request(done == 3 ? "取得済" : "失敗", done == 3 ? "" : status_info(ST_FUGO_TEISEI)->code);
        S_correct(E, BANGO_1, NULL);
        ck_assert_int_eq(desk_run("fugo", "request", "edaban", E, NULL), ST_OK);
        S_approve();
        desk_settle();
        ck_assert(S_has_fugo(E));
        S_told("");
    }
}
END_TEST

/* Both kinds of notices in the order of the 枝番, no 枝番 in two pages. */
START_TEST(test_pages)
{
    S_obtain();                                                  /* 0000001: a 符号, and both insurers */
    ck_assert_int_eq(desk_register(BANGO_2, "20170401"), ST_OK); /* 0000002: both insurers */
    desk_settle();
    desk_as(INSURER_B);
    ck_assert_int_eq(desk_register(BANGO_3, "20170401"), ST_OK);
    ck_assert_int_eq(desk_register(BANGO_2, "20170401"), ST_OK);
    desk_settle();
    desk_as(INSURER_A);
    S_correct(E, BANGO_3, NULL);
    desk_settle();
    ck_assert_int_eq(desk_run("oshirase", "list", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 3);
    ck_assert_str_eq(desk_item_text(0, "shubetsu"), "資格重複");
    ck_assert_str_eq(desk_item_text(1, "shubetsu"), "符号未再取得");
    ck_assert_str_eq(desk_item_text(1, "edaban"), E);
    ck_assert_str_eq(desk_item_text(2, "edaban"), "0000002");
    ck_assert_int_eq(desk_int("tsuzuki"), 0);
    desk.caller.rights.sosa &= ~SOSA_BIT(SOSA_KANYUSHA_SANSHO); /* who may not look at people */
    ck_assert_int_eq(desk_run("oshirase", "list", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 0);
    desk_as(INSURER_A);
    ck_assert_int_eq(desk_run("oshirase", "list", "kensu", "1", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 2);
    ck_assert_int_eq(desk_int("tsuzuki"), 1);
    ck_assert_int_eq(desk_run("oshirase", "list", "kensu", "1", "kaishiEdaban", E, NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 1);
    ck_assert_str_eq(desk_item_text(0, "edaban"), "0000002");
    ck_assert_int_eq(desk_int("tsuzuki"), 0);
    ck_assert_int_eq(desk_run("oshirase", "list", "jotai", "重複中", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 2);
    /* one who is gone has nothing to be done */
    ck_assert_int_eq(desk_run("kanyusha", "cancel", "edaban", E, NULL), ST_OK);
    S_told("");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_obtained, test_stays, test_before_asking,
                                  test_asked,    test_pages, NULL};
    return desk_main("hanasu", tests);
}
