/* 住基ネット and 情報提供NWS, simulated: answers of jukiYokyu, and the ID code. */
#include "service/unyo/desk.h"

#include "service/gaibu/nws.h"

static char *S_ask(const char *json)
{
    struct outbox_item item;
    desk_begin(DB_GAIBU);
    ck_assert_int_eq(message_apply(message_find("jukiYokyu"), &desk.call, json), ST_OK);
    desk_end(ST_OK);
    ck_assert(desk_peek(DB_GAIBU, &item));
    ck_assert_str_eq(item.kind, "fugoKekka");
    desk_begin(DB_GAIBU);
    ck_assert_int_eq(outbox_drop(desk.call.tx, item.id), ST_OK);
    desk_end(ST_OK);
    return arena_strdup(desk.arena, item.json);
}

START_TEST(test_answers)
{
    char code[NWS_ID_CODE], want[400];
    nws_id_code(desk.policy.seed, "24727059608", code);
    snprintf(want, sizeof want,
             "{\"kekka\":[[\"Y06139992N00000001\",\"06139992\",\"0000007\",\"%s\",null],"
             "[\"Y06139992N00000002\",\"06139992\",\"0000008\",null,\"FUGO_JUKI_SHIBO\"],"
             "[\"Y06139984N00000003\",\"06139984\",\"0000001\",null,\"FUGO_JUKI_NONE\"]]}",
             code);
    ck_assert_str_eq(S_ask("{\"yokyu\":[[\"Y06139992N00000001\",\"0000007\",\"06139992\",\"" BANGO_1 "\"],"
                           "[\"Y06139992N00000002\",\"0000008\",\"06139992\",\"" BANGO_2 "\"],"
                           "[\"Y06139984N00000003\",\"0000001\",\"06139984\",\"" BANGO_3 "\"]]}"),
                     want);
    ck_assert_str_eq(S_ask("{\"yokyu\":[]}"), "{\"kekka\":[]}");
}
END_TEST

START_TEST(test_id_code)
{
    char a[NWS_ID_CODE], b[NWS_ID_CODE], other[NWS_ID_CODE], seed[NWS_ID_CODE];
    nws_id_code(1, "24727059608", a);
    nws_id_code(1, "24727059608", b);
    nws_id_code(1, "24846016224", other);
    nws_id_code(2, "24727059608", seed);
    ck_assert_str_eq(a, b);
    ck_assert_str_ne(a, other);
    ck_assert_str_ne(a, seed);
    ck_assert_uint_eq(strlen(a), NWS_ID_CODE - 1);
    ck_assert_uint_eq(strspn(a, "abcdefghijklmnop"), NWS_ID_CODE - 1); /* no digit: no number of a person */
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_answers, test_id_code, NULL};
    return desk_main("juki", tests);
}
