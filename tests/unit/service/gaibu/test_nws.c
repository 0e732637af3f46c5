/* 情報提供NWS: whom it asks about, when the answer comes and is recorded, what is taken back, the operator's
 * word about an institution; what other institutions ask, numbered and listed. What an institution answers is
 * played here. */
#include "service/unyo/desk.h"

#include <sqlite3.h>

#include "service/gaibu/kikan/kikan_kaito.h"
#include "service/gaibu/nws/nws.h"
#include "service/gaibu/nws/toi_kiroku.h"
#include "store/gaibu_toi.h"

#define KIKAN "9903001701864705"
#define ASKS "9901001039518230" /* INSURER_A */

extern const struct operator_action operator_kikan_jotai, operator_nws_toi_list;

static struct kikan_kaito given;
static struct kikan_toi asked;

enum status kikan_kaito_make(struct call *c, const struct kikan_toi *t, struct kikan_kaito *ret)
{
    asked = *t;
    asked.juminhyo_code = t->juminhyo_code ? arena_strdup(c->arena, t->juminhyo_code) : NULL;
    *ret = given;
    return ST_OK;
}

/* The institution that is asked, and who asks. */
static void S_kikan(void)
{
    static const char *const columns[] = {"code", "mei", "shubetsu", "hokensha", "jotai"};
    static const char *const rows[] = {KIKAN, "架空県仮想市",     "shichoson", NULL,      "開局",
                                       ASKS,  "架空健康保険組合", "kenpo",     INSURER_A, "開局"};
    desk_table("kikan", columns, 5, rows, 2);
}

/* Carries one message to gaibu.db. */
static void S_carry(const char *kind, const char *json)
{
    desk_begin(DB_GAIBU);
    ck_assert_int_eq(letter_carry(message_find(kind), &desk.call, json), ST_OK);
    desk_end(ST_OK);
}

/* The n-th question, that the institution answers with k. */
static void S_ask(int n, const char *id, struct kikan_kaito k)
{
    given = k;
    S_carry("kikanShokai",
            arena_printf(desk.arena,
                         "{\"tsuban\":\"T06139992N%07d\",\"shokaisha\":\"06139992\",\"teikyosha\":\"" KIKAN
                         "\",\"id\":\"%s\",\"jimuCode\":\"JM00000000000003\","
                         "\"tokuteiKojinJohoCode\":\"TM00000000000002\",\"kijunYmd\":\"20170401\"}",
                         n, id));
}

/* It is taken back. */
static void S_torikeshi(int n)
{
    S_carry("kikanTorikeshi", arena_printf(desk.arena,
                                           "{\"tsuban\":\"T06139992N%07d\",\"shokaisha\":\"06139992\","
                                           "\"teikyosha\":\"" KIKAN "\"}",
                                           n));
}

/* Takes what is due out of the outbox, in so many seconds or before; NULL: nothing. */
static const char *S_sent(const char *kind, int64_t after)
{
    struct outbox_item item;
    int64_t now = desk.call.now;
    desk.call.now += after;
    const bool any = desk_peek(DB_GAIBU, &item);
    desk.call.now = now;
    if (!any)
        return NULL;
    desk_begin(DB_GAIBU);
    ck_assert_int_eq(outbox_drop(desk.call.tx, item.id), ST_OK);
    desk_end(ST_OK);
    ck_assert_str_eq(item.kind, kind);
    ck_assert_int_eq(item.due, now + after);
    letter_check(message_find(kind), item.json);
    return arena_strdup(desk.arena, item.json);
}

/* 情報提供等記録 of a question: whose, what, when, as "whose other side what+seconds". */
static const char *S_records(const char *tsuban)
{
    sqlite3 *db;
    sqlite3_stmt *q;
    ck_assert_int_eq(sqlite3_open(temp_path("w/gaibu.db"), &db), SQLITE_OK);
    ck_assert_int_eq(
        sqlite3_prepare_v2(db,
                           "SELECT group_concat(t, ', ') FROM (SELECT gawa || ' ' || hokensha || "
                           "' ' || aite || ' ' || koto || '+' || (at - ?1) AS t FROM kiroku "
                           "WHERE tsuban = ?2 ORDER BY gawa, juni)",
                           -1, &q, NULL),
        SQLITE_OK);
    sqlite3_bind_int64(q, 1, desk.call.now);
    sqlite3_bind_text(q, 2, tsuban, -1, SQLITE_STATIC);
    ck_assert_int_eq(sqlite3_step(q), SQLITE_ROW);
    const char *text = arena_strdup(desk.arena, (const char *)sqlite3_column_text(q, 0));
    sqlite3_finalize(q);
    sqlite3_close(db);
    return text;
}

/* What both sides have of the n-th question by now. */
static void S_expect(int n, const char *nws, const char *kikan)
{
    ck_assert_str_eq(S_records(arena_printf(desk.arena, "T06139992N%07d", n)),
                     arena_printf(desk.arena, "%s%s%s", nws, *kikan ? ", " : "", kikan));
}

#define NWS "中継 " ASKS " " KIKAN " "
#define THEIRS "提供 " KIKAN " " ASKS " "
static const struct kikan_kaito ari = {"該当あり", "[[\"chihozeiJoho\",{\"nendo\":\"2017\"}]]", false},
                                osoi = {"該当あり", "[]", true}, muoto = {"時間切れ", "[]", false};

static const char *S_resident(void)
{
    struct nws n;
    char *id = arena_alloc(desk.arena, NWS_ID);
    S_kikan();
    desk.policy.nws_timeout_s = 1000;
    nws_open(&n, desk.policy.seed);
    ck_assert(nws_id(&n, "24727059608", id));
    return id;
}

static const char *S_kaito(int n, const struct kikan_kaito *k)
{
    return arena_printf(desk.arena, "{\"tsuban\":\"T06139992N%07d\",\"kekkaKubun\":\"%s\",\"kaito\":%s}", n,
                        k->kubun, k->rows);
}

/* NWS keeps a record of everything, when it happens and not before; of an institution that is closed there
 * is none, and of one that never answers none of an answer. */
START_TEST(test_way)
{
    static const struct {
        struct kikan_kaito k;
        const char *kikan; /* its record, in the end */
    } cases[] = {
        {{"該当あり", "[[\"chihozeiJoho\",{\"nendo\":\"2017\"}]]", false}, THEIRS "要求+0, " THEIRS "回答+0"},
        {{"提供不可", "[]", false}, THEIRS "要求+0, " THEIRS "回答+0"},
        {{"閉局", "[]", false}, ""},
    };
    const char *id = S_resident();
    for (int i = 0; i < (int)(sizeof cases / sizeof *cases); i++) {
        S_ask(i, id, cases[i].k);
        ck_assert_str_eq(S_sent("kikanKaito", 0), S_kaito(i, &cases[i].k));
        ck_assert_ptr_null(S_sent("", 1000000));
        ck_assert_str_eq(asked.kikan, KIKAN);
        ck_assert_str_eq(asked.code, "TM00000000000002");
        ck_assert_str_eq(asked.kijun_ymd, "20170401");
        ck_assert_str_eq(asked.juminhyo_code, "24727059608");
        S_expect(i, NWS "要求+0, " NWS "回答+0", cases[i].kikan);
    }
    S_ask(9, "abcdefghijklmnopabcdefghijklmnop", ari); /* nobody's */
    ck_assert_ptr_null(asked.juminhyo_code);
}
END_TEST

/* An answer that comes later is none until then. */
START_TEST(test_later)
{
    static const struct {
        const struct kikan_kaito *k;
        int64_t after;
        const char *kikan;
    } cases[] = {
        {&osoi, 500, THEIRS "要求+-500, " THEIRS "回答+0"},
        {&muoto, 1000, THEIRS "要求+-1000"},
    };
    const char *id = S_resident();
    for (int i = 0; i < (int)(sizeof cases / sizeof *cases); i++) {
        S_ask(i, id, *cases[i].k);
        const char *kigen = S_sent("kikanKigen", cases[i].after);
        ck_assert_ptr_nonnull(kigen);
        S_expect(i, NWS "要求+0", THEIRS "要求+0");
        desk.call.now += cases[i].after;
        S_carry("kikanKigen", kigen);
        ck_assert_str_eq(S_sent("kikanKaito", 0), S_kaito(i, cases[i].k));
        S_expect(i, arena_printf(desk.arena, NWS "要求+-%d, " NWS "回答+0", (int)cases[i].after),
                 cases[i].kikan);
        S_torikeshi(i); /* too late */
        S_carry("kikanKigen", kigen);
        ck_assert_ptr_null(S_sent("", 1000000));
        S_expect(i, arena_printf(desk.arena, NWS "要求+-%d, " NWS "回答+0", (int)cases[i].after),
                 cases[i].kikan);
    }
}
END_TEST

/* One that is taken back has no answer, now or later, and both sides know it; of one that was answered at
 * once neither does. */
START_TEST(test_torikeshi)
{
    const char *id = S_resident();
    const struct kikan_kaito *const late[] = {&osoi, &muoto};
    for (int i = 0; i < 2; i++) {
        S_ask(i, id, *late[i]);
        const char *kigen = S_sent("kikanKigen", i ? 1000 : 500);
        desk.call.now += 60;
        S_torikeshi(i);
        S_torikeshi(i);
        S_carry("kikanKigen", kigen);
        ck_assert_ptr_null(S_sent("", 1000000));
        S_expect(i, NWS "要求+-60, " NWS "取消+0", THEIRS "要求+-60, " THEIRS "取消+0");
    }
    S_ask(2, id, ari);
    S_torikeshi(2);
    S_expect(2, NWS "要求+0, " NWS "回答+0", THEIRS "要求+0, " THEIRS "回答+0");
}
END_TEST

START_TEST(test_jotai)
{
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
        {"{\"kikanCode\":\"" ASKS "\",\"jotai\":\"閉局\"}", NULL, ST_SHOKAI_KIKAN_NONE},
    };
    S_kikan();
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

/* A mistyped 保険者番号 or 個人番号 is told from one that nobody has; no digit of the latter is shown. */
START_TEST(test_toi_items)
{
    static const struct {
        const char *hokensha, *kojin_bango, *item, *have;
        enum status st;
    } cases[] = {
        {"06139992", "876543210989", "kojinBango", "", ST_JUKI_NONE},
        {"06139993", "123456789018", "teikyoHokensha", "06139993", ST_CONTROL},
        {"0613999", "123456789018", "teikyoHokensha", "0613999", ST_CONTROL},
        {"", "123456789018", "teikyoHokensha", "", ST_CONTROL},
        {"06139992", "123456789012", "kojinBango", "12 文字", ST_CONTROL},
        {"06139992", "12345678901", "kojinBango", "11 文字", ST_CONTROL},
        {"06139992", "", "kojinBango", "0 文字", ST_CONTROL},
    };
    S_kikan();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *body = arena_printf(
            desk.arena,
            "{\"shokaisha\":\"" KIKAN "\",\"teikyoHokensha\":\"%s\",\"jimuCode\":"
            "\"JM00000000000027\",\"tokuteiKojinJohoCode\":\"TM00000000000050\",\"kojinBango\":\"%s\"}",
            cases[i].hokensha, cases[i].kojin_bango);
        enum status st = desk_operate("nws-toi", body, NULL);
        ck_assert_msg(st == cases[i].st, "case %zu: %s", i, status_info(st)->name);
        ck_assert_str_eq(desk.diag.item, cases[i].item);
        ck_assert_str_eq(desk.diag.have, cases[i].have);
    }
}
END_TEST

START_TEST(test_tsuban)
{
    static const struct {
        int64_t bango;
        const char *tsuban;
    } good[] = {{1, "T00000000N0000001"}, {9999999, "T00000000N9999999"}, {10000000, "T00000000N10000000"}};
    static const char *const wrong[] = {"",
                                        "T00000000N",
                                        "T00000000N0000000",
                                        "T00000000N000001",
                                        "T00000000N00000001",
                                        "T00000000N000000x",
                                        "T06139992N0000001",
                                        "S00000000N0000001"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        ck_assert_str_eq(nws_tsuban(desk.arena, good[i].bango), good[i].tsuban);
        ck_assert_int_eq(nws_bango(good[i].tsuban), good[i].bango);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(nws_bango(wrong[i]) == 0, "%s", wrong[i]);
}
END_TEST

/* One question more than a page of nws-toi-list. */
static void S_questions(int n)
{
    S_kikan();
    desk_begin(DB_GAIBU);
    for (int i = 1; i <= n; i++) {
        const struct toi t = {.bango = i,
                              .tsuban = nws_tsuban(desk.arena, i),
                              .shokaisha = KIKAN,
                              .hokensha = i % 2 ? INSURER_A : "06139984",
                              .id = "abcdefghijklmnopabcdefghijklmnop",
                              .jimu_code = "JM00000000000027",
                              .code = "TM00000000000050",
                              .toi_at = i};
        ck_assert_int_eq(toi_add(desk.call.tx, &t), ST_OK);
    }
    desk_end(ST_OK);
}

/* Who asks from outside and NWS keep a record of both, each with its own time. */
START_TEST(test_answer)
{
    static const char body[] = "{\"tsuban\":\"T00000000N0000001\",\"kekkaKubun\":\"該当なし\",\"kaito\":[]}";
    struct toi t;
    bool found = false;
    S_questions(1);
    desk_begin(DB_GAIBU);
    ck_assert_int_eq(toi_get(desk.call.tx, "T00000000N0000001", desk.arena, &t, &found), ST_OK);
    t.toi_at = desk.call.now - 60;
    ck_assert_int_eq(toi_kiroku(desk.call.tx, &t, KIROKU_YOKYU), ST_OK);
    ck_assert_int_eq(letter_carry(message_find("gaibuKaito"), &desk.call, body), ST_OK);
    desk_end(ST_OK);
    ck_assert_str_eq(S_records("T00000000N0000001"),
                     "中継 " KIKAN " " INSURER_A " 要求+-60, 中継 " KIKAN " " INSURER_A " 回答+0, "
                     "照会 " KIKAN " " INSURER_A " 要求+-60, 照会 " KIKAN " " INSURER_A " 回答+0");
}
END_TEST

/* n questions from the bango-th on; tsuzuki: more follow. */
START_TEST(test_list)
{
    static const struct {
        const char *body;
        int n, bango, tsuzuki;
        enum status st;
    } cases[] = {
        {"{}", 1000, 1, 1, ST_OK},
        {"{\"kaishiTsuban\":\"T00000000N0000999\"}", 2, 1000, 0, ST_OK},
        {"{\"kaishiTsuban\":\"T00000000N0001001\"}", 0, 0, 0, ST_OK},
        {"{\"kaishiTsuban\":\"T06139992N0000001\"}", 0, 0, 0, ST_CONTROL},
        {"{\"teikyoHokensha\":\"06139984\"}", 500, 2, 0, ST_OK},
        {"{\"tsuban\":\"T00000000N0000700\"}", 1, 700, 0, ST_OK},
        {"{\"tsuban\":\"T00000000N0000700\",\"teikyoHokensha\":\"06139984\"}", 1, 700, 0, ST_OK},
        {"{\"tsuban\":\"T00000000N0000700\",\"teikyoHokensha\":\"06139992\"}", 0, 0, 0, ST_OK},
        {"{\"tsuban\":\"T00000000N0000700\",\"kaishiTsuban\":\"T00000000N0000700\"}", 0, 0, 0, ST_OK},
        {"{\"tsuban\":\"T00000000N0001002\"}", 0, 0, 0, ST_OK},
        {"{\"kensu\":\"3\",\"kaishiTsuban\":\"T00000000N0000004\"}", 3, 5, 1, ST_OK},
        {"{\"kensu\":\"1\",\"kaishiTsuban\":\"T00000000N0001000\"}", 1, 1001, 0, ST_OK},
        {"{\"kensu\":\"1001\"}", 0, 0, 0, ST_CONTROL},
    };
    S_questions(1001);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf json = BUF_INIT;
        desk_begin(DB_GAIBU);
        enum status st = desk_end(hand_run(&operator_nws_toi_list, &desk.call, cases[i].body, &json));
        ck_assert_msg(st == cases[i].st, "case %zu: %s", i, status_info(st)->name);
        int n = 0;
        for (const char *at = st == ST_OK ? json.data : NULL; at && (at = strstr(at, "\"toiAt\"")); at++)
            n++;
        ck_assert_msg(n == cases[i].n, "case %zu: %d", i, n);
        if (n) {
            const char *first =
                arena_printf(desk.arena, "{\"toi\":[{\"tsuban\":\"T00000000N%07d\"", cases[i].bango);
            ck_assert_msg(strncmp(json.data, first, strlen(first)) == 0, "case %zu: %.80s", i, json.data);
            ck_assert(strstr(json.data, cases[i].tsuzuki ? "\"tsuzuki\":1" : "\"tsuzuki\":0"));
        }
        buf_release(&json);
    }
}
END_TEST

/* Long answers: the page ends sooner. */
START_TEST(test_list_size)
{
    enum { MANY = 5, LONG = 1 << 20 };
    static const char *const cases[][2] = {
        {"{}", "1 2 +"},
        {"{\"kaishiTsuban\":\"T00000000N0000002\"}", "3 4 +"},
        {"{\"kaishiTsuban\":\"T00000000N0000004\"}", "5 "},
        {"{\"kensu\":\"2\"}", "1 2 +"},
        {"{\"kensu\":\"1\"}", "1 +"},
    };
    S_questions(MANY);
    desk_begin(DB_GAIBU);
    for (int i = 1; i <= MANY; i++) {
        const struct toi t = {.bango = i,
                              .kekka_kubun = "該当あり",
                              .kaito = arena_printf(desk.arena, "[[\"x\",{\"x\":\"%0*d\"}]]", LONG, 0)};
        ck_assert_int_eq(toi_answer(desk.call.tx, &t), ST_OK);
    }
    desk_end(ST_OK);
    struct arena *usual = desk.call.arena;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf json = BUF_INIT;
        desk.call.arena = arena_new(8 << 20);
        desk_begin(DB_GAIBU);
        ck_assert_int_eq(desk_end(hand_run(&operator_nws_toi_list, &desk.call, cases[i][0], &json)), ST_OK);
        arena_free(desk.call.arena);
        const char *shown = "";
        for (int k = 1; k <= MANY; k++)
            if (strstr(json.data, arena_printf(usual, "\"T00000000N%07d\"", k)))
                shown = arena_printf(usual, "%s%d ", shown, k);
        if (strstr(json.data, "\"tsuzuki\":1"))
            shown = arena_printf(usual, "%s+", shown);
        ck_assert_str_eq(shown, cases[i][1]);
        buf_release(&json);
    }
    desk.call.arena = usual;
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_way,    test_later, test_torikeshi, test_jotai,  test_toi_items,
                                  test_tsuban, test_list,  test_list_size, test_answer, NULL};
    return desk_main("nws", tests);
}
