/* 情報提供NWS: whom it asks about, when the answer comes, and the operator's word about an institution. What
 * the institution answers is played here. */
#include "service/unyo/desk.h"

#include "service/gaibu/kikan/kikan_kaito.h"
#include "service/gaibu/nws/nws.h"

#define KIKAN "9903001701864705"

extern const struct operator_action operator_kikan_jotai;

static struct kikan_kaito given;
static struct kikan_toi asked;

enum status kikan_kaito_make(struct call *c, const struct kikan_toi *t, struct kikan_kaito *ret)
{
    asked = *t;
    asked.juminhyo_code = t->juminhyo_code ? arena_strdup(c->arena, t->juminhyo_code) : NULL;
    *ret = given;
    return ST_OK;
}

/* The answer in the outbox, and when it is due. */
static const char *S_ask(int n, const char *id, struct kikan_kaito k, int64_t *ret_after)
{
    struct outbox_item item;
    const char *json =
        arena_printf(desk.arena,
                     "{\"tsuban\":\"T06139992N%07d\",\"shokaisha\":\"06139992\",\"teikyosha\":\"" KIKAN
                     "\",\"id\":\"%s\",\"jimuCode\":\"JM00000000000003\","
                     "\"tokuteiKojinJohoCode\":\"TM00000000000002\",\"kijunYmd\":\"20170401\"}",
                     n, id);
    given = k;
    desk_begin(DB_GAIBU);
    ck_assert_int_eq(letter_carry(message_find("kikanShokai"), &desk.call, json), ST_OK);
    desk_end(ST_OK);
    int64_t now = desk.call.now;
    desk.call.now += 1000000;
    ck_assert(desk_peek(DB_GAIBU, &item));
    desk.call.now = now;
    desk_begin(DB_GAIBU);
    ck_assert_int_eq(outbox_drop(desk.call.tx, item.id), ST_OK);
    desk_end(ST_OK);
    ck_assert_str_eq(item.kind, "kikanKaito");
    letter_check(message_find("kikanKaito"), item.json);
    *ret_after = item.due - now;
    return arena_strdup(desk.arena, item.json);
}

START_TEST(test_way)
{
    static const struct {
        struct kikan_kaito k;
        int64_t after;
    } cases[] = {
        {{"該当あり", "[[\"chihozeiJoho\",{\"nendo\":\"2017\"}]]", false}, 0},
        {{"該当あり", "[]", true}, 500},
        {{"閉局", "[]", false}, 0},
        {{"提供不可", "[]", false}, 0},
        {{"時間切れ", "[]", false}, 1000},
    };
    char id[NWS_ID];
    struct nws n;
    int64_t after;
    desk.policy.nws_timeout_s = 1000;
    nws_open(&n, desk.policy.seed);
    ck_assert(nws_id(&n, "24727059608", id));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *want =
            arena_printf(desk.arena, "{\"tsuban\":\"T06139992N%07d\",\"kekkaKubun\":\"%s\",\"kaito\":%s}",
                         (int)i, cases[i].k.kubun, cases[i].k.rows);
        ck_assert_str_eq(S_ask((int)i, id, cases[i].k, &after), want);
        ck_assert_int_eq(after, cases[i].after);
        ck_assert_str_eq(asked.kikan, KIKAN);
        ck_assert_str_eq(asked.code, "TM00000000000002");
        ck_assert_str_eq(asked.kijun_ymd, "20170401");
        ck_assert_str_eq(asked.juminhyo_code, "24727059608");
    }
    S_ask(9, "abcdefghijklmnopabcdefghijklmnop", cases[0].k, &after); /* nobody's */
    ck_assert_ptr_null(asked.juminhyo_code);
}
END_TEST

START_TEST(test_jotai)
{
    static const char *const columns[] = {"code", "mei", "shubetsu", "hokensha", "jotai"};
    static const char *const rows[] = {
        KIKAN,   "架空県仮想市", "shichoson", NULL, "開局", "9901001039518230", "架空健康保険組合",
        "kenpo", INSURER_A,      "開局"};
    static const struct {
        const char *body, *want;
        enum status st;
    } cases[] = {
        {"{\"kikanCode\":\"" KIKAN "\",\"jotai\":\"閉局\"}", "{\"changed\":1}", ST_OK},
        {"{\"kikanCode\":\"" KIKAN "\",\"jotai\":\"閉局\"}", "{\"changed\":0}", ST_OK},
        {"{\"kikanCode\":\"" KIKAN "\",\"jotai\":\"無応答\"}", "{\"changed\":1}", ST_OK},
        {"{\"kikanCode\":\"" KIKAN "\",\"jotai\":\"提供不可\"}", "{\"changed\":1}", ST_OK},
        {"{\"kikanCode\":\"" KIKAN "\",\"jotai\":\"開局\"}", "{\"changed\":1}", ST_OK},
        {"{\"kikanCode\":\"" KIKAN "\",\"jotai\":\"休業\"}", NULL, ST_CONTROL},
        {"{\"kikanCode\":\"" KIKAN "\"}", NULL, ST_CONTROL},
        {"{\"jotai\":\"閉局\"}", NULL, ST_SHOKAI_KIKAN_NONE},
        {"{\"kikanCode\":\"9999999999999999\",\"jotai\":\"閉局\"}", NULL, ST_SHOKAI_KIKAN_NONE},
        {"{\"kikanCode\":\"9901001039518230\",\"jotai\":\"閉局\"}", NULL, ST_SHOKAI_KIKAN_NONE},
    };
    desk_table("kikan", columns, 5, rows, 2);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf json = BUF_INIT;
        desk_begin(DB_GAIBU);
        enum status st = desk_end(hand_run(&operator_kikan_jotai, &desk.call, cases[i].body, &json));
        ck_assert_msg(st == cases[i].st, "case %zu: %s", i, status_info(st)->name);
        if (cases[i].want)
            ck_assert_str_eq(json.data, cases[i].want);
        buf_release(&json);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_way, test_jotai, NULL};
    return desk_main("nws", tests);
}
