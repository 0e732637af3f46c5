/* Several 資格 of one person: everyday corrections of each, what may not be, the history that tells every
 * step and what the 中間サーバー hears. */
#include "service/unyo/desk.h"
#include "store/chukan_fugo.h"
#include "store/unyo_shikaku.h"

#define E "0000001"

static enum status S_register(const char *shutoku, const char *soshitsu)
{
    return desk_run("kanyusha", "register", "kojinBango", BANGO_1, "kigo", "12", "bango", "345",
                    "honninKazoku", "1", "shimei", "架空　一郎", "shimeiKana", "カクウ　イチロウ", "seibetsu",
                    "1", "seinengappi", "19800101", "jusho", "架空県例示市１", "shutokuYmd", shutoku,
                    "soshitsuYmd", soshitsu, NULL);
}

static enum status S_lose(const char *ymd, const char *shutoku)
{
    return desk_run("kanyusha", "lose", "edaban", E, "soshitsuYmd", ymd, "shutokuYmd", shutoku, NULL);
}

static enum status S_cancel(const char *shutoku)
{
    return desk_run("kanyusha", "cancel", "edaban", E, "shutokuYmd", shutoku, NULL);
}

static enum status S_cancel_loss(void)
{
    return desk_run("kanyusha", "cancelLoss", "edaban", E, NULL);
}

static enum status S_change(const char *element, const char *value)
{
    return desk_run("kanyusha", "change", "edaban", E, element, value, NULL);
}

/* The present 資格, the state, and those before it: "20100401-20120401 20160401- 有効". */
static void S_is(const char *want)
{
    struct buf have = BUF_INIT;
    struct shikaku *rows = NULL;
    size_t n = 0;
    ck_assert_int_eq(unyo_shikaku_list(tx_writer(desk.store, DB_UNYO), INSURER_A, E, desk.arena, &rows, &n),
                     ST_OK);
    for (size_t i = 0; i < n; i++)
        buf_addf(&have, "%s-%s ", rows[i].shutoku_ymd, rows[i].soshitsu_ymd);
    ck_assert_int_eq(desk_run("kanyusha", "get", "edaban", E, NULL), ST_OK);
    const struct field *k = desk_field(desk.op->reply, "kanyusha")->sub;
    const char *soshitsu = desk_text_at(k, desk.reply, "soshitsuYmd");
    buf_addf(&have, "%s-%s %s", desk_text_at(k, desk.reply, "shutokuYmd"), soshitsu ? soshitsu : "",
             desk_text_at(k, desk.reply, "jotai"));
    ck_assert_str_eq(have.data, want);
    buf_release(&have);
}

/* The history: "取得 20100401- / 喪失 20100401-20120401". */
static void S_rireki(const char *want)
{
    struct buf have = BUF_INIT;
    ck_assert_int_eq(desk_run("kanyusha", "getShikakuRireki", "edaban", E, NULL), ST_OK);
    for (size_t i = 0; i < desk_count(); i++) {
        const char *soshitsu = desk_item_text(i, "soshitsuYmd");
        ck_assert_int_eq(desk_item_int(i, "renban"), (int64_t)i + 1);
        buf_addf(&have, "%s%s %s-%s", i ? " / " : "", desk_item_text(i, "ido"),
                 desk_item_text(i, "shutokuYmd"), soshitsu ? soshitsu : "");
    }
    ck_assert_str_eq(have.data, want);
    buf_release(&have);
}

/* What the 中間サーバー takes the person for, once it has heard of all. */
static void S_chukan(enum chukan_ido want)
{
    struct chukan_hito h;
    desk_settle();
    ck_assert_int_eq(chukan_hito(tx_writer(desk.store, DB_CHUKAN), INSURER_A, E, &h), ST_OK);
    ck_assert(h.known);
    ck_assert_int_eq(h.ido, want);
}

START_TEST(test_loss_corrected)
{
    ck_assert_int_eq(S_register("20100401", NULL), ST_OK);
    ck_assert_int_eq(S_lose("20170401", NULL), ST_OK);
    ck_assert_int_eq(S_lose("20170401", NULL), ST_KANYUSHA_LOST);
    ck_assert_ptr_nonnull(strstr(desk.diag.have, "20170401"));
    ck_assert_int_eq(S_lose("20170501", NULL), ST_OK);
    ck_assert_int_eq(S_lose("20100331", NULL), ST_DATE_ORDER);
    S_is("20100401-20170501 喪失");
    S_rireki("取得 20100401- / 喪失 20100401-20170401 / 喪失 20100401-20170501");
    S_chukan(CHUKAN_SOSHITSU);
    desk.call.now += 86400;
    ck_assert_int_eq(S_cancel_loss(), ST_OK);
    S_is("20100401- 有効");
    ck_assert_int_eq(S_cancel_loss(), ST_KANYUSHA_NOT_LOST);
    S_rireki("取得 20100401- / 喪失 20100401-20170401 / 喪失 20100401-20170501 / 喪失取消 20100401-");
    ck_assert_str_eq(desk_item_text(3, "idoYmd"), "20170509");
    ck_assert_str_eq(desk_item_text(3, "torokuAt"), "2017-05-09T09:00:00+09:00");
    S_chukan(CHUKAN_YUKO);
    ck_assert_int_eq(S_change("kigo", "98"), ST_OK); /* the row tells of itself again */
    S_rireki("取得 20100401- / 喪失 20100401-20170401 / 喪失 20100401-20170501 / 喪失取消 20100401- / 変更 "
             "20100401-");
    ck_assert_str_eq(desk_item_text(3, "kigo"), "12");
    ck_assert_str_eq(desk_item_text(4, "kigo"), "98");
}
END_TEST

START_TEST(test_first_day_corrected)
{
    ck_assert_int_eq(S_register("20100401", "20120401"), ST_OK);
    ck_assert_int_eq(S_register("20160401", NULL), ST_OK);
    ck_assert_int_eq(S_change("shutokuYmd", "20120331"), ST_DATE_ORDER);
    ck_assert_ptr_nonnull(strstr(desk.diag.want, "20100401〜20120401"));
    ck_assert_ptr_nonnull(strstr(desk.diag.have, "20120331"));
    ck_assert_int_eq(S_change("shutokuYmd", "20120401"), ST_OK); /* the day of 喪失 has no 資格 */
    ck_assert_int_eq(S_change("shutokuYmd", "20160402"), ST_OK);
    S_is("20100401-20120401 20160402- 有効");
    ck_assert_int_eq(S_change("seinengappi", "20160403"), ST_DATE_ORDER);
    ck_assert_int_eq(S_lose("20160401", NULL), ST_DATE_ORDER);
    S_rireki("取得 20100401- / 喪失 20100401-20120401 / 再取得 20160401- / 変更 20120401- / 変更 20160402-");
}
END_TEST

START_TEST(test_past_periods)
{
    ck_assert_int_eq(S_register("20160401", NULL), ST_OK);
    ck_assert_int_eq(S_register("20150401", "20160402"), ST_DATE_ORDER); /* one day of both */
    ck_assert_ptr_nonnull(strstr(desk.diag.want, "20160401〜"));
    ck_assert_int_eq(S_register("20160501", "20160601"), ST_DATE_ORDER);
    ck_assert_int_eq(S_register("20150401", "20160401"), ST_OK); /* 同日得喪 */
    ck_assert_str_eq(desk_text("edaban"), E);
    ck_assert_int_eq(S_register("20150401", "20160401"), ST_DATE_ORDER);
    ck_assert_int_eq(S_register("20120401", "20130401"), ST_OK);
    ck_assert_int_eq(S_register("20140401", "20140401"), ST_OK); /* not one day */
    ck_assert_int_eq(S_register("20140401", "20140401"), ST_DATE_ORDER);
    ck_assert_int_eq(S_register("20120501", "20120501"), ST_DATE_ORDER);
    S_is("20120401-20130401 20140401-20140401 20150401-20160401 20160401- 有効");
    ck_assert_int_eq(S_register("20120401", NULL), ST_KANYUSHA_EXISTS);
    S_rireki("取得 20160401- / 取得 20150401-20160401 / 取得 20120401-20130401 / 取得 20140401-20140401");
    /* the day of 喪失 of one of them */
    ck_assert_int_eq(S_lose("20130401", "20120401"), ST_KANYUSHA_LOST);
    ck_assert_int_eq(S_lose("20150402", "20120401"), ST_DATE_ORDER);
    ck_assert_int_eq(S_lose("20120331", "20120401"), ST_DATE_ORDER);
    ck_assert_int_eq(S_lose("20140401", "20120401"), ST_OK);
    S_is("20120401-20140401 20140401-20140401 20150401-20160401 20160401- 有効");
    S_chukan(CHUKAN_YUKO);
}
END_TEST

START_TEST(test_cancel_one)
{
    ck_assert_int_eq(S_register("20100401", "20120401"), ST_OK);
    ck_assert_int_eq(S_change("kigo", "77"), ST_OK);
    ck_assert_int_eq(S_register("20140401", "20150401"), ST_OK);
    ck_assert_int_eq(S_register("20160401", NULL), ST_OK);
    ck_assert_int_eq(S_cancel(NULL), ST_KANYUSHA_ITEM);
    ck_assert_str_eq(desk.diag.want, "20100401、20140401、20160401 のいずれか");
    ck_assert_int_eq(S_cancel("20140402"), ST_KANYUSHA_ITEM);
    ck_assert_str_eq(desk.diag.have, "20140402");
    ck_assert_int_eq(S_cancel("20140401"), ST_OK);
    S_is("20100401-20120401 20160401- 有効");
    S_chukan(CHUKAN_YUKO);
    ck_assert_int_eq(S_cancel("20160401"), ST_OK);
    S_is("20100401-20120401 喪失");
    S_chukan(CHUKAN_SOSHITSU);
    ck_assert_int_eq(desk_run("kanyusha", "get", "edaban", E, NULL), ST_OK);
    ck_assert_str_eq(desk_text_at(desk_field(desk.op->reply, "kanyusha")->sub, desk.reply, "kigo"), "77");
    S_rireki("取得 20100401- / 喪失 20100401-20120401 / 変更 20100401-20120401 / 再取得 20140401- / 喪失 "
             "20140401-20150401"
             " / 再取得 20160401- / 取消 20140401-20150401 / 取消 20160401-");
    /* the number is still theirs, until the last one goes */
    ck_assert_int_eq(S_register("20160401", NULL), ST_OK);
    ck_assert_str_eq(desk_text("edaban"), E);
    S_chukan(CHUKAN_YUKO);
    ck_assert_int_eq(S_cancel("20100401"), ST_OK);
    ck_assert_int_eq(S_cancel("20990101"), ST_KANYUSHA_ITEM);
    ck_assert_int_eq(S_cancel(NULL), ST_OK); /* the only one */
    ck_assert_int_eq(S_cancel(NULL), ST_KANYUSHA_CANCELLED);
    S_chukan(CHUKAN_TORIKESHI);
    ck_assert_int_eq(S_register("20160401", NULL), ST_OK);
    ck_assert_str_eq(desk_text("edaban"), "0000002");
}
END_TEST

/* A loss to come: 有効 until its day, whoever asks and whether or not the message has come. */
START_TEST(test_loss_to_come)
{
    int64_t day = 86400;
    ck_assert_int_eq(S_register("20100401", NULL), ST_OK);
    desk_settle();
    ck_assert_int_eq(S_lose("20170511", NULL), ST_OK);
    S_is("20100401-20170511 有効");
    S_chukan(CHUKAN_YUKO);
    ck_assert_int_eq(S_lose("20170511", NULL), ST_KANYUSHA_LOST);
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_KANYUSHA_EXISTS);
    ck_assert_int_eq(S_lose("20170510", NULL), ST_OK); /* corrected before it takes effect */
    desk.call.now = clock_day(str_date(STR("20170510"))) - 1;
    S_is("20100401-20170510 有効");
    S_chukan(CHUKAN_YUKO);
    desk.call.now++;
    S_is("20100401-20170510 喪失");
    ck_assert_int_eq(desk_run("kanyusha", "getEdaban", "kojinBango", BANGO_1, NULL), ST_OK);
    ck_assert_str_eq(desk_text("jotai"), "喪失");
    desk_step("kanyushaSoshitsu");
    S_chukan(CHUKAN_SOSHITSU);
    S_is("20100401-20170510 喪失");
    S_rireki("取得 20100401- / 喪失 20100401-20170511 / 喪失 20100401-20170510");
    desk.call.now += day; /* the day that was told at first: nothing happens */
    S_chukan(CHUKAN_SOSHITSU);
    ck_assert_int_eq(S_lose("20170520", NULL), ST_OK); /* a loss that was: to come after all */
    S_is("20100401-20170520 有効");
    S_chukan(CHUKAN_YUKO);
    ck_assert_int_eq(S_cancel_loss(), ST_OK);
    desk.call.now += 10 * day;
    S_chukan(CHUKAN_YUKO);
    S_is("20100401- 有効");
    ck_assert(!desk_waiting(DB_UNYO));
}
END_TEST

/* Registered again ahead of the day of the loss; that day finds the next 資格. */
START_TEST(test_next_before_loss)
{
    ck_assert_int_eq(S_register("20100401", "20170601"), ST_OK);
    S_is("20100401-20170601 有効");
    ck_assert_int_eq(S_register("20170601", NULL), ST_OK);
    S_is("20100401-20170601 20170601- 有効");
    desk.call.now = clock_day(str_date(STR("20170602")));
    S_chukan(CHUKAN_YUKO);
    ck_assert_int_eq(S_cancel("20170601"), ST_OK);
    S_chukan(CHUKAN_SOSHITSU);
    S_is("20100401-20170601 喪失");
}
END_TEST

/* The end of an earlier 資格 comes, on the day that was told last: its 資格情報 must tell it from then on. */
START_TEST(test_earlier_loss_to_come)
{
    ck_assert_int_eq(S_register("20100401", "20170525"), ST_OK);
    ck_assert_int_eq(S_register("20170601", NULL), ST_OK);
    ck_assert_int_eq(S_lose("20170520", "20100401"), ST_OK);
    desk_settle();
    desk.call.now = clock_day(str_date(STR("20170520")));
    desk_step("kanyushaSoshitsu");
    desk_step("kanyushaIdo");
    S_chukan(CHUKAN_YUKO);
    desk.call.now = clock_day(str_date(STR("20170525"))); /* of no 資格 any more: nothing is told */
    desk_step("kanyushaSoshitsu");
    while (desk_waiting(DB_UNYO))
        desk_step("kanyushaSoshitsu");
    S_is("20100401-20170520 20170601- 有効");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_loss_corrected, test_first_day_corrected, test_past_periods,         test_cancel_one,
        test_loss_to_come,   test_next_before_loss,    test_earlier_loss_to_come, NULL};
    return desk_main("shikaku", tests);
}
