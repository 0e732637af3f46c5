/* world/case/tracker: the log on disk, its runs, what is left out of it, and what tells people apart. */

#include "world/case/tracked.h"

/* --- blocks ----------------------------------------------------------------------------------------------
 */

START_TEST(test_block)
{
    _Alignas(8) char room[1000];
    const struct seen s = {.koto = KOTO_FUGO_STATUS,
                           .edaban = "0000012",
                           .items = "jotai=失敗 kaisu=3 no=77 why=ない",
                           .uketsuke = "F0001",
                           .st = ST_FUGO_JUKI_NONE,
                           .setai = 5,
                           .juni = 9};
    log_begin(&s);
    log_fact(&s);
    log_fact(&(struct seen){.koto = KOTO_CANCEL});
    log_end();
    int fd = S_fd(O_RDONLY);
    ssize_t n = read(fd, room, sizeof room);
    close(fd);
    const struct block_head *b = (const void *)room;
    ck_assert_uint_eq(b->magic, TRACKER_MAGIC);
    ck_assert_uint_eq(b->size, (size_t)n);
    ck_assert_uint_eq(b->size % 8, 0);
    ck_assert_uint_eq(b->count, 2);
    ck_assert_uint_eq(b->hokensha, US);
    ck_assert_str_eq(b->uketsuke, "F0001");
    const struct fact_head *f = (const void *)(b + 1);
    ck_assert(f->koto == KOTO_FUGO_STATUS && f->status == ST_FUGO_JUKI_NONE && f->setai == 5 && f->juni == 9);
    ck_assert(f->edaban == 12 && f->edaban_digits == 7 && f->ningen == 0);
    static const char items[] = "\2失敗\0"
                                "\4"
                                "3\0\376"
                                "77\0\375ない";
    ck_assert_uint_eq(f->item_bytes, sizeof items);
    ck_assert_mem_eq(f + 1, items, sizeof items);
    ck_assert_uint_eq(f->size % 8, 0);
    const struct fact_head *g = (const void *)((const char *)f + f->size);
    ck_assert(g->koto == KOTO_CANCEL && !g->edaban_digits && !g->item_bytes && g->size == sizeof *g);
    ck_assert_int_eq(log_tracker.size, n);
}
END_TEST

/* What a kind keeps of what it is told. */
START_TEST(test_items)
{
    char longer[1000];
    memset(longer, 'x', sizeof longer);
    const struct koto_kind *k = koto_kind(KOTO_REGISTER), *f = koto_kind(KOTO_FUKUHON_REGISTER);
    log_begin(&(struct seen){0});
    telling_fact(&log_block, KOTO_REGISTER);
    size_t empty = log_block.facts.len;
    telling_named(&log_block, k, "kojinBango", STR("1"));
    telling_named(&log_block, k, "shimei", STR("1"));
    telling_named(&log_block, k, "kingaku", STR("1")); /* not of its list, and it has no columns */
    telling_named(&log_block, k, "seibetsu", STR(""));
    ck_assert_uint_eq(log_block.facts.len, empty);
    telling_named(&log_block, k, "seibetsu", STR("1"));
    ck_assert_uint_eq(log_block.facts.len, empty + 3);
    telling_named(&log_block, f, "kingaku", STR("1"));
    ck_assert_uint_eq(log_block.facts.len, empty + 3 + 11);
    ck_assert_str_eq(log_block.facts.data + empty + 4, "kingaku=1");
    telling_named(&log_block, k, "seibetsu", (struct str){longer, sizeof longer});
    ck_assert_uint_eq(log_block.facts.len, empty + 3 + 11 + 402); /* cut */
    for (int i = 0; i < 1000; i++)
        telling_named(&log_block, k, "seibetsu", (struct str){longer, sizeof longer});
    telling_end(&log_block);
    const struct fact_head *h = (const void *)log_block.facts.data;
    ck_assert_uint_eq(h->size, log_block.facts.len); /* what does not fit into a fact is left out */
}
END_TEST

/* A text is cut between two characters. */
START_TEST(test_items_cut)
{
    char text[1000] = "xx";
    for (int i = 0; i < 200; i++)
        memcpy(text + 2 + 3 * i, "あ", 4);
    log_begin(&(struct seen){0});
    telling_fact(&log_block, KOTO_NOTE);
    size_t empty = log_block.facts.len;
    telling_named(&log_block, koto_kind(KOTO_NOTE), "comment", str_of(text));
    ck_assert_uint_eq(log_block.facts.len, empty + 2 + 2 + 3 * 132);
    ck_assert_int_eq(str_utf8_len(str_of(log_block.facts.data + empty + 1)), 134);
}
END_TEST

START_TEST(test_once)
{
    ck_assert(tracker_once(&log_tracker, ONCE_LOADER, "F1", 1000));
    ck_assert(!tracker_once(&log_tracker, ONCE_LOADER, "F1", 1000));
    ck_assert(tracker_once(&log_tracker, ONCE_COURIER, "F1", 1000)); /* another one's */
    ck_assert(!tracker_once(&log_tracker, ONCE_LOADER, "F1", 1000));
    ck_assert(tracker_once(&log_tracker, ONCE_LOADER, "F1", 2000));
    ck_assert(tracker_once(&log_tracker, ONCE_LOADER, "F2", 2000));
    ck_assert_int_eq(tracker_goes_on(&log_tracker, 2, RUN_SAME, &log_diag), ST_OK);
    ck_assert(tracker_once(&log_tracker, ONCE_LOADER, "F2", 2000)); /* another world, as it were */
}
END_TEST

/* --- runs ------------------------------------------------------------------------------------------------
 */

static uint32_t S_run(void)
{
    return log_tracker.run;
}

START_TEST(test_runs)
{
    ck_assert_uint_eq(S_run(), 1);
    SEEN(CANCEL, .edaban = "1");
    int64_t size = S_file(1);
    uint64_t life = log_tracker.life, series = log_tracker.series;
    ck_assert_int_eq(tracker_goes_on(&log_tracker, 1, RUN_SAME, &log_diag), ST_OK);
    ck_assert(S_run() == 1 && log_tracker.life == life);
    ck_assert_int_eq(tracker_goes_on(&log_tracker, 1, RUN_NEXT, &log_diag), ST_OK);
    ck_assert(S_run() == 2 && log_tracker.life == life + 1 && log_tracker.series == series);
    ck_assert_int_eq(S_file(2), 0);
    ck_assert_int_eq(S_file(1), size); /* it stays */
    struct run_log one = log_hold(1), two = log_hold(0);
    ck_assert(one.run == 1 && (int64_t)one.size == size && two.run == 2 && !two.size);
    close(one.fd);
    close(two.fd);
    SEEN(CANCEL, .edaban = "2");
    S_reopen(); /* the last one is taken up */
    ck_assert(S_run() == 2 && log_tracker.size == S_file(2));
    fclose(fopen(temp_path("case/run-9.log.old"), "w"));
    fclose(fopen(temp_path("case/run-x.log"), "w"));
    S_reopen();
    ck_assert_uint_eq(S_run(), 2);
    life = log_tracker.life;
    ck_assert_int_eq(tracker_goes_on(&log_tracker, 1, RUN_FIRST, &log_diag), ST_OK);
    ck_assert_uint_eq(S_run(), 1);
    ck_assert(log_tracker.life > life && log_tracker.series == 1); /* another one of that number */
    ck_assert_int_eq(S_file(1), 0);
    ck_assert_int_eq(S_file(2), -1);
    ck_assert_int_eq(access(temp_path("case/run-9.log.old"), F_OK), 0); /* not ours */
}
END_TEST

START_TEST(test_generation)
{
    int64_t size = log_tracker.size;
    log_begin(&(struct seen){0});
    log_fact(&(struct seen){.koto = KOTO_CANCEL});
    log_block.generation = 2;
    ck_assert_int_eq(tracker_put(&log_tracker, &log_block, PUT_CHANGE), PUT_LATE);
    ck_assert(log_tracker.size == size && !log_tracker.lost); /* nothing is wrong */
    ck_assert_int_eq(tracker_goes_on(&log_tracker, 2, RUN_SAME, &log_diag), ST_OK);
    ck_assert_int_eq(tracker_put(&log_tracker, &log_block, PUT_CHANGE), PUT_STANDS);
    ck_assert_int_gt(log_tracker.size, size);
    buf_clear(&log_block.facts);
    log_block.head.count = 0;
    size = log_tracker.size;
    ck_assert_int_eq(tracker_put(&log_tracker, &log_block, PUT_CHANGE), PUT_STANDS); /* nothing of nothing */
    ck_assert_int_eq(log_tracker.size, size);
}
END_TEST

/* --- what only reads -------------------------------------------------------------------------------------
 */

static bool S_written(struct seen s, enum put_kind how)
{
    int64_t size = log_tracker.size;
    log_begin(&s);
    log_fact(&s);
    ck_assert_int_eq(tracker_put(&log_tracker, &log_block, how), PUT_STANDS);
    return log_tracker.size > size;
}

START_TEST(test_same_look)
{
    struct seen s = {.koto = KOTO_FUGO_STATUS, .edaban = "12", .items = "jotai=処理中", .at = 86400 * 100};
    ck_assert(S_written(s, PUT_READ));
    ck_assert(!S_written(s, PUT_READ));
    s.at += 3600; /* an hour later */
    ck_assert(!S_written(s, PUT_READ));
    s.at += 86400;
    ck_assert(S_written(s, PUT_READ));
    s.items = "jotai=取得済";
    ck_assert(S_written(s, PUT_READ));
    s.edaban = "13";
    ck_assert(S_written(s, PUT_READ));
    s.hokensha = THEM;
    ck_assert(S_written(s, PUT_READ));
    s.uketsuke = "F1";
    ck_assert(S_written(s, PUT_READ));
    ck_assert(!S_written(s, PUT_READ));
    ck_assert(S_written((struct seen){.koto = KOTO_LOSE, .edaban = "12"}, PUT_CHANGE));
    ck_assert(S_written(s, PUT_READ)); /* it may have come of that */
    ck_assert(!S_written(s, PUT_READ));
    ck_assert(S_written((struct seen){.koto = KOTO_GET, .st = ST_KANYUSHA_NONE}, PUT_REFUSED));
    ck_assert(S_written(s, PUT_READ));
    ck_assert(!S_written(s, PUT_READ));
    ck_assert_int_eq(tracker_goes_on(&log_tracker, 1, RUN_NEXT, &log_diag), ST_OK);
    ck_assert(S_written(s, PUT_READ));
    ck_assert(S_written((struct seen){.koto = KOTO_LOSE, .edaban = "12"}, PUT_CHANGE));
    ck_assert(S_written((struct seen){.koto = KOTO_LOSE, .edaban = "12"}, PUT_CHANGE)); /* never left out */
}
END_TEST

/* --- people ----------------------------------------------------------------------------------------------
 */

START_TEST(test_people)
{
    uint64_t one = tracker_ningen(&log_tracker, STR("0012"));
    ck_assert_uint_ne(one, 0);
    ck_assert_uint_eq(tracker_ningen(&log_tracker, STR("0012")), one);
    ck_assert_uint_ne(tracker_ningen(&log_tracker, STR("0013")), one);
    ck_assert_uint_ne(tracker_ningen(&log_tracker, STR("012")), one);
    ck_assert_uint_eq(tracker_ningen(&log_tracker, STR("")), 0);
    S_reopen(); /* beside the log */
    ck_assert_uint_eq(tracker_ningen(&log_tracker, STR("0012")), one);
    remove(temp_path("ningen.key")); /* another world */
    S_reopen();
    ck_assert_uint_ne(tracker_ningen(&log_tracker, STR("0012")), one);
    uint32_t setai = tracker_setai(US, "12", "3");
    ck_assert_uint_ne(setai, 0);
    ck_assert_uint_eq(tracker_setai(US, "12", "3"), setai);
    ck_assert_uint_ne(tracker_setai(THEM, "12", "3"), setai);
    ck_assert_uint_ne(tracker_setai(US, "1", "23"), setai);
    ck_assert_uint_ne(tracker_setai(US, "12", NULL), setai);
    ck_assert_uint_eq(tracker_setai(US, NULL, "3"), tracker_setai(US, "", "3"));
    ck_assert_uint_eq(tracker_setai(US, NULL, NULL), 0);
    ck_assert_uint_eq(fact_hokensha("06139992"), US);
    ck_assert_uint_eq(fact_hokensha(NULL), 0);
}
END_TEST

START_TEST(test_edaban)
{
    static const struct {
        const char *text;
        uint64_t edaban;
        int digits;
    } all[] = {{"0000012", 12, 7},    {"12", 12, 2},
               {NULL, 0, 0},          {"", 0, 0},
               {"12x", 0, 0},         {"12345678901", 12345678901, 11},
               {"123456789018", 0, 0}}; /* it may be a 個人番号 */
    struct fact_head f = {0};
    fact_edaban(&f, all[_i].text);
    ck_assert_uint_eq(f.edaban, all[_i].edaban);
    ck_assert_int_eq(f.edaban_digits, all[_i].digits);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/case/tracker");
    TCase *t = tcase_create("tracker");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_block);
    tcase_add_test(t, test_items);
    tcase_add_test(t, test_items_cut);
    tcase_add_test(t, test_once);
    tcase_add_test(t, test_runs);
    tcase_add_test(t, test_generation);
    tcase_add_test(t, test_same_look);
    tcase_add_test(t, test_people);
    tcase_add_loop_test(t, test_edaban, 0, 7);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
