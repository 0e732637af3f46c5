/* service/chukan: 情報照会 to other institutions over 情報提供NWS: what goes out, by which progress, what
 * comes back and to whom; taken back, online and in a link file. */
#include "room.h"
#include "service/hand.h"
#include "store/torikomi_machi.h"

#define KIKAN "9903001701864705"
#define JM "JM00000000000003"
#define TM "TM00000000000002"
#define U1 "U06139992N0000001"
#define ASKED                                                                                                \
    "\"shokaisha\":\"06139992\",\"teikyosha\":\"" KIKAN "\",\"id\":\"%s\",\"jimuCode\":\"" JM                \
    "\",\"jimuTetsuzukiCode\":\"JT00000000000303\",\"tokuteiKojinJohoCode\":\"" TM                           \
    "\",\"kijunYmd\":\"20170401\"}"

extern const struct op op_shokai_cancel;
extern const struct bulk bulk_kikan_shokai_ikkatsu;
extern const struct message message_kikan_kaito;
extern const struct operator_action operator_shokai_answer;

/* A's 0000001 has a 符号, 0000002 has none. */
static void S_people(void)
{
    static const char *const k[] = {"code", "mei", "shubetsu", "hokensha", "jotai"};
    static const char *const kv[] = {KIKAN,
                                     "架空県仮想市",
                                     "shichoson",
                                     NULL,
                                     "開局",
                                     "9901001039518230",
                                     "架空健康保険組合",
                                     "kenpo",
                                     INSURER_B,
                                     "開局",
                                     "9901004529318228",
                                     "よその健康保険組合",
                                     "kenpo",
                                     NULL,
                                     "開局"};
    static const char *const t[] = {"code", "mei", "shubetsu"}, *const tv[] = {TM, "地方税関係情報",
                                                                               "chihozeiJoho"};
    room_import("kikan", k, 5, kv, 3);
    room_import("tokutei_kojin_joho", t, 3, tv, 1);
    room_person(INSURER_A, "0000001", "Y06139992N00000001");
    room_person(INSURER_A, "0000002", "Y06139992N00000002");
    room_fugo(INSURER_A, "0000001", "Y06139992N00000001", "idcode-1");
    room_courier();
    room.sent_n = 0;
}

static void S_id(const char *who, char ret[FUGO_ID])
{
    unsigned char sum[32];
    sha256_once(who, strlen(who), sum);
    letter_text(sum, 16, ret);
}

static enum status S_ask(const char *edaban, const char *hokensha, const char *kikan, const char **ret_bango)
{
    const struct field *f = op_shokai_request.request;
    void *req = room_request(&op_shokai_request), *rep;
    room_set(f, req, "edaban", edaban);
    room_set(f, req, "teikyoHokensha", hokensha);
    room_set(f, req, "teikyoKikan", kikan);
    room_set(f, req, "jimuCode", JM);
    room_set(f, req, "jimuTetsuzukiCode", "JT00000000000303");
    room_set(f, req, "tokuteiKojinJohoCode", TM);
    room_set(f, req, "kijunYmd", "20170401");
    enum status st = room_run(&op_shokai_request, req, &rep);
    if (st == ST_ACCEPTED && ret_bango)
        *ret_bango = room_text(op_shokai_request.reply, rep, "shokaiBango");
    return st;
}

static enum status S_run(const struct op *op, const char *bango, void **ret_reply)
{
    void *req = room_request(op);
    room_set(op->request, req, "shokaiBango", bango);
    return room_run(op, req, ret_reply);
}

static enum status S_result(const char *bango, const char **ret_jotai)
{
    void *rep;
    enum status st = S_run(&op_shokai_get_result, bango, &rep);
    *ret_jotai = room_text(op_shokai_get_result.reply, rep, "jotai");
    return st;
}

static void S_answered(const char *tsuban, const char *kubun, const char *kaito)
{
    const char *json = arena_printf(room.arena, "{\"tsuban\":\"%s\",\"kekkaKubun\":\"%s\",\"kaito\":%s}",
                                    tsuban, kubun, kaito);
    ck_assert_int_eq(letter_check(&message_kikan_kaito, json), true);
    ck_assert_int_eq(room_message(&message_kikan_kaito, json), ST_OK);
}

#define TWO                                                                                                  \
    "[[\"chihozeiJoho\",{\"nendo\":\"2017\",\"shotoku\":{\"kuhaku\":\"3\"}}],[\"chihozeiJoho\",{\"nendo\":"  \
    "\"2016\"}]]"

/* The question goes under the id of NWS, and its answer is kept as it came first. */
START_TEST(test_way)
{
    char id[FUGO_ID];
    const char *bango;
    void *rep;
    const struct field *table;
    S_people();
    S_id("idcode-1", id);
    ck_assert_int_eq(S_ask("0000001", NULL, KIKAN, &bango), ST_ACCEPTED);
    ck_assert_ptr_null(room.call.asked); /* no insurer's 副本 */
    room_courier();
    ck_assert_int_eq(room.sent_n, 1);
    ck_assert_str_eq(room.sent[0],
                     arena_printf(room.arena, "kikanShokai {\"tsuban\":\"T06139992N0000001\"," ASKED, id));
    ck_assert_int_eq(S_run(&op_shokai_get_result, bango, &rep), ST_PENDING);
    ck_assert_str_eq(room_text(op_shokai_get_result.reply, rep, "tsuban"), "T06139992N0000001");
    S_answered("T06139992N0000001", "該当あり", TWO);
    room.call.now += 60;
    S_answered("T06139992N0000001", "該当なし", "[]");
    ck_assert_int_eq(S_run(&op_shokai_get_result, bango, &rep), ST_OK);
    ck_assert_str_eq(room_text(op_shokai_get_result.reply, rep, "kekkaKubun"), "該当あり");
    ck_assert_str_eq(room_text(op_shokai_get_result.reply, rep, "kaitoAt"), "2017-05-08T09:00:00+09:00");
    ck_assert_uint_eq(room_list(op_shokai_get_result.reply, rep, "item").n, 2);
    const void *item = room_item(op_shokai_get_result.reply, rep, "item", 0, &table);
    ck_assert_str_eq(room_komoku(table, item, "nendo"), "2017");
    ck_assert_str_eq(room_komoku(table, item, "shotoku"), "");
    const struct field *komoku;
    const void *one = room_item(table, item, "komoku", 0, &komoku),
               *two = room_item(table, item, "komoku", 1, &komoku);
    ck_assert_ptr_null(room_text(komoku, one, "kuhakuRiyu"));
    ck_assert_str_eq(room_text(komoku, two, "kuhakuRiyu"), "3");
    const char *none = "{\"tsuban\":\"T06139992N0000009\",\"kekkaKubun\":\"閉局\",\"kaito\":[]}";
    ck_assert_int_eq(room_message(&message_kikan_kaito, none), ST_INTERNAL);
}
END_TEST

START_TEST(test_refusals)
{
    static const struct {
        const char *edaban, *hokensha, *kikan;
        enum status want;
    } cases[] = {
        {"0000001", INSURER_B, KIKAN, ST_SHOKAI_ITEM},
        {"0000001", NULL, NULL, ST_SHOKAI_ITEM},
        {"0000001", NULL, "9999999999999999", ST_SHOKAI_KIKAN_NONE},
        {"0000001", NULL, "9901001039518230", ST_SHOKAI_KIKAN_NONE}, /* by its 保険者番号 */
        /* an insurer, but not of this 中間サーバー */
        {"0000001", NULL, "9901004529318228", ST_ACCEPTED},
        {"0000002", NULL, KIKAN, ST_SHOKAI_NO_FUGO},
        {"0000003", NULL, KIKAN, ST_EDABAN_UNKNOWN},
    };
    S_people();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum status st = S_ask(cases[i].edaban, cases[i].hokensha, cases[i].kikan, NULL);
        ck_assert_msg(st == cases[i].want, "case %zu: %s", i, status_info(st)->name);
    }
    room.policy.kikan_code[0] = '2'; /* as if another 中間サーバー had got the 符号 */
    ck_assert_int_eq(S_ask("0000001", NULL, KIKAN, NULL), ST_SHOKAI_NO_FUGO);
    room_courier();
    ck_assert_int_eq(room.sent_n, 1); /* what was accepted */
}
END_TEST

/* operator/shokai-answer for `key`, NULL: for all; the count that it answers. */
static int S_operate(const char *key, const char *value)
{
    struct buf json = BUF_INIT;
    const char *body = key ? arena_printf(room.arena, "{\"%s\":\"%s\"}", key, value) : "{}";
    room.diag = DIAG_INIT;
    ck_assert_int_eq(tx_begin(room.tx), ST_OK);
    ck_assert_int_eq(room_finish(hand_run(&operator_shokai_answer, &room.call, body, &json)), ST_OK);
    int n = (int)strtol(strchr(json.data, ':') + 1, NULL, 10);
    buf_release(&json);
    return n;
}

static int S_sent(void)
{
    room_courier();
    return room.sent_n;
}

/* Asked when it is due, at the poll that is enough or by hand, and once; the poll after the answer sees it.
 */
START_TEST(test_progress)
{
    const char *bango, *jotai;
    S_people();
    room.policy.work[WORK_SHOKAI] = (struct progression){.how = PROGRESS_TIME, .seconds = 600};
    ck_assert_int_eq(S_ask("0000001", NULL, KIKAN, &bango), ST_ACCEPTED);
    const char *due = arena_printf(room.arena, "{\"shokaiBango\":\"%s\"}", bango);
    ck_assert_ptr_null(message_asks(&message_shokai_kaito, &room.call, due));
    room.call.now += 599;
    ck_assert_int_eq(S_sent(), 0);
    room.call.now += 1;
    ck_assert_int_eq(S_sent(), 1);

    room.policy.work[WORK_SHOKAI] = (struct progression){.how = PROGRESS_MANUAL, .polls = 2};
    ck_assert_int_eq(S_ask("0000001", NULL, KIKAN, &bango), ST_ACCEPTED);
    room.call.unsettled = true; /* others' work does not matter to it */
    ck_assert_int_eq(S_result(bango, &jotai), ST_PENDING);
    ck_assert_int_eq(S_sent(), 1);
    room.call.going = 0;
    ck_assert_int_eq(S_result(bango, &jotai), ST_PENDING);
    ck_assert(room.call.going & GOING_MESSAGES);
    ck_assert(!room.call.again);
    ck_assert_int_eq(S_sent(), 2);
    ck_assert_int_eq(S_result(bango, &jotai), ST_PENDING);
    ck_assert_int_eq(S_sent(), 2);
    ck_assert_int_eq(S_operate("shokaiBango", bango), 0);
    S_answered("T06139992N0000002", "閉局", "[]");
    ck_assert_int_eq(S_result(bango, &jotai), ST_OK);
    ck_assert_str_eq(jotai, "回答済");

    room.policy.work[WORK_SHOKAI].polls = 0;
    ck_assert_int_eq(S_ask("0000001", NULL, KIKAN, &bango), ST_ACCEPTED);
    ck_assert_int_eq(S_operate("shokaiBango", bango), 1);
    ck_assert_int_eq(S_operate("shokaiBango", bango), 0);
    ck_assert_int_eq(S_sent(), 3);
    ck_assert_int_eq(S_result(bango, &jotai), ST_PENDING);

    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(S_ask("0000001", NULL, KIKAN, &bango), ST_ACCEPTED);
    ck_assert_int_eq(S_operate(NULL, NULL), 2);
    ck_assert_int_eq(S_sent(), 5);
    ck_assert_int_eq(S_operate(NULL, NULL), 0);
}
END_TEST

/* The 符号 is gone between request and question: nobody can be asked about. */
START_TEST(test_lost_fugo)
{
    const char *bango;
    void *rep;
    S_people();
    room.policy.work[WORK_SHOKAI].how = PROGRESS_MANUAL;
    ck_assert_int_eq(S_ask("0000001", NULL, KIKAN, &bango), ST_ACCEPTED);
    ck_assert_int_eq(
        room_message(message_find("fugoHanasu"), "{\"hokensha\":\"06139992\",\"edaban\":\"0000001\"}"),
        ST_OK);
    ck_assert_int_eq(S_operate("shokaiBango", bango), 1);
    ck_assert_int_eq(S_sent(), 0);
    ck_assert_int_eq(S_run(&op_shokai_get_result, bango, &rep), ST_OK);
    ck_assert_str_eq(room_text(op_shokai_get_result.reply, rep, "kekkaKubun"), "該当なし");
}
END_TEST

/* What NWS hears of one that it has. */
#define TAKEN_BACK(n)                                                                                        \
    "kikanTorikeshi {\"tsuban\":\"T06139992N" n "\",\"shokaisha\":\"06139992\",\"teikyosha\":\"" KIKAN "\"}"

START_TEST(test_cancel)
{
    const char *bango, *jotai;
    void *rep;
    S_people();
    ck_assert_int_eq(S_ask("0000001", NULL, KIKAN, &bango), ST_ACCEPTED);
    ck_assert_int_eq(S_sent(), 1);
    room_call(INSURER_B);
    ck_assert_int_eq(S_run(&op_shokai_cancel, bango, NULL), ST_SHOKAI_NONE);
    room_call(INSURER_A);
    ck_assert_int_eq(S_run(&op_shokai_cancel, "S06139992N0000009", NULL), ST_SHOKAI_NONE);
    room.call.going = 0;
    ck_assert_int_eq(S_run(&op_shokai_cancel, bango, &rep), ST_OK);
    ck_assert_str_eq(room_text(op_shokai_cancel.reply, rep, "jotai"), "取消");
    ck_assert_int_eq(S_run(&op_shokai_cancel, bango, NULL), ST_SHOKAI_OWATTA);
    ck_assert_str_eq(room.diag.have, "取消");
    ck_assert(room.call.going & GOING_MESSAGES);
    ck_assert_int_eq(S_sent(), 2);
    ck_assert_str_eq(room.sent[1], TAKEN_BACK("0000001"));
    S_answered("T06139992N0000001", "該当あり", TWO); /* too late */
    ck_assert_int_eq(S_run(&op_shokai_get_result, bango, &rep), ST_OK);
    ck_assert_str_eq(room_text(op_shokai_get_result.reply, rep, "jotai"), "取消");
    ck_assert_ptr_null(room_text(op_shokai_get_result.reply, rep, "kekkaKubun"));
    ck_assert_uint_eq(room_list(op_shokai_get_result.reply, rep, "item").n, 0);

    ck_assert_int_eq(S_ask("0000001", NULL, KIKAN, &bango), ST_ACCEPTED);
    S_answered("T06139992N0000002", "時間切れ", "[]");
    ck_assert_int_eq(S_run(&op_shokai_cancel, bango, NULL), ST_SHOKAI_OWATTA);
    ck_assert_str_eq(room.diag.have, "回答済");

    room.policy.work[WORK_SHOKAI] = (struct progression){.how = PROGRESS_TIME, .seconds = 600};
    ck_assert_int_eq(S_ask("0000001", NULL, KIKAN, &bango), ST_ACCEPTED);
    ck_assert_int_eq(S_run(&op_shokai_cancel, bango, &rep), ST_OK);
    room.call.now += 600;
    ck_assert_int_eq(S_sent(), 3); /* that of before; this one was never asked, nor taken back there */
    ck_assert_int_eq(S_operate("shokaiBango", bango), 0);
    ck_assert_int_eq(S_result(bango, &jotai), ST_OK);
    ck_assert_str_eq(jotai, "取消");
}
END_TEST

static struct torikomi S_file(void)
{
    struct torikomi t;
    bool found;
    ck_assert_int_eq(torikomi_get(room.tx, U1, room.arena, &t, &found), ST_OK);
    ck_assert(found);
    return t;
}

/* What the loader does with n rows about 0000001; kagi: of each. */
static void S_rows(int n, const char **kagi)
{
    static const struct torikomi put = {.uketsuke = U1,
                                        .shubetsu = "kikanShokai",
                                        .hokensha = INSURER_A,
                                        .system = "KS",
                                        .busho = "B001",
                                        .user = "u001",
                                        .path = "a.csv",
                                        .result_path = "a-kekka.csv",
                                        .encoding = "CP932",
                                        .jun = 1};
    const struct bulk *kind = &bulk_kikan_shokai_ikkatsu;
    room.call.uketsuke = U1;
    ck_assert_int_eq(tx_begin(room.tx), ST_OK);
    ck_assert_int_eq(torikomi_put(room.tx, &put), ST_OK);
    struct torikomi t = S_file();
    ck_assert_int_eq(torikomi_start(room.tx, &t, 9), ST_OK);
    for (int i = 0; i < n; i++) {
        struct row_kekka out = {0};
        void *req = arena_alloc(room.arena, kind->row_size);
        room_set(kind->row, req, "edaban", "0000001");
        room_set(kind->row, req, "teikyoKikan", KIKAN);
        room_set(kind->row, req, "jimuCode", JM);
        room_set(kind->row, req, "jimuTetsuzukiCode", "JT00000000000303");
        room_set(kind->row, req, "tokuteiKojinJohoCode", TM);
        ck_assert_int_eq(kind->apply(&room.call, req, &out), ST_ACCEPTED);
        kagi[i] = out.kagi;
        ck_assert_int_eq(torikomi_expect(room.tx, U1, 1), ST_OK);
    }
    t.total = t.ok_count = n;
    ck_assert_int_eq(torikomi_wait(room.tx, &t, room.call.now), ST_OK);
    ck_assert_int_eq(tx_commit(room.tx), ST_OK);
}

static enum status S_line(const char *kagi, struct row_answer *ret)
{
    room.diag = DIAG_INIT;
    return bulk_kikan_shokai_ikkatsu.waits->answer(&room.call, kagi, ret);
}

/* The file ends when each of its rows is answered or taken back. */
START_TEST(test_file)
{
    const char *kagi[3];
    struct row_answer answer;
    const struct field *line = bulk_kikan_shokai_ikkatsu.waits->line;
    S_people();
    S_rows(3, kagi);
    ck_assert_int_eq(S_sent(), 3);
    ck_assert_int_eq(S_file().machi, 3);
    S_answered("T06139992N0000001", "該当あり", TWO);
    S_answered("T06139992N0000001", "該当あり", TWO); /* counted once */
    S_answered("T06139992N0000003", "時間切れ", "[]");
    ck_assert_int_eq(S_file().machi, 1);
    ck_assert_int_eq(S_file().state, TORIKOMI_MACHI);
    ck_assert_int_eq(S_run(&op_shokai_cancel, kagi[1], NULL), ST_OK);
    ck_assert_int_eq(S_file().state, TORIKOMI_KAITO);
    ck_assert_int_eq(S_sent(), 4);
    ck_assert_str_eq(room.sent[3], TAKEN_BACK("0000002"));
    S_answered("T06139992N0000002", "該当あり", TWO);
    ck_assert_int_eq(S_line(kagi[0], &answer), ST_OK);
    ck_assert_uint_eq(answer.lines.n, 2);
    ck_assert_str_eq(room_text(line, answer.lines.items, "tsuban"), "T06139992N0000001");
    ck_assert_str_eq(room_text(line, answer.lines.items, "komoku"),
                     "{\"nendo\":\"2017\",\"shotoku\":{\"kuhaku\":\"3\"}}");
    ck_assert_int_eq(S_line(kagi[1], &answer), ST_SHOKAI_TORIKESHITA);
    ck_assert_int_eq(S_line(kagi[2], &answer), ST_OK);
    ck_assert(answer.nothing);
    ck_assert_str_eq(room_text(line, answer.lines.items, "kekkaKubun"), "時間切れ");
}
END_TEST

/* By hand all of them are asked, also when some are with NWS already: more than go at once. */
START_TEST(test_file_by_hand)
{
    enum { MANY = 450 };
    const char **kagi = arena_array(room.arena, MANY, sizeof *kagi);
    S_people();
    room.policy.work[WORK_SHOKAI].how = PROGRESS_MANUAL;
    S_rows(MANY, kagi);
    ck_assert_int_eq(S_operate("shokaiBango", kagi[0]), 1);
    ck_assert_int_eq(S_operate("uketsukeBango", U1), MANY - 1);
    ck_assert_int_eq(S_sent(), MANY);
    ck_assert_int_eq(S_operate("uketsukeBango", U1), 0);
    ck_assert_int_eq(S_file().machi, MANY);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_way,    test_refusals, test_progress,     test_lost_fugo,
                                  test_cancel, test_file,     test_file_by_hand, NULL};
    return room_main("service/chukan/kikan", tests);
}
