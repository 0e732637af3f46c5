/* shokai.list: pages, and those of one link file. What a line of it says: test_shokai.c. */
#include "room.h"
#include "store/chukan_shokai.h"

static void S_kensu(void *req, int64_t kensu)
{
    memcpy((char *)req + room_field(op_shokai_list.request, "kensu")->offset, &kensu, sizeof kensu);
}

/* n of insurer A, every third of a link file; bango: "S06139992N0000001" and on. */
static void S_many(int n)
{
    ck_assert_int_eq(tx_begin(room.tx), ST_OK);
    for (int i = 1; i <= n; i++) {
        const struct chukan_shokai row = {
            .bango = arena_printf(room.arena, "S" INSURER_A "N%07d", i),
            .hokensha = INSURER_A,
            .edaban = "0000001",
            .teikyo_hokensha = INSURER_B,
            .jimu_code = "JM00000000000003",
            .code = "TM00000000000050",
            .busho = "B001",
            .user = "u001",
            .yokyu_at = room.call.now,
            .uketsuke = i % 3 ? NULL : "U" INSURER_A "N0000001",
        };
        ck_assert_int_eq(chukan_shokai_add(room.tx, &row), ST_OK);
    }
    ck_assert_int_eq(tx_commit(room.tx), ST_OK);
}

/* More than one reply holds comes in pages, without a gap and without one twice. */
START_TEST(test_list_pages)
{
    enum { MANY = 1004, MOST = 1000, OF_A_FILE_N = MANY / 3 };
    static const struct {
        const char *uketsuke, *behind;
        int64_t kensu;
        size_t want;
        const char *first;
        int64_t tsuzuki;
    } cases[] = {
        {NULL, NULL, INT64_MIN, MOST, "S" INSURER_A "N0000001", 1},
        {NULL, "S" INSURER_A "N0001000", INT64_MIN, MANY - MOST, "S" INSURER_A "N0001001", 0},
        {NULL, "S" INSURER_A "N0000004", MOST, MOST, "S" INSURER_A "N0000005", 0},
        {NULL, "S" INSURER_A "N0000003", 2, 2, "S" INSURER_A "N0000004", 1},
        {NULL, "S" INSURER_A "N0001004", 2, 0, NULL, 0},
        {"U" INSURER_A "N0000001", NULL, INT64_MIN, OF_A_FILE_N, "S" INSURER_A "N0000003", 0},
        {"U" INSURER_A "N0000001", "S" INSURER_A "N0000007", 2, 2, "S" INSURER_A "N0000009", 1},
        {"U" INSURER_A "N0000002", NULL, INT64_MIN, 0, NULL, 0},
    };
    const struct op *op = &op_shokai_list;
    void *req = room_request(op), *rep;
    S_many(MANY);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct field *table;
        room_set(op->request, req, "uketsukeBango", cases[i].uketsuke);
        room_set(op->request, req, "kaishiShokaiBango", cases[i].behind);
        S_kensu(req, cases[i].kensu);
        ck_assert_int_eq(room_run(op, req, &rep), ST_OK);
        int64_t tsuzuki;
        memcpy(&tsuzuki, (char *)rep + room_field(op->reply, "tsuzuki")->offset, sizeof tsuzuki);
        ck_assert_msg(tsuzuki == cases[i].tsuzuki, "case %zu: tsuzuki %d", i, (int)tsuzuki);
        ck_assert_msg(room_list(op->reply, rep, "item").n == cases[i].want, "case %zu: %zu", i,
                      room_list(op->reply, rep, "item").n);
        if (cases[i].first) {
            const void *item = room_item(op->reply, rep, "item", 0, &table);
            ck_assert_str_eq(room_text(table, item, "shokaiBango"), cases[i].first);
        }
    }
    room_set(op->request, req, "kaishiShokaiBango", "S" INSURER_A "N0001005");
    ck_assert_int_eq(room_run(op, req, NULL), ST_SHOKAI_NONE);
    room_call(INSURER_B); /* another's number is none */
    room_set(op->request, req, "kaishiShokaiBango", "S" INSURER_A "N0000001");
    ck_assert_int_eq(room_run(op, req, NULL), ST_SHOKAI_NONE);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_list_pages, NULL};
    return room_main("service/chukan/shokai_list", tests);
}
