/* world/case/facts: the log read into memory, as it grows; what is held of large files; people. */
#include "world/case/log.h"

static void S_setup(void)
{
    log_open();
}

static void S_teardown(void)
{
    log_drop();
}

static size_t S_count(enum koto koto, enum status st)
{
    size_t n = 0;
    for (size_t i = 0; i < log_facts.of_n[koto]; i++)
        n += log_facts.list[log_facts.of[koto][i]].status == st;
    return n;
}

static const struct fact *S_nth(enum koto koto, size_t n)
{
    ck_assert_uint_lt(n, log_facts.of_n[koto]);
    return &log_facts.list[log_facts.of[koto][n]];
}

/* Rows from … upto of a file of 加入者, as one chunk: row i is of 枝番 i; every tenth is refused when
 * refused.
 */
static void S_chunk(const char *uketsuke, uint32_t from, uint32_t upto, bool refused)
{
    char edaban[20], ningen[20];
    struct seen s = {.koto = KOTO_REGISTER, .uketsuke = uketsuke, .edaban = edaban, .ningen = ningen};
    log_begin(&s);
    for (s.juni = from; s.juni <= upto; s.juni++) {
        bool out = refused && s.juni % 10 == 0;
        snprintf(edaban, sizeof edaban, "%07u", s.juni);
        snprintf(ningen, sizeof ningen, "n%u", s.juni);
        s.st = out ? ST_KANYUSHA_EXISTS : ST_OK;
        s.edaban = out ? NULL : edaban;
        log_fact(&s);
    }
    log_end();
}

/* --- reading ---------------------------------------------------------------------------------------------
 */

START_TEST(test_grows)
{
    ck_assert(!log_read());
    SEEN(GET, .edaban = "0012", .items = "jotai=有効", .at = 1500000000);
    ck_assert(log_read());
    ck_assert(!log_read());
    SEEN(CANCEL, .edaban = "0012", .uketsuke = "F1", .st = ST_KANYUSHA_NONE, .setai = 7, .ningen = "n");
    ck_assert(log_read());
    ck_assert_uint_eq(log_facts.n, 2);
    const struct fact *f = S_nth(KOTO_GET, 0), *g = S_nth(KOTO_CANCEL, 0);
    ck_assert(f->order == 0 && g->order == 1);
    ck_assert(f->edaban == 12 && f->edaban_digits == 4 && f->hokensha == US && f->at == 1500000000);
    ck_assert_str_eq(fact_uketsuke(&log_facts, f), "");
    ck_assert_str_eq(fact_uketsuke(&log_facts, g), "F1");
    ck_assert(f->uketsuke == 0 && g->uketsuke == 1 && g->status == ST_KANYUSHA_NONE && g->setai == 7);
    ck_assert_uint_eq(g->ningen, tracker_ningen(&log_tracker, STR("n")));
    ck_assert_int_eq(fact_real(&log_facts, f), 1500000000000000);
    SEEN(LOSE, .uketsuke = "F2");
    SEEN(LOSE, .uketsuke = "F1");
    log_read();
    ck_assert_uint_eq(S_nth(KOTO_LOSE, 0)->uketsuke, 2);
    ck_assert_uint_eq(S_nth(KOTO_LOSE, 1)->uketsuke, 1);
    ck_assert_str_eq(fact_item(&log_facts, S_nth(KOTO_GET, 0), "jotai"), "有効"); /* the map has grown */
}
END_TEST

/* Only what stands by then, and an earlier run when it is asked for. */
START_TEST(test_runs)
{
    struct run_log none;
    SEEN(CANCEL, .edaban = "1");
    tracker_goes_on(&log_tracker, 1, RUN_NEXT, &log_diag);
    SEEN(CANCEL, .edaban = "2");
    SEEN(CANCEL, .edaban = "3");
    int64_t size = log_tracker.size;
    log_tracker.size /= 2;
    ck_assert(log_read());
    ck_assert_uint_eq(log_facts.n, 1);
    log_tracker.size = size;
    ck_assert(log_read());
    ck_assert_uint_eq(log_facts.n, 2);
    ck_assert_uint_eq(log_facts.list[0].edaban, 2);
    struct facts was;
    facts_init(&was);
    ck_assert(log_read_into(&was, log_hold(1)));
    ck_assert(was.n == 1 && was.list[0].edaban == 1);
    facts_release(&was);
    ck_assert_int_ne(tracker_hold(&log_tracker, 7, &none, &log_diag), ST_OK);
    ck_assert_int_eq(none.fd, -1);
}
END_TEST

/* The end of a file that was told again after kill -9 is one; two files have two. */
START_TEST(test_end_again)
{
    SEEN(FILE_END, .uketsuke = "F1", .items = "jotai=処理完了");
    SEEN(FILE_END, .uketsuke = "F1", .items = "jotai=処理完了");
    SEEN(FILE_END, .uketsuke = "F2", .items = "jotai=処理完了");
    log_read();
    ck_assert_uint_eq(log_facts.of_n[KOTO_FILE_END], 2);
}
END_TEST

/* What a power cut left of a block may be zeroes. */
START_TEST(test_zeroes)
{
    static const char zero[100];
    log_begin(&(struct seen){0});
    for (int i = 0; i < 4; i++)
        log_fact(&(struct seen){.koto = KOTO_CANCEL, .edaban = "1"});
    log_end();
    off_t second = (off_t)(sizeof(struct block_head) + log_block.facts.len / 4);
    ck_assert_int_eq(pwrite(log_tracker.fd, zero, log_block.facts.len / 4, second),
                     (ssize_t)log_block.facts.len / 4);
    SEEN(LOSE, .edaban = "1");
    log_read();
    ck_assert_uint_eq(log_facts.n, 2); /* the first of it, and what follows */
    ck_assert_uint_eq(log_facts.of_n[KOTO_LOSE], 1);
}
END_TEST

START_TEST(test_items)
{
    static const char *const all[][2] = {
        {"shubetsu", "a"}, {"kingaku", "42=0"}, {"taijiSu", "2"}, {"no", "77"}, {"why", "x"}};
    const char *name, *value;
    size_t at = 0, n = 0;
    SEEN(FUKUHON_REGISTER, .items = "shubetsu=a kingaku=42=0 taijiSu=2 no=77 why=x");
    SEEN(CANCEL, .edaban = "1");
    log_read();
    const struct fact *f = &log_facts.list[0];
    for (; fact_items(&log_facts, f, &at, &name, &value); n++) {
        ck_assert_str_eq(name, all[n][0]);
        ck_assert_str_eq(value, all[n][1]);
        ck_assert_str_eq(fact_item(&log_facts, f, all[n][0]), all[n][1]);
    }
    ck_assert_uint_eq(n, 5);
    ck_assert_ptr_null(fact_item(&log_facts, f, "king"));
    ck_assert_ptr_null(fact_item(&log_facts, f, "kingakuu"));
    at = 0;
    ck_assert(!fact_items(&log_facts, &log_facts.list[1], &at, &name, &value));
    ck_assert_ptr_null(fact_item(&log_facts, &log_facts.list[1], "no"));
}
END_TEST

/* --- files -----------------------------------------------------------------------------------------------
 */

START_TEST(test_told_twice)
{
    S_chunk("F1", 1, 10, true);
    S_chunk("F1", 1, 10, true); /* kill -9 came before its commit */
    S_chunk("F1", 11, 20, true);
    S_chunk("F2", 1, 10, true); /* another file's */
    log_read();
    ck_assert_uint_eq(S_count(KOTO_REGISTER, ST_OK), 27);
    ck_assert_uint_eq(S_count(KOTO_REGISTER, ST_KANYUSHA_EXISTS), 3);
    /* other kinds of row of the same file count by themselves */
    SEEN(LOSE, .uketsuke = "F1", .juni = 3, .edaban = "0000003");
    log_read();
    ck_assert_uint_eq(S_count(KOTO_LOSE, ST_OK), 1);
}
END_TEST

/* The second telling of a large chunk is not taken for what was left out of it, either. */
START_TEST(test_told_twice_large)
{
    S_chunk("F1", 1, 1000, false);
    S_chunk("F1", 1, 1000, false);
    log_read();
    ck_assert_uint_eq(S_count(KOTO_REGISTER, ST_OK), FACTS_ROWS);
    SEEN(GET, .edaban = "0000003");
    SEEN(GET, .edaban = "0000700");
    log_read();
    ck_assert_uint_eq(S_count(KOTO_REGISTER, ST_OK), FACTS_ROWS + 1);
    log_read();
    ck_assert_uint_eq(S_count(KOTO_REGISTER, ST_OK), FACTS_ROWS + 1);
}
END_TEST

START_TEST(test_rows_of_each_outcome)
{
    S_chunk("F1", 1, 2000, true);
    log_read();
    ck_assert_uint_eq(S_count(KOTO_REGISTER, ST_OK), FACTS_ROWS);
    ck_assert_uint_eq(S_count(KOTO_REGISTER, ST_KANYUSHA_EXISTS), FACTS_ROWS);
    ck_assert_uint_eq(S_nth(KOTO_REGISTER, 0)->juni, 1);
    S_chunk("F1", 2001, 2100, true); /* the next chunk of it */
    log_read();
    ck_assert_uint_eq(S_count(KOTO_REGISTER, ST_OK), FACTS_ROWS);
    S_chunk("F2", 3001, 3070, false);
    log_read();
    ck_assert_uint_eq(S_count(KOTO_REGISTER, ST_OK), 2 * FACTS_ROWS);
    log_begin(&(struct seen){.uketsuke = "F2"});
    for (uint32_t i = 1; i <= 70; i++)
        log_fact(&(struct seen){.koto = KOTO_CHANGE, .juni = i});
    log_end();
    log_read();
    ck_assert_uint_eq(S_count(KOTO_CHANGE, ST_OK), FACTS_ROWS);
}
END_TEST

/* Those who were seen before the file came are held, by 枝番 and by 個人番号. */
START_TEST(test_seen_before)
{
    SEEN(GET, .edaban = "0000999");
    SEEN(EDABAN, .ningen = "n500");
    S_chunk("F1", 1, 1000, true);
    log_read();
    ck_assert_uint_eq(S_count(KOTO_REGISTER, ST_OK), FACTS_ROWS + 1);
    ck_assert_uint_eq(S_count(KOTO_REGISTER, ST_KANYUSHA_EXISTS), FACTS_ROWS + 1);
    ck_assert_uint_ne(facts_of_person(&log_facts, KOTO_REGISTER, US, 999), UINT32_MAX);
    ck_assert_uint_eq(facts_of_person(&log_facts, KOTO_REGISTER, US, 998), UINT32_MAX);
}
END_TEST

/* Of a large file some rows of each rule that warned are held besides. */
START_TEST(test_rows_that_warned)
{
    log_begin(&(struct seen){.uketsuke = "F1"});
    for (uint32_t i = 1; i <= 1000; i++)
        log_fact(&(struct seen){.koto = KOTO_LOSE,
                                .juni = i,
                                .items = i == 900  ? "keikoku=ataiSute soshitsuYmd=20170501"
                                         : i > 500 ? "keikoku=nanajugo soshitsuYmd=20170501"
                                                   : "soshitsuYmd=20170501"});
    log_end();
    log_read();
    ck_assert_uint_eq(S_count(KOTO_LOSE, ST_OK), 2 * FACTS_ROWS + 1);
    const struct fact *last = S_nth(KOTO_LOSE, 2 * FACTS_ROWS);
    ck_assert_uint_eq(last->juni, 900);
    ck_assert_str_eq(fact_item(&log_facts, last, "keikoku"), "ataiSute");
}
END_TEST

START_TEST(test_several)
{
    SEEN(LOSE, .items = "keikoku=a keikokuCode=1 soshitsuYmd=2 keikoku=b no=7 why=x");
    log_read();
    const struct fact *f = &log_facts.list[0];
    const char *a = fact_item(&log_facts, f, "keikoku"), *b = fact_next(&log_facts, f, a);
    ck_assert_str_eq(a, "a");
    ck_assert_str_eq(b, "b");
    ck_assert_ptr_null(fact_next(&log_facts, f, b));
    ck_assert_ptr_null(fact_next(&log_facts, f, fact_item(&log_facts, f, "soshitsuYmd")));
}
END_TEST

/* And those who are seen later, also in its small last chunk: then the order stays that of the log. */
START_TEST(test_seen_later)
{
    S_chunk("F1", 1, 1000, true);
    S_chunk("F1", 1001, 1020, false);
    log_read();
    ck_assert_uint_eq(S_count(KOTO_REGISTER, ST_OK), FACTS_ROWS);
    SEEN(GET, .edaban = "0000999");
    SEEN(GET, .edaban = "0001015");
    SEEN(EDABAN, .ningen = "n990");
    ck_assert(log_read());
    ck_assert_uint_eq(S_count(KOTO_REGISTER, ST_OK), FACTS_ROWS + 2);
    ck_assert_uint_eq(S_count(KOTO_REGISTER, ST_KANYUSHA_EXISTS), FACTS_ROWS + 1);
    uint32_t at = facts_of_person(&log_facts, KOTO_REGISTER, US, 1015);
    ck_assert_uint_ne(at, UINT32_MAX);
    ck_assert_uint_eq(log_facts.list[at].order, 1);
    ck_assert_uint_eq(log_facts.list[at].juni, 1015);
    at = facts_of_person(&log_facts, KOTO_REGISTER, US, 999);
    ck_assert_uint_eq(log_facts.list[at].order, 0);
    size_t n = log_facts.n;
    log_read();
    ck_assert_uint_eq(log_facts.n, n);
    SEEN(GET, .edaban = "0000998");
    log_read();
    ck_assert_uint_eq(log_facts.n, n + 2);
}
END_TEST

/* --- people ----------------------------------------------------------------------------------------------
 */

START_TEST(test_chain)
{
    SEEN(GET, .edaban = "0012");
    SEEN(LOSE, .edaban = "0012");
    SEEN(GET, .edaban = "0013");
    SEEN(GET, .edaban = "0012", .hokensha = THEM);
    SEEN(GET);
    SEEN(GET, .edaban = "0012");
    log_read();
    uint32_t at = facts_of_person(&log_facts, KOTO_GET, US, 12);
    ck_assert_uint_eq(at, 5); /* the last, then those before it */
    ck_assert_uint_eq(log_facts.list[at].next, 0);
    ck_assert_uint_eq(log_facts.list[0].next, UINT32_MAX);
    ck_assert_uint_eq(facts_of_person(&log_facts, KOTO_GET, THEM, 12), 3);
    ck_assert_uint_eq(log_facts.list[3].next, UINT32_MAX);
    ck_assert_uint_eq(facts_of_person(&log_facts, KOTO_LOSE, US, 12), 1);
    ck_assert_uint_eq(facts_of_person(&log_facts, KOTO_LOSE, US, 13), UINT32_MAX);
    ck_assert_uint_eq(facts_of_person(&log_facts, KOTO_GET, US, 0), UINT32_MAX);
}
END_TEST

START_TEST(test_many_people)
{
    char edaban[20];
    for (int i = 1; i <= 3000; i++) {
        snprintf(edaban, sizeof edaban, "%07d", i);
        SEEN(GET, .edaban = edaban);
    }
    log_read();
    ck_assert_uint_eq(log_facts.n, 3000);
    for (uint32_t i = 1; i <= 3000; i++)
        ck_assert_uint_eq(facts_of_person(&log_facts, KOTO_GET, US, i), i - 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/case/facts");
    TCase *t = tcase_create("facts");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_grows);
    tcase_add_test(t, test_runs);
    tcase_add_test(t, test_end_again);
    tcase_add_test(t, test_zeroes);
    tcase_add_test(t, test_items);
    tcase_add_test(t, test_told_twice);
    tcase_add_test(t, test_told_twice_large);
    tcase_add_test(t, test_rows_of_each_outcome);
    tcase_add_test(t, test_rows_that_warned);
    tcase_add_test(t, test_several);
    tcase_add_test(t, test_seen_before);
    tcase_add_test(t, test_seen_later);
    tcase_add_test(t, test_chain);
    tcase_add_test(t, test_many_people);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
