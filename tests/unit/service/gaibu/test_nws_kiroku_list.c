/* operator/nws-kiroku-list: which records of 情報提供NWS and of other institutions, how they are shown, a
 * page at a time; nothing says who the person is. */
#include "service/unyo/desk.h"

#include "service/gaibu/nws/nws.h"
#include "service/gaibu/nws/nws_kiroku.h"
#include "service/gaibu/nws/toi_kiroku.h"

#define KIKAN "9903001701864705"
#define OTHER "9903002539729304"
#define ASKS "9901001039518230" /* INSURER_A */
#define ID "abcdefghijklmnopabcdefghijklmnop"

extern const struct operator_action operator_nws_kiroku_list;

static void S_kikan(void)
{
    static const char *const columns[] = {"code", "mei", "shubetsu", "hokensha", "jotai"};
    static const char *const rows[] = {KIKAN, "架空県仮想市",     "shichoson", NULL,      "開局",
                                       OTHER, "架空県例示市",     "shichoson", NULL,      "開局",
                                       ASKS,  "架空健康保険組合", "kenpo",     INSURER_A, "開局"};
    desk_table("kikan", columns, 5, rows, 3);
}

/* The n-th question of A to the institution; what it has come to. */
static void S_question(int n, const char *kikan, const char *kubun, const char *kaito)
{
    struct nws_ken ken;
    const char *tsuban = arena_printf(desk.arena, "T06139992N%07d", n);
    const struct body_kikan_shokai b = {
        tsuban, INSURER_A, kikan, ID, "JM00000000000003", "JT00000000000303", "TM00000000000002", NULL};
    ck_assert_int_eq(nws_ken(&desk.call, tsuban, INSURER_A, kikan, &ken), ST_OK);
    ck_assert_int_eq(nws_kiroku_yokyu(&desk.call, &ken, &b, true), ST_OK);
    if (kubun && !*kubun)
        ck_assert_int_eq(nws_kiroku_torikeshi(&desk.call, &ken), ST_OK);
    else if (kubun)
        ck_assert_int_eq(nws_kiroku_kaito(&desk.call, &ken, kubun, kaito), ST_OK);
}

/* The n-th of the institution to A. */
static void S_toi(int n)
{
    const struct toi t = {.tsuban = nws_tsuban(desk.arena, n),
                          .shokaisha = KIKAN,
                          .hokensha = INSURER_A,
                          .id = ID,
                          .jimu_code = "JM00000000000027",
                          .code = "TM00000000000050",
                          .toi_at = desk.call.now};
    ck_assert_int_eq(toi_kiroku(desk.call.tx, &t, KIROKU_YOKYU), ST_OK);
}

static enum status S_list(const char *body, struct buf *json)
{
    desk_begin(DB_GAIBU);
    return desk_end(hand_run(&operator_nws_kiroku_list, &desk.call, body, json));
}

/* 処理通番 and side of each, in order. */
static const char *S_keys(const char *json)
{
    static const char tsuban[] = "\"tsuban\":\"", gawa[] = "\",\"gawa\":\"";
    struct buf b = BUF_INIT;
    for (const char *at = json; (at = strstr(at, tsuban)) != NULL; at++) {
        const char *side = strstr(at, gawa) + sizeof gawa - 1;
        buf_addf(&b, "%s%.3s %.*s", b.len ? ", " : "", at + sizeof tsuban - 1 + 14, (int)strcspn(side, "\""),
                 side);
    }
    const char *text = arena_strdup(desk.arena, b.len ? b.data : "");
    buf_release(&b);
    return text;
}

#define ALL "001 中継, 001 照会, 101 中継, 101 提供, 102 中継, 102 提供, 103 中継, 103 提供"

START_TEST(test_which)
{
    static const struct {
        const char *body, *keys;
        enum status st;
    } rows[] = {
        {"{}", ALL, ST_OK},
        {"{\"tsuban\":\"T06139992N0000102\"}", "102 中継, 102 提供", ST_OK},
        {"{\"tsuban\":\"T06139992N0000109\"}", "", ST_OK},
        {"{\"tsuban\":\"S06139992N0000102\"}", NULL, ST_CONTROL},
        {"{\"tsuban\":\"T06139992N0000102\",\"kaishiTsuban\":\"T06139992N0000101\"}", "102 中継, 102 提供",
         ST_OK},
        {"{\"tsuban\":\"T06139992N0000102\",\"kaishiTsuban\":\"T06139992N0000102\"}", "", ST_OK},
        {"{\"kikanCode\":\"" OTHER "\"}", "102 中継, 102 提供", ST_OK},
        {"{\"kikanCode\":\"" KIKAN "\"}", "001 中継, 001 照会, 101 中継, 101 提供, 103 中継, 103 提供",
         ST_OK},
        {"{\"kikanCode\":\"" ASKS "\"}", ALL, ST_OK}, /* on either side, by either number */
        {"{\"kikanCode\":\"9999999999999999\"}", NULL, ST_SHOKAI_KIKAN_NONE},
        {"{\"kara\":\"20170509\"}", "103 中継, 103 提供", ST_OK},
        {"{\"made\":\"20170508\"}", "001 中継, 001 照会, 101 中継, 101 提供, 102 中継, 102 提供", ST_OK},
        {"{\"kara\":\"20170509\",\"made\":\"20170509\"}", "103 中継, 103 提供", ST_OK},
        {"{\"kara\":\"20170510\",\"made\":\"20170509\"}", NULL, ST_CONTROL},
        {"{\"kara\":\"20170229\"}", NULL, ST_CONTROL},
        {"{\"made\":\"2017\"}", NULL, ST_CONTROL},
        {"{\"kaishiTsuban\":\"T06139992N0000101\"}", "102 中継, 102 提供, 103 中継, 103 提供", ST_OK},
        {"{\"kaishiTsuban\":\"T06139992N0000103\"}", "", ST_OK},
        {"{\"kensu\":\"2\"}", "001 中継, 001 照会, 101 中継, 101 提供", ST_OK},
        {"{\"kensu\":\"1001\"}", NULL, ST_CONTROL},
        {"{\"kaishiTsuban\":\"T00000000N0000001\",\"kikanCode\":\"" OTHER "\"}", "102 中継, 102 提供", ST_OK},
        {"{\"kaishiTsuban\":\"S06139992N0000101\"}", NULL, ST_CONTROL},
        {"{\"kaishiTsuban\":\"\"}", NULL, ST_CONTROL},
        {"{\"kaishiTsuban\":\"T06139992\"}", NULL, ST_CONTROL},
    };
    S_kikan();
    desk_begin(DB_GAIBU);
    S_toi(1);
    S_question(101, KIKAN, "該当なし", "[]");
    S_question(102, OTHER, NULL, NULL);
    desk.call.now += 86400;
    S_question(103, KIKAN, "", NULL);
    desk_end(ST_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf json = BUF_INIT;
        enum status st = S_list(rows[i].body, &json);
        ck_assert_msg(st == rows[i].st, "%s: %s", rows[i].body, status_info(st)->name);
        if (rows[i].keys)
            ck_assert_msg(strcmp(S_keys(json.data), rows[i].keys) == 0, "%s: %s", rows[i].body,
                          S_keys(json.data));
        buf_release(&json);
    }
}
END_TEST

/* What both records of a question say, up to its state. */
static const char *S_record(int n, const char *gawa, const char *end)
{
    return arena_printf(
        desk.arena,
        "{\"tsuban\":\"T06139992N%07d\",\"gawa\":\"%s\",\"shokaisha\":\"" ASKS "\",\"shokaishaMei\":\"%s\","
        "\"teikyosha\":\"" KIKAN "\",\"teikyoshaMei\":\"%s\",\"jimuCode\":\"JM00000000000003\","
        "\"jimuTetsuzukiCode\":\"JT00000000000303\",\"tokuteiKojinJohoCode\":\"TM00000000000002\","
        "\"tokuteiKojinJohoMei\":\"%s\",%s}",
        n, gawa, "架空健康保険組合", "架空県仮想市", "地方税関係情報", end);
}

#define NOW "\"2017-05-08T09:00:00+09:00\""

/* What a record has come to, with the names of what was given, no value, and not a word of the person. */
START_TEST(test_shown)
{
    static const char *const columns[] = {"code", "mei", "shubetsu"}, *const row[] = {"TM00000000000002",
                                                                                      "地方税関係情報",
                                                                                      "chihozeiJoho"};
    static const char answered[] =
        "\"jotai\":\"回答\",\"kekkaKubun\":\"該当あり\",\"yokyuAt\":" NOW ",\"kaitoAt\":" NOW
        ",\"torikeshiAt\":null,\"komokuMei\":[{\"shubetsu\":\"chihozeiJoho\",\"mei\":\"nendo\"}]";
    static const char taken_back[] = "\"jotai\":\"取消\",\"kekkaKubun\":null,\"yokyuAt\":" NOW
                                     ",\"kaitoAt\":null,\"torikeshiAt\":" NOW ",\"komokuMei\":[]";
    struct buf json = BUF_INIT;
    S_kikan();
    desk_table("tokutei_kojin_joho", columns, 3, row, 1);
    desk_begin(DB_GAIBU);
    S_question(1, KIKAN, "該当あり", "[[\"chihozeiJoho\",{\"nendo\":\"2017\"}]]");
    S_question(2, KIKAN, "", NULL);
    desk_end(ST_OK);
    ck_assert_int_eq(S_list("{}", &json), ST_OK);
    ck_assert_str_eq(json.data,
                     arena_printf(desk.arena, "{\"kiroku\":[%s,%s,%s,%s],\"tsuzuki\":0}",
                                  S_record(1, "中継", answered), S_record(1, "提供", answered),
                                  S_record(2, "中継", taken_back), S_record(2, "提供", taken_back)));
    buf_release(&json);
}
END_TEST

static int S_records(const struct buf *json)
{
    int n = 0;
    for (const char *at = json->data; (at = strstr(at, "\"tsuban\"")) != NULL; at++)
        n++;
    return n;
}

/* A page has room for so many 処理通番, each with both its records. */
START_TEST(test_page)
{
    struct buf json = BUF_INIT, rest = BUF_INIT;
    S_kikan();
    desk_begin(DB_GAIBU);
    for (int i = 1; i <= 1001; i++)
        S_question(i, KIKAN, NULL, NULL);
    desk_end(ST_OK);
    ck_assert_int_eq(S_list("{}", &json), ST_OK);
    ck_assert_int_eq(S_records(&json), 2000);
    ck_assert(strstr(json.data, "\"tsuzuki\":1"));
    ck_assert_int_eq(S_list("{\"kaishiTsuban\":\"T06139992N0001000\"}", &rest), ST_OK);
    ck_assert_int_eq(S_records(&rest), 2);
    ck_assert(strstr(rest.data, "\"tsuzuki\":0"));
    buf_release(&json);
    buf_release(&rest);
}
END_TEST

/* Long ones end it sooner: the layout that an insurer's own specification has may have hundreds of columns.
 */
START_TEST(test_page_long)
{
    enum { MANY = 30, COLUMNS = 1500 };
    struct buf json = BUF_INIT, kaito = BUF_INIT;
    S_kikan();
    buf_adds(&kaito, "[[\"shobyoTeatekin\",{");
    for (int i = 0; i < COLUMNS; i++)
        buf_addf(&kaito, "%s\"k%d\":\"1\"", i ? "," : "", i);
    buf_adds(&kaito, "}]]");
    desk_begin(DB_GAIBU);
    for (int i = 1; i <= MANY; i++)
        S_question(i, KIKAN, "該当あり", kaito.data);
    desk_end(ST_OK);
    ck_assert_int_eq(S_list("{}", &json), ST_OK);
    ck_assert(strstr(json.data, "\"tsuzuki\":1"));
    const size_t shown = (size_t)S_records(&json);
    ck_assert_msg(shown && shown % 2 == 0 && shown < MANY * (size_t)2, "%zu", shown);
    buf_release(&json);
    buf_release(&kaito);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_which, test_shown, test_page, test_page_long, NULL};
    return desk_main("nws_kiroku_list", tests);
}
