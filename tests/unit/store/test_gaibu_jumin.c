/* store/gaibu_jumin: whoever fits is found by each set of items that may be given, whatever the others share
 * with them; what that costs is what is counted; residents of an older version are found as well. */
#include "store/gaibu_jumin.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "base/crypto.h"

#define WRITER_OF DB_GAIBU
#include "steps.h"

enum { PEOPLE = 96, ITEMS = 5, CROWD = 3000 };

/* As an import leaves them. */
static void S_summed(void)
{
    writer_run("DELETE FROM jumin_kagi; DELETE FROM jumin_seibetsu;"
               "INSERT INTO jumin_kagi SELECT * FROM jumin_kagi_moto WHERE true ON CONFLICT DO NOTHING;"
               "INSERT INTO jumin_seibetsu SELECT DISTINCT seibetsu FROM jumin");
}

static void S_teardown(void)
{
    writer_drop();
}

/* --- who fits ---------------------------------------------------------------------------------------------
 */

static const char *const values[ITEMS][3] = {{"架空　一", "架空　二", "架空　三"},
                                             {"カクウ　イチ", "カクウ　ニ", "カクウ　サン"},
                                             {"架空県１", "架空県２", "架空県３"},
                                             {"19800101", "19800102", "19800103"},
                                             {"1", "2", "3"}};
/* One of the three of an item, from the bits of a person's number. */
static const char *S_value(int person, int item)
{
    const int spread[ITEMS] = {1, 5, 7, 11, 3};
    return values[item][(person * spread[item] / 4 + person % 5) % 3];
}

/* Every 5th was 消除, every 3rd is under 支援措置, every 2nd had another name and address; some the same. */
static void S_people(void)
{
    writer_make();
    for (int i = 0; i < PEOPLE; i++) {
        writer_run(arena_printf(
            a,
            "INSERT INTO jumin (kojin_bango, juminhyo_code, shimei, shimei_kana, jusho, seinengappi,"
            " seibetsu, jotai) VALUES ('N%011d', 'C%d', '%s', '%s', '%s', '%s', '%s', '%s')",
            i, i, S_value(i, 0), S_value(i, 1), S_value(i, 2), S_value(i, 3), S_value(i, 4),
            i % 5 ? "有効" : "消除"));
        if (i % 3 == 0)
            writer_run(arena_printf(a, "INSERT INTO jumin_shien VALUES ('C%d')", i));
        if (i % 2 == 0)
            writer_run(
                arena_printf(a,
                             "INSERT INTO jumin_mae (juminhyo_code, ido_ymd, ido_jiyu, shimei, shimei_kana,"
                             " jusho) VALUES ('C%d', '20100101', '4', '%s', '%s', '%s')",
                             i, S_value(i + 7, 0), S_value(i + 9, 1), S_value(i + 4 * (i % 4), 2)));
    }
    S_summed();
}

/* The number of an item's value, 0 to 2; 3: it is not given. */
static bool S_is(const int *asked, int item, const char *have)
{
    return asked[item] == 3 || strcmp(values[item][asked[item]], have) == 0;
}

static bool S_fits(const int *asked, int i, enum jumin_juni juni)
{
    const bool kesareta = i % 5 == 0, shien = i % 3 == 0, mae = i % 2 == 0;
    const char *before = S_value(i + 4 * (i % 4), 2);
    const bool hidden_before = shien && strcmp(before, S_value(i, 2)) == 0;
    const bool same = S_is(asked, 3, S_value(i, 3)) && S_is(asked, 4, S_value(i, 4));
    const bool now = S_is(asked, 0, S_value(i, 0)) && S_is(asked, 1, S_value(i, 1)) &&
                     S_is(asked, 2, S_value(i, 2)) && !(shien && asked[2] < 3);
    const bool then = mae && S_is(asked, 0, S_value(i + 7, 0)) && S_is(asked, 1, S_value(i + 9, 1)) &&
                      S_is(asked, 2, before) && !(hidden_before && asked[2] < 3);
    if (juni == JUNI_SHOJO)
        return kesareta && same && (now || then);
    return !kesareta && same && (juni == JUNI_IMA ? now : then);
}

/* Each set of items with each of their values: 4^5 questions for each sort of people. */
START_TEST(test_everybody)
{
    long found = 0;
    S_people();
    for (int q = 0; q < 1 << 2 * ITEMS; q++) {
        int asked[ITEMS];
        const char *v[ITEMS];
        for (int i = 0; i < ITEMS; i++) {
            asked[i] = q >> 2 * i & 3;
            v[i] = asked[i] < 3 ? values[i][asked[i]] : NULL;
        }
        const struct jumin_key key = {v[0], v[1], v[2], v[3], v[4]};
        for (int juni = 0; juni < JUNI_COUNT; juni++) {
            struct jumin_kazu k;
            int want = 0;
            for (int i = 0; i < PEOPLE; i++)
                want += S_fits(asked, i, (enum jumin_juni)juni);
            ck_assert_int_eq(
                gaibu_jumin_kazu(gaibu_jumin_access(tx), &key, (enum jumin_juni)juni, PEOPLE, a, &k), ST_OK);
            ck_assert_msg(k.n == want, "question %x, %d: %d, want %d", q, juni, (int)k.n, want);
            ck_assert_int_eq(k.kojin_bango != NULL, want > 0);
            if (want)
                ck_assert(S_fits(asked, (int)strtol(k.kojin_bango + 1, NULL, 10), (enum jumin_juni)juni));
            found += want;
        }
    }
    ck_assert_int_gt(found, 1000);
}
END_TEST

/* --- what it costs ----------------------------------------------------------------------------------------
 */

/* A crowd that shares all but the number and either the address or the birthday. */
START_TEST(test_cost)
{
    enum { MOST = 10, STEPS = 500 };
    static const struct {
        struct jumin_key key;
        int64_t n;
    } cases[] = {{{.shimei_kana = "カクウ　イチ"}, MOST},
                 {{.seibetsu = "1"}, MOST},
                 {{.seibetsu = "2"}, 1},
                 {{.seibetsu = "3"}, 0},
                 {{.shimei_kana = "カクウ　イチ", .seibetsu = "3"}, 0},
                 {{.shimei_kana = "カクウ　イチ", .seibetsu = "2"}, 0},
                 {{.shimei_kana = "カクウ　イチ", .seinengappi = "19700101"}, 0},
                 {{.shimei = "架空　一", .jusho = "架空県２"}, 1},
                 {{.shimei = "架空　一", .shimei_kana = "カクウ　イチ", .jusho = "架空県９"}, 0},
                 {{.shimei = "架空　一", .shimei_kana = "カクウ　ニ"}, 0},
                 {{.shimei = "架空　二", .seinengappi = "19800101"}, 1},
                 {{.seinengappi = "19800101", .seibetsu = "2"}, 1},
                 {{.seinengappi = "19800101"}, MOST}};
    writer_make();
    writer_run(arena_printf(
        a,
        "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
        " INSERT INTO jumin (kojin_bango, juminhyo_code, shimei, shimei_kana, jusho, seinengappi, seibetsu,"
        " jotai) SELECT printf('N%%011d', i), 'C' || i, '架空　一', 'カクウ　イチ', iif(i = 7, '架空県２',"
        " '架空県１'), '19800101', '1', '有効' FROM n;"
        "INSERT INTO jumin (kojin_bango, juminhyo_code, shimei, shimei_kana, jusho, seinengappi, seibetsu,"
        " jotai) VALUES ('N99999999999', 'C', '架空　二', 'カクウ　ニ', '架空県１', '19800101', '2', '有効')",
        CROWD));
    S_summed();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jumin_kazu k;
        writer_steps();
        ck_assert_int_eq(gaibu_jumin_kazu(gaibu_jumin_access(tx), &cases[i].key, JUNI_IMA, MOST, a, &k),
                         ST_OK);
        ck_assert_msg(k.n == cases[i].n, "case %zu: %d", i, (int)k.n);
        const int steps = writer_steps();
        ck_assert_msg(steps > 0 && steps < STEPS, "case %zu: %d steps", i, steps);
    }
}
END_TEST

/* --- an older version -------------------------------------------------------------------------------------
 */

static char *S_text(const char *name)
{
    char path[100];
    snprintf(path, sizeof path, "server/store/sql/%s.sql", name);
    FILE *f = fopen(path, "r");
    ck_assert_ptr_nonnull(f);
    char *text = arena_alloc(a, 1 << 16);
    text[fread(text, 1, (1 << 16) - 1, f)] = 0;
    fclose(f);
    return text;
}

/* gaibu.db as the version before jumin_kagi_moto left it, with one resident. */
static void S_old(const char *path)
{
    static const char *const made[] = {"common",     "gaibu-001", "gaibu-002", "renkei-001", "gaibu-004",
                                       "kiroku-001", "gaibu-006", "gaibu-007", "renkei-002", "gaibu-008"};
    const int n = sizeof made / sizeof *made;
    struct sha256 *h = sha256_new();
    unsigned char sum[32];
    sqlite3 *db;
    char *why = NULL;
    remove(path);
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    for (int i = 0; i < n; i++) {
        const char *text = S_text(made[i]);
        sha256_add(h, text, strlen(text));
        ck_assert_msg(sqlite3_exec(db, text, NULL, NULL, &why) == SQLITE_OK, "%s: %s", made[i], why);
    }
    sha256_end(h, sum);
    const char *end = arena_printf(
        a,
        "PRAGMA journal_mode=WAL; INSERT INTO jumin (kojin_bango, juminhyo_code, shimei, shimei_kana, jusho,"
        " seinengappi, seibetsu, jotai) VALUES ('N00000000001', 'C', '架空　一', 'カクウ　イチ', '架空県１',"
        " '19800101', '1', '有効'); PRAGMA user_version=%d; PRAGMA application_id=%d",
        n, (sum[0] & 0x7F) << 24 | sum[1] << 16 | sum[2] << 8 | sum[3]);
    ck_assert_msg(sqlite3_exec(db, end, NULL, NULL, &why) == SQLITE_OK, "%s", why);
    sqlite3_close(db);
}

START_TEST(test_upgrade)
{
    struct jumin_kazu k;
    writer_make();
    tx_rollback(tx);
    store_close(s);
    S_old(temp_path("w/gaibu.db"));
    writer_begin();
    ck_assert_int_eq(gaibu_jumin_kazu(gaibu_jumin_access(tx), &(struct jumin_key){.shimei_kana = "ｶｸｳ ｲﾁ"},
                                      JUNI_IMA, 9, a, &k),
                     ST_OK);
    ck_assert_int_eq(k.n, 1);
    ck_assert_str_eq(k.kojin_bango, "N00000000001");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/gaibu_jumin");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, NULL, S_teardown);
    tcase_add_test(t, test_everybody);
    tcase_add_test(t, test_cost);
    tcase_add_test(t, test_upgrade);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
