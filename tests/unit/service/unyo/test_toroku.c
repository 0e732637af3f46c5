/* 加入者情報一括登録: rows by 処理区分 in a chunk with savepoints as world/load/loader does, one fugoIkkatsu
 * a chunk, 枝番 without gaps, and many rows. */
#include "service/unyo/desk.h"

#include "base/kojin_bango.h"

static enum status S_apply(const struct kanyusha_irai *r, const char **ret_edaban)
{
    struct row_kekka out = {0};
    ck_assert_int_eq(tx_save(desk.call.tx), ST_OK);
    enum status st = bulk_find("kanyushaToroku")->apply(&desk.call, r, &out);
    if (st == ST_OK)
        ck_assert_int_eq(tx_keep(desk.call.tx), ST_OK);
    else
        tx_undo(desk.call.tx);
    *ret_edaban = out.edaban;
    return st;
}

START_TEST(test_rows)
{
    static const struct {
        const char *kubun, *edaban, *kojin_bango;
        enum status st;
        const char *ret;
    } cases[] = {
        {"1", "", BANGO_1, ST_OK, "0000001"},
        {"1", "", BANGO_1, ST_KANYUSHA_EXISTS, NULL},
        {"1", "", "12345678901", ST_KANYUSHA_ITEM, NULL},
        {"1", "0000009", BANGO_2, ST_KANYUSHA_ITEM, NULL},
        {"1", "", BANGO_2, ST_OK, "0000002"},
        {"2", "0000002", BANGO_1, ST_KANYUSHA_ITEM, NULL},
        {"2", "0000002", "", ST_OK, "0000002"},
        {"3", "0000002", BANGO_1, ST_KANYUSHA_EXISTS, NULL},
        {"3", "0000002", BANGO_3, ST_OK, "0000002"},
        {"4", "0000002", "", ST_KANYUSHA_ITEM, NULL},
        {"5", "0000002", "", ST_OK, "0000002"},
        {"5", "0000002", "", ST_KANYUSHA_CANCELLED, NULL},
        {"6", "0000001", "", ST_KANYUSHA_NOT_LOST, NULL},
        {"7", "0000001", "", ST_KANYUSHA_ITEM, NULL},
        {"", "0000001", "", ST_KANYUSHA_ITEM, NULL},
        {NULL, "0000001", "", ST_KANYUSHA_ITEM, NULL},
        {"11", "", BANGO_2, ST_KANYUSHA_ITEM, NULL},
        {"1", "", BANGO_2, ST_OK, "0000003"},
    };
    struct outbox_item item;
    desk_chunk();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *edaban;
        struct kanyusha_irai r = desk_row(cases[i].kubun, cases[i].edaban, cases[i].kojin_bango);
        desk.diag = DIAG_INIT;
        enum status st = S_apply(&r, &edaban);
        ck_assert_msg(st == cases[i].st, "row %zu: %s", i + 1, status_info(st)->name);
        if (cases[i].ret)
            ck_assert_str_eq(edaban, cases[i].ret);
        else
            ck_assert_ptr_null(edaban);
        ck_assert_int_eq(desk.diag.status, st);
    }
    desk_chunk_end();
    ck_assert(desk_peek(DB_UNYO, &item)); /* who is new goes first, one run of three */
    ck_assert_str_eq(item.kind, "shikakuTsuchi");
    desk_carry(DB_UNYO, &item, true);
    ck_assert(desk_peek(DB_UNYO, &item)); /* then the cancelled one */
    ck_assert_str_eq(item.kind, "kanyushaIdo");
    desk_carry(DB_UNYO, &item, true);
    ck_assert(desk_peek(DB_UNYO, &item));
    ck_assert_str_eq(item.json,
                     "{\"hokensha\":\"06139992\",\"edabanFrom\":\"0000001\",\"edabanTo\":\"0000003\","
                     "\"first\":1,\"next\":4}"); /* what waits for the end of the file */
    desk_carry(DB_UNYO, &item, true);
    ck_assert(desk_peek(DB_UNYO, &item));
    ck_assert_str_eq(item.json, "{\"hokensha\":\"06139992\",\"yokyu\":[[\"Y06139992N00000001\",\"0000001\"],"
                                "[\"Y06139992N00000003\",\"0000003\"]]}"); /* not that of the cancelled one */
    desk_settle();
}
END_TEST

START_TEST(test_rows_tell_more_than_they_change)
{
    const char *edaban;
    desk_chunk();
    struct kanyusha_irai r = desk_row("1", "", BANGO_1);
    ck_assert_int_eq(S_apply(&r, &edaban), ST_OK);
    r = desk_row("2", "0000001", BANGO_1);
    ck_assert_int_eq(S_apply(&r, &edaban), ST_OK);
    r.kojin_bango = BANGO_2;
    ck_assert_int_eq(S_apply(&r, &edaban), ST_KANYUSHA_ITEM);
    ck_assert_str_eq(desk.diag.item, "個人番号");
    r.kojin_bango = "";
    r.soshitsu_ymd = "20170402";
    ck_assert_int_eq(S_apply(&r, &edaban), ST_KANYUSHA_ITEM);
    ck_assert_str_eq(desk.diag.item, "資格喪失年月日");
    desk_chunk_end();
}
END_TEST

/* 新規 with 資格喪失年月日: a membership that is over already. */
START_TEST(test_past_membership)
{
    const char *edaban;
    desk_chunk();
    struct kanyusha_irai r = desk_row("1", "", BANGO_1);
    r.soshitsu_ymd = "20170331";
    ck_assert_int_eq(S_apply(&r, &edaban), ST_DATE_ORDER);
    r.soshitsu_ymd = "20170501";
    ck_assert_int_eq(S_apply(&r, &edaban), ST_OK);
    ck_assert_str_eq(edaban, "0000001");
    desk_chunk_end();
    ck_assert_int_eq(desk_run("kanyusha", "getShikakuRireki", "edaban", "0000001", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 2);
    ck_assert_str_eq(desk_item_text(0, "ido"), "取得");
    ck_assert_str_eq(desk_item_text(1, "ido"), "喪失");
    desk_settle();
}
END_TEST

/* Lost and back in one chunk: the request that the chunk is to make serves; 取消 gives a later one up. */
START_TEST(test_back_in_one_chunk)
{
    const char *edaban;
    desk_chunk();
    struct kanyusha_irai r = desk_row("1", "", BANGO_1);
    ck_assert_int_eq(S_apply(&r, &edaban), ST_OK);
    struct kanyusha_irai lost = desk_row("4", "0000001", "");
    lost.soshitsu_ymd = "20170501";
    ck_assert_int_eq(S_apply(&lost, &edaban), ST_OK);
    r.shutoku_ymd = "20170501";
    ck_assert_int_eq(S_apply(&r, &edaban), ST_OK);
    ck_assert_str_eq(edaban, "0000001");
    desk_chunk_end();
    desk_settle();
    ck_assert_int_eq(desk_run("fugo", "getStatus", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 1);
    ck_assert_int_eq(desk_item_int(0, "kaisu"), 1);
    ck_assert_int_eq(desk_item_int(0, "dankai"), 3);
    ck_assert_int_eq(desk_run("kanyusha", "getShikakuRireki", "edaban", "0000001", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 3);
}
END_TEST

/* A number range that is used up still lets a person come back. */
START_TEST(test_back_when_exhausted)
{
    desk.policy.edaban_digits = 1;
    desk.policy.edaban_first = 9;
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_OK);
    ck_assert_int_eq(desk_register(BANGO_2, "20170401"), ST_EDABAN_EXHAUSTED);
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_KANYUSHA_EXISTS);
    ck_assert_int_eq(desk_run("kanyusha", "lose", "edaban", "9", "soshitsuYmd", "20170501", NULL), ST_OK);
    ck_assert_int_eq(desk_register(BANGO_1, "20170501"), ST_OK);
    ck_assert_str_eq(desk_text("edaban"), "9");
}
END_TEST

/* A chunk that was rolled back leaves nothing: the next one gets the same numbers. */
START_TEST(test_chunk_again)
{
    const char *edaban;
    struct kanyusha_irai r = desk_row("1", "", BANGO_1);
    for (int i = 0; i < 2; i++) {
        desk_chunk();
        ck_assert_int_eq(S_apply(&r, &edaban), ST_OK);
        ck_assert_str_eq(edaban, "0000001");
        tx_rollback(desk.call.tx);
    }
    desk_chunk(); /* only refusals: no message */
    r.kojin_bango = "1";
    ck_assert_int_eq(S_apply(&r, &edaban), ST_KANYUSHA_ITEM);
    desk_chunk_end();
    ck_assert(!desk_waiting(DB_UNYO));
}
END_TEST

START_TEST(test_many)
{
    enum { ROWS = 20000, CHUNK = 5000 };
    const char *edaban;
    char bango[13], want[8];
    for (int i = 0; i < ROWS; i++) {
        if (i % CHUNK == 0)
            desk_chunk();
        snprintf(bango, sizeof bango, "%011d0", (i * 7919) % 1000003 + 1);
        bango[11] = kojin_bango_digit(bango);
        struct kanyusha_irai r = desk_row("1", "", bango);
        ck_assert_int_eq(S_apply(&r, &edaban), ST_OK);
        snprintf(want, sizeof want, "%07d", i + 1);
        ck_assert_str_eq(edaban, want);
        if ((i + 1) % CHUNK)
            continue;
        desk_chunk_end();
        arena_reset(desk.arena);
    }
    struct outbox_item item;
    int64_t total = 0;
    while (desk_peek(DB_UNYO, &item)) {
        desk_carry(DB_UNYO, &item, true);
        total++;
    }
    ck_assert_int_eq(total, 3 * ROWS / CHUNK); /* shikakuTsuchi, fugoIkkatsu, then fugoTsuchi */
    desk_settle();
    const char *json;
    ck_assert_int_eq(desk_operate("fugo-approve", "{}", &json), ST_OK);
    ck_assert_str_eq(json, "{\"approved\":20000}");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_rows,
                                  test_rows_tell_more_than_they_change,
                                  test_past_membership,
                                  test_back_in_one_chunk,
                                  test_back_when_exhausted,
                                  test_chunk_again,
                                  test_many,
                                  NULL};
    return desk_main("toroku", tests);
}
