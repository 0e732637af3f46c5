/* The way of a 符号取得要求 (2.12.2 ①–④), message by message and at once; each message is delivered twice. */
#include "base/kojin_bango.h"
#include "service/unyo/desk.h"
#include "store/unyo_fugo.h"
#include "store/unyo_kanyusha.h"

static void S_at(const char *edaban, int64_t dankai, const char *jotai, const char *hoyusha)
{
    ck_assert_int_eq(desk_run("fugo", "getStatus", "edaban", edaban, NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 1);
    ck_assert_str_eq(desk_item_text(0, "edaban"), edaban);
    ck_assert_int_eq(desk_item_int(0, "dankai"), dankai);
    ck_assert_str_eq(desk_item_text(0, "jotai"), jotai);
    ck_assert_str_eq(desk_item_text(0, "hoyusha"), hoyusha);
}

static void S_failed(const char *edaban, enum status why)
{
    ck_assert_int_eq(desk_run("fugo", "getStatus", "edaban", edaban, NULL), ST_OK);
    ck_assert_str_eq(desk_item_text(0, "jotai"), "失敗");
    ck_assert_str_eq(desk_item_text(0, "hoyusha"), "運用支援環境");
    ck_assert_str_eq(desk_item_text(0, "riyuCode"), status_info(why)->code);
    ck_assert_ptr_nonnull(strstr(desk_item_text(0, "riyu"), status_info(why)->text));
}

static void S_approve(const char *body, const char *want)
{
    const char *json;
    ck_assert_int_eq(desk_operate("fugo-approve", body, &json), ST_OK);
    ck_assert_str_eq(json, want);
}

START_TEST(test_steps)
{
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    S_at("0000001", 1, "処理中", "運用支援環境");
    ck_assert_str_eq(desk_item_text(0, "yokyuNo"), "Y06139992N00000001");
    ck_assert_int_eq(desk_item_int(0, "kaisu"), 1);
    S_approve("{}", "{\"approved\":0}");
    desk_step("fugoTsuchi");
    S_at("0000001", 2, "処理中", "中間サーバー");
    desk_step("fugoYokyu");
    S_at("0000001", 3, "処理中", "運用支援環境（情報提供サーバー）");
    desk_settle();
    S_at("0000001", 3, "処理中", "運用支援環境（情報提供サーバー）"); /* waits for a person */
    ck_assert_int_eq(desk_run("fugo", "request", "edaban", "0000001", NULL), ST_FUGO_BUSY);
    S_approve("{}", "{\"approved\":1}");
    S_at("0000001", 4, "処理中", "住基ネット・情報提供NWS");
    S_approve("{}", "{\"approved\":0}");
    desk_step("jukiYokyu");
    desk_step("fugoKekka");
    desk_step("fugoKanryo");
    S_at("0000001", 4, "取得済", "中間サーバー");
    ck_assert_ptr_null(desk_item_text(0, "riyuCode"));
    for (int db = 0; db < DB_COUNT; db++) {
        struct outbox_item item;
        ck_assert(!desk_peek((enum db)db, &item));
    }
}
END_TEST

/* The confirmation may come after the receiver's own message: it must not turn 段階 back. */
START_TEST(test_late_confirmation)
{
    struct outbox_item item;
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    ck_assert(desk_peek(DB_UNYO, &item));
    desk_carry(DB_UNYO, &item, false);
    desk_step("fugoYokyu");
    S_at("0000001", 3, "処理中", "運用支援環境（情報提供サーバー）");
    desk_step("fugoTsuchi");
    S_at("0000001", 3, "処理中", "運用支援環境（情報提供サーバー）");
}
END_TEST

START_TEST(test_failures_and_again)
{
    ck_assert_int_eq(desk_register(BANGO_2, "20170401"), ST_OK); /* 消除 */
    ck_assert_int_eq(desk_register(BANGO_3, "20170401"), ST_OK); /* in no jumin */
    desk_settle();
    S_approve("{\"hokensha\":\"" INSURER_B "\"}", "{\"approved\":0}");
    S_approve("{\"hokensha\":\"" INSURER_A "\"}", "{\"approved\":2}");
    desk_settle();
    S_failed("0000001", ST_FUGO_JUKI_SHIBO);
    S_failed("0000002", ST_FUGO_JUKI_NONE);
    /* corrected: nothing happens by itself, then it is asked for again */
    ck_assert_int_eq(
        desk_run("kanyusha", "correctKojinBango", "edaban", "0000002", "kojinBango", BANGO_1, NULL), ST_OK);
    desk_settle();
    S_failed("0000002", ST_FUGO_JUKI_NONE);
    ck_assert_int_eq(desk_run("fugo", "request", "edaban", "0000002", NULL), ST_OK);
    ck_assert_str_eq(desk_text("yokyuNo"), "Y06139992N00000003");
    desk_settle();
    S_approve("{\"yokyuNo\":\"Y06139992N00000003\"}", "{\"approved\":1}");
    desk_settle();
    S_at("0000002", 4, "取得済", "中間サーバー");
    ck_assert_int_eq(desk_item_int(0, "kaisu"), 2);
    ck_assert_int_eq(desk_run("fugo", "getStatus", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 2);
    ck_assert_str_eq(desk_item_text(0, "edaban"), "0000001");
}
END_TEST

/* The number is taken when it is sent: a correction before the approval is in time. */
START_TEST(test_corrected_while_waiting)
{
    ck_assert_int_eq(desk_register(BANGO_3, "20170401"), ST_OK);
    desk_settle();
    ck_assert_int_eq(
        desk_run("kanyusha", "correctKojinBango", "edaban", "0000001", "kojinBango", BANGO_1, NULL), ST_OK);
    S_approve("{}", "{\"approved\":1}");
    desk_settle();
    S_at("0000001", 4, "取得済", "中間サーバー");
}
END_TEST

START_TEST(test_cancelled_on_the_way)
{
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    desk_settle();
    ck_assert_int_eq(desk_run("kanyusha", "cancel", "edaban", "0000001", NULL), ST_OK);
    desk_settle();
    S_approve("{}", "{\"approved\":0}");
    S_failed("0000001", ST_KANYUSHA_CANCELLED);
}
END_TEST

START_TEST(test_again_while_waiting)
{
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    ck_assert_int_eq(desk_run("kanyusha", "lose", "edaban", "0000001", "soshitsuYmd", "20170501", NULL),
                     ST_OK);
    ck_assert_int_eq(desk_register(BANGO_1, "20170501"), ST_OK);
    S_at("0000001", 1, "処理中", "運用支援環境");
    ck_assert_int_eq(desk_item_int(0, "kaisu"), 1); /* the one under way serves */
    desk_settle();
    S_approve("{}", "{\"approved\":1}");
    desk_settle();
    ck_assert_int_eq(desk_run("kanyusha", "lose", "edaban", "0000001", "soshitsuYmd", "20170502", NULL),
                     ST_OK);
    ck_assert_int_eq(desk_register(BANGO_1, "20170502"), ST_OK);
    S_at("0000001", 1, "処理中", "運用支援環境");
    ck_assert_int_eq(desk_item_int(0, "kaisu"), 2);
}
END_TEST

START_TEST(test_reject)
{
    const char *json;
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    ck_assert_int_eq(desk_operate("fugo-reject", "{\"yokyuNo\":\"Y06139992N00000001\"}", NULL), ST_CONTROL);
    desk_settle();
    static const struct {
        const char *body;
        enum status st;
    } bad[] = {{"{}", ST_CONTROL},
               {"{\"yokyuNo\":\"Y06139992N00000002\"}", ST_FUGO_NONE},
               {"{\"yokyuNo\":\"1\"}", ST_FUGO_NONE},
               {"not json", ST_CONTROL}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_int_eq(desk_operate("fugo-reject", bad[i].body, NULL), bad[i].st);
    ck_assert_int_eq(desk_operate("fugo-approve", "not json", NULL), ST_CONTROL);
    ck_assert_int_eq(desk_operate("fugo-approve", "{\"yokyuNo\":\"Y9\"}", NULL), ST_FUGO_NONE);
    ck_assert_int_eq(desk_operate("fugo-reject",
                                  "{\"yokyuNo\":\"Y06139992N00000001\",\"riyu\":\"番号 " BANGO_3 " を確認\"}",
                                  &json),
                     ST_OK);
    ck_assert_str_eq(json, "{\"rejected\":1}");
    S_failed("0000001", ST_FUGO_KYAKKA);
    ck_assert_int_eq(desk_operate("fugo-reject", "{\"yokyuNo\":\"Y06139992N00000001\"}", NULL), ST_CONTROL);
    desk_step("fugoKyakka"); /* one message, without the reason */
    ck_assert(!desk_waiting(DB_UNYO) && !desk_waiting(DB_CHUKAN));
    S_failed("0000001", ST_FUGO_KYAKKA);
    ck_assert_ptr_null(strstr(desk_item_text(0, "riyu"), BANGO_3));
    ck_assert_ptr_nonnull(strstr(desk_item_text(0, "riyu"), "を確認"));
    S_approve("{}", "{\"approved\":0}");
    ck_assert_int_eq(desk_run("fugo", "request", "edaban", "0000001", NULL), ST_OK);
    desk_settle();
    S_approve("{}", "{\"approved\":1}");
    desk_settle();
    S_at("0000001", 4, "取得済", "中間サーバー");
}
END_TEST

/* Sent back and asked for again before the 中間サーバー hears of either. */
START_TEST(test_reject_and_again)
{
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    desk_settle();
    ck_assert_int_eq(desk_operate("fugo-reject", "{\"yokyuNo\":\"Y06139992N00000001\"}", NULL), ST_OK);
    ck_assert_int_eq(desk_run("fugo", "request", "edaban", "0000001", NULL), ST_OK);
    desk_settle();
    S_at("0000001", 3, "処理中", "運用支援環境（情報提供サーバー）");
    S_approve("{}", "{\"approved\":1}");
    desk_settle();
    S_at("0000001", 4, "取得済", "中間サーバー");
}
END_TEST

/* One page after `kaishi`: how many, and its first 枝番. */
static void S_page(const char *kaishi, const char *jotai, const char *kensu, size_t n, const char *first,
                   int64_t tsuzuki)
{
    ck_assert_int_eq(
        desk_run("fugo", "getStatus", "kaishiEdaban", kaishi, "jotai", jotai, "kensu", kensu, NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), n);
    if (n)
        ck_assert_str_eq(desk_item_text(0, "edaban"), first);
    ck_assert_int_eq(desk_int("tsuzuki"), tsuzuki);
}

START_TEST(test_pages)
{
    static const char *const kojin_bango[] = {BANGO_1, BANGO_2, BANGO_3};
    desk_as(INSURER_B);
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK); /* another's, not in the pages */
    desk_as(INSURER_A);
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(desk_register(kojin_bango[i], "20170401"), ST_OK);
    desk_settle();
    S_page(NULL, NULL, "2", 2, "0000001", 1);
    S_page("0000002", NULL, "2", 1, "0000003", 0);
    S_page("0000003", NULL, "2", 0, NULL, 0);
    S_page(NULL, NULL, "3", 3, "0000001", 0);
    S_page(NULL, NULL, "0", 3, "0000001", 0); /* as when absent */
    S_page("0000001", "処理中", "1", 1, "0000002", 1);
    S_approve("{}", "{\"approved\":4}");
    desk_settle();
    S_page(NULL, "失敗", "1", 1, "0000002", 1);
    S_page("0000002", "失敗", "1", 1, "0000003", 0);
    S_page(NULL, "取得済", "9", 1, "0000001", 0);
    S_page(NULL, "処理中", "9", 0, NULL, 0);
    S_at("0000003", 4, "失敗", "運用支援環境");
    ck_assert_int_eq(desk_int("tsuzuki"), 0);
}
END_TEST

/* A person of the list in SQL: the operation cannot make so many in time. */
START_TEST(test_page_at_most)
{
    struct kanyusha k = {.hokensha = INSURER_A,
                         .kigo = "1",
                         .bango = "1",
                         .honnin_kazoku = "1",
                         .shimei = "試",
                         .shimei_kana = "シ",
                         .seibetsu = "1",
                         .seinengappi = "19800101",
                         .jusho = "例示市",
                         .shutoku_ymd = "20170401",
                         .jotai = KANYUSHA_TORIKESHI,
                         .ido = "取消",
                         .ido_ymd = "20170401",
                         .kojin_bango = BANGO_1,
                         .version = 1};
    bool done;
    struct tx *tx = desk_begin(DB_UNYO);
    for (int i = 1; i <= 10001; i++) {
        char edaban[16];
        snprintf(edaban, sizeof edaban, "%07d", i);
        k.edaban = edaban;
        k.yokyu = i;
        ck_assert_int_eq(unyo_kanyusha_insert(tx, &k, &done), ST_OK);
        ck_assert_int_eq(unyo_fugo_insert(tx, i, INSURER_A, edaban, 1, 1), ST_OK);
    }
    desk_end(ST_OK);
    S_page(NULL, NULL, NULL, 10000, "0000001", 1);
    S_page("0010000", NULL, NULL, 1, "0010001", 0);
    S_page(NULL, NULL, "10001", 10000, "0000001", 1);
}
END_TEST

/* The pages of one list are one look. */
START_TEST(test_pages_and_polls)
{
    desk.policy.work[WORK_FUGO] = (struct progression){.how = PROGRESS_MANUAL, .polls = 2};
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    desk_settle();
    S_page(NULL, NULL, "1", 1, "0000001", 0);
    for (int i = 0; i < 3; i++)
        S_page("0000000", "処理中", "1", 1, "0000001", 0);
    ck_assert_int_eq(desk_item_int(0, "dankai"), 3);
    S_page(NULL, NULL, "1", 1, "0000001", 0);
    ck_assert_int_eq(desk_item_int(0, "dankai"), 4);
}
END_TEST

START_TEST(test_refusals)
{
    ck_assert_int_eq(desk_run("fugo", "getStatus", "edaban", "0000001", NULL), ST_FUGO_NONE);
    ck_assert_int_eq(desk_run("fugo", "request", "edaban", "0000001", NULL), ST_KANYUSHA_NONE);
    ck_assert_int_eq(desk_run("fugo", "getStatus", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 0);
}
END_TEST

START_TEST(test_by_itself)
{
    desk.policy.approve_fugo = 1;
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    desk_settle();
    S_at("0000001", 4, "取得済", "中間サーバー");
}
END_TEST

/* Each step from here takes the policy's time, not a second less. */
START_TEST(test_by_time)
{
    static const char *const kinds[] = {"fugoTsuchi", "fugoShonin", "jukiYokyu"};
    struct outbox_item item;
    desk.policy.approve_fugo = 1;
    desk.policy.work[WORK_FUGO] = (struct progression){.how = PROGRESS_TIME, .seconds = 60};
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    for (int i = 0; i < 3; i++) {
        desk_settle();
        while (desk_waiting(DB_CHUKAN)) { /* the step of the 中間サーバー */
            desk.call.now += 60;
            desk_settle();
        }
        desk.call.now += 59;
        ck_assert(!desk_peek(DB_UNYO, &item));
        desk.call.now += 1;
        ck_assert(desk_peek(DB_UNYO, &item));
        ck_assert_str_eq(item.kind, kinds[i]);
    }
    desk_settle();
    S_at("0000001", 4, "取得済", "中間サーバー");
}
END_TEST

START_TEST(test_by_polls)
{
    desk.policy.approve_fugo = 1;
    desk.policy.work[WORK_FUGO] = (struct progression){.how = PROGRESS_MANUAL, .polls = 3};
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    ck_assert_int_eq(desk_register(BANGO_2, "20170401"), ST_OK);
    desk_settle();
    S_at("0000001", 3, "処理中", "運用支援環境（情報提供サーバー）");
    ck_assert_int_eq(desk_run("fugo", "getStatus", NULL), ST_OK); /* both */
    desk.call.unsettled = true;                                   /* what others have asked comes first */
    ck_assert_int_eq(desk_run("fugo", "getStatus", NULL), ST_BUSY);
    ck_assert(desk.call.again);
    desk.call.unsettled = desk.call.again = false;
    S_at("0000001", 4, "処理中", "住基ネット・情報提供NWS");
    desk_settle();
    S_at("0000001", 4, "取得済", "中間サーバー");
    S_at("0000002", 3, "処理中", "運用支援環境（情報提供サーバー）");
    ck_assert_int_eq(desk_run("fugo", "getStatus", NULL), ST_OK);
    desk_settle();
    S_failed("0000002", ST_FUGO_JUKI_SHIBO);
}
END_TEST

/* "06139992 0000001, …": whom the last approval has told of. */
static void S_told(const char *want)
{
    const struct concerns *t = &desk.call.concerns;
    struct buf have = BUF_INIT;
    ck_assert_int_eq(t->action != NULL, *want != 0);
    for (size_t i = 0; i < t->each_n; i++)
        buf_addf(&have, "%s%s %s", i ? ", " : "", t->each[i].hokensha,
                 t->each[i].edaban ? t->each[i].edaban : "-");
    ck_assert_str_eq(have.data ? have.data : "", want);
    buf_release(&have);
    desk.call.concerns = (struct concerns){.action = NULL};
}

static void S_register(const char *hokensha, int64_t first, int n)
{
    char number[24];
    desk_as(hokensha);
    for (int64_t i = first; i < first + n; i++) {
        snprintf(number, sizeof number, "%011lld", (long long)i);
        number[11] = kojin_bango_digit(number);
        number[12] = 0;
        ck_assert_int_eq(desk_register(number, "20170401"), ST_OK);
    }
    desk_settle();
}

/* Who was not moved is not told of, and of very many no names. */
START_TEST(test_told)
{
    S_register(INSURER_A, 0, 2);
    S_register(INSURER_B, 2, 1);
    S_approve("{\"hokensha\":\"" INSURER_B "\"}", "{\"approved\":1}");
    S_told(INSURER_B " 0000001");
    S_approve("{\"yokyuNo\":\"Y06139992N00000002\"}", "{\"approved\":1}");
    S_told(INSURER_A " 0000002");
    S_register(INSURER_B, 3, 1);
    S_approve("{}", "{\"approved\":2}");
    S_told(INSURER_B " 0000002, " INSURER_A " 0000001");
    S_approve("{}", "{\"approved\":0}");
    S_told("");
    S_register(INSURER_B, 4, 65);
    S_register(INSURER_A, 69, 1);
    S_approve("{}", "{\"approved\":66}");
    S_told(INSURER_B " -, " INSURER_A " 0000003");
    S_register(INSURER_A, 70, 65);
    S_approve("{\"hokensha\":\"" INSURER_A "\"}", "{\"approved\":65}");
    S_told(INSURER_A " -");
}
END_TEST

/* One that comes by itself is that of a few as well. */
START_TEST(test_told_by_itself)
{
    desk.policy.approve_fugo = 1;
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    desk_step("fugoTsuchi");
    desk_step("fugoYokyu");
    struct outbox_item item;
    ck_assert(desk_peek(DB_UNYO, &item));
    ck_assert_str_eq(item.kind, "fugoShonin");
    desk_carry(DB_UNYO, &item, true);
    S_told(INSURER_A " 0000001");
    desk.policy.work[WORK_FUGO] = (struct progression){.how = PROGRESS_MANUAL, .polls = 1};
    S_register(INSURER_A, 1, 2);
    ck_assert_int_eq(desk_run("fugo", "getStatus", "edaban", "0000003", NULL), ST_OK);
    S_told(INSURER_A " 0000003");
}
END_TEST

/* A wrong number that exists is not detected: the same ID code as that person's (改訂履歴 1.5). */
START_TEST(test_wrong_but_existing)
{
    struct outbox_item item;
    char code[2][64];
    static const char *const insurers[] = {INSURER_A, INSURER_B};
    for (int i = 0; i < 2; i++) {
        desk_as(insurers[i]); /* two people, one of them registered under the other's number */
        ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
        desk_settle();
        S_approve("{}", "{\"approved\":1}");
        desk_step("jukiYokyu");
        ck_assert(desk_peek(DB_GAIBU, &item));
        struct body_fugo_kekka b;
        struct list l;
        ck_assert_int_eq(json_read(item.json, body_fugo_kekka, &b, desk.arena, &desk.diag), ST_OK);
        ck_assert_int_eq(
            json_rows(b.kekka, fugo_kekka_row, sizeof(struct fugo_kekka_row), desk.arena, &l, &desk.diag),
            ST_OK);
        snprintf(code[i], sizeof code[i], "%s", ((const struct fugo_kekka_row *)l.items)[0].id_code);
        ck_assert_uint_eq(strlen(code[i]), 32);
        ck_assert_ptr_null(strstr(item.json, BANGO_1));
        desk_settle();
        S_at("0000001", 4, "取得済", "中間サーバー");
    }
    ck_assert_str_eq(code[0], code[1]);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_steps,
                                  test_late_confirmation,
                                  test_failures_and_again,
                                  test_reject,
                                  test_reject_and_again,
                                  test_pages,
                                  test_page_at_most,
                                  test_pages_and_polls,
                                  test_corrected_while_waiting,
                                  test_cancelled_on_the_way,
                                  test_refusals,
                                  test_again_while_waiting,
                                  test_by_itself,
                                  test_by_time,
                                  test_by_polls,
                                  test_told,
                                  test_told_by_itself,
                                  test_wrong_but_existing,
                                  NULL};
    return desk_main("fugo", tests);
}
