/* service/chukan: link files of 副本 row by row, as the loader drives them: savepoints, chunks, numbers, the
 * end. */
#include "room.h"

#include "service/online.h"
#include "store/torikomi.h"

extern const struct bulk bulk_shikaku_joho, bulk_shobyo_teatekin;

/* The struct that the loader would make of the cells, or what the layout says against them. */
static enum status S_row(const struct bulk *b, const char *const *cells, void *row)
{
    const struct layout *l;
    struct row_items sent = {0}, items;
    ck_assert_int_eq(layout_get(b->shubetsu, clock_date(room.call.now), &l, &room.diag), ST_OK);
    const char **names = arena_array(room.arena, (size_t)l->n, sizeof *names);
    for (; sent.n < l->n && cells[sent.n]; sent.n++)
        names[sent.n] = l->columns[sent.n].field;
    sent.names = names;
    sent.values = cells;
    enum status st = online_judge(&room.call, b->shubetsu, &sent, &items);
    if (st != ST_OK)
        return st;
    memset(row, 0, b->row_size);
    *(struct row_items *)row = items;
    for (int i = 0; i < items.n; i++)
        for (const struct field *f = b->row; f->element; f++)
            if (strcmp(f->element, items.names[i]) == 0)
                room_set(b->row, row, f->element, items.values[i]);
    return ST_OK;
}

static void S_digest(unsigned char sum[32])
{
    struct buf json = BUF_INIT;
    ck_assert_int_eq(tx_digest(room.tx, &json, sum), ST_OK);
    buf_release(&json);
}

/* One chunk without savepoints: a refusal writes nothing. rows: values by column, NULL ends; want: status of
 * each row. */
static void S_chunk(const struct bulk *b, const char *const rows[][12], const enum status *want, int n)
{
    void *row = arena_alloc(room.arena, b->row_size);
    room.call.bulk_state = arena_alloc(room.arena, b->state_size);
    ck_assert_int_eq(tx_begin(room.tx), ST_OK);
    for (int i = 0; i < n; i++) {
        struct row_kekka out = {0};
        unsigned char before[32], after[32];
        room.diag = DIAG_INIT;
        S_digest(before);
        enum status st = S_row(b, rows[i], row);
        if (st == ST_OK)
            st = b->apply(&room.call, row, &out);
        ck_assert_msg(st == want[i], "row %d: %s %s", i, status_info(st)->name, room.diag.item);
        S_digest(after);
        if (st == ST_OK) {
            ck_assert_str_eq(out.edaban, rows[i][2]);
        } else {
            ck_assert_int_eq(room.diag.status, st);
            ck_assert_msg(memcmp(before, after, sizeof after) == 0, "row %d: has written", i);
        }
    }
    ck_assert_int_eq(b->chunk_end(&room.call, room.call.bulk_state), ST_OK);
    ck_assert_int_eq(tx_commit(room.tx), ST_OK);
    room.call.bulk_state = NULL;
}

START_TEST(test_shikaku)
{
    static const char *const rows[][12] = {
        {"1", INSURER_A, "0000001", "1", "2", "1", "20170401", "", "", "0", "0"},
        {"1", INSURER_A, "0000001", "1", "2", "1", "20170401", "", "", "0", "0"},
        {"1", INSURER_B, "0000001", "1", "2", "1", "20170401", "", "", "0", "0"},
        {"1", INSURER_A, "0000003", "1", "2", "1", "20170401", "", "", "0", "0"},
        {"2", INSURER_A, "0000002", "1", "2", "1", "20170401", "", "", "0", "0"},
        {"1", INSURER_A, "0000002", "1", "2", "1", "20170401", "20170401", "", "0", "0"},
        {"2", INSURER_A, "0000001", "1", "2", "1", "20170401", "20170601", "", "0", "0"},
        {"7", INSURER_A, "0000001", "1", "2", "1", "20170401", "", "", "0", "0"},
        {"1", INSURER_A, "0000001", "1", "379474484458", "1", "20170701", "", "", "0", "0"},
        {"1", INSURER_A, "", "1", "2", "1", "20170701", "", "", "0", "0"},
        {"", "", "", "", "", "", "", "", "", "", ""},
        {"3", INSURER_A, "0000002", "", "", "", "20170401", "", "", "", ""},
        {"3", INSURER_A, "0000002", "", "", "", "20170401", "", "", "", ""},
        {"3", INSURER_A, "0000003", "", "", "", "20170401", "", "", "", ""},
    };
    static const enum status want[] = {
        ST_OK,           ST_FUKUHON_EXISTS, ST_OTHER_HOKENSHA,  ST_EDABAN_UNKNOWN, ST_FUKUHON_NONE, ST_OK,
        ST_OK,           ST_ROW_COLUMN,     ST_ROW_KOJIN_BANGO, ST_ROW_COLUMN,     ST_ROW_COLUMN,   ST_OK,
        ST_FUKUHON_NONE, ST_EDABAN_UNKNOWN,
    };
    room_person(INSURER_A, "0000001", "Y06139992N00000001");
    room_person(INSURER_A, "0000002", "Y06139992N00000002");
    S_chunk(&bulk_shikaku_joho, rows, want, (int)(sizeof want / sizeof *want));
    const char *bango;
    ck_assert_int_eq(room_register("shikakuJoho", "0000002", SHIKAKU, &bango), ST_OK);
    ck_assert_str_eq(bango, "P06139992N00000003"); /* one counter for file and online, without gaps */
}
END_TEST

START_TEST(test_shobyo)
{
    static const char *const rows[][12] = {
        {"1", INSURER_A, "0000001", "20170501", "20170410", "20170420", "60000", "0"},
        {"1", INSURER_A, "0000002", "20170501", "20170410", "20170420", "60000", "0"},
        {"1", INSURER_A, "0000001", "20170501", "20170301", "20170420", "60000", "0"},
        {"2", INSURER_A, "0000001", "20170501", "20170410", "20170425", "70000", "1"},
        {"2", INSURER_A, "0000001", "20170501", "20170411", "20170425", "70000", "1"},
        {"3", INSURER_A, "0000001", "", "20170410", "", "", ""},
        {"3", INSURER_A, "0000001", "", "", "", "", ""},
    };
    static const enum status want[] = {ST_OK, ST_SHIKAKU_FIRST, ST_OUTSIDE_SHIKAKU, ST_OK, ST_FUKUHON_NONE,
                                       ST_OK, ST_ROW_COLUMN};
    static const char *const shikaku[][12] = {
        {"3", INSURER_A, "0000001", "", "", "", "20170401", "", "", "", ""},
    };
    room_person(INSURER_A, "0000001", "Y06139992N00000001");
    room_person(INSURER_A, "0000002", "Y06139992N00000002");
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU, NULL), ST_OK);
    S_chunk(&bulk_shobyo_teatekin, rows, want, 4);
    room.policy.rules.mode = RULES_STRICT;
    S_chunk(&bulk_shikaku_joho, shikaku, (const enum status[]){ST_OK}, 1); /* what it leaves may be mended */
    S_chunk(&bulk_shobyo_teatekin, rows + 4, want + 4, 3);
    S_chunk(&bulk_shikaku_joho, shikaku, (const enum status[]){ST_FUKUHON_NONE}, 1);
}
END_TEST

static const char *S_done(struct torikomi t)
{
    ck_assert_int_eq(tx_begin(room.tx), ST_OK);
    ck_assert_int_eq(bulk_shikaku_joho.done(&room.call, &t), ST_OK);
    ck_assert_int_eq(tx_commit(room.tx), ST_OK);
    room_courier();
    return room.sent[room.sent_n - 1];
}

START_TEST(test_done)
{
    struct torikomi t = {.uketsuke = "U06139992N0000001",
                         .state = TORIKOMI_KANRYO,
                         .total = 3,
                         .ok_count = 2,
                         .err_count = 1,
                         .out_offset = 99,
                         .result_path = "r.csv",
                         .result_sha256 = "abcd"};
    ck_assert_str_eq(
        S_done(t),
        arena_printf(
            room.arena,
            "fileKanryo "
            "{\"uketsuke\":\"U06139992N0000001\",\"jotai\":\"処理完了\",\"at\":%lld,\"gyo\":3,\"seijo\":2,"
            "\"ijo\":1,\"resultPath\":\"r.csv\",\"resultSize\":99,\"resultSha256\":\"abcd\"}",
            (long long)room.call.now));
    t.state = TORIKOMI_CHUSHI;
    t.result_sha256 = NULL;
    diag_set(&t.halt, ST_FILE_CHARSET, "3行目", "CP932", "123456789018");
    ck_assert_ptr_nonnull(strstr(S_done(t), "\"jotai\":\"処理中止\""));
    ck_assert_ptr_nonnull(strstr(room.sent[1],
                                 "\"status\":\"FILE_CHARSET\",\"item\":\"3行目\",\"want\":\"CP932\","
                                 "\"have\":\"************\"}"));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_shikaku, test_shobyo, test_done, NULL};
    return room_main("service/chukan/bulk", tests);
}
