/* The way of a 電子証明書 (2.8.4): 申請, 審査, 不備 and 再申請, 発行通知, one download, 失効, 更新; an ASP
 * with 委任状; what each step refuses; who is registered while it is by 申請 alone. */
#include "service/unyo/desk.h"

#include "base/crypto.h"
#include "base/pki_issue.h"
#include "service/hand.h"
#include "service/kanri/hakko.h"
#include "service/kanri/rows.h"
#include "service/shomeisho.h"

extern const struct operator_action operator_shomeisho_shinsei, operator_shomeisho_shinsa,
    operator_shomeisho_tsuchi, operator_shomeisho_download, operator_shomeisho_shikko,
    operator_shomeisho_koshin, operator_shomeisho_list, operator_kikan_toroku;

#define SHINSEI(kind, cn, more) "{\"shubetsu\":\"" kind "\",\"cn\":\"" cn "\"" more "}"
#define OF_A ",\"hokensha\":\"" INSURER_A "\""
#define NO(n) "{\"shinseiBango\":\"" n "\""

static struct buf said = BUF_INIT;

static enum status S_do(const struct operator_action *o, const char *body)
{
    desk.diag = DIAG_INIT;
    desk.call.concerns = (struct concerns){.action = NULL};
    buf_clear(&said);
    desk_begin(DB_KANRI);
    enum status st = hand_run(o, &desk.call, body, &said);
    ck_assert_int_eq(desk.diag.status, st);
    ck_assert(st == ST_OK || !desk.call.concerns.action);
    return desk_end(st);
}

static const char *S_member(const char *name)
{
    char key[40];
    snprintf(key, sizeof key, "\"%s\":\"", name);
    const char *at = strstr(said.data, key);
    ck_assert_msg(at != NULL, "%s: %s", name, said.data);
    at += strlen(key);
    return arena_strndup(desk.arena, at, strcspn(at, "\""));
}

static void S_open(void)
{
    static char dir[200]; /* outlives the issuer */
    desk_open();
    snprintf(dir, sizeof dir, "%s", temp_path("pki"));
    struct pki pki = {.dir = dir};
    ck_assert_int_eq(pki_open(&pki, NULL, &desk.diag), ST_OK);
    desk.call.issuer = pki_issuer_new(dir);
}

static void S_close(void)
{
    pki_issuer_free(desk.call.issuer);
    desk.call.issuer = NULL;
    buf_release(&said);
    desk_close();
}

/* What a test case of whom sees of the last action. */
static void S_told(const char *action, const char *hokensha, const char *cn, const char *item,
                   const char *value)
{
    const struct concerns *t = &desk.call.concerns;
    ck_assert_msg(t->action && strcmp(t->action, action) == 0, "%s: %s", action, t->action);
    ck_assert_str_eq(t->hokensha, hokensha);
    const char *const have[] = {t->komoku[0][0], t->komoku[0][1], t->komoku[1][0], t->komoku[1][1]},
                      *const want[] = {"cn", cn, item, value};
    for (size_t i = 0; i < 4; i++)
        ck_assert_str_eq(have[i], want[i]);
    ck_assert_ptr_null(t->komoku[2][0]);
}

static const struct kanri_shomeisho *S_record(const char *cn, size_t n)
{
    size_t have;
    struct kanri_tables t = rows_tables();
    const struct kanri_shomeisho *s = kanri_find_shomeisho(&t, cn, &have);
    ck_assert_uint_eq(have, n);
    return s;
}

static char *S_login(void)
{
    return arena_printf(desk.arena, "{\"loginId\":\"%s\",\"password\":\"%s\"", S_member("loginId"),
                        S_member("password"));
}

/* Step by step, each only when the one before is done; the key comes with the one download. */
START_TEST(test_way)
{
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsei, SHINSEI("統合専用端末", "TT" INSURER_A "B", OF_A)),
                     ST_OK);
    ck_assert_str_eq(said.data, "{\"shinseiBango\":1,\"jotai\":\"申請中\",\"kaisu\":1,\"keikoku\":null}");
    S_told("shomeisho-shinsei", INSURER_A, "TT" INSURER_A "B", "shubetsu", "統合専用端末");
    ck_assert_int_eq(S_do(&operator_shomeisho_tsuchi, NO("1") "}"), ST_SHOMEISHO_JOTAI);
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsa, NO("1") ",\"kekka\":\"不備\"}"), ST_CONTROL);
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsa, NO("1") ",\"kekka\":\"不備\",\"riyu\":\"押印がない\"}"),
                     ST_OK);
    S_told("shomeisho-shinsa", INSURER_A, "TT" INSURER_A "B", "jotai", HAKKO_FUBI);
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsa, NO("1") ",\"kekka\":\"承認\"}"), ST_SHOMEISHO_JOTAI);
    S_record("TT" INSURER_A "B", 0);
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsei,
                          SHINSEI("統合専用端末", "TT" INSURER_A "B", OF_A ",\"shinseiBango\":\"1\"")),
                     ST_OK);
    ck_assert_str_eq(said.data, "{\"shinseiBango\":1,\"jotai\":\"申請中\",\"kaisu\":2,\"keikoku\":null}");
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsa, NO("1") ",\"kekka\":\"承認\"}"), ST_OK);
    ck_assert_str_eq(S_record("TT" INSURER_A "B", 1)->shimon, "");
    struct kanri_tables t = rows_tables();
    ck_assert_str_eq(kanri_find_tanmatsu(&t, "TT" INSURER_A "B")->hokensha, INSURER_A);
    ck_assert_int_eq(S_do(&operator_shomeisho_download, "{\"loginId\":\"DL000001\",\"password\":\"\"}"),
                     ST_SHOMEISHO_LOGIN);
    ck_assert_int_eq(S_do(&operator_shomeisho_tsuchi, NO("1") "}"), ST_OK);
    S_told("shomeisho-tsuchi", INSURER_A, "TT" INSURER_A "B", "shubetsu", "統合専用端末");
    const char *login = S_login();
    ck_assert_int_eq(S_do(&operator_shomeisho_tsuchi, NO("1") "}"), ST_OK); /* sent again */
    ck_assert_str_eq(S_login(), login);
    ck_assert_int_eq(
        S_do(&operator_shomeisho_download, arena_printf(desk.arena, "%s,\"kagi\":\"DSA\"}", login)),
        ST_CONTROL);
    ck_assert_int_eq(
        S_do(&operator_shomeisho_download, "{\"loginId\":\"DL000001\",\"password\":\"abcdefgh\"}"),
        ST_SHOMEISHO_LOGIN);
    ck_assert_int_eq(
        S_do(&operator_shomeisho_download, "{\"loginId\":\"DL000002\",\"password\":\"abcdefgh\"}"),
        ST_SHOMEISHO_LOGIN);
    ck_assert_int_eq(S_do(&operator_shomeisho_download, arena_printf(desk.arena, "%s}", login)), ST_OK);
    S_told("shomeisho-download", INSURER_A, "TT" INSURER_A "B", "shubetsu", "統合専用端末");
    ck_assert_str_eq(S_member("p12Password"), PKI_P12_PASSWORD);
    ck_assert_int_eq(strncmp(S_member("p12"), "MII", 3), 0);
    ck_assert_ptr_nonnull(strstr(S_member("crt"), "BEGIN CERTIFICATE"));
    ck_assert_ptr_nonnull(strstr(S_member("key"), "BEGIN PRIVATE KEY"));
    ck_assert_uint_eq(strlen(S_member("shimon")), HEX_SHOWN);
    ck_assert_uint_eq(strlen(S_record("TT" INSURER_A "B", 1)->shimon), 64);
    ck_assert_int_eq(S_do(&operator_shomeisho_download, arena_printf(desk.arena, "%s}", login)),
                     ST_SHOMEISHO_JOTAI);
    ck_assert_int_eq(S_do(&operator_shomeisho_tsuchi, NO("1") "}"), ST_SHOMEISHO_JOTAI);
}
END_TEST

/* The former one goes on; the new one knows it; each has its own key. A revoked one is not renewed. */
START_TEST(test_koshin)
{
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsei, SHINSEI("接続システム", "KS7", OF_A)), ST_OK);
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsa, NO("1") ",\"kekka\":\"承認\"}"), ST_OK);
    const long long bango = S_record("KS7", 1)->bango;
    const char *body = arena_printf(desk.arena, "{\"bango\":\"%lld\"", bango);
    ck_assert_int_eq(
        S_do(&operator_shomeisho_koshin, arena_printf(desk.arena, "%s,\"ininjo\":\"" INSURER_A "\"}", body)),
        ST_CONTROL);
    ck_assert_int_eq(S_do(&operator_shomeisho_koshin, arena_printf(desk.arena, "%s}", body)), ST_OK);
    S_told("shomeisho-koshin", INSURER_A, "KS7", "shubetsu", "接続システム");
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsa, NO("2") ",\"kekka\":\"承認\"}"), ST_OK);
    S_told("shomeisho-shinsa", INSURER_A, "KS7", "jotai", HAKKO_ZUMI);
    ck_assert_int_eq(S_record("KS7", 2)[1].moto, bango);
    ck_assert_int_eq(S_do(&operator_shomeisho_shikko, arena_printf(desk.arena, "%s,\"riyu\":\"\"}", body)),
                     ST_CONTROL);
    ck_assert_int_eq(
        S_do(&operator_shomeisho_shikko, arena_printf(desk.arena, "%s,\"riyu\":\"1234 5678 9018\"}", body)),
        ST_ROW_KOJIN_BANGO);
    ck_assert_int_eq(
        S_do(&operator_shomeisho_shikko, arena_printf(desk.arena, "%s,\"riyu\":\"鍵の紛失\"}", body)), ST_OK);
    S_told("shomeisho-shikko", INSURER_A, "KS7", "riyu", "鍵の紛失");
    ck_assert_int_eq(
        S_do(&operator_shomeisho_shikko, arena_printf(desk.arena, "%s,\"riyu\":\"再び\"}", body)),
        ST_SHOMEISHO_JOTAI);
    ck_assert_int_eq(S_do(&operator_shomeisho_koshin, arena_printf(desk.arena, "%s}", body)),
                     ST_SHOMEISHO_JOTAI);
    ck_assert_str_eq(S_record("KS7", 2)[0].jotai, SHOMEISHO_SHIKKO);
    ck_assert_str_eq(S_record("KS7", 2)[1].jotai, SHOMEISHO_YUKO);
    ck_assert_int_eq(S_do(&operator_shomeisho_list, "{\"cn\":\"KS7\",\"kensu\":\"1\"}"), ST_OK);
    ck_assert_ptr_nonnull(strstr(said.data, "\"jotai\":\"失効\""));
    ck_assert_ptr_nonnull(strstr(said.data, "\"riyu\":\"鍵の紛失\""));
    ck_assert_ptr_nonnull(strstr(said.data, "\"tsuzuki\":1"));
}
END_TEST

static const struct {
    const char *body;
    enum status st;
    const char *item;
} refused[] = {
    {SHINSEI("端末", "KS7", OF_A), ST_CONTROL, "shubetsu"},
    {SHINSEI("接続システム", "KS7", ""), ST_CONTROL, "hokensha"},
    {SHINSEI("接続システム", "KS7", ",\"hokensha\":\"06139505\""), ST_CONTROL, "hokensha"},
    {SHINSEI("接続システム", "KS7", ",\"hokensha\":\"" INSURER_A " " INSURER_B "\""), ST_CONTROL, "hokensha"},
    {SHINSEI("接続システム", "KS7", OF_A ",\"ininjo\":\"" INSURER_A "\""), ST_CONTROL, "ininjo"},
    {SHINSEI("接続システム", "K S", OF_A), ST_CONTROL, "cn"},
    {SHINSEI("接続システム", "KS123456789018", OF_A), ST_ROW_KOJIN_BANGO, "cn"},
    {SHINSEI("接続システム", "TT" INSURER_A "B", OF_A), ST_CONTROL, "cn"},
    {SHINSEI("統合専用端末", "TT" INSURER_B "B", OF_A), ST_CONTROL, "cn"},
    {SHINSEI("統合専用端末", "KS7", OF_A), ST_CONTROL, "cn"},
    {SHINSEI("接続システム", "KS7", OF_A ",\"yukoKaishi\":\"20160229\""), ST_CONTROL, "yukoKaishi"},
    {SHINSEI("接続システム", "KS7", OF_A ",\"yukoKaishi\":\"20300230\""), ST_CONTROL, "yukoKaishi"},
    {SHINSEI("接続システム", "KS7", OF_A ",\"shinseiBango\":\"9\""), ST_SHOMEISHO_NONE, "申請番号"},
    {SHINSEI("接続システム", "KS7", OF_A ",\"shinseiBango\":\"x\""), ST_CONTROL, "shinseiBango"},
    {SHINSEI("ASP", "ASP7", OF_A), ST_CONTROL, "hokensha"},
    {SHINSEI("ASP", "ASP7", ",\"ininjo\":\"" INSURER_A "  " INSURER_B "\""), ST_CONTROL, "ininjo"},
    {SHINSEI("ASP", "ASP7", ",\"ininjo\":\"" INSURER_A " " INSURER_B " " INSURER_A "\""), ST_CONTROL,
     "ininjo"},
};

START_TEST(test_refused)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        enum status st = S_do(&operator_shomeisho_shinsei, refused[i].body);
        ck_assert_msg(st == refused[i].st, "%zu: %s", i, status_info(st)->name);
        ck_assert_msg(strcmp(desk.diag.item, refused[i].item) == 0, "%zu: %s", i, desk.diag.item);
    }
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsa, NO("1") ",\"kekka\":\"承認\"}"), ST_SHOMEISHO_NONE);
    ck_assert_int_eq(S_do(&operator_shomeisho_koshin, "{\"bango\":\"999\"}"), ST_SHOMEISHO_NONE);
    ck_assert_int_eq(S_do(&operator_shomeisho_list, "{\"kensu\":\"0\"}"), ST_CONTROL);
}
END_TEST

/* One certificate of several; without 委任状 the review cannot pass it; its name is no 接続システム's. */
START_TEST(test_asp)
{
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsei, SHINSEI("ASP", "ASP7", "")), ST_OK);
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsa, NO("1") ",\"kekka\":\"承認\"}"), ST_SHOMEISHO_ININJO);
    ck_assert_int_eq(
        S_do(&operator_shomeisho_shinsa, NO("1") ",\"kekka\":\"不備\",\"riyu\":\"委任状がない\"}"), ST_OK);
    ck_assert_int_eq(
        S_do(&operator_shomeisho_shinsei,
             SHINSEI("ASP", "ASP7", ",\"shinseiBango\":\"1\",\"ininjo\":\"" INSURER_A " " INSURER_B "\"")),
        ST_OK);
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsa, NO("1") ",\"kekka\":\"承認\"}"), ST_OK);
    ck_assert_str_eq(S_record("ASP7", 1)->hokensha, INSURER_A " " INSURER_B);
    S_told("shomeisho-shinsa", INSURER_A " " INSURER_B, "ASP7", "jotai", HAKKO_ZUMI);
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsei, SHINSEI("接続システム", "ASP7", OF_A)),
                     ST_SHOMEISHO_NA);
    const struct row rows[] = {{{"1", "ASP7", "基幹", "Kagi-2017x"}, ST_SYSTEM_EXISTS, NULL, "ASP7"}};
    ROWS("systemToroku", rows);
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsei,
                          SHINSEI("接続システム", "KS7", ",\"hokensha\":\"" INSURER_A " " INSURER_B "\"")),
                     ST_CONTROL);
    ck_assert_str_eq(desk.diag.have, INSURER_A "、" INSURER_B); /* no run of digits that is masked */
}
END_TEST

/* Approved by the number of its application, with nothing to say against it. */
static void S_approve(const char *shinsei)
{
    const char *body = arena_printf(desk.arena, NO("%s") ",\"kekka\":\"承認\"}", shinsei);
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsa, body), ST_OK);
}

/* A renewal that came back stays one of its certificate. */
START_TEST(test_koshin_again)
{
    static const struct {
        const char *body, *item;
    } others[] = {
        {SHINSEI("接続システム", "KS8", OF_A ",\"shinseiBango\":\"2\""), "cn"},
        {SHINSEI("ASP", "KS7", ",\"ininjo\":\"" INSURER_A "\",\"shinseiBango\":\"2\""), "shubetsu"},
        {SHINSEI("接続システム", "KS7", ",\"hokensha\":\"" INSURER_B "\",\"shinseiBango\":\"2\""),
         "hokensha"},
    };
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsei, SHINSEI("接続システム", "KS7", OF_A)), ST_OK);
    S_approve("1");
    const long long bango = S_record("KS7", 1)->bango;
    ck_assert_int_eq(
        S_do(&operator_shomeisho_koshin, arena_printf(desk.arena, "{\"bango\":\"%lld\"}", bango)), ST_OK);
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsa, NO("2") ",\"kekka\":\"不備\",\"riyu\":\"押印がない\"}"),
                     ST_OK);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        ck_assert_int_eq(S_do(&operator_shomeisho_shinsei, others[i].body), ST_CONTROL);
        ck_assert_str_eq(desk.diag.item, others[i].item);
    }
    ck_assert_int_eq(
        S_do(&operator_shomeisho_shinsei, SHINSEI("接続システム", "KS7", OF_A ",\"shinseiBango\":\"2\"")),
        ST_OK);
    S_approve("2");
    ck_assert_int_eq(S_record("KS7", 2)[1].moto, bango);
}
END_TEST

/* What is one to a name: a second one is taken, and said to be that. */
START_TEST(test_keikoku)
{
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsei, SHINSEI("接続システム", "KS7", OF_A)), ST_OK);
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsei, SHINSEI("接続システム", "KS7", OF_A)), ST_OK);
    ck_assert_ptr_nonnull(strstr(S_member("keikoku"), "審査を待つ申請番号 1"));
    S_approve("1");
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsa, NO("2") ",\"kekka\":\"不備\",\"riyu\":\"二枚め\"}"),
                     ST_OK);
    const long long bango = S_record("KS7", 1)->bango;
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsei, SHINSEI("接続システム", "KS7", OF_A)), ST_OK);
    ck_assert_ptr_nonnull(
        strstr(S_member("keikoku"), arena_printf(desk.arena, "証明書番号 %lld）。取り替えるなら", bango)));
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsa, NO("3") ",\"kekka\":\"不備\",\"riyu\":\"二枚め\"}"),
                     ST_OK);
    const char *koshin = arena_printf(desk.arena, "{\"bango\":\"%lld\"}", bango);
    ck_assert_int_eq(S_do(&operator_shomeisho_koshin, koshin), ST_OK);
    ck_assert_ptr_nonnull(strstr(said.data, "\"keikoku\":null"));
    S_approve("4");
    ck_assert_int_eq(S_do(&operator_shomeisho_koshin, koshin), ST_OK);
    ck_assert_ptr_nonnull(strstr(S_member("keikoku"), "新しいものは証明書番号"));
    S_approve("5");
    desk.call.now += INT64_C(7) * 366 * 86400; /* none of them is in force */
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsei, SHINSEI("接続システム", "KS7", OF_A)), ST_OK);
    ck_assert_ptr_nonnull(strstr(said.data, "\"keikoku\":null"));
}
END_TEST

/* The day that was asked for has passed when the review comes: the day of the issue. */
START_TEST(test_late)
{
    char today[9];
    str_from_date(clock_date(desk.call.now), today);
    ck_assert_int_eq(
        S_do(&operator_shomeisho_shinsei,
             arena_printf(desk.arena, SHINSEI("接続システム", "KS7", OF_A ",\"yukoKaishi\":\"%s\""), today)),
        ST_OK);
    desk.call.now += INT64_C(2) * 86400;
    str_from_date(clock_date(desk.call.now), today);
    S_approve("1");
    ck_assert_str_eq(S_record("KS7", 1)->kaishi, today);
}
END_TEST

/* What is revoked before it is fetched hands out no key, and nobody is told where to fetch it. */
START_TEST(test_revoked_unfetched)
{
    ck_assert_int_eq(S_do(&operator_shomeisho_shinsei, SHINSEI("接続システム", "KS7", OF_A)), ST_OK);
    S_approve("1");
    ck_assert_int_eq(S_do(&operator_shomeisho_list, "{\"cn\":\"KS7\"}"), ST_OK);
    ck_assert_ptr_nonnull(strstr(said.data, "\"jotai\":\"未受領\""));
    ck_assert_int_eq(S_do(&operator_shomeisho_tsuchi, NO("1") "}"), ST_OK);
    const char *login = S_login();
    const char *shikko = arena_printf(desk.arena, "{\"bango\":\"%lld\",\"riyu\":\"取りやめ\"}",
                                      (long long)S_record("KS7", 1)->bango);
    ck_assert_int_eq(S_do(&operator_shomeisho_shikko, shikko), ST_OK);
    ck_assert_int_eq(S_do(&operator_shomeisho_tsuchi, NO("1") "}"), ST_SHOMEISHO_JOTAI);
    ck_assert_int_eq(S_do(&operator_shomeisho_download, arena_printf(desk.arena, "%s}", login)),
                     ST_SHOMEISHO_JOTAI);
    ck_assert_str_eq(desk.diag.have, SHOMEISHO_SHIKKO);
    ck_assert_str_eq(S_record("KS7", 1)->shimon, "");
}
END_TEST

/* By 申請 alone there is nothing at once; else the record is there with the registration, and goes with it,
 * but for one that was revoked: whoever registers the name again has its key still. */
START_TEST(test_registered)
{
    const struct row add[] = {{{"1", "KS8", "基幹", "Kagi-2017x"}, ST_OK, NULL, NULL}},
                     drop[] = {{{"3", "KS8"}, ST_OK, NULL, NULL}};
    ROWS("systemToroku", add);
    ck_assert_ptr_null(S_record("KS8", 1)->shimon);
    const int64_t first = S_record("KS8", 1)->bango;
    ROWS("systemToroku", drop);
    ck_assert_str_eq(S_record("KS8", 1)->jotai, SHOMEISHO_SHIKKO);
    ck_assert_str_eq(S_record("KS8", 1)->riyu, "登録の削除");
    ROWS("systemToroku", add);
    const struct kanri_shomeisho *again = &S_record("KS8", 2)[1];
    ck_assert_int_eq(again->bango, first + 1); /* the highest of all, and not the same */
    ck_assert_str_eq(again->jotai, SHOMEISHO_YUKO);
    const char *body =
        arena_printf(desk.arena, "{\"bango\":\"%lld\",\"riyu\":\"登録の削除\"}", (long long)again->bango);
    ck_assert_int_eq(S_do(&operator_shomeisho_shikko, body), ST_OK);
    ROWS("systemToroku", drop);
    ROWS("systemToroku", add);
    ck_assert_str_eq(S_record("KS8", 2)[1].jotai, SHOMEISHO_SHIKKO);
    desk.policy.shomeisho_shinsei = SHOMEISHO_SHINSEI_ON;
    const struct row other[] = {{{"1", "KS9", "基幹", "Kagi-2017x"}, ST_OK, NULL, NULL}};
    ROWS("systemToroku", other);
    S_record("KS9", 0);
    ck_assert_int_eq(
        S_do(&operator_kikan_toroku, "{\"hokensha\":\"06139505\",\"mei\":\"架空新設健康保険組合\"}"), ST_OK);
    ck_assert_ptr_nonnull(strstr(said.data, "\"shomeisho\":null"));
    S_record("TT06139505A", 0);
}
END_TEST

/* Years end on the day before; the 29th of February has one, too. */
START_TEST(test_kigen)
{
    static const struct {
        const char *kaishi;
        int64_t nensu;
        const char *kigen;
    } days[] = {{"20170508", 5, "20220507"}, {"20170101", 1, "20171231"}, {"20160229", 1, "20170228"},
                {"20160229", 4, "20200228"}, {"20150301", 1, "20160229"}, {"99500101", 100, "99981231"}};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        char text[9];
        str_from_date(shomeisho_kigen(str_date(str_of(days[i].kaishi)), days[i].nensu), text);
        ck_assert_str_eq(text, days[i].kigen);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("service/kanri/shomeisho");
    TCase *t = tcase_create("shomeisho");
    tcase_add_checked_fixture(t, S_open, S_close);
    tcase_add_test(t, test_way);
    tcase_add_test(t, test_koshin);
    tcase_add_test(t, test_refused);
    tcase_add_test(t, test_asp);
    tcase_add_test(t, test_registered);
    tcase_add_test(t, test_koshin_again);
    tcase_add_test(t, test_keikoku);
    tcase_add_test(t, test_late);
    tcase_add_test(t, test_revoked_unfetched);
    tcase_add_test(t, test_kigen);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
