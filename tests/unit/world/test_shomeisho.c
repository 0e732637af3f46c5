/* world/shomeisho: a certificate is in force as its record says, by its key, the world's clock and, of an
 * ASP, 委任状; each reason is told apart; a reset brings the records back. */
#include "world/login_world.h"

#define SHARED NULL

/* What its record says of a certificate, by its key and the day of the world; what an ASP has a 委任状 for.
 */
static const struct {
    const char *day; /* the world's; NULL: as before */
    const char *cn, *shimon;
    const char *system; /* whose login it is shown at; NULL: at the door alone */
    enum status door, login;
    const char *have;
} records[] = {
    {NULL, "KS1", SHARED, "KS1", ST_OK, ST_OK, ""},
    {NULL, "KS1", KEY_NEW, NULL, ST_CERT_MADA, ST_OK,
     "証明書番号 2（KS1）は 19700201 から。ワールドの時計は 19700112"},
    {NULL, "KS1", KEY_OLD, NULL, ST_CERT_KIGEN, ST_OK,
     "証明書番号 3（KS1）は 19700111 まで。ワールドの時計は 19700112"},
    {NULL, "KS1", KEY_LOST, NULL, ST_CERT_SHIKKO, ST_OK, "証明書番号 4（KS1）は 19700105 に失効（理由なし）"},
    {NULL, "KS1", KEY_ASP, NULL, ST_CERT_KAGI, ST_OK, "KS1 の、発行の記録にない鍵（指紋 44444444）"},
    {NULL, "KS1", "", NULL, ST_CERT_KAGI, ST_OK, "KS1 の、発行の記録にない鍵（指紋 不明）"},
    {NULL, "TT1", SHARED, NULL, ST_OK, ST_OK, ""},
    {NULL, "TT1", KEY_OLD, NULL, ST_CERT_KAGI, ST_OK, NULL},
    {NULL, "TT1", KEY_NEW, NULL, ST_CERT_MADA, ST_OK, NULL},
    {NULL, "KS4", SHARED, NULL, ST_CERT_MIHAKKO, ST_OK, "KS4"},
    {NULL, "ASP1", KEY_ASP, "KS1", ST_OK, ST_OK, ""},
    {NULL, "ASP1", KEY_ASP, "KS2", ST_OK, ST_OK, ""},
    {NULL, "ASP1", KEY_ASP, "KS3", ST_OK, ST_SYSTEM_TEISHI, NULL},
    {NULL, "ASP1", KEY_ASP, "KS9", ST_OK, ST_UNKNOWN_SYSTEM, NULL},
    {NULL, "ASP1", KEY_OLD, "KS2", ST_OK, ST_OK, ""},
    {NULL, "ASP1", KEY_OLD, "KS1", ST_OK, ST_CERT_ININJO,
     "ASP1 の証明書（06139984 の委任状）で、06139992 の接続システム KS1"},
    {NULL, "ASP2", KEY_ASP, "KS1", ST_OK, ST_CERT_ININJO, "ASP2 の証明書（06139984、06139976 の委任状）"},
    {NULL, "ASP1", KEY_NEW, NULL, ST_CERT_KAGI, ST_OK, NULL},
    {NULL, "ASP1", SHARED, NULL, ST_CERT_KAGI, ST_OK, NULL},
    {"1970-01-31", "KS1", KEY_NEW, NULL, ST_CERT_MADA, ST_OK, NULL},
    {"1970-02-01", "KS1", KEY_NEW, "KS1", ST_OK, ST_OK, ""},
    {NULL, "TT1", KEY_NEW, NULL, ST_OK, ST_OK, ""},
    {"1971-01-31", "KS1", KEY_NEW, "KS1", ST_OK, ST_OK, ""},
    {"1971-02-01", "KS1", KEY_NEW, NULL, ST_CERT_KIGEN, ST_OK, NULL},
    {"1974-03-31", "ASP1", KEY_ASP, "KS1", ST_OK, ST_OK, ""},
    {"1974-04-01", "ASP1", KEY_ASP, NULL, ST_CERT_KIGEN, ST_OK, "まで。ワールドの時計は 19740401"},
    {"1975-01-11", "KS1", SHARED, "KS1", ST_OK, ST_OK, ""},
    {"1975-01-12", "KS1", SHARED, NULL, ST_CERT_KIGEN, ST_OK,
     "証明書番号 1（KS1）は 19750111 まで。ワールドの時計は 19750112"},
};

static void S_record(size_t i)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    char body[80];
    const bool tanmatsu = strncmp(records[i].cn, "TT", 2) == 0;
    const struct cert_shown shown = {.cn = records[i].cn,
                                     .o = "06139992",
                                     .shimon = records[i].shimon ? records[i].shimon : "0",
                                     .shared = !records[i].shimon};
    snprintf(body, sizeof body, "{\"at\":\"%s\"}", records[i].day ? records[i].day : "");
    if (records[i].day)
        ck_assert_int_eq(json_clock(w, 0, body, &json, &d), ST_OK);
    buf_release(&json);
    enum status st = world_certificate(w, tanmatsu ? WAY_TANMATSU : WAY_SYSTEM, &shown, &d);
    ck_assert_msg(st == records[i].door, "%zu: %s %s", i, status_info(st)->name, d.have);
    if (st == ST_OK && records[i].system) {
        struct arena *a = arena_new(100000);
        struct caller who = {0};
        char password[16];
        snprintf(password, sizeof password, "pw-%s", records[i].system + 2);
        st = world_login(w, records[i].system, password, &shown, a, &who, &d);
        ck_assert_msg(st == records[i].login, "%zu: %s", i, status_info(st)->name);
        arena_free(a);
    }
    ck_assert_int_eq(d.status, st);
    if (records[i].have)
        ck_assert_msg(strstr(d.have, records[i].have), "%zu: %s", i, d.have);
}

START_TEST(test_records)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    for (size_t i = 0; i < sizeof records / sizeof *records; i++)
        S_record(i);
    ck_assert_int_eq(json_reset(w, 0, "{}", &json, &d), ST_OK); /* and so does the clock */
    buf_release(&json);
    S_record(0);
}
END_TEST

/* Who asks for a WSDL is known here: by what is registered, or by what was issued. */
START_TEST(test_known)
{
    static const struct {
        enum way way;
        const char *cn;
        enum status st;
    } cases[] = {{WAY_SYSTEM, "KS1", ST_OK},
                 {WAY_SYSTEM, "KS4", ST_OK},
                 {WAY_SYSTEM, "ASP1", ST_OK},
                 {WAY_SYSTEM, "KS9", ST_UNKNOWN_SYSTEM},
                 {WAY_SYSTEM, "ks1", ST_UNKNOWN_SYSTEM}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diag d = DIAG_INIT;
        ck_assert_int_eq(world_certificate_known(w, cases[i].way, cases[i].cn, &d), cases[i].st);
        ck_assert_int_eq(d.status, cases[i].st);
    }
}
END_TEST

/* Pairs of the data folder are of those that have a record of one. */
START_TEST(test_clients)
{
    static const char *const has[] = {"KS1", "KS1B", "KS2", "KS3", "TT1", "TT2"};
    struct arena *a = arena_new(100000);
    const struct world_client *list;
    size_t n;
    ck_assert_int_eq(worlds_clients(a, &list, &n), ST_OK);
    ck_assert_uint_eq(n, sizeof has / sizeof *has);
    for (size_t i = 0; i < n; i++)
        ck_assert_str_eq(list[i].cn, has[i]);
    ck_assert_str_eq(list[n - 1].hokensha, "06139984");
    arena_free(a);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/shomeisho");
    TCase *t = tcase_create("shomeisho");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_records);
    tcase_add_test(t, test_known);
    tcase_add_test(t, test_clients);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
