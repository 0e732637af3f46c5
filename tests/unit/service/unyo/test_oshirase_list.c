/* 資格重複 (chofuku.c) and oshirase.list: every way in which the days of two insurers come to overlap and
 * cease to, both sides told, whatever the order in which messages are carried; ranges in pieces; pages. */
#include "service/unyo/desk.h"

#include "base/kojin_bango.h"
#include "store/unyo_chofuku.h"

#define INSURER_C "06139976"

static enum status S_list(const char *hokensha, const char *jotai)
{
    desk_as(hokensha);
    return desk_run("oshirase", "list", "jotai", jotai, NULL);
}

/* The one notice of the insurer: its own period, the other's, the first day of both, the state. */
static void S_one(const char *hokensha, const char *edaban, const char *kikan, const char *aite,
                  const char *kara, const char *jotai)
{
    ck_assert_int_eq(S_list(hokensha, NULL), ST_OK);
    ck_assert_msg(desk_count() == 1, "%s: %zu notices", hokensha, desk_count());
    const char *own = desk_item_text(0, "soshitsuYmd"), *his = desk_item_text(0, "aiteSoshitsuYmd");
    ck_assert_str_eq(desk_item_text(0, "edaban"), edaban);
    ck_assert_str_eq(arena_printf(desk.arena, "%s-%s", desk_item_text(0, "shutokuYmd"), own ? own : ""),
                     kikan);
    ck_assert_str_eq(arena_printf(desk.arena, "%s %s-%s", desk_item_text(0, "aiteHokensha"),
                                  desk_item_text(0, "aiteShutokuYmd"), his ? his : ""),
                     aite);
    ck_assert_str_eq(desk_item_text(0, "chofukuYmd"), kara);
    ck_assert_str_eq(desk_item_text(0, "jotai"), jotai);
    ck_assert_str_eq(desk_item_text(0, "shubetsu"), "資格重複");
    ck_assert(!strcmp(jotai, "解消") == (desk_item_text(0, "kaishoAt") != NULL));
}

static void S_none(void)
{
    ck_assert_int_eq(S_list(INSURER_A, NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 0);
    ck_assert_int_eq(S_list(INSURER_B, NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 0);
}

static void S_join(const char *hokensha, const char *kojin_bango, const char *ymd)
{
    desk_as(hokensha);
    ck_assert_int_eq(desk_register(kojin_bango, ymd), ST_OK);
}

static void S_lose(const char *hokensha, const char *edaban, const char *ymd)
{
    desk_as(hokensha);
    ck_assert_int_eq(desk_run("kanyusha", "lose", "edaban", edaban, "soshitsuYmd", ymd, NULL), ST_OK);
}

static void S_correct(const char *hokensha, const char *edaban, const char *kojin_bango)
{
    desk_as(hokensha);
    ck_assert_int_eq(
        desk_run("kanyusha", "correctKojinBango", "edaban", edaban, "kojinBango", kojin_bango, NULL), ST_OK);
}

START_TEST(test_one_after_the_other)
{
    S_join(INSURER_A, BANGO_1, "20100401");
    S_join(INSURER_A, BANGO_2, "20100401"); /* another person */
    S_lose(INSURER_A, "0000001", "20170401");
    S_join(INSURER_B, BANGO_1, "20170401"); /* the day of 喪失 has no 資格 */
    S_none();
}
END_TEST

START_TEST(test_both_are_told)
{
    S_join(INSURER_A, BANGO_2, "20100401");
    S_join(INSURER_A, BANGO_1, "20100401");
    S_join(INSURER_B, BANGO_1, "20170401");
    S_one(INSURER_A, "0000002", "20100401-", INSURER_B " 20170401-", "20170401", "重複中");
    ck_assert_str_eq(desk_item_text(0, "bun"),
                     "被保険者枝番 0000002 の資格は、保険者 06139984 の資格と 20170401 から重複しています");
    S_one(INSURER_B, "0000001", "20170401-", INSURER_A " 20100401-", "20170401", "重複中");
    ck_assert_int_eq(desk_waiting(DB_UNYO), 1);
    desk_settle();
    /* a 喪失 that leaves days to both, then the one that leaves none: too late for the first, so by 取消 */
    S_lose(INSURER_A, "0000002", "20170410");
    S_one(INSURER_A, "0000002", "20100401-20170410", INSURER_B " 20170401-", "20170401", "重複中");
    S_one(INSURER_B, "0000001", "20170401-", INSURER_A " 20100401-20170410", "20170401", "重複中");
    desk.call.now += 60;
    desk_as(INSURER_B);
    ck_assert_int_eq(desk_run("kanyusha", "cancel", "edaban", "0000001", NULL), ST_OK);
    S_one(INSURER_A, "0000002", "20100401-20170410", INSURER_B " 20170401-", "20170401", "解消");
    ck_assert_str_eq(desk_item_text(0, "hakkenAt"), "2017-05-08T09:00:00+09:00");
    ck_assert_str_eq(desk_item_text(0, "kaishoAt"), "2017-05-08T09:01:00+09:00");
    ck_assert_ptr_nonnull(strstr(desk_item_text(0, "bun"), "解消しました"));
    S_one(INSURER_B, "0000001", "20170401-", INSURER_A " 20100401-20170410", "20170401", "解消");
}
END_TEST

START_TEST(test_loss_ends_it)
{
    S_join(INSURER_A, BANGO_1, "20100401");
    S_join(INSURER_B, BANGO_1, "20170401");
    S_lose(INSURER_A, "0000001", "20170401");
    S_one(INSURER_A, "0000001", "20100401-20170401", INSURER_B " 20170401-", "20170401", "解消");
    S_one(INSURER_B, "0000001", "20170401-", INSURER_A " 20100401-20170401", "20170401", "解消");
    /* back again: a new period, a case of its own; the old one stays */
    S_join(INSURER_A, BANGO_1, "20170420");
    ck_assert_int_eq(S_list(INSURER_A, NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 2);
    ck_assert_str_eq(desk_item_text(0, "jotai"), "解消");
    ck_assert_str_eq(desk_item_text(1, "jotai"), "重複中");
    ck_assert_str_eq(desk_item_text(1, "shutokuYmd"), "20170420");
    ck_assert_int_eq(S_list(INSURER_B, "重複中"), ST_OK);
    ck_assert_uint_eq(desk_count(), 1);
    ck_assert_str_eq(desk_item_text(0, "aiteShutokuYmd"), "20170420");
    ck_assert_int_eq(S_list(INSURER_B, "解消"), ST_OK);
    ck_assert_uint_eq(desk_count(), 1);
}
END_TEST

START_TEST(test_correction)
{
    S_join(INSURER_A, BANGO_2, "20100401"); /* wrong: it is that of another member of B */
    S_join(INSURER_B, BANGO_2, "20120401");
    S_join(INSURER_B, BANGO_1, "20170401");
    S_one(INSURER_A, "0000001", "20100401-", INSURER_B " 20120401-", "20120401", "重複中");
    S_correct(INSURER_A, "0000001", BANGO_3);
    S_one(INSURER_A, "0000001", "20100401-", INSURER_B " 20120401-", "20120401", "解消");
    S_correct(INSURER_A, "0000001", BANGO_1);
    ck_assert_int_eq(S_list(INSURER_A, "重複中"), ST_OK);
    ck_assert_uint_eq(desk_count(), 1);
    ck_assert_str_eq(desk_item_text(0, "chofukuYmd"), "20170401");
    S_correct(INSURER_A, "0000001", BANGO_2); /* and back: the first case goes on, the second is over */
    ck_assert_int_eq(S_list(INSURER_A, "重複中"), ST_OK);
    ck_assert_uint_eq(desk_count(), 1);
    ck_assert_str_eq(desk_item_text(0, "chofukuYmd"), "20120401");
    ck_assert_ptr_null(desk_item_text(0, "kaishoAt"));
    ck_assert_int_eq(S_list(INSURER_A, "解消"), ST_OK);
    ck_assert_uint_eq(desk_count(), 1);
}
END_TEST

/* Days of an earlier membership count, too; a correction or 取消 takes them all away. */
START_TEST(test_earlier_periods)
{
    for (int side = 0; side < 2; side++) {
        const char *back = side ? INSURER_B : INSURER_A, *other = side ? INSURER_A : INSURER_B;
        S_join(back, BANGO_1, "20100401");
        const char *edaban = desk_text("edaban");
        S_lose(back, edaban, "20150401");
        S_join(back, BANGO_1, "20160401");
        S_lose(back, edaban, "20160501");
        S_join(back, BANGO_1, "20170420");
        S_join(other, BANGO_1, "20120401");
        const char *his = desk_text("edaban");
        ck_assert_int_eq(S_list(back, "重複中"), ST_OK);
        ck_assert_uint_eq(desk_count(), 3);
        ck_assert_str_eq(desk_item_text(0, "soshitsuYmd"), "20150401");
        ck_assert_str_eq(desk_item_text(0, "chofukuYmd"), "20120401");
        ck_assert_str_eq(desk_item_text(1, "soshitsuYmd"), "20160501");
        ck_assert_ptr_null(desk_item_text(2, "soshitsuYmd"));
        S_lose(other, his, "20160401"); /* the first period is left */
        ck_assert_int_eq(S_list(other, "重複中"), ST_OK);
        ck_assert_uint_eq(desk_count(), 1);
        ck_assert_str_eq(desk_item_text(0, "aiteShutokuYmd"), "20100401");
        S_correct(back, edaban, BANGO_2);
        ck_assert_int_eq(S_list(other, "重複中"), ST_OK);
        ck_assert_uint_eq(desk_count(), 0);
        S_correct(back, edaban, BANGO_1);
        ck_assert_int_eq(S_list(other, "重複中"), ST_OK);
        ck_assert_uint_eq(desk_count(), 1);
        desk_as(other);
        ck_assert_int_eq(desk_run("kanyusha", "cancel", "edaban", his, NULL), ST_OK);
        ck_assert_int_eq(S_list(back, "重複中"), ST_OK);
        ck_assert_uint_eq(desk_count(), 0);
        desk_as(back);
        static const char *const periods[] = {"20160401", "20170420", "20100401"};
        for (size_t i = 0; i < 3; i++) /* one after the other, then the person */
            ck_assert_int_eq(desk_run("kanyusha", "cancel", "edaban", edaban, "shutokuYmd", periods[i], NULL),
                             ST_OK);
    }
}
END_TEST

START_TEST(test_periods)
{
    static const struct {
        const char *a_from, *a_to, *b_from, *b_to;
        bool overlap;
    } cases[] = {
        {"20100401", "20120401", "20120401", NULL, false},
        {"20100401", "20120402", "20120401", NULL, true},
        {"20120401", NULL, "20100401", "20120401", false},
        {"20120331", NULL, "20100401", "20120401", true},
        {"20100401", "20100401", "20100401", NULL, false},
        {"20110401", "20110401", "20100401", "20120401", false},
        {"20100401", "20120401", "20100401", "20120401", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        S_join(INSURER_A, BANGO_1, cases[i].a_from);
        const char *a = desk_text("edaban");
        if (cases[i].a_to)
            S_lose(INSURER_A, a, cases[i].a_to);
        S_join(INSURER_B, BANGO_1, cases[i].b_from);
        const char *b = desk_text("edaban");
        if (cases[i].b_to)
            S_lose(INSURER_B, b, cases[i].b_to);
        ck_assert_int_eq(S_list(INSURER_A, "重複中"), ST_OK);
        ck_assert_msg(desk_count() == cases[i].overlap, "case %zu", i + 1);
        desk_as(INSURER_A);
        ck_assert_int_eq(desk_run("kanyusha", "cancel", "edaban", a, NULL), ST_OK);
        desk_as(INSURER_B);
        ck_assert_int_eq(desk_run("kanyusha", "cancel", "edaban", b, NULL), ST_OK);
        ck_assert_int_eq(S_list(INSURER_A, "重複中"), ST_OK);
        ck_assert_uint_eq(desk_count(), 0);
    }
}
END_TEST

/* --- a link file -------------------------------------------------------------------------------------------
 */

static const char *S_bango(int n)
{
    char body[12];
    snprintf(body, sizeof body, "%011d", n * 7919 + 1);
    return arena_printf(desk.arena, "%s%c", body, kojin_bango_digit(body));
}

/* A chunk of new members n = from … to - 1 of the insurer. */
static void S_chunk(const char *hokensha, int from, int to)
{
    desk_as(hokensha);
    const struct bulk *bulk = desk_chunk();
    for (int n = from; n < to; n++) {
        const struct kanyusha_irai r = desk_row("1", NULL, S_bango(n));
        struct row_kekka out = {0};
        ck_assert_int_eq(bulk->apply(&desk.call, &r, &out), ST_OK);
    }
    desk_chunk_end();
}

static int S_messages(void)
{
    struct outbox_item items[64];
    int n, count = 0;
    ck_assert_int_eq(
        outbox_list(tx_writer(desk.store, DB_UNYO), desk.call.now, "", desk.arena, items, 64, &n), ST_OK);
    for (int i = 0; i < n; i++)
        if (strcmp(items[i].kind, "chofukuKakunin") == 0) {
            ck_assert(!strstr(items[i].json, S_bango(0)));
            count++;
        }
    return count;
}

enum { MANY = 1300 };

START_TEST(test_file_in_pieces)
{
    S_chunk(INSURER_A, 0, MANY);
    ck_assert_int_eq(S_messages(), 0); /* nobody else has members */
    S_chunk(INSURER_B, 100, 100 + MANY);
    ck_assert_int_eq(S_messages(), 1);
    desk_step("shikakuTsuchi");
    desk_step("fugoIkkatsu");
    desk_step("shikakuTsuchi");
    desk_step("chofukuKakunin"); /* a piece; the rest waits as one more message */
    ck_assert_int_eq(S_messages(), 1);
    ck_assert_int_eq(S_list(INSURER_A, NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 500);
    desk_settle();
    ck_assert_int_eq(S_list(INSURER_A, NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), MANY - 100);
    ck_assert_str_eq(desk_item_text(0, "edaban"), "0000101");
    ck_assert_int_eq(S_list(INSURER_B, NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), MANY - 100);
    ck_assert_str_eq(desk_item_text(0, "edaban"), "0000001");
    ck_assert_int_eq(desk_int("tsuzuki"), 0);
}
END_TEST

/* A change that ends a case before its message was carried tells of it all the same. */
START_TEST(test_before_the_message)
{
    S_chunk(INSURER_A, 0, 100);
    S_chunk(INSURER_B, 0, 100);
    ck_assert_int_eq(S_messages(), 1);
    S_lose(INSURER_A, "0000001", "20170401");
    S_correct(INSURER_A, "0000002", BANGO_1);
    desk_as(INSURER_B);
    ck_assert_int_eq(desk_run("kanyusha", "cancel", "edaban", "0000003", NULL), ST_OK);
    desk_settle();
    for (int side = 0; side < 2; side++) {
        ck_assert_int_eq(S_list(side ? INSURER_B : INSURER_A, "解消"), ST_OK);
        ck_assert_uint_eq(desk_count(), 3);
        ck_assert_str_eq(desk_item_text(2, "edaban"), "0000003");
        ck_assert_int_eq(S_list(side ? INSURER_B : INSURER_A, "重複中"), ST_OK);
        ck_assert_uint_eq(desk_count(), 97);
    }
}
END_TEST

START_TEST(test_pages)
{
    S_chunk(INSURER_A, 0, 20);
    S_chunk(INSURER_B, 0, 20);
    S_chunk(INSURER_C, 0, 20);
    desk_settle();
    desk_as(INSURER_A);
    ck_assert_int_eq(desk_run("oshirase", "list", "kensu", "7", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 14); /* two of each 枝番 */
    ck_assert_int_eq(desk_int("tsuzuki"), 1);
    ck_assert_str_eq(desk_item_text(13, "edaban"), "0000007");
    ck_assert_str_eq(desk_item_text(12, "aiteHokensha"), INSURER_C);
    ck_assert_str_eq(desk_item_text(13, "aiteHokensha"), INSURER_B);
    ck_assert_int_eq(desk_run("oshirase", "list", "kensu", "13", "kaishiEdaban", "0000007", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 26);
    ck_assert_int_eq(desk_int("tsuzuki"), 0);
    ck_assert_int_eq(desk_run("oshirase", "list", "kaishiEdaban", "0000020", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 0);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_one_after_the_other,
                                  test_both_are_told,
                                  test_loss_ends_it,
                                  test_correction,
                                  test_earlier_periods,
                                  test_periods,
                                  test_file_in_pieces,
                                  test_before_the_message,
                                  test_pages,
                                  NULL};
    return desk_main("oshirase/list", tests);
}
