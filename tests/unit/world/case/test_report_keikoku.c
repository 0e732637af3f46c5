/* world/case/report_keikoku: what rules warned of, by step, by run, and since somebody looked. */
#include "file/rule/rule.h"
#include "world/case/log.h"
#include "world/case/report.h"

static struct arena *a;
static struct buf words;

static void S_setup(void)
{
    struct diag d = DIAG_INIT;
    log_open();
    a = arena_new(1 << 20);
    words = BUF_INIT;
    ck_assert_int_eq(rules_open("schema", NULL, &d), ST_OK);
}

static void S_teardown(void)
{
    rules_close();
    buf_release(&words);
    arena_free(a);
    log_drop();
}

#define SOTO "keikoku=shikakuSoto keikokuCode=P40005"
#define EDABAN "keikoku=kazokuEdaban keikokuCode=P40007"

/* --- a step ----------------------------------------------------------------------------------------------
 */

static const struct {
    enum koto koto;
    const char *items, *words;
} steps[] = {
    {KOTO_LOSE, "soshitsuYmd=20170501", ""},
    {KOTO_LOSE, SOTO " keikokuBun=外です soshitsuYmd=20170501", "警告 P40005 shikakuSoto: 外です"},
    {KOTO_LOSE, SOTO " keikokuBun=外 " EDABAN " keikokuBun=枝番 " SOTO " keikokuBun=中 soshitsuYmd=20170501",
     "警告 P40005 shikakuSoto 2 件: 外／警告 P40007 kazokuEdaban: 枝番"},
    {KOTO_FILE_END, SOTO " keikokuSu=12 " EDABAN " keikokuSu=1 shubetsu=a",
     "警告 P40005 shikakuSoto 12 件／警告 P40007 kazokuEdaban"},
    {KOTO_OSHIRASE, "kensu=1 keikokuSu=3", ""}, /* of the お知らせ that it looks at */
};

START_TEST(test_step)
{
    int64_t left = 1;
    log_put(&(struct seen){.koto = steps[_i].koto, .items = steps[_i].items});
    log_read();
    const struct list all = report_keikoku(&log_facts, &log_facts.list[0], a, &left);
    ck_assert_int_eq(left, 0);
    report_keikoku_words(&all, left, &words);
    ck_assert_str_eq(words.len ? words.data : "", steps[_i].words);
}
END_TEST

/* So many rules are told of, and of how many more warnings there is no room for. */
START_TEST(test_step_many)
{
    char items[1000] = "";
    int64_t left;
    for (int i = 0; i < 11; i++) /* the first one twice */
        snprintf(items + strlen(items), sizeof items - strlen(items), "keikoku=k%d keikokuCode=P4 ", i % 10);
    SEEN(LOSE, .items = items);
    log_read();
    const struct list all = report_keikoku(&log_facts, &log_facts.list[0], a, &left);
    ck_assert_uint_eq(all.n, 8);
    ck_assert_int_eq(((const struct report_keikoku *)all.items)[0].kensu, 2);
    ck_assert_int_eq(left, 2);
    report_keikoku_words(&all, left, &words);
    ck_assert_ptr_nonnull(strstr(words.data, "／警告 P4 k7／ほかの規則の警告 2 件"));
}
END_TEST

/* It is told apart from what else was seen. */
START_TEST(test_of_keikoku)
{
    SEEN(LOSE, .items = SOTO " soshitsuYmd=20170501");
    SEEN(OSHIRASE, .items = "keikokuSu=3");
    log_read();
    ck_assert(report_of_keikoku(&log_facts, &log_facts.list[0], "keikokuCode"));
    ck_assert(!report_of_keikoku(&log_facts, &log_facts.list[0], "soshitsuYmd"));
    ck_assert(!report_of_keikoku(&log_facts, &log_facts.list[1], "keikokuSu"));
}
END_TEST

/* --- the run ---------------------------------------------------------------------------------------------
 */

/* The nth rule in words. */
static const char *S_kisoku(uint32_t only, size_t nth)
{
    const struct list all = report_kisoku(&log_facts, only, a);
    ck_assert_uint_lt(nth, all.n);
    buf_clear(&words);
    report_kisoku_words((const struct report_kisoku *)all.items + nth, &words);
    return words.data;
}

/* Calls and the ends of files are counted; rows say who it was. */
START_TEST(test_run)
{
    SEEN(LOSE, .edaban = "0000007", .items = EDABAN);
    SEEN(FUKUHON_REGISTER, .edaban = "0000008",
         .items = SOTO " keikokuBun=x " SOTO " keikokuBun=y shubetsu=a");
    SEEN(FUKUHON_REGISTER, .edaban = "0000009", .uketsuke = "F1", .juni = 1, .items = SOTO " shubetsu=a");
    SEEN(FILE_END, .uketsuke = "F1", .items = SOTO " keikokuSu=100 shubetsu=a");
    SEEN(FILE_END, .uketsuke = "F1", .items = SOTO " keikokuSu=100 shubetsu=a"); /* told again */
    SEEN(LOSE, .edaban = "0000007", .items = "soshitsuYmd=1");
    SEEN(LOSE, .edaban = "0000001", .hokensha = THEM, .items = EDABAN);
    SEEN(CANCEL, .edaban = "0000001", .items = "keikoku=unknown keikokuCode=P49999");
    log_read();
    ck_assert_uint_eq(report_kisoku(&log_facts, 0, a).n, 2);
    ck_assert_str_eq(S_kisoku(0, 0), "P40005 shikakuSoto 102 件 枝番 0000008、0000009 受付番号 F1");
    ck_assert_str_eq(S_kisoku(0, 1), "P40007 kazokuEdaban 2 件 枝番 0000007、0000001");
    ck_assert_str_eq(S_kisoku(US, 1), "P40007 kazokuEdaban 1 件 枝番 0000007");
    ck_assert_str_eq(S_kisoku(THEM, 0), "P40007 kazokuEdaban 1 件 枝番 0000001");
    ck_assert_uint_eq(report_kisoku(&log_facts, 1, a).n, 0);
    const struct report_kisoku *first = report_kisoku(&log_facts, 0, a).items;
    ck_assert_ptr_nonnull(strstr(first->naiyo, "資格の中"));
}
END_TEST

/* The first few of many. */
START_TEST(test_run_many)
{
    for (int i = 1; i <= 20; i++) {
        char edaban[12];
        snprintf(edaban, sizeof edaban, "%07d", (i + 1) / 2);
        SEEN(LOSE, .edaban = edaban, .items = EDABAN);
    }
    log_read();
    ck_assert_str_eq(S_kisoku(0, 0),
                     "P40007 kazokuEdaban 20 件 枝番 0000001、0000002、0000003、0000004、0000005");
}
END_TEST

/* --- since somebody looked -------------------------------------------------------------------------------
 */

START_TEST(test_warned)
{
    SEEN(LOSE, .edaban = "0000007", .items = EDABAN " keikokuBun=枝番");
    log_read();
    int64_t since = (int64_t)log_facts.size;
    SEEN(LOSE, .edaban = "0000008", .items = "soshitsuYmd=1");
    SEEN(FUKUHON_REGISTER, .uketsuke = "F1", .juni = 1, .items = SOTO " shubetsu=a");
    SEEN(FILE_END, .uketsuke = "F1", .items = SOTO " keikokuSu=3 shubetsu=a");
    SEEN(OSHIRASE, .items = "keikokuSu=3");
    SEEN(LOSE, .edaban = "0000009", .hokensha = THEM, .items = EDABAN);
    log_read();
    struct list all = report_warned(&log_facts, 0, 0, a);
    const struct report_warned *w = all.items;
    ck_assert_uint_eq(all.n, 3);
    ck_assert_str_eq(w[0].what, "資格の喪失");
    ck_assert_str_eq(w[0].edaban, "0000007");
    ck_assert_str_eq(w[0].hokensha, "06139992");
    ck_assert_str_eq(w[0].at, "2017-05-08T09:00:00+09:00");
    ck_assert_ptr_null(w[0].uketsuke);
    ck_assert_str_eq(w[0].words, "警告 P40007 kazokuEdaban: 枝番");
    ck_assert_str_eq(w[1].uketsuke, "F1");
    ck_assert_ptr_null(w[1].edaban);
    ck_assert_str_eq(w[1].words, "警告 P40005 shikakuSoto 3 件");
    ck_assert_uint_eq(report_warned(&log_facts, since, 0, a).n, 2);
    ck_assert_uint_eq(report_warned(&log_facts, since, THEM, a).n, 1);
    ck_assert_uint_eq(report_warned(&log_facts, (int64_t)log_facts.size, 0, a).n, 0);
    for (int i = 0; i < 60; i++)
        SEEN(CANCEL, .edaban = i == 59 ? "0000059" : "0000001", .items = EDABAN);
    log_read();
    all = report_warned(&log_facts, 0, 0, a);
    ck_assert_uint_eq(all.n, 50);
    ck_assert_str_eq(((const struct report_warned *)all.items)[49].edaban, "0000059");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/case/report_keikoku");
    TCase *t = tcase_create("report_keikoku");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_loop_test(t, test_step, 0, sizeof steps / sizeof *steps);
    tcase_add_test(t, test_step_many);
    tcase_add_test(t, test_of_keikoku);
    tcase_add_test(t, test_run);
    tcase_add_test(t, test_run_many);
    tcase_add_test(t, test_warned);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
