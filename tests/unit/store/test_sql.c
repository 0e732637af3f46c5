/* store/sql: every statement of sql/ against the databases and the tables of columns.h: what it names is
 * there, and no column of a table is without a place in its struct. */
#include <check.h>
#include <string.h>

#include "store/sql.h"
#include "store/torikomi.h"
#include "store/tx.h"
#include "made.h"

static struct store *s;
static struct arena *a;

static void S_setup(void)
{
    struct diag d = DIAG_INIT;
    temp_make();
    a = arena_new(1 << 20);
    ck_assert_int_eq(store_create(temp_path("w"), &d), ST_OK);
    ck_assert_int_eq(store_open(temp_path("w"), &s, &d), ST_OK);
}

static void S_teardown(void)
{
    store_close(s);
    arena_free(a);
    temp_drop();
}

#define DB_ANY DB_COUNT

static const struct {
    enum db db;
    const char *name;
} statements[] = {
#define Q(db, name, in, out, text) {DB_##db, #name},
#include "store/sql/statements.def"
#undef Q
};

/* A statement of any database, whose table does not stand in this one. */
static bool S_elsewhere(const char *name, enum db db)
{
    static const struct {
        const char *prefix;
        unsigned in; /* bits of enum db */
    } tables[] = {{"TORIKOMI", 1 << DB_UNYO | 1 << DB_CHUKAN | 1 << DB_KANRI},
                  {"KIKAN", 1 << DB_CHUKAN | 1 << DB_GAIBU},
                  {"KENGEN", 1 << DB_CHUKAN | 1 << DB_GAIBU},
                  {"KIROKU", 1 << DB_CHUKAN | 1 << DB_GAIBU},
                  {"HAISHIN", 1 << DB_CHUKAN | 1 << DB_GAIBU}};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (strncmp(name, tables[i].prefix, strlen(tables[i].prefix)) == 0)
            return !(tables[i].in & 1U << db);
    return false;
}

/* All in one database each: what is wrong is printed, every one of it. */
START_TEST(test_every_statement)
{
    int wrong = 0;
    for (int i = 0; i < SQL_COUNT; i++)
        for (int db = 0; db < DB_COUNT; db++) {
            bool any = statements[i].db == DB_ANY;
            if (!any && statements[i].db != (enum db)db)
                continue;
            if (any && S_elsewhere(statements[i].name, (enum db)db))
                continue;
            const char *why = sql_wrong(sql_get(tx_writer(s, (enum db)db), (enum sql_id)i));
            wrong += why != NULL;
            if (why)
                printf("%s.db: %s: %s\n", db_name((enum db)db), statements[i].name, why);
        }
    ck_assert_int_eq(wrong, 0);
}
END_TEST

/* Each table beside that of its struct. But: columns that no struct has, because a statement alone knows
 * them: keys made by it, counts that it raises, what a fixture alone fills in. */
static const struct {
    enum db db;
    const char *name;
    const struct table *of;
    const char *but;
} tables[] = {
    {DB_UNYO, "torikomi", &table_torikomi, ""},
    {DB_CHUKAN, "torikomi", &table_torikomi, ""},
    {DB_KANRI, "torikomi", &table_torikomi, ""},
    {DB_UNYO, "torikomi_gyo", &table_torikomi_gyo, " uketsuke "},
    {DB_UNYO, "kanyusha", &table_kanyusha, " id "},
    {DB_UNYO, "shikaku_rireki", &table_rireki, " kanyusha "},
    {DB_UNYO, "fugo_yokyu", &table_fugo_yokyu, " kanyusha polls "},
    {DB_UNYO, "uketsuke", &table_uketsuke, ""},
    {DB_UNYO, "juki_shokai", &table_juki_kaito, " shokai gyo system user riyu polls toi kaito "},
    {DB_UNYO, "juki_shokai", &table_juki_irai, " shokai dankai polls status_name kensu kaito kaito_at "},
    {DB_UNYO, "juki_access", &table_juki_access, " shokai "},
    {DB_UNYO, "juki_access", &table_juki_ken, ""},
    {DB_UNYO, "chofuku", &table_chofuku, ""},
    {DB_UNYO, "chofuku_machi", &table_chofuku_machi, " jun kanyusha "},
    {DB_UNYO, "togo", &table_togo, " kanyusha "},
    {DB_CHUKAN, "togo", &table_chukan_togo, ""},
    {DB_UNYO, "outbox", &table_outbox_item, ""},
    {DB_CHUKAN, "fukuhon", &table_chukan_fukuhon, ""},
    {DB_CHUKAN, "shokai", &table_chukan_shokai, ""},
    {DB_CHUKAN, "teikyo", &table_teikyo, " fugo "},
    {DB_GAIBU, "toi", &table_toi, ""},
    {DB_CHUKAN, "kiroku", &table_kiroku, " juni "},
    {DB_GAIBU, "kiroku", &table_kiroku, " juni "},
    {DB_CHUKAN, "owari", &table_chukan_owari, ""},
    {DB_CHUKAN, "hokensha_master", &table_hokensha_master, ""},
    {DB_CHUKAN, "master_hokoku", &table_master_hokoku, ""},
    {DB_CHUKAN, "haishin_master", &table_haishin_record, " master release_jun "},
    {DB_KANRI, "hokensha", &table_kanri_hokensha, ""},
    {DB_KANRI, "busho", &table_kanri_busho, ""},
    {DB_KANRI, "user", &table_kanri_user, " password_at "},
    {DB_KANRI, "user", &table_kanri_shokuin, " password password_jotai password_at shippai lock "},
    {DB_KANRI, "user", &table_kanri_password, " busho shimei roles jotai "},
    {DB_KANRI, "password_rireki", &table_kanri_password_mae, " hokensha user jun "},
    {DB_KANRI, "setsuzoku_system", &table_kanri_system, ""},
    {DB_KANRI, "hokensha", &table_kanri_teigi, " mei hojin_bango junbi "},
    {DB_KANRI, "gyomu_code", &table_kanri_gyomu_code, " id mei "},
    {DB_KANRI, "gyomu_code", &table_kanri_henkan, " id "},
    {DB_KANRI, "pmo_bunsho", &table_pmo_bunsho, " standing note "},
    {DB_KANRI, "pmo_jiko", &table_pmo_jiko, " jun standing note "},
    {DB_KANRI, "pmo_toroku", &table_pmo_toroku, ""},
    {DB_GAIBU, "jumin", &table_jumin, " juminhyo_code setai zokugara jumin_ymd "},
    {DB_GAIBU, "kikan_joho", &table_kikan_joho, " kikan code juminhyo_code renban kara owari "},
};

/* How many columns of tables[i] are neither in its struct nor excused, or both; none is wrong, too. */
static int S_wrong_columns(size_t i)
{
    char text[100], word[64];
    int n = 0, wrong = 0;
    sqlite3_stmt *q;
    snprintf(text, sizeof text, "SELECT name FROM pragma_table_info('%s')", tables[i].name);
    ck_assert_int_eq(sqlite3_prepare_v2(tx_writer(s, tables[i].db)->h, text, -1, &q, NULL), SQLITE_OK);
    for (; sqlite3_step(q) == SQLITE_ROW; n++) {
        const char *name = (const char *)sqlite3_column_text(q, 0);
        snprintf(word, sizeof word, " %s ", name);
        if ((column_find(tables[i].of, name) != NULL) == (strstr(tables[i].but, word) != NULL)) {
            printf("%s.db: %s.%s\n", db_name(tables[i].db), tables[i].name, name);
            wrong++;
        }
    }
    sqlite3_finalize(q);
    if (!n)
        printf("%s.db: %s\n", db_name(tables[i].db), tables[i].name);
    return n ? wrong : 1;
}

START_TEST(test_every_column)
{
    int wrong = 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        wrong += S_wrong_columns(i);
    ck_assert_int_eq(wrong, 0);
}
END_TEST

/* What is not bound, bound twice or read as another's row is our bug, and nothing is written. */
START_TEST(test_misuse)
{
    struct tx *tx = tx_writer(s, DB_UNYO);
    const struct torikomi t = {.uketsuke = "U1"};
    struct torikomi_todo *todo;
    size_t n = 7;
    struct sql *q;
    ck_assert_int_eq(sql_run(sql_get(tx, SQL_TORIKOMI_PUT)), ST_INTERNAL);
    ck_assert_int_eq(sql_run(sql_with(sql_get(tx, SQL_TORIKOMI_PUT), .uketsuke = "U1")), ST_INTERNAL);
    q = sql_bind(sql_get(tx, SQL_TORIKOMI_FINISH), torikomi, &t);
    ck_assert_int_eq(sql_run(sql_bind(q, torikomi, &t)), ST_INTERNAL);
    q = sql_bind(sql_get(tx, SQL_TORIKOMI_FINISH), torikomi, &t);
    ck_assert_int_eq(sql_run(q), ST_OK);
    q = sql_with(sql_get(tx, SQL_TORIKOMI_GET), .uketsuke = "U1");
    ck_assert_int_eq(sql_rows(q, a, torikomi_todo, &todo, &n), ST_INTERNAL);
    ck_assert_int_eq(n, 7);
    ck_assert(tx_idle(tx));
}
END_TEST

/* Every kind of member, there and back. */
START_TEST(test_kinds)
{
    struct tx *tx = tx_writer(s, DB_UNYO);
    struct torikomi back, t = {.uketsuke = "U1",
                               .shubetsu = "x",
                               .hokensha = "06139992",
                               .system = "KS",
                               .busho = "B",
                               .user = "u",
                               .roles = INT64_MAX,
                               .path = "in",
                               .result_path = "o",
                               .encoding = "",
                               .at = -1,
                               .jun = 3};
    struct diag why = DIAG_INIT;
    bool found;
    ck_assert_int_eq(torikomi_put(tx, &t), ST_OK);
    ck_assert_int_eq(torikomi_get(tx, "U1", a, &back, &found), ST_OK);
    ck_assert(found && back.state == TORIKOMI_UKETSUKE && back.next_line == 1 && !back.result_sha256);
    ck_assert(back.roles == INT64_MAX && back.at == -1 && back.jun == 3 && back.halt.status == ST_OK);
    ck_assert_str_eq(back.encoding, "");
    ck_assert_str_eq(back.halt.item, "");
    diag_set(&why, ST_DISK, "枝番", "", "123456789018");
    ck_assert_int_eq(torikomi_halt(tx, &t, &why), ST_OK);
    ck_assert_int_eq(torikomi_get(tx, "U1", a, &back, &found), ST_OK);
    ck_assert(back.state == TORIKOMI_CHUSHI && back.halt.status == ST_DISK);
    ck_assert_str_eq(back.halt.item, "枝番");
    ck_assert_ptr_null(strstr(back.halt.have, "123456789018"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sql");
    TCase *tc = tcase_create("sql");
    tcase_add_checked_fixture(tc, S_setup, S_teardown);
    tcase_add_test(tc, test_every_statement);
    tcase_add_test(tc, test_every_column);
    tcase_add_test(tc, test_misuse);
    tcase_add_test(tc, test_kinds);
    suite_add_tcase(suite, tc);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
