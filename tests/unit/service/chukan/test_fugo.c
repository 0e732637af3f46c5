/* service/chukan: the messages about people and 符号: order, repetition, what goes on, what never shows. */
#include "room.h"
#include "service/chukan/fugo.h"
#include "store/chukan_fugo.h"
#include "store/torikomi.h"

#define NWS_ID_1 "abcdefghijklmnopponmlkjihgfedcba"

static struct chukan_hito S_hito(const char *hokensha, const char *edaban)
{
    struct chukan_hito h;
    struct tx *r;
    ck_assert_int_eq(tx_read(room.store, DB_CHUKAN, &r), ST_OK);
    ck_assert_int_eq(chukan_hito(r, hokensha, edaban, &h), ST_OK);
    tx_read_end(r);
    return h;
}

START_TEST(test_way)
{
    static const char list[] =
        "{\"hokensha\":\"" INSURER_A
        "\",\"yokyu\":[[\"Y06139992N00000001\",\"0000001\"],[\"Y06139992N00000002\",\"0000002\"]]}";
    ck_assert(!S_hito(INSURER_A, "0000001").known);
    ck_assert_int_eq(room_message(&message_fugo_tsuchi, list), ST_OK);
    room_courier();
    ck_assert_int_eq(room.sent_n, 1);
    ck_assert_str_eq(room.sent[0], arena_printf(room.arena, "fugoYokyu %s", list));
    ck_assert(S_hito(INSURER_A, "0000001").known && !S_hito(INSURER_A, "0000001").has_fugo);
    ck_assert_int_eq(room_message(&message_fugo_kekka, "{\"kekka\":[[\"Y06139992N00000001\",\"" INSURER_A
                                                       "\",\"0000001\",\"" NWS_ID_1 "\",null],"
                                                       "[\"Y06139992N00000002\",\"" INSURER_A
                                                       "\",\"0000002\",null,\"FUGO_JUKI_NONE\"]]}"),
                     ST_OK);
    room_courier();
    ck_assert_int_eq(room.sent_n, 2);
    ck_assert_str_eq(
        room.sent[1],
        "fugoKanryo "
        "{\"kekka\":[[\"Y06139992N00000001\",1,null],[\"Y06139992N00000002\",0,\"FUGO_JUKI_NONE\"]]}");
    ck_assert(S_hito(INSURER_A, "0000001").has_fugo);
    ck_assert(S_hito(INSURER_A, "0000002").known && !S_hito(INSURER_A, "0000002").has_fugo);
}
END_TEST

START_TEST(test_repeated_and_late)
{
    room_person(INSURER_A, "0000001", "Y06139992N00000001");
    room_fugo(INSURER_A, "0000001", "Y06139992N00000001", "idcode-1");
    room_person(INSURER_A, "0000001", "Y06139992N00000001"); /* again */
    room_fugo(INSURER_A, "0000001", "Y06139992N00000001", "idcode-1");
    ck_assert(S_hito(INSURER_A, "0000001").has_fugo);
    room_person(INSURER_A, "0000001",
                "Y06139992N00000002"); /* correction: the old one stays until the answer */
    ck_assert(S_hito(INSURER_A, "0000001").has_fugo);
    room_fugo(INSURER_A, "0000001", "Y06139992N00000002", NULL); /* which may be that there is none */
    ck_assert(!S_hito(INSURER_A, "0000001").has_fugo);
    room_fugo(INSURER_A, "0000001", "Y06139992N00000001", "idcode-1"); /* late: out of date */
    ck_assert(!S_hito(INSURER_A, "0000001").has_fugo);
    room_fugo(INSURER_A, "0000009", "Y06139992N00000003", "idcode-9"); /* before its fugoTsuchi */
    ck_assert(S_hito(INSURER_A, "0000009").has_fugo);
    room_person(INSURER_A, "0000009", "Y06139992N00000003");
    ck_assert(S_hito(INSURER_A, "0000009").has_fugo);
}
END_TEST

/* SHA-256 of table fugo. */
static const char *S_table(void)
{
    struct buf json = BUF_INIT;
    unsigned char sum[32];
    buf_addc(&json, '{');
    ck_assert_int_eq(tx_digest(room.tx, &json, sum), ST_OK);
    const char *at = strstr(json.data, "fugo\":\"");
    ck_assert_ptr_nonnull(at);
    const char *hex = arena_printf(room.arena, "%.64s", at + 7);
    buf_release(&json);
    return hex;
}

#define SENT_BACK(no, edaban) "{\"hokensha\":\"" INSURER_A "\",\"yokyu\":[[\"" no "\",\"" edaban "\"]]}"

START_TEST(test_sent_back)
{
    room_person(INSURER_A, "0000001", "Y06139992N00000001");
    ck_assert_int_eq(room_message(&message_fugo_kyakka, SENT_BACK("Y06139992N00000001", "0000001")), ST_OK);
    const char *sent_back = S_table();
    ck_assert_int_eq(room_message(&message_fugo_kyakka, SENT_BACK("Y06139992N00000001", "0000001")), ST_OK);
    ck_assert_str_eq(S_table(), sent_back); /* twice is once */
    room_fugo(INSURER_A, "0000001", "Y06139992N00000001", NULL);
    ck_assert_str_eq(S_table(), sent_back); /* the row is that of a failure */
    ck_assert(S_hito(INSURER_A, "0000001").known && !S_hito(INSURER_A, "0000001").has_fugo);

    room_person(INSURER_A, "0000001", "Y06139992N00000002"); /* asked for again: the old one comes too late */
    const char *again = S_table();
    ck_assert_int_eq(room_message(&message_fugo_kyakka, SENT_BACK("Y06139992N00000001", "0000001")), ST_OK);
    ck_assert_int_eq(room_message(&message_fugo_kyakka, SENT_BACK("Y06139992N00000002", "0000002")), ST_OK);
    ck_assert_str_eq(S_table(), again);
    room_fugo(INSURER_A, "0000001", "Y06139992N00000002", "idcode-1");
    const char *obtained = S_table();
    ck_assert_int_eq(room_message(&message_fugo_kyakka, SENT_BACK("Y06139992N00000002", "0000001")), ST_OK);
    ck_assert_str_eq(S_table(), obtained); /* an answer stands */
    ck_assert(S_hito(INSURER_A, "0000001").has_fugo);

    room_person(INSURER_A, "0000001",
                "Y06139992N00000003"); /* a corrected number, sent back: nothing to go by */
    ck_assert_int_eq(room_message(&message_fugo_kyakka, SENT_BACK("Y06139992N00000003", "0000001")), ST_OK);
    ck_assert(!S_hito(INSURER_A, "0000001").has_fugo);
}
END_TEST

START_TEST(test_ido)
{
    static const struct {
        const char *ido;
        enum chukan_ido want;
    } cases[] = {{"喪失", CHUKAN_SOSHITSU},
                 {"取消", CHUKAN_TORIKESHI},
                 {"再取得", CHUKAN_YUKO},
                 {"取消", CHUKAN_TORIKESHI}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        room_ido(INSURER_A, "0000001", cases[i].ido, NULL);
        ck_assert_int_eq(S_hito(INSURER_A, "0000001").ido, cases[i].want);
    }
    room_person(INSURER_A, "0000001", "Y06139992N00000001"); /* the notice came after: still cancelled */
    ck_assert_int_eq(S_hito(INSURER_A, "0000001").ido, CHUKAN_TORIKESHI);
    ck_assert(!S_hito(INSURER_A, "0000002").known); /* each is told of alone */
}
END_TEST

/* The state is a function of seed, 機関コード and ID code, and the same messages give the same digest. */
START_TEST(test_digest)
{
    static const char *const ids[] = {"idcode-1", "idcode-1", "idcode-2"};
    char digest[3][65];
    for (int i = 0; i < 3; i++) {
        struct buf json = BUF_INIT;
        char no[24];
        snprintf(no, sizeof no, "Y06139992N0000000%d", 1);
        room_fugo(INSURER_A, "0000001", no, ids[i]);
        unsigned char sum[32];
        buf_addc(&json, '{');
        ck_assert_int_eq(tx_digest(room.tx, &json, sum), ST_OK);
        char *fugo = strstr(json.data, "fugo\":\"");
        ck_assert_ptr_nonnull(fugo);
        snprintf(digest[i], sizeof digest[i], "%.64s", fugo + 7);
        buf_release(&json);
    }
    ck_assert_str_eq(digest[0], digest[1]);
    ck_assert_str_ne(digest[0], digest[2]);
}
END_TEST

START_TEST(test_file_uketsuke)
{
    static const char json[] =
        "{\"uketsuke\":\"U06139992N0000001\",\"shubetsu\":\"shikakuJoho\",\"hokensha\":\"" INSURER_A
        "\",\"system\":\"KS\","
        "\"busho\":\"B001\",\"user\":\"u001\",\"roles\":15,\"path\":\"a.csv\",\"resultPath\":\"a-kekka.csv\","
        "\"encoding\":\"CP932\",\"at\":1494201600,\"jun\":4}";
    struct torikomi t;
    bool found;
    ck_assert_int_eq(room_message(&message_file_uketsuke, json), ST_OK);
    ck_assert_int_eq(torikomi_get(room.tx, "U06139992N0000001", room.arena, &t, &found), ST_OK);
    ck_assert(found);
    ck_assert_str_eq(t.shubetsu, "shikakuJoho");
    ck_assert_str_eq(t.path, "a.csv");
    ck_assert_str_eq(t.result_path, "a-kekka.csv");
    ck_assert_str_eq(t.encoding, "CP932");
    ck_assert_int_eq(t.roles, 15);
    ck_assert_int_eq(t.at, 1494201600);
    ck_assert_int_eq(t.due, room.call.now);
    struct torikomi_todo *todo;
    size_t n;
    ck_assert_int_eq(torikomi_todo(room.tx, t.due, room.arena, &todo, &n), ST_OK);
    ck_assert_int_eq(n, 1);
    ck_assert_int_eq(todo->jun, 4);
    ck_assert_int_eq(room_message(&message_file_uketsuke, "{\"uketsuke\":\"U06139992N0000002\"}"),
                     ST_INTERNAL);
}
END_TEST

/* A 符号 gives the id back that it was made of, but only to whom made it. */
START_TEST(test_back)
{
    static const struct policy other[] = {{.seed = 1, .kikan_code = "1234567890123456"},
                                          {.seed = 20170508, .kikan_code = "1234567890123457"}};
    struct fugo f;
    char fugo[FUGO_TEXT], id[FUGO_ID];
    fugo_open(&f, &room.policy);
    ck_assert(fugo_of_id(&f, NWS_ID_1, fugo));
    ck_assert_uint_eq(strspn(fugo, "0123456789abcdef"), FUGO_TEXT - 1);
    ck_assert(id_of_fugo(&f, fugo, id));
    ck_assert_str_eq(id, NWS_ID_1);
    for (int i = 0; i < 2; i++) {
        fugo_open(&f, &other[i]);
        ck_assert(!id_of_fugo(&f, fugo, id));
    }
    fugo_open(&f, &room.policy);
    fugo[FUGO_TEXT - 2] ^= 1;
    ck_assert(!id_of_fugo(&f, fugo, id));
    static const char *const none[] = {"", "aa", "abcdefghijklmnopponmlkjihgfedcb",
                                       "abcdefghijklmnopponmlkjihgfedcbaa",
                                       "abcdefghijklmnopponmlkjihgfedcb1"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        ck_assert_msg(!fugo_of_id(&f, none[i], fugo) && !id_of_fugo(&f, none[i], id), "%s", none[i]);
    ck_assert_int_eq(room_message(&message_fugo_kekka, "{\"kekka\":[[\"Y06139992N00000001\",\"" INSURER_A
                                                       "\",\"0000001\",\"idcode-1\",null]]}"),
                     ST_INTERNAL);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_way, test_back,   test_repeated_and_late, test_sent_back,
                                  test_ido, test_digest, test_file_uketsuke,     NULL};
    return room_main("service/chukan/fugo", tests);
}
