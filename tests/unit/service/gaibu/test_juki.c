/* 住基ネット and 情報提供NWS, simulated: answers of jukiYokyu and jukiTogo, and its ids. */
#include "service/unyo/desk.h"

#include "service/gaibu/juki_subete.h"

/* The answer, a message of the other kind. */
static char *S_answer(const char *kind, const char *json, const char *answer)
{
    struct outbox_item item;
    desk_begin(DB_GAIBU);
    ck_assert_int_eq(message_apply(message_find(kind), &desk.call, json), ST_OK);
    desk_end(ST_OK);
    ck_assert(desk_peek(DB_GAIBU, &item));
    ck_assert_str_eq(item.kind, answer);
    desk_begin(DB_GAIBU);
    ck_assert_int_eq(outbox_drop(desk.call.tx, item.id), ST_OK);
    desk_end(ST_OK);
    return arena_strdup(desk.arena, item.json);
}

static char *S_ask(const char *json)
{
    return S_answer("jukiYokyu", json, "fugoKekka");
}

static void S_id(uint64_t seed, const char *code, char ret[NWS_ID])
{
    struct nws n;
    nws_open(&n, seed);
    ck_assert(nws_id(&n, code, ret));
}

START_TEST(test_answers)
{
    char id[NWS_ID], want[400];
    S_id(desk.policy.seed, "24727059608", id);
    snprintf(want, sizeof want,
             "{\"kekka\":[[\"Y06139992N00000001\",\"06139992\",\"0000007\",\"%s\",null],"
             "[\"Y06139992N00000002\",\"06139992\",\"0000008\",null,\"FUGO_JUKI_SHIBO\"],"
             "[\"Y06139984N00000003\",\"06139984\",\"0000001\",null,\"FUGO_JUKI_NONE\"]]}",
             id);
    ck_assert_str_eq(S_ask("{\"yokyu\":[[\"Y06139992N00000001\",\"0000007\",\"06139992\",\"" BANGO_1 "\"],"
                           "[\"Y06139992N00000002\",\"0000008\",\"06139992\",\"" BANGO_2 "\"],"
                           "[\"Y06139984N00000003\",\"0000001\",\"06139984\",\"" BANGO_3 "\"]]}"),
                     want);
    ck_assert_str_eq(S_ask("{\"yokyu\":[]}"), "{\"kekka\":[]}");
}
END_TEST

/* Policy jukiSubete: whoever's number is one, and no resident's, has an id of their own, always the same; a
 * resident, or a number that is none, is answered as ever. */
START_TEST(test_subete)
{
    static const char ask[] = "{\"yokyu\":[[\"Y1\",\"0000001\",\"06139992\",\"269224746295\"],"
                              "[\"Y2\",\"0000002\",\"06139992\",\"360668000181\"],"
                              "[\"Y3\",\"0000003\",\"06139992\",\"269224746296\"],"
                              "[\"Y4\",\"0000007\",\"06139992\",\"" BANGO_1 "\"]]}";
    char id[NWS_ID], first[NWS_ID], second[NWS_ID], one[JUMINHYO_CODE], two[JUMINHYO_CODE], want[500];
    ck_assert(!juki_subete_code(&desk.policy, "269224746295", one));
    desk.policy.juki_subete = JUKI_SUBETE_ON;
    ck_assert(juki_subete_code(&desk.policy, "269224746295", one));
    ck_assert(juki_subete_code(&desk.policy, "360668000181", two));
    ck_assert(!juki_subete_code(&desk.policy, "269224746296", first) && strcmp(one, two) != 0);
    S_id(desk.policy.seed, one, first);
    S_id(desk.policy.seed, two, second);
    S_id(desk.policy.seed, "24727059608", id);
    snprintf(want, sizeof want,
             "{\"kekka\":[[\"Y1\",\"06139992\",\"0000001\",\"%s\",null],[\"Y2\",\"06139992\",\"0000002\",\"%"
             "s\",null],"
             "[\"Y3\",\"06139992\",\"0000003\",null,\"FUGO_JUKI_NONE\"],"
             "[\"Y4\",\"06139992\",\"0000007\",\"%s\",null]]}",
             first, second, id);
    ck_assert_str_eq(S_ask(ask), want);
    ck_assert_str_eq(S_ask(ask), want);
    struct jumin r;
    const struct juki_toi t = {.kojin_bango = "269224746295", .shimei = "想定　太郎"};
    ck_assert(juki_subete_hito(&desk.policy, &t, &r));
    ck_assert_str_eq(r.shimei, "想定　太郎");
    ck_assert(r.seibetsu && r.seinengappi && r.jusho && r.shimei_kana && strcmp(r.jotai, "有効") == 0);
    desk.policy.juki_subete = JUKI_SUBETE_OFF;
}
END_TEST

static bool S_resident(uint64_t seed, const char *id, const char *want)
{
    struct nws n;
    char code[JUMINHYO_CODE];
    nws_open(&n, seed);
    bool known = nws_resident(&n, id, code);
    return known && strcmp(code, want) == 0;
}

/* One id a resident, and the resident back; none by the key of another seed. */
START_TEST(test_id)
{
    static const char *const codes[] = {"24727059608", "24727059616", "00000000000", "1", "0123456789-aBzZ_"};
    char id[NWS_ID], again[NWS_ID], other[NWS_ID];
    S_id(2, codes[0], other);
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        S_id(1, codes[i], id);
        S_id(1, codes[i], again);
        ck_assert_str_eq(id, again);
        ck_assert_str_ne(id, other);
        ck_assert_uint_eq(strlen(id), NWS_ID - 1);
        ck_assert_uint_eq(strspn(id, "abcdefghijklmnop"), NWS_ID - 1); /* no digit: no number of a person */
        ck_assert(S_resident(1, id, codes[i]));
        ck_assert(!S_resident(2, id, codes[i]));
        memcpy(other, id, sizeof other);
    }
    char code[JUMINHYO_CODE];
    struct nws n;
    nws_open(&n, 1);
    ck_assert(!nws_id(&n, "01234567890123456", id)); /* more than an id can hold */
    static const char *const none[] = {"",
                                       "a",
                                       "abcdefghijklmnopabcdefghijklmnop",
                                       "ABCDEFGHIJKLMNOPABCDEFGHIJKLMNOP",
                                       "abcdefghijklmnopabcdefghijklmno1",
                                       "abcdefghijklmnopabcdefghijklmnopaa"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        ck_assert_msg(!nws_resident(&n, none[i], code), "%s", none[i]);
}
END_TEST

#define HIDDEN "500382000002" /* under 支援措置 */

/* A registration beside the resident of BANGO_1, but for what is said; items that differ. */
static const struct {
    const char *bango, *shimei, *kana, *seibetsu, *umare, *jusho;
    int differ;
} registered[] = {
    {"\"" BANGO_1 "\"", "架空　一郎", "カクウ　イチロウ", "1", "19800101", "架空県", 0},
    {"\"" BANGO_1 "\"", "架空 一郎", "ｶｸｳ ｲﾁﾛｳ", "1", "19800101", "架空県", 0}, /* width and spaces */
    {"\"" BANGO_1 "\"", "架空　二郎", "カクウ　イチロウ", "1", "19800101", "架空県", 1},
    {"\"" BANGO_1 "\"", "架空　一郎", "カクウ　ジロウ", "1", "19800101", "架空県", 2},
    {"\"" BANGO_1 "\"", "架空　一郎", "カクウ　イチロウ", "1", "19800102", "架空県", 4},
    {"\"" BANGO_1 "\"", "架空　一郎", "カクウ　イチロウ", "2", "19800101", "架空県", 8},
    {"\"" BANGO_1 "\"", "架空　一郎", "カクウ　イチロウ", "1", "19800101", "仮想県", 16},
    {"\"" BANGO_1 "\"", "", "", "3", "19810101", "", 31}, /* empty is not the same */
    {"\"" BANGO_2 "\"", "架空　花子", "カクウ　ハナコ", "2", "19810101", "架空県", 64}, /* 消除 */
    {"\"" BANGO_2 "\"", "架空　花", "カクウ　ハナ", "1", "19810102", "仮想県",
     64}, /* and nothing of its items */
    {"\"" BANGO_3 "\"", "架空　一郎", "カクウ　イチロウ", "1", "19800101", "架空県", 32}, /* nobody's */
    {"null", "架空　一郎", "カクウ　イチロウ", "1", "19800101", "架空県", 0},
    {"null", "架空　一郎", "カクウ　イチロウ", "1", "19800101", "仮想県", 32},
    {"null", "架空　花子", "カクウ　ハナコ", "2", "19810101", "架空県", 64},
    {"null", "架空　花子", "カクウ　ハナコ", "2", "19810101", "仮想県", 32},
    /* under 支援措置: the same whatever address is guessed */
    {"\"" HIDDEN "\"", "架空　守", "カクウ　マモル", "2", "19700101", "秘県", 0},
    {"\"" HIDDEN "\"", "架空　守", "カクウ　マモル", "2", "19700101", "仮想県", 0},
    {"\"" HIDDEN "\"", "架空　守", "カクウ　モリ", "2", "19700101", "", 2},
    {"null", "架空　守", "カクウ　マモル", "2", "19700101", "秘県", 32},
    {"null", "架空　守", "カクウ　マモル", "2", "19700101", "仮想県", 32},
};

static void S_hidden(void)
{
    static const char *const columns[] = {"juminhyo_code", "kojin_bango", "shimei", "shimei_kana",
                                          "seibetsu",      "seinengappi", "jusho",  "jotai"};
    static const char *const row[] = {"26000000050", HIDDEN,     "架空　守", "カクウ　マモル",
                                      "2",           "19700101", "秘県",     "有効"};
    static const char *const shien = "juminhyo_code";
    store_close(desk.store);
    desk_table("jumin", columns, 8, row, 1);
    desk_table("jumin_shien", &shien, 1, row, 1);
    ck_assert_int_eq(store_open(temp_path("w"), &desk.store, &desk.diag), ST_OK);
}

START_TEST(test_match)
{
    char json[1000], want[200];
    S_hidden();
    for (size_t i = 0; i < sizeof registered / sizeof *registered; i++) {
        snprintf(
            json, sizeof json,
            "{\"hokensha\":\"06139992\",\"togo\":[[3,\"0000007\",%s,\"%s\",\"%s\",\"%s\",\"%s\",\"%s\"]]}",
            registered[i].bango, registered[i].shimei, registered[i].kana, registered[i].seibetsu,
            registered[i].umare, registered[i].jusho);
        snprintf(want, sizeof want, "{\"hokensha\":\"06139992\",\"kekka\":[[3,\"0000007\",%d]]}",
                 registered[i].differ);
        ck_assert_str_eq(S_answer("jukiTogo", json, "jukiTogoKekka"), want);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_answers, test_subete, test_id, test_match, NULL};
    return desk_main("juki", tests);
}
