/* service/chukan: 情報照会要求 as a link file (1.7.1 ②) without the loader: rows refused as shokai.request
 * refuses them, the lines of an answer, the count of what is outstanding, progress by hand. */
#include "room.h"
#include "service/hand.h"
#include "store/torikomi_machi.h"

#define U1 "U06139992N0000001"
#define JM "JM00000000000003"
#define SHIKAKU_CODE "TM00000000000999"
#define SHOBYO_CODE "TM00000000000050"
#define BOTH_CODE "TM00000000000998"

extern const struct bulk bulk_joho_shokai;
extern const struct operator_action operator_shokai_answer;
static const struct bulk *const kind = &bulk_joho_shokai;

/* A's 0000001 and B's 0000007 are one person, with 副本 at A; B's 0000008 nobody knows there. B's 0000009 has
 * no 符号. */
static void S_people(void)
{
    room_person(INSURER_A, "0000001", "Y06139992N00000001");
    room_person(INSURER_B, "0000007", "Y06139984N00000003");
    room_person(INSURER_B, "0000008", "Y06139984N00000004");
    room_person(INSURER_B, "0000009", "Y06139984N00000005");
    room_fugo(INSURER_A, "0000001", "Y06139992N00000001", "idcode-1");
    room_fugo(INSURER_B, "0000007", "Y06139984N00000003", "idcode-1");
    room_fugo(INSURER_B, "0000008", "Y06139984N00000004", "idcode-8");
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU, NULL), ST_OK);
    ck_assert_int_eq(room_register("shobyoTeatekin", "0000001", SHOBYO, NULL), ST_OK);
    room_courier();
    room.sent_n = 0;
    room_call(INSURER_B);
    const struct torikomi t = {.uketsuke = U1,
                               .shubetsu = "johoShokai",
                               .hokensha = INSURER_B,
                               .system = "KS",
                               .busho = "B001",
                               .user = "u001",
                               .path = "in",
                               .result_path = "out",
                               .encoding = "UTF-8",
                               .at = room.call.now,
                               .due = room.call.now};
    struct torikomi begun = t;
    room.call.uketsuke = U1;
    ck_assert_int_eq(tx_begin(room.tx), ST_OK);
    ck_assert_int_eq(torikomi_put(room.tx, &t), ST_OK);
    ck_assert_int_eq(torikomi_start(room.tx, &begun, 9), ST_OK);
    ck_assert_int_eq(tx_commit(room.tx), ST_OK);
}

static struct torikomi S_get(void)
{
    struct torikomi t;
    bool found;
    ck_assert_int_eq(tx_begin(room.tx), ST_OK);
    ck_assert_int_eq(torikomi_get(room.tx, U1, room.arena, &t, &found), ST_OK);
    ck_assert(found);
    tx_rollback(room.tx);
    return t;
}

struct row {
    const char *edaban, *to, *jimu, *code, *ymd;
    enum status st; /* ACCEPTED, or why it is refused */
    const char *tetsuzuki;
};

/* What the loader does with the rows; kagi: of each, NULL when it was refused. */
static void S_rows(const struct row *rows, int n, const char **kagi)
{
    struct torikomi t = S_get();
    ck_assert_int_eq(tx_begin(room.tx), ST_OK);
    for (int i = 0; i < n; i++) {
        struct row_kekka out = {0};
        void *req = arena_alloc(room.arena, kind->row_size);
        room_set(kind->row, req, "edaban", rows[i].edaban);
        room_set(kind->row, req, "teikyoHokensha", rows[i].to);
        room_set(kind->row, req, "jimuCode", rows[i].jimu);
        room_set(kind->row, req, "tokuteiKojinJohoCode", rows[i].code);
        room_set(kind->row, req, "kijunYmd", rows[i].ymd);
        room_set(kind->row, req, "jimuTetsuzukiCode", rows[i].tetsuzuki);
        room.diag = DIAG_INIT;
        enum status st = kind->apply(&room.call, req, &out);
        ck_assert_msg(st == rows[i].st, "row %d: %s", i, status_info(st)->name);
        ck_assert(st == ST_ACCEPTED ? out.kagi != NULL : !out.kagi && room.diag.status == st);
        kagi[i] = out.kagi;
        if (out.kagi)
            ck_assert_int_eq(torikomi_expect(room.tx, U1, 1), ST_OK);
    }
    t.total = t.ok_count = n;
    ck_assert_int_eq(torikomi_wait(room.tx, &t, room.call.now), ST_OK);
    if (t.state == TORIKOMI_MACHI)
        ck_assert_int_eq(kind->waits->machi(&room.call, &t), ST_OK);
    ck_assert_int_eq(tx_commit(room.tx), ST_OK);
}

/* "kubun shubetsu shubetsu", or "kubun -" */
static void S_ck_answer(const char *kagi, const char *want)
{
    struct row_answer answer = {0};
    struct buf have = BUF_INIT;
    ck_assert_int_eq(tx_begin(room.tx), ST_OK);
    ck_assert_int_eq(kind->waits->answer(&room.call, kagi, &answer), ST_OK);
    for (size_t i = 0; i < answer.lines.n; i++) {
        const char *line = (const char *)answer.lines.items + i * kind->waits->line_size;
        const char *shubetsu = room_text(kind->waits->line, line, "shubetsu");
        const char *komoku = room_text(kind->waits->line, line, "komoku");
        ck_assert_str_eq(room_text(kind->waits->line, line, "shokaiBango"), kagi);
        ck_assert(answer.nothing ? !shubetsu && !komoku && answer.lines.n == 1 : komoku && komoku[0] == '{');
        if (!i)
            buf_adds(&have, room_text(kind->waits->line, line, "kekkaKubun"));
        buf_addf(&have, " %s", shubetsu ? shubetsu : "-");
    }
    tx_rollback(room.tx);
    ck_assert_str_eq(have.data, want);
    buf_release(&have);
}

START_TEST(test_rows)
{
    static const struct row rows[] = {
        {"0000007", INSURER_A, JM, SHIKAKU_CODE, NULL, ST_ACCEPTED, NULL},
        {"0000007", INSURER_A, JM, BOTH_CODE, NULL, ST_ACCEPTED, NULL},
        {"0000008", INSURER_A, JM, BOTH_CODE, NULL, ST_ACCEPTED, NULL},
        {"0000007", INSURER_A, JM, SHIKAKU_CODE, "20160101", ST_ACCEPTED, NULL},
        {"0000009", INSURER_A, JM, SHIKAKU_CODE, NULL, ST_SHOKAI_NO_FUGO, NULL},
        {"0000010", INSURER_A, JM, SHIKAKU_CODE, NULL, ST_EDABAN_UNKNOWN, NULL},
        {NULL, INSURER_A, JM, SHIKAKU_CODE, NULL, ST_EDABAN_UNKNOWN, NULL},
        {"0000007", INSURER_B, JM, SHIKAKU_CODE, NULL, ST_SHOKAI_SELF, NULL},
        {"0000007", NULL, JM, SHIKAKU_CODE, NULL, ST_SHOKAI_ITEM, NULL},
        {"0000007", INSURER_A, "JM1", SHIKAKU_CODE, NULL, ST_SHOKAI_ITEM, NULL},
        {"0000007", INSURER_A, NULL, SHIKAKU_CODE, NULL, ST_SHOKAI_ITEM, NULL},
        {"0000007", INSURER_A, JM, "TM00000000000001", NULL, ST_SHOKAI_KIND, NULL},
        {"0000007", INSURER_A, JM, NULL, NULL, ST_SHOKAI_KIND, NULL},
        {"0000007", INSURER_A, JM, SHIKAKU_CODE, "20160231", ST_SHOKAI_ITEM, NULL},
        {"0000007", INSURER_A, JM, SHIKAKU_CODE, NULL, ST_SHOKAI_ITEM, "JT1"},
    };
    enum { ROWS = sizeof rows / sizeof rows[0] };
    const char *kagi[ROWS];
    S_people();
    S_rows(rows, ROWS, kagi);
    ck_assert_int_eq(S_get().state, TORIKOMI_MACHI);
    ck_assert_int_eq(S_get().machi, 4);
    room_courier();
    ck_assert_int_eq(room.sent_n, 1);
    ck_assert_str_eq(room.sent[0], "fileMachi {\"uketsuke\":\"" U1 "\",\"gyo\":15,\"seijo\":15,\"ijo\":0}");
    ck_assert_int_eq(S_get().state, TORIKOMI_KAITO);
    S_ck_answer(kagi[0], "該当あり shikakuJoho");
    S_ck_answer(kagi[1], "該当あり shikakuJoho shobyoTeatekin");
    S_ck_answer(kagi[2], "該当なし -");
    S_ck_answer(kagi[3], "該当なし -");
}
END_TEST

/* The numbers are those of 情報照会 asked online, and each answer counts once. */
START_TEST(test_counted_once)
{
    static const struct row rows[] = {{"0000007", INSURER_A, JM, SHIKAKU_CODE, NULL, ST_ACCEPTED, NULL},
                                      {"0000008", INSURER_A, JM, SHIKAKU_CODE, NULL, ST_ACCEPTED, NULL}};
    const char *kagi[2];
    S_people();
    room.policy.work[WORK_SHOKAI].how = PROGRESS_MANUAL;
    S_rows(rows, 2, kagi);
    ck_assert_str_eq(kagi[0], "S06139984N0000001");
    const char *json = arena_printf(room.arena, "{\"shokaiBango\":\"%s\"}", kagi[0]);
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(room_message(&message_shokai_kaito, json), ST_OK);
    ck_assert_str_eq(message_asks(&message_shokai_kaito, &room.call, json), ""); /* like the file it is of */
    ck_assert_int_eq(S_get().machi, 1);
    ck_assert_int_eq(S_get().state, TORIKOMI_MACHI);
    room.policy.work[WORK_SHOKAI].polls = 1;
    void *req = room_request(&op_shokai_get_result);
    room_set(op_shokai_get_result.request, req, "shokaiBango", kagi[1]);
    room.call.going = 0;
    ck_assert_int_eq(room_run(&op_shokai_get_result, req, NULL), ST_OK); /* a poll of it is an answer, too */
    ck_assert_int_eq(S_get().state, TORIKOMI_KAITO);
    ck_assert_uint_eq(room.call.going & GOING_FILES, GOING_FILES); /* the loader's now */
}
END_TEST

static enum status S_operate(const char *body, const char **ret_json)
{
    struct buf json = BUF_INIT;
    room.diag = DIAG_INIT;
    ck_assert_int_eq(tx_begin(room.tx), ST_OK);
    enum status st = room_finish(hand_run(&operator_shokai_answer, &room.call, body, &json));
    *ret_json = json.data ? arena_strdup(room.arena, json.data) : "";
    buf_release(&json);
    return st;
}

/* More than are answered at once: the rest follows by itself. */
START_TEST(test_by_hand)
{
    enum { MANY = 450 };
    struct row *rows = arena_array(room.arena, MANY, sizeof *rows);
    const char **kagi = arena_array(room.arena, MANY, sizeof *kagi), *json;
    for (int i = 0; i < MANY; i++)
        rows[i] = (struct row){"0000007", INSURER_A, JM, SHOBYO_CODE, NULL, ST_ACCEPTED, NULL};
    S_people();
    room.policy.work[WORK_SHOKAI].how = PROGRESS_MANUAL;
    S_rows(rows, MANY, kagi);
    room_courier();
    ck_assert_int_eq(S_get().machi, MANY);
    ck_assert_int_eq(S_operate("{\"uketsukeBango\":\"U06139992N0000009\"}", &json), ST_UKETSUKE_NONE);
    ck_assert_int_eq(S_operate("{\"uketsukeBango\":\"" U1 "\"}", &json), ST_OK);
    ck_assert_str_eq(json, "{\"answered\":450}");
    ck_assert(S_get().machi > 0 && S_get().machi < MANY);
    room_courier();
    ck_assert_int_eq(S_get().state, TORIKOMI_KAITO);
    S_ck_answer(kagi[0], "該当あり shobyoTeatekin");
    S_ck_answer(kagi[MANY - 1], "該当あり shobyoTeatekin");
    ck_assert_int_eq(S_operate("{\"uketsukeBango\":\"" U1 "\"}", &json), ST_OK);
    ck_assert_str_eq(json, "{\"answered\":0}");
    ck_assert_int_eq(S_operate("{}", &json), ST_OK);
    ck_assert_str_eq(json, "{\"answered\":0}");
}
END_TEST

/* 運用支援環境 was asked for the file often enough. */
START_TEST(test_saisoku)
{
    static const struct row rows[] = {{"0000007", INSURER_A, JM, SHIKAKU_CODE, NULL, ST_ACCEPTED, NULL}};
    const char *kagi[1];
    S_people();
    room.policy.work[WORK_SHOKAI].how = PROGRESS_MANUAL;
    S_rows(rows, 1, kagi);
    const struct message *m = message_find("fileSaisoku");
    ck_assert_int_eq(room_message(m, "{\"uketsuke\":\"" U1 "\"}"), ST_OK);
    ck_assert_int_eq(S_get().state, TORIKOMI_KAITO);
    ck_assert_int_eq(room_message(m, "{\"uketsuke\":\"" U1 "\"}"), ST_OK);
    ck_assert_int_eq(room_message(m, "{\"uketsuke\":\"U9\"}"), ST_OK); /* of a file that has not come yet */
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_rows, test_counted_once, test_by_hand, test_saisoku, NULL};
    return room_main("joho_shokai", tests);
}
