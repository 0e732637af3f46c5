/* service/chukan: 情報照会 between 医療保険者: refusals, matching by 符号, what is given and what is not,
 * progressions. */
#include "room.h"
#include "service/hand.h"

extern const struct operator_action operator_shokai_answer;

enum { SHIKAKU_CODE, SHOBYO_CODE, BOTH_CODE };
static const char *const codes[] = {"TM00000000000999", "TM00000000000050", "TM00000000000998"};

static enum status S_ask(const char *edaban, const char *to, const char *jimu, const char *code,
                         const char *ymd, const char **ret_bango)
{
    const struct field *f = op_shokai_request.request;
    void *req = room_request(&op_shokai_request), *rep;
    room_set(f, req, "edaban", edaban);
    room_set(f, req, "teikyoHokensha", to);
    room_set(f, req, "jimuCode", jimu);
    room_set(f, req, "tokuteiKojinJohoCode", code);
    room_set(f, req, "kijunYmd", ymd);
    enum status st = room_run(&op_shokai_request, req, &rep);
    if (ret_bango)
        *ret_bango = st == ST_ACCEPTED ? room_text(op_shokai_request.reply, rep, "shokaiBango") : NULL;
    return st;
}

static enum status S_result(const char *bango, void **ret_reply)
{
    void *req = room_request(&op_shokai_get_result);
    room_set(op_shokai_get_result.request, req, "shokaiBango", bango);
    return room_run(&op_shokai_get_result, req, ret_reply);
}

/* Asks, lets the courier run, answers 結果区分; *ret_n: how many 副本 came. */
static const char *S_answer(const char *edaban, const char *to, int code, const char *ymd, size_t *ret_n,
                            void **ret_reply)
{
    const char *bango;
    void *rep;
    ck_assert_int_eq(S_ask(edaban, to, "JM00000000000003", codes[code], ymd, &bango), ST_ACCEPTED);
    room_courier();
    ck_assert_int_eq(S_result(bango, &rep), ST_OK);
    ck_assert_str_eq(room_text(op_shokai_get_result.reply, rep, "jotai"), "回答済");
    *ret_n = room_list(op_shokai_get_result.reply, rep, "item").n;
    if (ret_reply)
        *ret_reply = rep;
    return room_text(op_shokai_get_result.reply, rep, "kekkaKubun");
}

/* A's 0000001 and B's 0000007 are one person, with 副本 at A; A's 0000002 is another. */
static void S_people(void)
{
    room_person(INSURER_A, "0000001", "Y06139992N00000001");
    room_person(INSURER_A, "0000002", "Y06139992N00000002");
    room_person(INSURER_B, "0000007", "Y06139984N00000003");
    room_fugo(INSURER_A, "0000001", "Y06139992N00000001", "idcode-1");
    room_fugo(INSURER_A, "0000002", "Y06139992N00000002", "idcode-2");
    room_fugo(INSURER_B, "0000007", "Y06139984N00000003", "idcode-1");
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU " soshitsuYmd=20170501", NULL), ST_OK);
    ck_assert_int_eq(room_register("shobyoTeatekin", "0000001", SHOBYO, NULL), ST_OK);
    ck_assert_int_eq(room_register("shikakuJoho", "0000002", SHIKAKU, NULL), ST_OK);
    room_courier();
    room_call(INSURER_B);
}

START_TEST(test_refusals)
{
    static const struct {
        const char *edaban, *to, *jimu, *code, *ymd;
        enum status want;
    } cases[] = {
        {"0000007", INSURER_A, "JM00000000000003", "TM00000000000050", NULL, ST_ACCEPTED},
        {"0000007", INSURER_A, "JM00000000000003", "TM00000000000050", "20170415", ST_ACCEPTED},
        {"0000001", INSURER_A, "JM00000000000003", "TM00000000000050", NULL, ST_EDABAN_UNKNOWN},
        {"", INSURER_A, "JM00000000000003", "TM00000000000050", NULL, ST_ROW_COLUMN},
        {"0000008", INSURER_A, "JM00000000000003", "TM00000000000050", NULL, ST_SHOKAI_NO_FUGO},
        {"0000009", INSURER_A, "JM00000000000003", "TM00000000000050", NULL, ST_KANYUSHA_CANCELLED},
        {"0000007", INSURER_B, "JM00000000000003", "TM00000000000050", NULL, ST_SHOKAI_SELF},
        {"0000007", "06132013", "JM00000000000003", "TM00000000000050", NULL, ST_SHOKAI_TEIKYO_NONE},
        {"0000007", INSURER_A, "JM00000000000003", "TM00000000000001", NULL, ST_SHOKAI_KIND},
        {"0000007", INSURER_A, "JM0000000000003", "TM00000000000050", NULL, ST_ROW_COLUMN},
        {"0000007", INSURER_A, "XM00000000000003", "TM00000000000050", NULL, ST_SHOKAI_ITEM},
        {"0000007", INSURER_A, "JM00123456789018", "TM00000000000050", NULL, ST_SHOKAI_ITEM},
        {"0000007", INSURER_A, "JM12345678901800", "TM00000000000050", NULL, ST_SHOKAI_ITEM},
        {"0000007", INSURER_A, "JM00000000000003", "TM00000000000050", "20170431", ST_ROW_COLUMN},
        {"0000007", INSURER_A, "JM00000000000003", "TM00000000000050", "2017-04-1", ST_ROW_COLUMN},
    };
    S_people();
    room_person(INSURER_B, "0000008", "Y06139984N00000004");
    room_person(INSURER_B, "0000009", "Y06139984N00000005");
    room_fugo(INSURER_B, "0000009", "Y06139984N00000005", "idcode-1");
    room_ido(INSURER_B, "0000009", "取消", NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum status st =
            S_ask(cases[i].edaban, cases[i].to, cases[i].jimu, cases[i].code, cases[i].ymd, NULL);
        ck_assert_msg(st == cases[i].want, "case %zu: %s", i, status_info(st)->name);
    }
}
END_TEST

START_TEST(test_answers)
{
    size_t n;
    void *rep;
    const struct field *table;
    S_people();
    ck_assert_str_eq(S_answer("0000007", INSURER_A, SHOBYO_CODE, NULL, &n, &rep), "該当あり");
    ck_assert_uint_eq(n, 1);
    const void *item = room_item(op_shokai_get_result.reply, rep, "item", 0, &table);
    ck_assert_str_eq(room_text(table, item, "shubetsu"), "shobyoTeatekin");
    ck_assert_str_eq(room_komoku(table, item, "kingaku"), "60000");
    ck_assert_ptr_null(room_komoku(table, item, "jidoOtoFuka"));
    ck_assert_str_eq(room_text(op_shokai_get_result.reply, rep, "kaitoAt"), "2017-05-08T09:00:00+09:00");
    ck_assert_str_eq(S_answer("0000007", INSURER_A, BOTH_CODE, NULL, &n, &rep), "該当あり");
    ck_assert_uint_eq(n, 2);
    item = room_item(op_shokai_get_result.reply, rep, "item", 0, &table);
    ck_assert_str_eq(room_text(table, item, "shubetsu"), "shikakuJoho");
    ck_assert_str_eq(room_komoku(table, item, "shutokuYmd"), "20170401");
    ck_assert_ptr_null(room_komoku(table, item, "fukaiji"));
    ck_assert_str_eq(S_answer("0000007", INSURER_C, BOTH_CODE, NULL, &n, NULL), "該当なし"); /* not there */
}
END_TEST

START_TEST(test_kijun)
{
    static const struct {
        const char *ymd;
        int code;
        size_t want;
    } cases[] = {
        {"20170409", SHOBYO_CODE, 0},  {"20170410", SHOBYO_CODE, 1},  {"20170420", SHOBYO_CODE, 1},
        {"20170421", SHOBYO_CODE, 0},  {"20170331", SHIKAKU_CODE, 0}, {"20170401", SHIKAKU_CODE, 1},
        {"20170430", SHIKAKU_CODE, 1}, {"20170501", SHIKAKU_CODE, 0}, {"20170415", BOTH_CODE, 2},
        {"20170425", BOTH_CODE, 1},
    };
    S_people();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n;
        const char *kubun = S_answer("0000007", INSURER_A, cases[i].code, cases[i].ymd, &n, NULL);
        ck_assert_msg(n == cases[i].want && strcmp(kubun, n ? "該当あり" : "該当なし") == 0, "case %zu: %s",
                      i, kubun);
    }
}
END_TEST

START_TEST(test_withheld)
{
    size_t n;
    const char *bango;
    S_people();
    room_call(INSURER_A);
    ck_assert_int_eq(
        room_register("shobyoTeatekin", "0000001",
                      "ketteiYmd=20170501 kikanFrom=20170422 kikanTo=20170423 kingaku=1 jidoOtoFuka=1", NULL),
        ST_OK);
    room_call(INSURER_B);
    ck_assert_int_eq(S_ask("0000007", INSURER_A, "JM00000000000003", codes[SHOBYO_CODE], NULL, &bango),
                     ST_ACCEPTED);
    room_courier();
    ck_assert_int_eq(S_result(bango, NULL), ST_PENDING); /* held: see test_teikyo.c */
    ck_assert_str_eq(S_answer("0000007", INSURER_A, SHOBYO_CODE, "20170415", &n, NULL),
                     "該当あり"); /* the other one */
    ck_assert_str_eq(S_answer("0000007", INSURER_A, SHIKAKU_CODE, NULL, &n, NULL), "該当あり");
    room_call(INSURER_A);
    ck_assert_int_eq(
        room_register("shikakuJoho", "0000001",
                      "kigo=1 bango=1 honninKazoku=1 shutokuYmd=20170401 soshitsuYmd=20170501 fukaiji=1 "
                      "jikoTeikyoFuka=0 shoriKubun=2",
                      NULL),
        ST_OK);
    room_call(INSURER_B);
    ck_assert_str_eq(S_answer("0000007", INSURER_A, SHIKAKU_CODE, NULL, &n, NULL), "提供不可");
    ck_assert_str_eq(S_answer("0000007", INSURER_A, SHOBYO_CODE, "20170415", &n, NULL), "提供不可");
    ck_assert_uint_eq(n, 0);
}
END_TEST

/* Copies the layout into an overlay folder with another version behind it: kingaku is longer, byomei is new.
 */
static void S_overlay(const char *name)
{
    char text[16384];
    FILE *in = fopen(arena_printf(room.arena, "schema/layout/%s.xml", name), "r");
    FILE *out = fopen(temp_path(arena_printf(room.arena, "%s.xml", name)), "w");
    ck_assert(in && out);
    size_t n = fread(text, 1, sizeof text - 1, in);
    text[n] = 0;
    char *from = strstr(text, "<version"), *to = strstr(text, "</layout>");
    ck_assert(from && to);
    fprintf(out, "%.*s", (int)(to - text), text);
    char *body = arena_strndup(room.arena, from, (size_t)(to - from));
    memcpy(strstr(body, "20170101"), "20170601", 8);
    memcpy(strstr(body, "han=\"1.0"), "han=\"2.0", 8);
    memcpy(strstr(body, "max=\"9\""), "max=\"12", 7); /* the quote comes back below */
    char *longer = strstr(body, "max=\"12") + 7, *end = strstr(body, "    <order");
    fprintf(out, "%.*s\"%.*s", (int)(longer - body), body, (int)(end - longer), longer);
    fprintf(out,
            "<column name=\"byomei\" mei=\"傷病名\" type=\"text\" max=\"40\" presence=\"optional\" "
            "standing=\"A\"/>\n%s</layout>\n",
            end);
    fclose(in);
    fclose(out);
}

/* A column that only the layout knows is kept and given, and so is a longer one; a 個人番号 is refused even
 * so. */
START_TEST(test_unknown_column)
{
    static const char *const items =
        "ketteiYmd=20170701 kikanFrom=20170410 kikanTo=20170420 kingaku=123456789012 "
        "jidoOtoFuka=0";
    size_t n;
    void *rep;
    const struct field *table;
    S_people();
    room_call(INSURER_A);
    layouts_close();
    S_overlay("shobyoTeatekin");
    ck_assert_int_eq(layouts_open("schema/layout", temp_path(""), &room.diag), ST_OK);
    const char *known = arena_printf(room.arena, "%s byomei=骨折 shoriKubun=2", items);
    ck_assert_int_eq(room_register("shobyoTeatekin", "0000001", known, NULL), ST_ROW_COLUMN);
    room.call.now = clock_parse("2017-06-01T09:00:00+09:00");
    const char *wrong = arena_printf(room.arena, "%s byomei=123456789018 shoriKubun=2", items);
    ck_assert_int_eq(room_register("shobyoTeatekin", "0000001", wrong, NULL), ST_ROW_KOJIN_BANGO);
    ck_assert_int_eq(room_register("shobyoTeatekin", "0000001", known, NULL), ST_OK);
    room_call(INSURER_B);
    ck_assert_str_eq(S_answer("0000007", INSURER_A, SHOBYO_CODE, NULL, &n, &rep), "該当あり");
    const void *item = room_item(op_shokai_get_result.reply, rep, "item", 0, &table);
    ck_assert_str_eq(room_komoku(table, item, "byomei"), "骨折");
    ck_assert_str_eq(room_komoku(table, item, "kingaku"), "123456789012");
}
END_TEST

/* A wrong but existing 個人番号 gave B's person the 符号 of somebody else (改訂履歴 1.5): the other's 副本
 * come. */
START_TEST(test_wrong_person)
{
    size_t n;
    void *rep;
    const struct field *table;
    S_people();
    room_call(INSURER_A);
    ck_assert_int_eq(
        room_register("shikakuJoho", "0000002",
                      "kigo=別人 bango=1 honninKazoku=1 shutokuYmd=20160401 soshitsuYmd=20170401 fukaiji=0 "
                      "jikoTeikyoFuka=0",
                      NULL),
        ST_OK);
    room_call(INSURER_B);
    room_person(INSURER_B, "0000007", "Y06139984N00000010");
    room_fugo(INSURER_B, "0000007", "Y06139984N00000010", "idcode-2");
    ck_assert_str_eq(S_answer("0000007", INSURER_A, SHIKAKU_CODE, NULL, &n, &rep), "該当あり");
    ck_assert_uint_eq(n, 2); /* by first day */
    const void *item = room_item(op_shokai_get_result.reply, rep, "item", 0, &table);
    ck_assert_str_eq(room_komoku(table, item, "kigo"), "別人");
    room_person(INSURER_B, "0000007", "Y06139984N00000011"); /* corrected: the right one again */
    room_fugo(INSURER_B, "0000007", "Y06139984N00000011", "idcode-1");
    ck_assert_str_eq(S_answer("0000007", INSURER_A, SHIKAKU_CODE, NULL, &n, &rep), "該当あり");
    ck_assert_uint_eq(n, 1);
    /* cancelled at the provider: as if never there */
    room_ido(INSURER_A, "0000001", "取消", NULL);
    ck_assert_str_eq(S_answer("0000007", INSURER_A, SHIKAKU_CODE, NULL, &n, NULL), "該当なし");
}
END_TEST

START_TEST(test_stable)
{
    const char *bango;
    void *rep;
    S_people();
    ck_assert_int_eq(S_ask("0000007", INSURER_A, "JM00000000000003", codes[SHIKAKU_CODE], NULL, &bango),
                     ST_ACCEPTED);
    ck_assert_str_eq(bango, "S06139984N0000001");
    room_courier();
    room_call(INSURER_A);
    ck_assert_int_eq(S_result(bango, NULL), ST_SHOKAI_NONE); /* the asker's alone */
    ck_assert_int_eq(
        room_register("shikakuJoho", "0000001", SHIKAKU " shoriKubun=2 ninteiYmd=20170402", NULL), ST_OK);
    room_call(INSURER_B);
    room.call.now += 60;
    const char *json = "{\"shokaiBango\":\"S06139984N0000001\"}";
    ck_assert_int_eq(room_message(&message_shokai_kaito, json), ST_OK); /* a second time: nothing */
    ck_assert_int_eq(S_result(bango, &rep), ST_OK);
    const struct field *table;
    const void *item = room_item(op_shokai_get_result.reply, rep, "item", 0, &table);
    ck_assert_str_eq(room_komoku(table, item, "soshitsuYmd"), "20170501");
    ck_assert_str_eq(room_text(op_shokai_get_result.reply, rep, "kaitoAt"), "2017-05-08T09:00:00+09:00");
    ck_assert_int_eq(S_result("S06139984N0000009", NULL), ST_SHOKAI_NONE);
}
END_TEST

START_TEST(test_progress)
{
    const char *bango;
    void *rep;
    S_people();
    room.policy.work[WORK_SHOKAI] = (struct progression){.how = PROGRESS_TIME, .seconds = 600};
    ck_assert_int_eq(S_ask("0000007", INSURER_A, "JM00000000000003", codes[SHIKAKU_CODE], NULL, &bango),
                     ST_ACCEPTED);
    room.call.now += 599;
    room_courier();
    ck_assert_int_eq(S_result(bango, &rep), ST_PENDING);
    ck_assert_str_eq(room_text(op_shokai_get_result.reply, rep, "jotai"), "処理中");
    ck_assert_ptr_null(room_text(op_shokai_get_result.reply, rep, "kekkaKubun"));
    room.call.now += 1;
    room_courier();
    ck_assert_int_eq(S_result(bango, &rep), ST_OK);
    room.policy.work[WORK_SHOKAI] = (struct progression){.how = PROGRESS_MANUAL, .polls = 3};
    ck_assert_int_eq(S_ask("0000007", INSURER_A, "JM00000000000003", codes[SHIKAKU_CODE], NULL, &bango),
                     ST_ACCEPTED);
    room_courier();
    room.call.unsettled = true; /* matters to the poll that is enough alone */
    ck_assert_int_eq(S_result(bango, &rep), ST_PENDING);
    ck_assert_int_eq(S_result(bango, &rep), ST_PENDING);
    ck_assert(!room.call.again);
    ck_assert_int_eq(S_result(bango, &rep), ST_BUSY);
    ck_assert(room.call.again);
    room.call.unsettled = room.call.again = false;
    ck_assert_int_eq(S_result(bango, &rep), ST_OK);
    ck_assert_int_eq(S_result(bango, &rep), ST_OK);
    ck_assert_str_eq(room_text(op_shokai_get_result.reply, rep, "kekkaKubun"), "該当あり");
    room.policy.work[WORK_SHOKAI].polls = 0;
    ck_assert_int_eq(S_ask("0000007", INSURER_A, "JM00000000000003", codes[SHIKAKU_CODE], NULL, &bango),
                     ST_ACCEPTED);
    for (int i = 0; i < 5; i++)
        ck_assert_int_eq(S_result(bango, &rep), ST_PENDING);
    room.policy.work[WORK_SHOKAI].how = PROGRESS_IMMEDIATE; /* what waits stays as it was */
    room_courier();
    ck_assert_int_eq(S_result(bango, &rep), ST_PENDING);
    struct buf json = BUF_INIT;
    ck_assert_int_eq(tx_begin(room.tx), ST_OK);
    const char *body = arena_printf(room.arena, "{\"shokaiBango\":\"%s\"}", bango);
    ck_assert_int_eq(hand_run(&operator_shokai_answer, &room.call, body, &json), ST_OK);
    ck_assert_int_eq(hand_run(&operator_shokai_answer, &room.call, body, &json), ST_OK);
    ck_assert_str_eq(json.data, "{\"answered\":1}{\"answered\":0}");
    ck_assert_int_eq(hand_run(&operator_shokai_answer, &room.call, "x", &json), ST_CONTROL);
    ck_assert_int_eq(tx_commit(room.tx), ST_OK);
    buf_release(&json);
    ck_assert_int_eq(S_result(bango, &rep), ST_OK);
}
END_TEST

#define OF_A_FILE                                                                                            \
    ",\"hokensha\":\"06139992\",\"system\":\"KS\",\"busho\":\"B\",\"user\":\"u\",\"roles\":1,\"path\":"      \
    "\"p\","                                                                                                 \
    "\"resultPath\":\"r\",\"encoding\":\"CP932\",\"at\":1,\"jun\":1}"

/* Whom a message asks that a start finds in the outbox; whom it may ask, when that cannot be told. */
START_TEST(test_asks)
{
    static const struct {
        const char *kind, *json, *want; /* %s: 照会番号 of a question to A */
    } cases[] = {
        {"shokaiKaito", "{\"shokaiBango\":\"%s\"}", INSURER_A},
        {"shokaiKaito", "{\"shokaiBango\":\"%s9\"}", ""},
        {"shokaiKaito", "{", ""},
        {"shokaiSaisoku", "{\"uketsuke\":\"U1\"}", ""},
        {"teikyoKigen", "{\"hokensha\":\"06139984\",\"tsuban\":\"%s\"}", "06139984"},
        {"gaibuShokai",
         "{\"tsuban\":\"%s\",\"shokaisha\":\"9903001701864705\",\"hokensha\":\"06139984\",\"id\":\"a\","
         "\"jimuCode\":\"JM00000000000027\",\"tokuteiKojinJohoCode\":\"TM00000000000050\"}",
         "06139984"},
        {"fileSaisoku", "{\"uketsuke\":\"U1\"}", ""},
        {"fileUketsuke", "{\"uketsuke\":\"U\",\"shubetsu\":\"johoShokai\"" OF_A_FILE, ""},
        {"fileUketsuke", "{\"uketsuke\":\"U\",\"shubetsu\":\"shikakuJoho\"" OF_A_FILE, NULL},
        {"fileUketsuke", "{\"uketsuke\":\"U\",\"shubetsu\":\"%s\"" OF_A_FILE, ""},
        {"fileUketsuke", "{\"shubetsu\":\"shikakuJoho\"}", ""},
    };
    const char *bango;
    S_people();
    ck_assert_int_eq(S_ask("0000007", INSURER_A, "JM00000000000003", codes[SHIKAKU_CODE], NULL, &bango),
                     ST_ACCEPTED);
    ck_assert_str_eq(room.call.asked, INSURER_A);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char json[400];
        const char *at = strstr(cases[i].json, "%s");
        int n = at ? (int)(at - cases[i].json) : (int)strlen(cases[i].json);
        snprintf(json, sizeof json, "%.*s%s%s", n, cases[i].json, at ? bango : "", at ? at + 2 : "");
        const char *have = message_asks(message_find(cases[i].kind), &room.call, json);
        ck_assert_msg(cases[i].want ? have && strcmp(have, cases[i].want) == 0 : !have, "case %zu: %s", i,
                      have ? have : "none");
    }
    ck_assert(tx_idle(room.tx));
    static const char *const never[] = {"fugoTsuchi", "kanyushaIdo", "fileUketsukeKanri", "fileKanryo"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        ck_assert(!message_find(never[i])->asks);
}
END_TEST

START_TEST(test_list)
{
    const struct op *op = &op_shokai_list;
    const char *bango;
    void *req = room_request(op), *rep;
    const struct field *table;
    const int64_t all = INT64_MIN; /* absent */
    memcpy((char *)req + room_field(op->request, "kensu")->offset, &all, sizeof all);
    S_people();
    ck_assert_int_eq(S_ask("0000007", INSURER_A, "JM00000000000003", codes[SHIKAKU_CODE], NULL, &bango),
                     ST_ACCEPTED);
    room_courier();
    room.policy.work[WORK_SHOKAI].how = PROGRESS_MANUAL;
    ck_assert_int_eq(S_ask("0000007", INSURER_C, "JM00000000000004", codes[SHOBYO_CODE], NULL, &bango),
                     ST_ACCEPTED);
    ck_assert_int_eq(room_run(op, req, &rep), ST_OK);
    ck_assert_uint_eq(room_list(op->reply, rep, "item").n, 2);
    const void *item = room_item(op->reply, rep, "item", 0, &table);
    ck_assert_str_eq(room_text(table, item, "kekkaKubun"), "該当あり");
    ck_assert_str_eq(room_text(table, item, "tokuteiKojinJohoCode"), codes[SHIKAKU_CODE]);
    item = room_item(op->reply, rep, "item", 1, &table);
    ck_assert_str_eq(room_text(table, item, "shokaiBango"), bango);
    ck_assert_ptr_null(room_text(table, item, "kekkaKubun"));
    ck_assert_ptr_null(room_text(table, item, "kaitoAt"));
    room_set(op->request, req, "jotai", "処理中");
    ck_assert_int_eq(room_run(op, req, &rep), ST_OK);
    ck_assert_uint_eq(room_list(op->reply, rep, "item").n, 1);
    room_set(op->request, req, "jotai", "nanika");
    ck_assert_int_eq(room_run(op, req, &rep), ST_SHOKAI_ITEM);
    room_call(INSURER_A);
    room_set(op->request, req, "jotai", NULL);
    ck_assert_int_eq(room_run(op, req, &rep), ST_OK);
    ck_assert_uint_eq(room_list(op->reply, rep, "item").n, 0);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_refusals,       test_answers,      test_kijun,  test_withheld,
                                  test_unknown_column, test_wrong_person, test_stable, test_progress,
                                  test_list,           test_asks,         NULL};
    return room_main("service/chukan/shokai", tests);
}
