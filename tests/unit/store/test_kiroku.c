/* store/kiroku: acts are appended, and nothing that was written changes or goes, in either database. */
#include "store/kiroku.h"

#include <sqlite3.h>

#include "store/tx.h"

#define WRITER_OF DB_CHUKAN
#include "writer.h"

static const struct kiroku yokyu = {.hokensha = "06139992",
                                    .tsuban = "T06139992N0000001",
                                    .gawa = KIROKU_SHOKAI,
                                    .koto = KIROKU_YOKYU,
                                    .edaban = "0000001",
                                    .aite = "06139984",
                                    .jimu_code = "JM00000000000003",
                                    .tetsuzuki = "JT00000000000301",
                                    .code = "TM00000000000050",
                                    .at = 100};

static enum status S_act(struct tx *t, const char *koto, int64_t at)
{
    struct kiroku k = {
        .hokensha = yokyu.hokensha, .tsuban = yokyu.tsuban, .gawa = yokyu.gawa, .koto = koto, .at = at};
    return kiroku_add(t, &k);
}

static void S_is(struct tx *t, const char *sql, const char *want)
{
    sqlite3_stmt *q;
    ck_assert_int_eq(sqlite3_prepare_v2(t->h, sql, -1, &q, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(q), SQLITE_ROW);
    ck_assert_str_eq((const char *)sqlite3_column_text(q, 0), want);
    sqlite3_finalize(q);
}

/* What is common to all acts stands in each; of an answer the names of what was given stand, no value. */
START_TEST(test_acts)
{
    struct kiroku k = yokyu;
    ck_assert_int_eq(kiroku_add(tx, &k), ST_OK);
    ck_assert_int_eq(S_act(tx, KIROKU_HORYU, 110), ST_OK);
    k = (struct kiroku){.hokensha = yokyu.hokensha,
                        .tsuban = yokyu.tsuban,
                        .gawa = yokyu.gawa,
                        .koto = KIROKU_KAITO,
                        .kekka_kubun = "該当あり",
                        .fukaiji = "1",
                        .kaito = "[[\"a\",{\"x\":\"秘\",\"y\":\"秘\",\"z\":\"\",\"n\":null}],[\"a\",{\"y\":"
                                 "\"秘\"}],[\"b\",{\"x\":\"秘\"}]]",
                        .at = 120};
    ck_assert_int_eq(kiroku_add(tx, &k), ST_OK);
    S_is(tx, "SELECT group_concat(juni || koto || at) FROM kiroku", "1要求100,2保留110,3回答120");
    S_is(tx,
         "SELECT count(DISTINCT edaban || aite || jimu_code || tetsuzuki || code) || count(edaban) FROM "
         "kiroku",
         "13");
    S_is(tx, "SELECT komoku FROM kiroku WHERE juni = 3", "[[\"a\",\"x\"],[\"a\",\"y\"],[\"b\",\"x\"]]");
    S_is(tx, "SELECT group_concat(coalesce(fukaiji, '-') || coalesce(kekka_kubun, '-')) FROM kiroku",
         "--,--,1該当あり");
}
END_TEST

/* Our bugs: an act without its 要求, a second 要求, a 要求 that does not say what for. */
START_TEST(test_order)
{
    struct kiroku k = yokyu;
    ck_assert_int_eq(S_act(tx, KIROKU_KAITO, 110), ST_INTERNAL);
    k.code = NULL;
    ck_assert_int_eq(kiroku_add(tx, &k), ST_INTERNAL);
    ck_assert_int_eq(kiroku_add(tx, &yokyu), ST_OK);
    ck_assert_int_eq(kiroku_add(tx, &yokyu), ST_INTERNAL);
    k = yokyu;
    k.gawa = KIROKU_TEIKYO;
    ck_assert_int_eq(kiroku_add(tx, &k), ST_OK);
    S_is(tx, "SELECT count(*) FROM kiroku", "2");
}
END_TEST

/* The same act, written otherwise. */
#define INSERT(how) how " INTO kiroku SELECT * FROM kiroku"
#define UPSERT INSERT("INSERT") " WHERE true ON CONFLICT DO "

static const struct {
    const char *sql;
    int want;
} hands[] = {
    {"UPDATE kiroku SET at = 1", SQLITE_CONSTRAINT_TRIGGER},
    {"UPDATE OR REPLACE kiroku SET juni = 2", SQLITE_CONSTRAINT_TRIGGER},
    {"UPDATE OR IGNORE kiroku SET fukaiji = '0'", SQLITE_CONSTRAINT_TRIGGER},
    {"DELETE FROM kiroku", SQLITE_CONSTRAINT_TRIGGER},
    {"DELETE FROM kiroku WHERE at < 1000", SQLITE_CONSTRAINT_TRIGGER},
    {INSERT("INSERT"), SQLITE_CONSTRAINT_PRIMARYKEY},
    {INSERT("INSERT OR REPLACE"), SQLITE_CONSTRAINT_TRIGGER},
    {INSERT("REPLACE"), SQLITE_CONSTRAINT_TRIGGER},
    {UPSERT "UPDATE SET at = 1", SQLITE_CONSTRAINT_TRIGGER},
    {INSERT("INSERT OR IGNORE"), SQLITE_OK},
    {UPSERT "NOTHING", SQLITE_OK},
};

START_TEST(test_never)
{
    static const enum db homes[] = {DB_CHUKAN, DB_GAIBU};
    struct tx *t = tx_writer(s, homes[_i]);
    if (t != tx)
        ck_assert_int_eq(tx_begin(t), ST_OK);
    ck_assert_int_eq(kiroku_add(t, &yokyu), ST_OK);
    for (size_t i = 0; i < sizeof hands / sizeof *hands; i++) {
        sqlite3_exec(t->h, hands[i].sql, NULL, NULL, NULL);
        ck_assert_msg(sqlite3_extended_errcode(t->h) == hands[i].want, "%s: %d", hands[i].sql,
                      sqlite3_extended_errcode(t->h));
        S_is(t, "SELECT count(*) || group_concat(juni || at || coalesce(fukaiji, '-')) FROM kiroku",
             "11100-");
    }
    if (t != tx)
        tx_rollback(t);
}
END_TEST

static void S_broken(const char *want)
{
    struct buf broken = BUF_INIT;
    tx_check(tx, &broken);
    ck_assert_str_eq(broken.len ? broken.data : "", want);
    buf_release(&broken);
}

/* --check-invariants finds an act that one side alone has. */
START_TEST(test_invariant)
{
    struct kiroku other = yokyu;
    ck_assert_int_eq(sqlite3_exec(tx->h,
                                  "INSERT INTO hokensha_list VALUES ('06139992', 'A'), ('06139984', 'B')",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    ck_assert_int_eq(kiroku_add(tx, &yokyu), ST_OK);
    S_broken("chukan: kiroku T06139992N0000001: 要求, 照会 alone\n");
    other.gawa = KIROKU_TEIKYO;
    other.hokensha = yokyu.aite;
    other.aite = yokyu.hokensha;
    ck_assert_int_eq(kiroku_add(tx, &other), ST_OK);
    S_broken("");
    ck_assert_int_eq(S_act(tx, KIROKU_HORYU, 110), ST_OK); /* the provider's alone, as a rule */
    S_broken("");
    ck_assert_int_eq(S_act(tx, KIROKU_TORIKESHI, 110), ST_OK);
    S_broken("chukan: kiroku T06139992N0000001: 取消, 照会 alone\n");
}
END_TEST

/* How many steps the statements of the connection have taken since it was asked before. */
static int S_steps(struct tx *t)
{
    int n = 0;
    for (sqlite3_stmt *q = NULL; (q = sqlite3_next_stmt(t->h, q));)
        n += sqlite3_stmt_status(q, SQLITE_STMTSTATUS_VM_STEP, 1);
    return n;
}

/* One record of other institutions is found, not looked for. */
START_TEST(test_one)
{
    enum { MANY = 1000 };
    struct tx *t = tx_writer(s, DB_GAIBU);
    struct kiroku_toi toi = {
        .tsuban = "T06139992N0000999", .after = "", .kara = INT64_MIN, .made = INT64_MAX, .limit = 2};
    struct kiroku_ken *kens = NULL;
    size_t n = 0;
    ck_assert_int_eq(tx_begin(t), ST_OK);
    for (int i = 1; i <= MANY; i++) {
        struct kiroku k = yokyu;
        char tsuban[24];
        snprintf(tsuban, sizeof tsuban, "T06139992N%07d", i);
        k.tsuban = tsuban;
        k.gawa = KIROKU_CHUKEI;
        ck_assert_int_eq(kiroku_add(t, &k), ST_OK);
    }
    S_steps(t);
    ck_assert_int_eq(kiroku_soto(t, &toi, a, &kens, &n), ST_OK);
    ck_assert_uint_eq(n, 1);
    ck_assert_str_eq(kens[0].tsuban, toi.tsuban);
    ck_assert_int_lt(S_steps(t), MANY);
    toi.after = toi.tsuban;
    ck_assert_int_eq(kiroku_soto(t, &toi, a, &kens, &n), ST_OK);
    ck_assert_uint_eq(n, 0);
    tx_rollback(t);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/kiroku");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, writer_make, writer_drop);
    tcase_add_test(t, test_acts);
    tcase_add_test(t, test_order);
    tcase_add_loop_test(t, test_never, 0, 2);
    tcase_add_test(t, test_invariant);
    tcase_add_test(t, test_one);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
