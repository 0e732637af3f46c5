/* Accesses to 住基ネット: what either end has of a question, and which of that is wrong. */
#include "store/access_check.h"

#include <sqlite3.h>

#include "store/gaibu_jumin.h"
#include "store/outbox.h"
#include "store/tx.h"
#include "writer.h"

/* Question 7: recorded, on its way, answered, on its way back, charged; and what is told. */
static const struct {
    bool kiroku, michi, kaito, kaeri, ryokin;
    const char *mae; /* the record is one of an older chukand: hoho and riyu; NULL: it is not */
    struct access_count n;
    const char *wrong;
} cases[] = {
    {.wrong = ""},
    {.kiroku = true, .michi = true, .n = {.kiroku = 1, .todokazu = 1}, .wrong = ""},
    {.kiroku = true, .michi = true, .kaito = true, .kaeri = true, .n = {1, 1, 0, 0, 1, 0}, .wrong = ""},
    {.kiroku = true, .kaito = true, .kaeri = true, .n = {1, 1, 0, 0, 1, 0}, .wrong = ""},
    {.kiroku = true, .kaito = true, .ryokin = true, .n = {1, 1, 0, 1, 0, 10}, .wrong = ""},
    {.kiroku = true, .kaito = true, .kaeri = true, .ryokin = true, .n = {1, 1, 0, 1, 0, 10}, .wrong = ""},
    {.kiroku = true, .mae = "", .ryokin = true, .wrong = ""},
    {.kiroku = true, .n = {.kiroku = 1}, .wrong = "juki 7: recorded, but never asked\n"},
    {.kiroku = true,
     .ryokin = true,
     .n = {.kiroku = 1, .seikyu = 1, .yen = 10},
     .wrong = "juki 7: charged without an answer\n"},
    {.kaito = true,
     .kaeri = true,
     .n = {.kaito = 1, .kaeri = 1},
     .wrong = "juki 7: answered without a record\n"},
    {.kiroku = true,
     .kaito = true,
     .n = {.kaito = 1, .kiroku = 1},
     .wrong = "juki 7: answered without a charge\n"},
};

static void S_sql(enum db db, const char *text)
{
    char *why = NULL;
    sqlite3_exec(tx_writer(s, db)->h, text, NULL, NULL, &why);
    ck_assert_msg(!why, "%s: %s", text, why);
}

static void S_message(enum db db, const char *kind, const char *json)
{
    const struct outbox_item item = {.due = 1, .kind = kind, .json = json, .hokensha = ""};
    ck_assert_int_eq(outbox_put(tx_writer(s, db), &item), ST_OK);
}

static void S_told(const struct access_count *want, const char *wrong)
{
    struct access_count n;
    struct buf out = BUF_INIT;
    ck_assert_int_eq(access_check(tx, tx_writer(s, DB_GAIBU), &n, &out), ST_OK);
    ck_assert_mem_eq(&n, want, sizeof n);
    ck_assert_str_eq(out.len ? out.data : "", wrong);
    buf_release(&out);
}

/* Beside others that are as they should be. togo: asked by a 登録時突合, in another message. */
static void S_case(size_t i, bool togo)
{
    const char *hoho = togo ? "登録時突合" : "操作", *riyu = togo ? "" : "01";
    char text[400];
    S_sql(DB_UNYO,
          "INSERT INTO juki_access VALUES (3, 1, 'ファイル', 'k', 'b', 'u', '01', 'U', 1, NULL, '[]'),"
          "(9, 1, '登録時突合', 'k', 'b', 'u', '', NULL, NULL, 'e', '[]');"
          "INSERT INTO juki_ryokin VALUES (3, 2, 'OK', 10), (9, 2, 'OK', 0)");
    S_sql(DB_GAIBU, "INSERT INTO juki_kaito VALUES (3, 2, 'OK'), (9, 2, 'OK')");
    if (cases[i].mae) {
        hoho = "ファイル";
        riyu = cases[i].mae;
    }
    snprintf(text, sizeof text,
             "INSERT INTO juki_access VALUES (7, 1, '%s', 'k', 'b', 'u', '%s', NULL, NULL, NULL, '[]')", hoho,
             riyu);
    if (cases[i].kiroku)
        S_sql(DB_UNYO, text);
    if (cases[i].michi)
        S_message(DB_UNYO, togo ? "jukiTogo" : "jukiShokai",
                  togo ? "{\"hokensha\":\"h\",\"togo\":[[5],[7]]}" : "{\"shokai\":[[5,{}],[7,{}]]}");
    if (cases[i].kaito)
        S_sql(DB_GAIBU, "INSERT INTO juki_kaito VALUES (7, 1, 'OK')");
    if (cases[i].kaeri)
        S_message(DB_GAIBU, togo ? "jukiTogoKekka" : "jukiKaito",
                  togo ? "{\"hokensha\":\"h\",\"kekka\":[[7,\"e\",0]]}" : "{\"kaito\":[[7,null,1]]}");
    if (cases[i].ryokin)
        S_sql(DB_UNYO, "INSERT INTO juki_ryokin VALUES (7, 2, 'OK', 10)");
    struct access_count want = cases[i].n;
    want.kaito += 2;
    want.kiroku += 2;
    want.seikyu += 2;
    want.yen += 10;
    S_told(&want, cases[i].wrong);
}

START_TEST(test_question)
{
    S_case((size_t)_i, false);
}
END_TEST

START_TEST(test_togo)
{
    S_case((size_t)_i, true);
}
END_TEST

/* Each search among the residents is an access, told of once. */
START_TEST(test_looks)
{
    struct tx *gaibu = tx_writer(s, DB_GAIBU);
    struct jumin_kazu k;
    struct jumin j;
    bool more;
    ck_assert_int_eq(gaibu_jumin_found(gaibu_jumin_of(gaibu_jumin_access(gaibu), "x"), &j, &more), ST_OK);
    const struct jumin_access by = gaibu_jumin_access(gaibu);
    for (enum jumin_juni juni = JUNI_IMA; juni < JUNI_COUNT; juni++)
        ck_assert_int_eq(gaibu_jumin_kazu(by, &(struct jumin_key){.seibetsu = "1"}, juni, 9, a, &k), ST_OK);
    ck_assert_int_eq(access_looks(gaibu), 2);
    ck_assert_int_eq(access_looks(gaibu), 0);
}
END_TEST

/* What cannot be read is no account. */
START_TEST(test_unseen)
{
    struct access_count n;
    struct buf out = BUF_INIT;
    S_sql(DB_GAIBU, "ALTER TABLE juki_kaito RENAME TO other");
    ck_assert_int_ne(access_check(tx, tx_writer(s, DB_GAIBU), &n, &out), ST_OK);
    ck_assert(out.len > 0);
    buf_release(&out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/access_check");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, writer_make, writer_drop);
    tcase_add_loop_test(t, test_question, 0, sizeof cases / sizeof *cases);
    tcase_add_loop_test(t, test_togo, 0, sizeof cases / sizeof *cases);
    tcase_add_test(t, test_looks);
    tcase_add_test(t, test_unseen);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
