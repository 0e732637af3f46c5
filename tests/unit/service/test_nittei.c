/* service/nittei: every 利用 on both sides of each window of each lot, in each environment, by each severity,
 * with the table as it is shipped; what is to be completed before; what kanryo-kiroku refuses and keeps. */
#include "service/nittei.h"

#include <stdio.h>

#include "base/clock.h"
#include "service/kanri/rows.h"
#include "service/riyo_check.h"

extern const struct operator_action operator_kikan_toroku, operator_kanryo_kiroku;

#define NEW "06139505"
enum { COLUMNS = 10, ROWS_MOST = 40 };

/* A CSV without quotes, as fixtures/common has it. */
static void S_open(void)
{
    static char text[16384];
    const char *cells[COLUMNS * ROWS_MOST] = {NULL};
    char *line, *rest = text;
    int columns = 0, n = 0;
    desk_open();
    FILE *f = fopen("fixtures/common/nittei.csv", "r");
    ck_assert_ptr_nonnull(f);
    text[fread(text, 1, sizeof text - 1, f)] = 0;
    fclose(f);
    while ((line = strsep(&rest, "\n")) && *line) {
        for (char *cell; (cell = strsep(&line, ","));)
            cells[n++] = *cell ? cell : NULL;
        columns = columns ? columns : n;
    }
    ck_assert_int_eq(columns, COLUMNS);
    desk_table("nittei", cells, columns, cells + columns, n / columns - 1);
}

static void S_look(const char *hokensha, const char *lot, unsigned kankyo)
{
    struct kanri_tables t = rows_tables();
    snprintf(desk.policy.lot, sizeof desk.policy.lot, "%s", lot);
    desk.caller.nittei = nittei_of(&t, kanri_find_hokensha(&t, hokensha), lot, kankyo, desk.arena);
}

static enum status S_ask(enum sosa what)
{
    desk.diag = DIAG_INIT;
    desk.call.keikoku = (struct findings){0};
    return nittei(&desk.call, what);
}

static void S_day(const char *day)
{
    char text[40];
    snprintf(text, sizeof text, "%.4s-%.2s-%.2sT23:59:59+09:00", day, day + 4, day + 6);
    desk.call.now = clock_parse(text);
    ck_assert_int_ne(desk.call.now, INT64_MIN);
}

enum { KENSHO = KANKYO_SETSUZOKU_KENSHO, SOGO = KANKYO_SOGO_UNYO, HONBAN = KANKYO_HONBAN };
enum { HAJIME = RIYO_RENDO | RIYO_SOGO, BUT_IKO = RIYO_ALL & ~RIYO_IKO };

/* What has its time from that day on, up to the next of that lot. */
static const struct {
    const char *lot, *day;
    unsigned kensho, sogo, honban, any;
} spans[] = {
    {"2", "20170103", 0, 0, 0, 0},
    {"2", "20170104", 0, RIYO_SOGO, RIYO_SOGO, RIYO_SOGO}, /* masters; 機関内テスト connects to nothing */
    {"2", "20170228", 0, RIYO_SOGO, RIYO_SOGO, RIYO_SOGO},
    {"2", "20170301", RIYO_RENDO, RIYO_SOGO, RIYO_SOGO, HAJIME},
    {"2", "20170324", RIYO_RENDO, RIYO_SOGO, RIYO_SOGO, HAJIME},
    {"2", "20170325", 0, HAJIME, HAJIME, HAJIME},
    {"2", "20170507", 0, HAJIME, HAJIME, HAJIME},
    {"2", "20170508", 0, RIYO_ALL, 0, RIYO_ALL},
    {"2", "20170528", 0, RIYO_ALL, 0, RIYO_ALL},
    {"2", "20170529", 0, BUT_IKO, RIYO_ALL, RIYO_ALL}, /* beside each other */
    {"2", "20170630", 0, BUT_IKO, RIYO_ALL, RIYO_ALL},
    {"2", "20170701", RIYO_ALL, RIYO_ALL, RIYO_ALL, RIYO_ALL},
    {"2", "20301231", RIYO_ALL, RIYO_ALL, RIYO_ALL, RIYO_ALL},
    {"3", "20170228", 0, RIYO_SOGO, RIYO_SOGO, RIYO_SOGO},
    {"3", "20170331", RIYO_RENDO, HAJIME, HAJIME, HAJIME},
    {"3", "20170401", 0, HAJIME, HAJIME, HAJIME},
    {"3", "20170611", 0, RIYO_ALL, 0, RIYO_ALL},
    {"3", "20170612", 0, BUT_IKO, RIYO_ALL, RIYO_ALL},
    {"3", "20170701", RIYO_ALL, RIYO_ALL, RIYO_ALL, RIYO_ALL},
    {"4", "20170103", RIYO_ALL, RIYO_ALL, RIYO_ALL, RIYO_ALL}, /* a lot without a schedule */
};

static void S_severity(unsigned char severity)
{
    desk.policy.rules.set[RULE_NITTEI] = desk.policy.rules.set[RULE_NITTEI_SAKI] = severity;
}

static void S_every(const char *lot, const char *day, unsigned kankyo, unsigned open)
{
    S_look(INSURER_A, lot, kankyo);
    for (enum severity how = SEVERITY_OFF; how <= SEVERITY_REFUSE; how++)
        for (int what = SOSA_NONE; what < SOSA_COUNT; what++) {
            S_severity((unsigned char)(1 + how));
            const unsigned riyo = sosa_rows[what].riyo;
            const bool told = how != SEVERITY_OFF && !(open & riyo);
            enum status st = S_ask((enum sosa)what);
            ck_assert_msg(st == (told && how == SEVERITY_REFUSE ? ST_NITTEI : ST_OK), "%s %s %s: %s", lot,
                          day, sosa_rows[what].code, status_info(st)->name);
            ck_assert_int_eq(desk.call.keikoku.n, told && how == SEVERITY_WARN);
            if (!told)
                continue;
            const struct diag *d = how == SEVERITY_WARN ? &desk.call.keikoku.list[0].diag : &desk.diag;
            ck_assert_str_eq(d->have, day);
            ck_assert_ptr_nonnull(strstr(d->want, sosa_word_mei(riyo_words, riyo)));
            ck_assert_ptr_nonnull(strstr(d->want, "情報連携開始 20170701～"));
        }
}

START_TEST(test_spans)
{
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        arena_reset(desk.arena);
        S_day(spans[i].day);
        S_every(spans[i].lot, spans[i].day, KENSHO, spans[i].kensho);
        S_every(spans[i].lot, spans[i].day, SOGO, spans[i].sogo);
        S_every(spans[i].lot, spans[i].day, HONBAN, spans[i].honban);
        S_every(spans[i].lot, spans[i].day, KANKYO_ALL, spans[i].any);
    }
}
END_TEST

static enum status S_do(const struct operator_action *o, struct buf *json, const char *body)
{
    desk.diag = DIAG_INIT;
    desk_begin(DB_KANRI);
    enum status st = hand_run(o, &desk.call, body, json);
    return desk_end(st);
}

static const char *S_kiroku(const char *hokensha, const char *koto, const char *more)
{
    struct buf json = BUF_INIT;
    enum status st =
        S_do(&operator_kanryo_kiroku, &json,
             arena_printf(desk.arena, "{\"hokensha\":\"%s\",\"koto\":\"%s\"%s}", hokensha, koto, more));
    const char *ret = st == ST_OK ? arena_strdup(desk.arena, json.data) : status_info(st)->name;
    buf_release(&json);
    return ret;
}

/* The window is open, but not for who has not completed what comes before. */
static void S_order(const char *kankyo_day, unsigned kankyo, enum sosa what, const char *koto,
                    const char *mei, const char *saki)
{
    S_day(kankyo_day);
    snprintf(desk.policy.lot, sizeof desk.policy.lot, "2");
    S_look(INSURER_A, "2", kankyo);
    ck_assert_int_eq(S_ask(what), ST_OK);
    ck_assert_str_eq(S_kiroku(INSURER_A, koto, ",\"jotai\":\"未\""), "{\"changed\":1}");
    ck_assert(desk.call.masters);
    S_look(INSURER_A, "2", kankyo);
    ck_assert_int_eq(S_ask(what), ST_NITTEI_SAKI);
    ck_assert_str_eq(desk.diag.item, mei);
    ck_assert_str_eq(desk.diag.have, "未完了");
    ck_assert_ptr_nonnull(strstr(desk.diag.want, saki));
    ck_assert_ptr_nonnull(strstr(desk.diag.want, "kanryo-kiroku"));
    S_look(INSURER_B, "2", kankyo);
    ck_assert_int_eq(S_ask(what), ST_OK);
    ck_assert_str_eq(S_kiroku(INSURER_A, koto, ""), "{\"changed\":1}");
    ck_assert_str_eq(S_kiroku(INSURER_A, koto, ""), "{\"changed\":0}");
    S_look(INSURER_A, "2", kankyo);
    ck_assert_int_eq(S_ask(what), ST_OK);
}

START_TEST(test_order)
{
    S_severity(1 + SEVERITY_REFUSE);
    S_order("20170301", KENSHO, SOSA_NONE, "kikannai", "連動テスト", "機関内テスト");
    S_order("20170529", HONBAN, SOSA_KANYUSHA_TOROKU, "sogoToroku", "移行", "総合運用テスト①～④");
    /* where ⑤–⑦ go on beside it, only what is 移行 alone waits */
    ck_assert_str_eq(S_kiroku(INSURER_A, "sogoToroku", ",\"jotai\":\"未\""), "{\"changed\":1}");
    S_look(INSURER_A, "2", KANKYO_ALL);
    ck_assert_int_eq(S_ask(SOSA_JOHO_SHOKAI), ST_OK);
    ck_assert_int_eq(S_ask(SOSA_FUKUHON_TOROKU), ST_NITTEI_SAKI);
    S_day("20170701"); /* 情報連携開始 asks for nothing before */
    ck_assert_int_eq(S_ask(SOSA_FUKUHON_TOROKU), ST_OK);
}
END_TEST

/* The day counts: a fixture may have one that has not come. */
START_TEST(test_kanryo_day)
{
    static const char *const columns[] = {"hokensha", "koto", "ymd"};
    static const char *const rows[] = {INSURER_A, "sogoToroku", "20170605"};
    desk_table("kanryo", columns, 3, rows, 1);
    S_severity(1 + SEVERITY_REFUSE);
    struct kanri_tables t = rows_tables();
    const int32_t day = str_date(str_of("20170605"));
    ck_assert(!nittei_kanryo(&t, INSURER_A, "sogoToroku", day - 1));
    ck_assert(nittei_kanryo(&t, INSURER_A, "sogoToroku", day));
    ck_assert(nittei_kanryo(&t, INSURER_A, "kikannai", day - 200));
    S_look(INSURER_A, "2", HONBAN);
    S_day("20170604");
    ck_assert_int_eq(S_ask(SOSA_KANYUSHA_TOROKU), ST_NITTEI_SAKI);
    ck_assert_str_eq(desk.diag.have, "完了日 20170605");
    S_day("20170605");
    ck_assert_int_eq(S_ask(SOSA_KANYUSHA_TOROKU), ST_OK);
}
END_TEST

/* One whom kikan-toroku has made has completed nothing. */
START_TEST(test_new)
{
    struct buf json = BUF_INIT;
    ck_assert_int_eq(S_do(&operator_kikan_toroku, &json, "{\"hokensha\":\"" NEW "\",\"mei\":\"架空新設\"}"),
                     ST_OK);
    struct kanri_tables t = rows_tables();
    static const char *const koto[] = {"kikannai", "sogoToroku"};
    for (int i = 0; i < 2; i++)
        ck_assert(!nittei_kanryo(&t, NEW, koto[i], INT32_MAX - 1));
    buf_release(&json);
}
END_TEST

/* Once in a call, and beside what 接続申請 says; a warning lets it go on. */
START_TEST(test_call)
{
    S_day("20170301");
    S_look(INSURER_A, "2", SOGO);
    S_severity(0); /* as it is shipped */
    ck_assert_int_eq(S_ask(SOSA_NONE), ST_OK);
    ck_assert_int_eq(nittei(&desk.call, SOSA_KANYUSHA_TOROKU), ST_OK);
    ck_assert_int_eq(desk.call.keikoku.n, 1);
    const struct shinsei_mi mi = {
        .mei = "研修", .jotai = "未", .dare = "健保組合", .kigen = INT32_MAX, .itsumo = RIYO_ALL};
    desk.caller.shinsei = (struct shinsei){&mi, 1};
    for (enum severity how = SEVERITY_WARN; how <= SEVERITY_REFUSE; how++) {
        desk.diag = DIAG_INIT;
        desk.call.keikoku = (struct findings){0};
        desk.policy.rules.set[RULE_SETSUZOKU_SHINSEI] = (unsigned char)(1 + how);
        ck_assert_int_eq(riyo_check(&desk.call, SOSA_NONE),
                         how == SEVERITY_REFUSE ? ST_SETSUZOKU_SHINSEI : ST_OK);
        ck_assert_int_eq(desk.call.keikoku.n, how == SEVERITY_REFUSE ? 1 : 2);
    }
    desk.policy.rules.set[RULE_SETSUZOKU_SHINSEI] = 0;
    S_severity(1 + SEVERITY_REFUSE);
    desk.call.keikoku = (struct findings){0};
    ck_assert_int_eq(riyo_check(&desk.call, SOSA_NONE), ST_NITTEI);
    struct upload up = {.path = "", .size = 10};
    S_look(INSURER_A, "2", SOGO);
    ck_assert_int_eq(
        desk_run("file", "upload", "shubetsu", "johoShokai", "fileMei", "j.csv", "naiyo", &up, NULL),
        ST_NITTEI);
}
END_TEST

static const struct {
    const char *hokensha, *koto, *more, *item, *have;
} refused[] = {
    {NEW, "rendo", "", "hokensha", NEW},
    {INSURER_A, "ikou", "", "koto", "ikou"},
    {INSURER_A, "iko", ",\"jotai\":\"完了\"", "jotai", "完了"},
    {INSURER_A, "iko", ",\"ymd\":\"20170509\"", "ymd", "20170509"},
    {INSURER_A, "iko", ",\"ymd\":\"20170229\"", "ymd", "20170229"},
    {INSURER_A, "iko", ",\"ymd\":\"20170401\",\"jotai\":\"未\"", "ymd", "20170401"},
};

START_TEST(test_refused)
{
    S_look(INSURER_A, "2", KANKYO_ALL);
    S_day("20170508");
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        ck_assert_str_eq(S_kiroku(refused[i].hokensha, refused[i].koto, refused[i].more),
                         status_info(ST_CONTROL)->name);
        ck_assert_str_eq(desk.diag.item, refused[i].item);
        ck_assert_str_eq(desk.diag.have, refused[i].have);
    }
    ck_assert_ptr_nonnull(strstr(S_kiroku(INSURER_A, "iko", ",\"ymd\":\"20170401\""), "\"changed\":1"));
    ck_assert_ptr_nonnull(strstr(S_kiroku(INSURER_A, "iko", ""), "\"changed\":0")); /* keeps its day */
    S_look(INSURER_A, "4", KANKYO_ALL);
    ck_assert_str_eq(S_kiroku(INSURER_A, "iko", ""), status_info(ST_CONTROL)->name);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("service/nittei");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_open, desk_close);
    tcase_add_test(t, test_spans);
    tcase_add_test(t, test_order);
    tcase_add_test(t, test_kanryo_day);
    tcase_add_test(t, test_new);
    tcase_add_test(t, test_call);
    tcase_add_test(t, test_refused);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
