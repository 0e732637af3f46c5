/* 情報提供: what an insurer is asked, by another one and, over 情報提供NWS, by another institution; what is
 * held because a 副本 is 自動応答不可: answered, refused, given up; teikyo.list with its pages. */
#include "room.h"

extern const struct op op_shokai_cancel, op_teikyo_list, op_teikyo_answer, op_teikyo_refuse;
extern const struct message message_gaibu_shokai;

#define JM "JM00000000000003"
#define SHIKAKU_CODE "TM00000000000999"
#define SHOBYO_CODE "TM00000000000050"
#define BOTH_CODE "TM00000000000998"
#define KIKAN "9902000000000012"
#define HELD "ketteiYmd=20170501 kikanFrom=20170422 kikanTo=20170423 kingaku=1 jidoOtoFuka=1"
#define FREE "ketteiYmd=20170501 kikanFrom=20170422 kikanTo=20170423 kingaku=1 jidoOtoFuka=0 shoriKubun=2"
#define HIDDEN "kigo=12 bango=345 honninKazoku=1 shutokuYmd=20170401 fukaiji=1 jikoTeikyoFuka=0 shoriKubun=2"
#define FIRST "T" INSURER_B "N0000001"

enum { TWO_DAYS = 172800 }; /* not what worlds have that say nothing */

/* A's 0000001 and B's 0000007 are one person, of whose 副本 at A one is 自動応答不可; who calls is B. */
static void S_people(void)
{
    room_person(INSURER_A, "0000001", "Y06139992N00000001");
    room_person(INSURER_B, "0000007", "Y06139984N00000003");
    room_fugo(INSURER_A, "0000001", "Y06139992N00000001", "idcode-1");
    room_fugo(INSURER_B, "0000007", "Y06139984N00000003", "idcode-1");
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU, NULL), ST_OK);
    ck_assert_int_eq(room_register("shobyoTeatekin", "0000001", SHOBYO, NULL), ST_OK);
    ck_assert_int_eq(room_register("shobyoTeatekin", "0000001", HELD, NULL), ST_OK);
    room_courier();
    room_call(INSURER_B);
}

static const char *S_ask(const char *code)
{
    const struct field *f = op_shokai_request.request;
    void *req = room_request(&op_shokai_request), *rep;
    room_set(f, req, "edaban", "0000007");
    room_set(f, req, "teikyoHokensha", INSURER_A);
    room_set(f, req, "jimuCode", JM);
    room_set(f, req, "tokuteiKojinJohoCode", code);
    room_call(INSURER_B);
    ck_assert_int_eq(room_run(&op_shokai_request, req, &rep), ST_ACCEPTED);
    room_courier();
    return room_text(op_shokai_request.reply, rep, "shokaiBango");
}

/* "jotai kekkaKubun N", N 副本, as who asked sees it. */
static const char *S_seen(const char *bango)
{
    void *req = room_request(&op_shokai_get_result), *rep;
    room_set(op_shokai_get_result.request, req, "shokaiBango", bango);
    room_call(INSURER_B);
    enum status st = room_run(&op_shokai_get_result, req, &rep);
    ck_assert(st == ST_OK || st == ST_PENDING);
    const char *kubun = room_text(op_shokai_get_result.reply, rep, "kekkaKubun");
    return arena_printf(room.arena, "%s %s %zu", room_text(op_shokai_get_result.reply, rep, "jotai"),
                        kubun ? kubun : "-", room_list(op_shokai_get_result.reply, rep, "item").n);
}

static void *S_page(const char *jotai, const char *behind, int64_t kensu)
{
    const struct op *op = &op_teikyo_list;
    void *req = room_request(op), *rep;
    field_absent(op->request, req);
    room_set(op->request, req, "jotai", jotai);
    room_set(op->request, req, "kaishiTsuban", behind);
    memcpy((char *)req + room_field(op->request, "kensu")->offset, &kensu, sizeof kensu);
    ck_assert_int_eq(room_run(op, req, &rep), ST_OK);
    return rep;
}

/* Each as "tsuban jotai kekkaKubun fukuhonSu edaban;", of the insurer, and of the jotai. */
static const char *S_listed(const char *hokensha, const char *jotai)
{
    room_call(hokensha);
    const void *rep = S_page(jotai, NULL, INT64_MIN);
    const char *all = "";
    for (size_t i = 0; i < room_list(op_teikyo_list.reply, rep, "item").n; i++) {
        const struct field *table;
        const void *item = room_item(op_teikyo_list.reply, rep, "item", i, &table);
        int64_t n;
        memcpy(&n, (const char *)item + room_field(table, "fukuhonSu")->offset, sizeof n);
        const char *kubun = room_text(table, item, "kekkaKubun"), *who = room_text(table, item, "edaban");
        all = arena_printf(room.arena, "%s%s %s %s %d %s;", all, room_text(table, item, "tsuban"),
                           room_text(table, item, "jotai"), kubun ? kubun : "-", (int)n, who ? who : "-");
    }
    return all;
}

/* teikyo.answer, with riyu teikyo.refuse, by A; its reply as "edaban jotai kekkaKubun". */
static enum status S_decide(const char *tsuban, const char *riyu, const char **ret)
{
    const struct op *op = riyu ? &op_teikyo_refuse : &op_teikyo_answer;
    void *req = room_request(op), *rep;
    room_set(op->request, req, "tsuban", tsuban);
    if (riyu)
        room_set(op->request, req, "riyu", riyu);
    room_call(INSURER_A);
    enum status st = room_run(op, req, &rep);
    if (st == ST_OK && ret)
        *ret = arena_printf(room.arena, "%s %s %s", room_text(op->reply, rep, "edaban"),
                            room_text(op->reply, rep, "jotai"), room_text(op->reply, rep, "kekkaKubun"));
    room_courier();
    return st;
}

START_TEST(test_by_itself)
{
    S_people();
    const char *bango = S_ask(SHIKAKU_CODE);
    ck_assert_str_eq(S_seen(bango), "回答済 該当あり 1");
    ck_assert_str_eq(S_listed(INSURER_A, NULL), FIRST " 回答済 該当あり 1 0000001;");
    ck_assert_str_eq(S_listed(INSURER_A, "回答待ち"), "");
    ck_assert_str_eq(S_listed(INSURER_B, NULL), "");
    ck_assert_int_eq(S_decide(FIRST, NULL, NULL), ST_TEIKYO_OWATTA);
    ck_assert_str_eq(room.diag.have, "回答済");
}
END_TEST

/* All 副本 are given, the one that holds the answer up as well; what the 副本 say is what they say then. */
START_TEST(test_answered)
{
    static const struct {
        const char *before, *shubetsu, *seen, *replied, *listed;
    } cases[] = {
        {NULL, NULL, "回答済 該当あり 2", "0000001 回答済 該当あり", FIRST " 回答済 該当あり 2 0000001;"},
        {FREE, "shobyoTeatekin", "回答済 該当あり 2", "0000001 回答済 該当あり",
         FIRST " 回答済 該当あり 2 0000001;"},
        {HIDDEN, "shikakuJoho", "回答済 提供不可 0", "0000001 回答済 提供不可",
         FIRST " 回答済 提供不可 0 0000001;"},
    };
    const char *replied = NULL;
    S_people();
    const char *bango = S_ask(SHOBYO_CODE);
    ck_assert_str_eq(S_seen(bango), "処理中 - 0");
    ck_assert_str_eq(S_listed(INSURER_A, "回答待ち"), FIRST " 回答待ち - 0 0000001;");
    ck_assert_str_eq(S_listed(INSURER_A, NULL), S_listed(INSURER_A, "回答待ち"));
    if (cases[_i].before)
        ck_assert_int_eq(room_register(cases[_i].shubetsu, "0000001", cases[_i].before, NULL), ST_OK);
    ck_assert_str_eq(S_seen(bango), "処理中 - 0"); /* nobody has decided */
    ck_assert_int_eq(S_decide(FIRST, NULL, &replied), ST_OK);
    ck_assert_str_eq(replied, cases[_i].replied);
    ck_assert_str_eq(S_seen(bango), cases[_i].seen);
    ck_assert_str_eq(S_listed(INSURER_A, NULL), cases[_i].listed);
    room.call.now += TWO_DAYS;
    room_courier(); /* its deadline means nothing any more */
    ck_assert_str_eq(S_seen(bango), cases[_i].seen);
    ck_assert_str_eq(S_listed(INSURER_A, NULL), cases[_i].listed);
}
END_TEST

START_TEST(test_refused)
{
    const char *replied = NULL;
    S_people();
    const char *bango = S_ask(BOTH_CODE);
    ck_assert_int_eq(S_decide(FIRST, "番号は 1234-5678-9018", NULL), ST_TEIKYO_ITEM);
    ck_assert_ptr_null(strstr(room.diag.have, "9018"));
    ck_assert_str_eq(S_seen(bango), "処理中 - 0");
    ck_assert_int_eq(S_decide(FIRST, "本人の申出による", &replied), ST_OK);
    ck_assert_str_eq(replied, "0000001 拒否 提供不可");
    ck_assert_str_eq(S_seen(bango), "回答済 提供不可 0");
    ck_assert_str_eq(S_listed(INSURER_A, "拒否"), FIRST " 拒否 提供不可 0 0000001;");
    ck_assert_int_eq(S_decide(FIRST, NULL, NULL), ST_TEIKYO_OWATTA);
    ck_assert_int_eq(S_decide(FIRST, "もう一度", NULL), ST_TEIKYO_OWATTA);
}
END_TEST

/* What goes on by a decision goes on for who asked: their link file may have waited for it. */
START_TEST(test_whose_work)
{
    S_people();
    S_ask(BOTH_CODE);
    void *req = room_request(&op_teikyo_answer);
    room_set(op_teikyo_answer.request, req, "tsuban", FIRST);
    room_call(INSURER_A);
    room.call.work_of = INSURER_A;
    ck_assert_int_eq(room_run(&op_teikyo_answer, req, NULL), ST_OK);
    ck_assert_str_eq(room.call.work_of, INSURER_B);
}
END_TEST

START_TEST(test_too_late)
{
    S_people();
    const char *bango = S_ask(SHOBYO_CODE);
    room.call.now += TWO_DAYS - 1;
    room_courier();
    ck_assert_str_eq(S_seen(bango), "処理中 - 0");
    room.call.now++;
    room_courier();
    ck_assert_str_eq(S_seen(bango), "回答済 提供不可 0");
    ck_assert_str_eq(S_listed(INSURER_A, NULL), FIRST " 期限切れ 提供不可 0 0000001;");
    ck_assert_int_eq(S_decide(FIRST, NULL, NULL), ST_TEIKYO_OWATTA);
}
END_TEST

/* The clock ends with the year 9999, and so does what may be decided until then. */
START_TEST(test_end_of_time)
{
    S_people();
    room.call.now = CLOCK_END - 1;
    const char *bango = S_ask(SHOBYO_CODE);
    room.call.now = CLOCK_END;
    room_courier();
    ck_assert_str_eq(S_seen(bango), "回答済 提供不可 0");
}
END_TEST

START_TEST(test_not_ones_own)
{
    S_people();
    S_ask(SHOBYO_CODE);
    ck_assert_int_eq(S_decide("T" INSURER_B "N0000002", NULL, NULL), ST_TEIKYO_NONE);
    const struct field *f = op_teikyo_answer.request;
    void *req = room_request(&op_teikyo_answer);
    room_set(f, req, "tsuban", FIRST);
    room_call(INSURER_C);
    ck_assert_int_eq(room_run(&op_teikyo_answer, req, NULL), ST_TEIKYO_NONE);
    room_call(INSURER_B); /* who asks does not answer */
    ck_assert_int_eq(room_run(&op_teikyo_answer, req, NULL), ST_TEIKYO_NONE);
}
END_TEST

/* What was taken back is neither answered nor given up; both sides have a record of it. */
START_TEST(test_cancelled)
{
    struct buf broken = BUF_INIT;
    S_people();
    const char *bango = S_ask(SHOBYO_CODE);
    void *req = room_request(&op_shokai_cancel);
    room_set(op_shokai_cancel.request, req, "shokaiBango", bango);
    room_call(INSURER_B);
    ck_assert_int_eq(room_run(&op_shokai_cancel, req, NULL), ST_OK);
    ck_assert_str_eq(S_listed(INSURER_A, NULL), FIRST " 取消 - 0 0000001;");
    ck_assert_int_eq(S_decide(FIRST, NULL, NULL), ST_TEIKYO_OWATTA);
    room.call.now += TWO_DAYS;
    room_courier();
    ck_assert_str_eq(S_seen(bango), "取消 - 0");
    ck_assert_str_eq(S_listed(INSURER_A, NULL), FIRST " 取消 - 0 0000001;");
    tx_check(room.call.tx, &broken);
    ck_assert_msg(!broken.len, "%s", broken.data);
    buf_release(&broken);
}
END_TEST

/* --- another institution
 * ----------------------------------------------------------------------------------------- */

/* By gaibuShokai about who has that word; the answer is what is sent back, NULL: none yet. */
static const char *S_outside(int n, const char *hokensha, const char *who, const char *code)
{
    char id[FUGO_ID];
    unsigned char sum[32];
    sha256_once(who, strlen(who), sum);
    letter_text(sum, 16, id);
    const char *json = arena_printf(room.arena,
                                    "{\"tsuban\":\"T00000000N%07d\",\"shokaisha\":\"" KIKAN
                                    "\",\"hokensha\":\"%s\",\"id\":\"%s\","
                                    "\"jimuCode\":\"JM00000000000027\",\"tokuteiKojinJohoCode\":\"%s\"}",
                                    n, hokensha, id, code);
    room.sent_n = 0;
    ck_assert_int_eq(room_message(&message_gaibu_shokai, json), ST_OK);
    room_courier();
    return room.sent_n ? room.sent[0] : NULL;
}

static const char *S_reply(int n, const char *kubun)
{
    return arena_printf(
        room.arena, "gaibuKaito {\"tsuban\":\"T00000000N%07d\",\"kekkaKubun\":\"%s\",\"kaito\":[", n, kubun);
}

static void S_begins(const char *text, const char *begin)
{
    ck_assert_msg(text && strncmp(text, begin, strlen(begin)) == 0, "%s", text ? text : "nothing");
}

START_TEST(test_outside)
{
    S_people();
    const char *told = S_outside(1, INSURER_A, "idcode-1", SHIKAKU_CODE);
    S_begins(told, S_reply(1, "該当あり"));
    ck_assert_ptr_nonnull(strstr(told, "[\"shikakuJoho\",{"));
    ck_assert_ptr_null(strstr(told, "fukaiji"));
    S_begins(S_outside(2, INSURER_A, "idcode-9", SHIKAKU_CODE), S_reply(2, "該当なし"));
    S_begins(S_outside(3, INSURER_B, "idcode-1", SHIKAKU_CODE), S_reply(3, "該当なし")); /* has no 副本 */
    S_begins(S_outside(4, "06000000", "idcode-1", SHIKAKU_CODE),
             S_reply(4, "該当なし")); /* is none of ours */
    ck_assert_str_eq(S_listed(INSURER_A, NULL), "T00000000N0000001 回答済 該当あり 1 0000001;"
                                                "T00000000N0000002 回答済 該当なし 0 -;");
    ck_assert_str_eq(S_listed(INSURER_B, NULL), "T00000000N0000003 回答済 該当なし 0 0000007;");
    room_call(INSURER_A);
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", HIDDEN, NULL), ST_OK);
    S_begins(S_outside(5, INSURER_A, "idcode-1", SHOBYO_CODE), S_reply(5, "提供不可"));
}
END_TEST

START_TEST(test_outside_held)
{
    S_people();
    ck_assert_ptr_null(S_outside(1, INSURER_A, "idcode-1", SHOBYO_CODE));
    ck_assert_ptr_null(S_outside(2, INSURER_A, "idcode-1", SHOBYO_CODE));
    ck_assert_ptr_null(S_outside(3, INSURER_A, "idcode-1", SHOBYO_CODE));
    ck_assert_int_eq(S_decide("T00000000N0000002", NULL, NULL), ST_OK);
    S_begins(room.sent[0], S_reply(2, "該当あり"));
    ck_assert_int_eq(S_decide("T00000000N0000003", "理由", NULL), ST_OK);
    S_begins(room.sent[1], S_reply(3, "提供不可"));
    room.call.now += TWO_DAYS;
    room_courier();
    S_begins(room.sent[2], S_reply(1, "提供不可"));
    ck_assert_int_eq(room.sent_n, 3);
}
END_TEST

START_TEST(test_pages)
{
    S_people();
    for (int n = 1; n <= 5; n++) {
        room.call.now += n % 2; /* some in one second */
        S_outside(n, INSURER_A, "idcode-1", n == 3 ? SHOBYO_CODE : SHIKAKU_CODE);
    }
    const char *behind = NULL, *all = "";
    const struct op *op = &op_teikyo_list;
    room_call(INSURER_A);
    for (int64_t more = 1; more;) {
        const void *rep = S_page(NULL, behind, 2);
        const struct field *table;
        for (size_t i = 0; i < room_list(op->reply, rep, "item").n; i++) {
            behind = room_text(room_field(op->reply, "item")->sub,
                               room_item(op->reply, rep, "item", i, &table), "tsuban");
            all = arena_printf(room.arena, "%s%s ", all, behind + 14);
        }
        memcpy(&more, (const char *)rep + room_field(op->reply, "tsuzuki")->offset, sizeof more);
    }
    ck_assert_str_eq(all, "001 002 003 004 005 ");
    void *req = room_request(op);
    field_absent(op->request, req);
    room_set(op->request, req, "kaishiTsuban", FIRST);
    ck_assert_int_eq(room_run(op, req, NULL), ST_TEIKYO_NONE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("chukan/teikyo");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, room_open, room_close);
    tcase_add_test(t, test_by_itself);
    tcase_add_loop_test(t, test_answered, 0, 3);
    tcase_add_test(t, test_refused);
    tcase_add_test(t, test_whose_work);
    tcase_add_test(t, test_too_late);
    tcase_add_test(t, test_end_of_time);
    tcase_add_test(t, test_not_ones_own);
    tcase_add_test(t, test_cancelled);
    tcase_add_test(t, test_outside);
    tcase_add_test(t, test_outside_held);
    tcase_add_test(t, test_pages);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
