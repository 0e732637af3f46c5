/* --check-invariants: both ends of what goes over 情報提供NWS, and what other institutions keep beside it. */
#include "store/kiroku.h"

#include <sqlite3.h>

#include "base/buf.h"
#include "store/tx.h"

#define WRITER_OF DB_CHUKAN
#include "writer.h"

#define KIKAN "9903001701864705"
#define ASKS "9901001039518230"
#define T1 "T06139992N0000001"
#define TOI "T00000000N0000001"

static void S_sql(enum db db, const char *text)
{
    char *why = NULL;
    sqlite3_exec(tx_writer(s, db)->h, text, NULL, NULL, &why);
    ck_assert_msg(!why, "%s: %s", text, why);
}

static void S_act(const char *gawa, const char *hokensha, const char *aite, const char *tsuban,
                  const char *koto, const char *kubun)
{
    const struct kiroku k = {.hokensha = hokensha,
                             .tsuban = tsuban,
                             .gawa = gawa,
                             .koto = koto,
                             .edaban = "abcdefghijklmnopabcdefghijklmnop",
                             .aite = aite,
                             .jimu_code = "JM00000000000003",
                             .code = "TM00000000000002",
                             .kekka_kubun = kubun,
                             .at = 100};
    ck_assert_int_eq(kiroku_add(tx_writer(s, DB_GAIBU), &k), ST_OK);
}

/* How a question to another institution stands for who asks, and what has been recorded of it behind 要求 by
 * NWS and by the institution; kikan false: not even 要求. */
static const struct {
    const char *jotai, *kubun;
    int okuri;
    bool heard;
    const char *nws[2], *kikan[2];
    bool has_heard;
    const char *broken; /* "": nothing is */
} cases[] = {
    {"処理中", NULL, 1, true, {"要求"}, {"要求"}, true, ""},
    {"処理中", NULL, 0, false, {0}, {0}, false, ""},
    {"回答済", "該当あり", 1, true, {"回答", "該当あり"}, {"回答", "該当あり"}, true, ""},
    {"回答済", "時間切れ", 1, true, {"回答", "時間切れ"}, {"要求"}, true, ""},
    {"回答済", "閉局", 1, true, {"回答", "閉局"}, {0}, false, ""},
    {"回答済", "該当なし", 1, false, {0}, {0}, false, ""}, /* 符号 gone */
    {"取消", NULL, 1, true, {"取消"}, {"取消"}, true, ""},
    {"取消", NULL, 1, true, {"回答", "該当あり"}, {"回答", "該当あり"}, true, ""}, /* they crossed */
    {"処理中",
     NULL,
     1,
     true,
     {"回答", "該当あり"},
     {"回答", "該当あり"},
     true,
     "kiroku " T1 ": 要求, nws 回答 該当あり\n"},
    {"回答済", "該当あり", 1, true, {"要求"}, {"要求"}, true, "kiroku " T1 ": 回答 該当あり, nws 要求\n"},
    {"回答済",
     "該当あり",
     1,
     true,
     {"回答", "該当なし"},
     {"回答", "該当なし"},
     true,
     "kiroku " T1 ": 回答 該当あり, nws 回答 該当なし\n"},
    {"取消", NULL, 1, true, {"要求"}, {"要求"}, true, "kiroku " T1 ": 取消, nws 要求\n"},
    {"処理中", NULL, 1, false, {0}, {0}, false, "kiroku " T1 ": 要求, nws none\n"},
    {"処理中", NULL, 0, true, {"要求"}, {"要求"}, true, "kiroku " T1 ": none, nws 要求\n"},
    {"処理中", NULL, 1, true, {"要求"}, {0}, false, "gaibu: kiroku " T1 ": 要求, 中継 alone\n"},
    {"回答済",
     "該当あり",
     1,
     true,
     {"回答", "該当あり"},
     {"要求"},
     true,
     "gaibu: kiroku " T1 ": 回答, 中継 alone\n"},
    {"処理中",
     NULL,
     1,
     true,
     {"要求"},
     {"回答", "該当あり"},
     true,
     "gaibu: kiroku " T1 ": 回答, 提供 alone\n"},
};

static void S_side(const char *gawa, const char *hokensha, const char *aite, const char *const *act)
{
    S_act(gawa, hokensha, aite, T1, KIROKU_YOKYU, NULL);
    if (strcmp(act[0], KIROKU_YOKYU) != 0)
        S_act(gawa, hokensha, aite, T1, act[0], act[1]);
}

static void S_broken(const char *want)
{
    struct buf out = BUF_INIT;
    tx_check(tx_writer(s, DB_GAIBU), &out);
    kiroku_check(tx, tx_writer(s, DB_GAIBU), &out);
    ck_assert_str_eq(out.len ? out.data : "", want);
    buf_release(&out);
}

START_TEST(test_asked)
{
    char text[1024];
    S_sql(DB_CHUKAN,
          "INSERT INTO tokutei_kojin_joho (code, mei, shubetsu) VALUES ('TM00000000000002', 'a', 'b')");
    const char *kubun = cases[_i].kubun;
    snprintf(
        text, sizeof text,
        "INSERT INTO shokai (shokai_bango, hokensha, edaban, teikyo_kikan, jimu_code, code, busho, user, "
        "jotai, okuri, kekka_kubun, kaito, yokyu_at, kaito_at) VALUES ('S06139992N0000001', '06139992', "
        "'1', '" KIKAN "', 'JM00000000000003', 'TM00000000000002', 'B', 'u', '%s', %d, %s%s%s, '[]', 1, 2)",
        cases[_i].jotai, cases[_i].okuri, kubun ? "'" : "", kubun ? kubun : "NULL", kubun ? "'" : "");
    S_sql(DB_CHUKAN, text);
    if (cases[_i].heard)
        S_side(KIROKU_CHUKEI, ASKS, KIKAN, cases[_i].nws);
    if (cases[_i].has_heard)
        S_side(KIROKU_TEIKYO, KIKAN, ASKS, cases[_i].kikan);
    S_broken(cases[_i].broken);
}
END_TEST

/* What another institution has asked has its record with NWS, as it stands. */
START_TEST(test_toi)
{
    S_sql(DB_GAIBU,
          "INSERT INTO kikan (code, mei, shubetsu, jotai) VALUES ('" KIKAN "', 'K', 'shichoson', '開局')");
    S_sql(DB_GAIBU,
          "INSERT INTO toi (bango, tsuban, shokaisha, hokensha, id, jimu_code, code, toi_at) VALUES "
          "(1, '" TOI "', '" KIKAN "', '06139992', 'x', 'JM00000000000003', 'TM00000000000002', 100)");
    S_broken("gaibu: toi " TOI ": 処理中 without kiroku\n");
    S_act(KIROKU_CHUKEI, KIKAN, "06139992", TOI, KIROKU_YOKYU, NULL);
    S_broken("gaibu: kiroku " TOI ": 要求, 中継 alone\n");
    S_act(KIROKU_SHOKAI, KIKAN, "06139992", TOI, KIROKU_YOKYU, NULL);
    S_broken("");
    S_sql(DB_GAIBU, "UPDATE toi SET kekka_kubun = '該当なし', kaito = '[]', kaito_at = 100");
    S_broken("gaibu: toi " TOI ": 該当なし without kiroku\n");
    S_act(KIROKU_CHUKEI, KIKAN, "06139992", TOI, KIROKU_KAITO, "該当なし");
    S_act(KIROKU_SHOKAI, KIKAN, "06139992", TOI, KIROKU_KAITO, "該当なし");
    S_broken("");
}
END_TEST

/* A promise that cannot be looked at is told, not taken for kept. */
START_TEST(test_unseen)
{
    S_sql(DB_GAIBU, "ALTER TABLE toi RENAME TO other");
    struct buf out = BUF_INIT;
    tx_check(tx_writer(s, DB_GAIBU), &out);
    ck_assert_str_eq(out.len ? out.data : "", "gaibu: SQLite のエラー 1\n");
    buf_release(&out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/kiroku_check");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, writer_make, writer_drop);
    tcase_add_loop_test(t, test_asked, 0, sizeof cases / sizeof *cases);
    tcase_add_test(t, test_toi);
    tcase_add_test(t, test_unseen);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
