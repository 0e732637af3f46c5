/* service/shinsei: each 手続 of 2.9 in each state, before each 利用, by each severity, before and behind its
 * day, with the tables as they are shipped; a new insurer has done nothing, the fixture's everything; what
 * the actions refuse and tell. */
#include "service/shinsei.h"

#include <stdio.h>

#include "base/words.h"
#include "service/kanri/rows.h"

extern const struct operator_action operator_kikan_toroku, operator_shinsei_kiroku, operator_shinsei_list;

#define NEW "06139505"
#define MAY "2017-05-08T09:00:00+09:00"
#define JULY "2017-07-01T00:00:00+09:00" /* 基本計画・年度計画 was due the day before */

enum { COLUMNS = 8, ROWS_MOST = 40 };

/* A CSV without quotes, as fixtures/common has it. */
static void S_csv(const char *table)
{
    static char text[16384];
    const char *cells[COLUMNS * ROWS_MOST] = {NULL};
    char path[64], *line, *rest = text;
    int columns = 0, n = 0;
    snprintf(path, sizeof path, "fixtures/common/%s.csv", table);
    FILE *f = fopen(path, "r");
    ck_assert_ptr_nonnull(f);
    text[fread(text, 1, sizeof text - 1, f)] = 0;
    fclose(f);
    while ((line = strsep(&rest, "\n")) && *line) {
        for (char *cell; (cell = strsep(&line, ","));)
            cells[n++] = cell;
        columns = columns ? columns : n;
    }
    desk_table(table, cells, columns, cells + columns, n / columns - 1);
}

static void S_open(void)
{
    desk_open();
    S_csv("shinsei_tetsuzuki");
    S_csv("shinsei_hiraku");
}

static enum status S_do(const struct operator_action *o, struct buf *json, const char *body)
{
    desk.diag = DIAG_INIT;
    desk_begin(DB_KANRI);
    enum status st = hand_run(o, &desk.call, body, json);
    return desk_end(st);
}

static enum status S_kiroku(const char *hokensha, const char *tetsuzuki, const char *jotai)
{
    struct buf json = BUF_INIT;
    enum status st =
        S_do(&operator_shinsei_kiroku, &json,
             arena_printf(desk.arena, "{\"hokensha\":\"%s\",\"tetsuzuki\":\"%s\",\"jotai\":\"%s\"}", hokensha,
                          tetsuzuki, jotai));
    buf_release(&json);
    return st;
}

static void S_look(const char *hokensha)
{
    struct kanri_tables t = rows_tables();
    desk.caller.shinsei = shinsei_of(&t, kanri_find_hokensha(&t, hokensha), desk.arena);
}

static enum status S_ask(enum sosa what)
{
    desk.diag = DIAG_INIT;
    desk.call.keikoku = (struct findings){0};
    return shinsei(&desk.call, what);
}

static const struct {
    const char *tetsuzuki, *mei, *kigen, *who;
    unsigned may, july; /* what waits for it then */
} steps[] = {
    {"hyoka", "特定個人情報保護評価", "20170131", "個人情報保護委員会", RIYO_ALL, RIYO_ALL},
    {"riyoToroku", "情報共有サイト利用登録", "20161110", "総務省", RIYO_ALL & ~RIYO_JUKI,
     RIYO_ALL & ~RIYO_JUKI},
    {"setsuzokuShinsei", "情報提供NWSへの接続申請", "20170131", "厚生労働省", RIYO_ALL & ~RIYO_JUKI,
     RIYO_ALL & ~RIYO_JUKI},
    {"kenshu", "セキュリティ水準向上のための研修", "20170331", "総務省", RIYO_NWS, RIYO_NWS},
    {"keikaku", "基本計画・年度計画", "20170630", "取りまとめ機関のアンケート", 0, RIYO_NWS},
};
enum { STEPS = sizeof steps / sizeof *steps };

/* Of every 操作可能業務, and of what needs none. */
static void S_every(int i, const char *jotai, unsigned waits)
{
    for (enum severity how = SEVERITY_OFF; how <= SEVERITY_REFUSE; how++)
        for (int what = SOSA_NONE; what < SOSA_COUNT; what++) {
            desk.policy.rules.set[RULE_SETSUZOKU_SHINSEI] = (unsigned char)(1 + how);
            const bool told = how != SEVERITY_OFF && (waits & sosa_rows[what].riyo);
            enum status st = S_ask((enum sosa)what);
            ck_assert_msg(st == (told && how == SEVERITY_REFUSE ? ST_SETSUZOKU_SHINSEI : ST_OK), "%s %s: %s",
                          steps[i].tetsuzuki, sosa_rows[what].code, status_info(st)->name);
            ck_assert_int_eq(desk.call.keikoku.n, told && how == SEVERITY_WARN);
            if (!told)
                continue;
            const struct diag *d = how == SEVERITY_WARN ? &desk.call.keikoku.list[0].diag : &desk.diag;
            ck_assert_str_eq(d->item, steps[i].mei);
            ck_assert_str_eq(d->have, jotai);
            ck_assert_ptr_nonnull(strstr(d->want, steps[i].kigen));
            ck_assert_ptr_nonnull(strstr(d->want, steps[i].who));
            ck_assert_ptr_nonnull(strstr(d->want, sosa_word_mei(riyo_words, sosa_rows[what].riyo)));
            ck_assert_ptr_nonnull(strstr(d->want, "shinsei-kiroku"));
        }
}

START_TEST(test_steps)
{
    static const char *const jotai[] = {"未", "手続中", "済"};
    S_look(INSURER_A);
    ck_assert_uint_eq(desk.caller.shinsei.n, 0);
    for (int i = 0; i < STEPS; i++)
        for (int k = 0; k < 3; k++) {
            ck_assert_int_eq(S_kiroku(INSURER_A, steps[i].tetsuzuki, jotai[k]), ST_OK);
            ck_assert(desk.call.masters);
            S_look(INSURER_A);
            desk.call.now = clock_parse(MAY);
            S_every(i, jotai[k], k < 2 ? steps[i].may : 0);
            desk.call.now = clock_parse(JULY);
            S_every(i, jotai[k], k < 2 ? steps[i].july : 0);
            S_look(INSURER_B);
            ck_assert_uint_eq(desk.caller.shinsei.n, 0);
        }
}
END_TEST

/* Every act is part of one 利用. An operation that needs no 操作可能業務 is here, with its answer. */
START_TEST(test_riyo)
{
    static const char rendo[] = "kanri.ping kanri.passwordHenko file.list oshirase.list",
                      by_kind[] = "file.upload file.getStatus file.getResult kanri.masterList "
                                  "kanri.masterDownload";
    char name[64];
    unsigned all = 0;
    for (int what = SOSA_NONE; what < SOSA_COUNT; what++) {
        ck_assert_ptr_nonnull(sosa_word_mei(riyo_words, sosa_rows[what].riyo));
        all |= sosa_rows[what].riyo;
    }
    ck_assert_uint_eq(all, RIYO_ALL);
    for (const struct op *const *o = op_list; *o; o++) {
        snprintf(name, sizeof name, "%s.%s", (*o)->service, (*o)->name);
        ck_assert_msg(words_have(by_kind, str_of(name)) == !!((*o)->flags & OP_BY_KIND), "%s", name);
        ck_assert_msg((*o)->sosa != SOSA_NONE || words_have(rendo, str_of(name)) ||
                          words_have(by_kind, str_of(name)),
                      "%s: 2.9 の利用のどれ？", name);
    }
}
END_TEST

/* One whom kikan-toroku has made; what of all that is missing is told in its order. */
START_TEST(test_new)
{
    struct buf json = BUF_INIT, text = BUF_INIT;
    ck_assert_int_eq(S_do(&operator_kikan_toroku, &json, "{\"hokensha\":\"" NEW "\",\"mei\":\"架空新設\"}"),
                     ST_OK);
    desk_as(NEW);
    S_look(NEW);
    ck_assert_uint_eq(desk.caller.shinsei.n, STEPS);
    desk.policy.rules.set[RULE_SETSUZOKU_SHINSEI] = 1 + SEVERITY_REFUSE;
    ck_assert_int_eq(S_ask(SOSA_JOHO_SHOKAI), ST_SETSUZOKU_SHINSEI);
    rule_refusal_text(&desk.diag, &desk.call.keikoku, &text);
    const char *at = text.data;
    for (int i = 0; i < STEPS - 1; i++) {
        at = strstr(at, arena_printf(desk.arena, "項目「%s」", steps[i].mei));
        ck_assert_msg(at != NULL, "%s: %s", steps[i].mei, text.data);
    }
    ck_assert_ptr_null(strstr(text.data, steps[STEPS - 1].mei)); /* whose day has not come */
    desk.policy.rules.set[RULE_SETSUZOKU_SHINSEI] = 0;
    ck_assert_int_eq(S_ask(SOSA_JOHO_SHOKAI), ST_OK); /* off as it is shipped */
    ck_assert_int_eq(desk.call.keikoku.n, 0);
    buf_release(&json);
    buf_release(&text);
}
END_TEST

/* What only the request tells is asked by its own: a kind of file, a master. Each 手続 is told once in a
 * call. */
START_TEST(test_by_request)
{
    struct upload up = {.path = "", .size = 10};
    ck_assert_int_eq(S_kiroku(INSURER_A, "kenshu", "未"), ST_OK);
    ck_assert_int_eq(S_kiroku(INSURER_A, "riyoToroku", "手続中"), ST_OK);
    S_look(INSURER_A);
    desk.policy.rules.set[RULE_SETSUZOKU_SHINSEI] = 1 + SEVERITY_WARN;
    ck_assert_int_eq(S_ask(SOSA_NONE), ST_OK);
    ck_assert_int_eq(desk.call.keikoku.n, 1);
    ck_assert_int_eq(shinsei(&desk.call, SOSA_JOHO_SHOKAI), ST_OK);
    ck_assert_int_eq(desk.call.keikoku.n, 2);
    ck_assert_str_eq(desk.call.keikoku.list[1].diag.item, steps[3].mei);
    desk.policy.rules.set[RULE_SETSUZOKU_SHINSEI] = 1 + SEVERITY_REFUSE;
    desk.call.keikoku = (struct findings){0};
    ck_assert_int_eq(
        desk_run("file", "upload", "shubetsu", "johoShokai", "fileMei", "j.csv", "naiyo", &up, NULL),
        ST_SETSUZOKU_SHINSEI);
    static const char *const master[] = {"masterList", "masterDownload"};
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(desk_run("kanri", master[i], "master", "busho", NULL), ST_SETSUZOKU_SHINSEI);
        ck_assert_ptr_nonnull(strstr(desk.diag.want, "総合運用テスト"));
    }
}
END_TEST

#define KIROKU(more) "{\"hokensha\":\"" INSURER_A "\"" more "}"
static const struct {
    const char *body, *item, *have;
} refused[] = {
    {"{\"hokensha\":\"" NEW "\",\"tetsuzuki\":\"kenshu\",\"jotai\":\"済\"}", "hokensha", NEW},
    {KIROKU(",\"tetsuzuki\":\"kensyu\",\"jotai\":\"済\""), "tetsuzuki", "kensyu"},
    {KIROKU(",\"tetsuzuki\":\"kenshu\",\"jotai\":\"完了\""), "jotai", "完了"},
    {KIROKU(",\"tetsuzuki\":\"kenshu\",\"jotai\":\"済\",\"ymd\":\"20170509\""), "ymd", "20170509"},
    {KIROKU(",\"tetsuzuki\":\"kenshu\",\"jotai\":\"手続中\",\"ymd\":\"20170229\""), "ymd", "20170229"},
    {KIROKU(",\"tetsuzuki\":\"kenshu\",\"jotai\":\"未\",\"ymd\":\"20170401\""), "ymd", "20170401"},
    {KIROKU(",\"tetsuzuki\":\"kenshu\""), "jotai", "なし"},
};

START_TEST(test_refused)
{
    struct buf json = BUF_INIT;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        ck_assert_int_eq(S_do(&operator_shinsei_kiroku, &json, refused[i].body), ST_CONTROL);
        ck_assert_str_eq(desk.diag.item, refused[i].item);
        ck_assert_str_eq(desk.diag.have, refused[i].have);
    }
    ck_assert_int_eq(S_do(&operator_shinsei_list, &json, "{\"hokensha\":\"" NEW "\"}"), ST_CONTROL);
    ck_assert_str_eq(desk.diag.have, NEW);
    S_look(INSURER_A);
    ck_assert_uint_eq(desk.caller.shinsei.n, 0);
    buf_release(&json);
}
END_TEST

static bool S_lists(const char *row)
{
    struct buf json = BUF_INIT;
    ck_assert_int_eq(S_do(&operator_shinsei_list, &json, KIROKU("")), ST_OK);
    const bool has = strstr(json.data, row) != NULL;
    buf_release(&json);
    return has;
}

/* The day is today's, or the one that is told; late is who was not done by the day. */
START_TEST(test_list)
{
    struct buf json = BUF_INIT;
    const struct {
        const char *body, *row;
    } told[] = {
        {KIROKU(",\"tetsuzuki\":\"kenshu\",\"jotai\":\"済\",\"ymd\":\"20170331\""),
         "\"jotai\":\"済\",\"ymd\":\"20170331\",\"kaishi\":\"20170101\",\"kigen\":\"20170331\",\"okure\":0"},
        {KIROKU(",\"tetsuzuki\":\"kenshu\",\"jotai\":\"済\",\"ymd\":\"20170401\""),
         "\"ymd\":\"20170401\",\"kaishi\":\"20170101\",\"kigen\":\"20170331\",\"okure\":1"},
        {KIROKU(",\"tetsuzuki\":\"kenshu\",\"jotai\":\"済\""),
         "\"ymd\":\"20170401\",\"kaishi\":\"20170101\""},
        {KIROKU(",\"tetsuzuki\":\"keikaku\",\"jotai\":\"済\""),
         "\"jotai\":\"済\",\"ymd\":null,\"kaishi\":\"20170401\""},
        {KIROKU(",\"tetsuzuki\":\"kenshu\",\"jotai\":\"手続中\""),
         "\"jotai\":\"手続中\",\"ymd\":\"20170508\",\"kaishi\":\"20170101\",\"kigen\":\"20170331\",\"okure\":"
         "1"},
        {KIROKU(",\"tetsuzuki\":\"keikaku\",\"jotai\":\"未\""),
         "\"jotai\":\"未\",\"ymd\":null,\"kaishi\":\"20170401\",\"kigen\":\"20170630\",\"okure\":0"},
    };
    ck_assert(S_lists("\"tetsuzuki\":\"hyoka\",\"mei\":\"特定個人情報保護評価\",\"jotai\":\"済\",\"ymd\":"
                      "null,\"kaishi\":null"));
    ck_assert(S_lists("\"hiraku\":\"rendo sogo iko nws\""));
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        buf_clear(&json);
        ck_assert_int_eq(S_do(&operator_shinsei_kiroku, &json, told[i].body), ST_OK);
        ck_assert_str_eq(json.data, i == 2 || i == 3 ? "{\"changed\":0}" : "{\"changed\":1}");
        ck_assert_msg(S_lists(told[i].row), "%zu", i);
        ck_assert_str_eq(desk.call.concerns.komoku[0][0], "tetsuzuki");
    }
    buf_release(&json);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("service/shinsei");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_open, desk_close);
    tcase_add_test(t, test_steps);
    tcase_add_test(t, test_riyo);
    tcase_add_test(t, test_new);
    tcase_add_test(t, test_by_request);
    tcase_add_test(t, test_refused);
    tcase_add_test(t, test_list);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
