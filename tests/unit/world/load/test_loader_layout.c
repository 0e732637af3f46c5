/* world/load/loader with a layout of one's own over that of the house: other names, order, padding, era
 * dates, header and trailer. Every row exactly once wherever the daemon dies, also when only the trailer is
 * left to read. */
#include <check.h>
#include <sys/stat.h>

#include "world/load/chunk.h"
#include "world/load/loader_world.h"

enum { ROWS = 2 * CHUNK_FIRST }; /* in two chunks */

static const char layout[] =
    "<layout name=\"kanyushaToroku\" mei=\"試験\">"
    "<version from=\"20170101\" han=\"9.9\" header=\"names\" delimiter=\"tab\" quote=\"none\" lineEnd=\"LF\" "
    "recordLimit=\"200\" trailer=\"count\" trailerMark=\"T\" standing=\"A\">\n"
    "<column name=\"shimei2\" field=\"shimei\" mei=\"なまえ\" type=\"text\" max=\"8\" pad=\"spaceRight\" "
    "presence=\"required\" standing=\"A\"/>"
    "<column name=\"umare\" mei=\"生まれた日\" type=\"eraDate\" presence=\"required\" standing=\"A\"/>"
    "<column name=\"no\" field=\"seiriBango\" mei=\"番\" type=\"digits\" max=\"8\" pad=\"zeroLeft\" "
    "presence=\"required\" standing=\"A\"/>"
    "<column name=\"edaban\" mei=\"枝\" type=\"digits\" max=\"15\" presence=\"optional\" standing=\"A\"/>"
    "</version></layout>";

static void S_begin(void)
{
    struct diag d = DIAG_INIT;
    char over[100];
    S_setup();
    ck_assert_int_eq(mkdir(temp_path("over"), 0700), 0);
    FILE *f = fopen(temp_path("over/kanyushaToroku.xml"), "w");
    ck_assert_ptr_nonnull(f);
    fputs(layout, f);
    fclose(f);
    snprintf(over, sizeof over, "%s", temp_path("over"));
    ck_assert_msg(layouts_open("schema/layout", over, &d) == ST_OK, "%s %s %s", d.item, d.want, d.have);
}

static void S_file(struct buf *in, int rows, int said)
{
    buf_adds(in, "なまえ\tumare\t番\t枝\n");
    for (int i = 1; i <= rows; i++)
        buf_addf(in, "%s\t%s\t%08d\t\n", i % 7 == 0 ? "重複    " : "\"試\"     ",
                 i % 11 == 0 ? "3640108" : "3640107", i);
    buf_addf(in, "T\t%d\n", said);
}

START_TEST(test_result)
{
    struct buf in = BUF_INIT, have = BUF_INIT;
    S_begin();
    S_file(&in, 11, 11);
    S_put("kanyushaToroku", "UTF-8", in.data, in.len);
    loader_run(&w, "U1", &why);
    S_result(&have);
    ck_assert_ptr_nonnull(have.data);
    ck_assert_ptr_eq(strstr(have.data, "2,,00000001,0000001,C00000,\r\n"), have.data);
    ck_assert_ptr_nonnull(strstr(have.data, "\r\n8,,00000007,,K40002,"));
    ck_assert_ptr_nonnull(strstr(have.data, "\r\n12,,00000011,,F30006,"));
    ck_assert_ptr_nonnull(strstr(have.data, "実際: 3640108\r\n"));
    ck_assert_int_eq(S_get().total, 11);
    ck_assert_int_eq(S_get().ok_count, 9);
    ck_assert_int_eq(S_meta("8"), 1); /* the value without its zeros */
    buf_release(&in);
    buf_release(&have);
    S_teardown();
}
END_TEST

START_TEST(test_death)
{
    struct buf in = BUF_INIT, whole = BUF_INIT, have = BUF_INIT;
    S_file(&in, ROWS, ROWS);
    int writes = 1;
    for (int at = 0; at <= writes; at++)
        for (enum death how = BEFORE_COMMIT; how <= AFTER_COMMIT; how++) {
            S_begin();
            S_put("kanyushaToroku", "UTF-8", in.data, in.len);
            w.dies_at = at; /* 0: never */
            w.death = how;
            loader_run(&w, "U1", &why);
            if (at == 0)
                writes = w.writes;
            loader_run(&w, "U1", &why);
            struct torikomi t = S_get();
            ck_assert_int_eq(t.state, TORIKOMI_KANRYO);
            ck_assert(t.total == ROWS && t.ok_count + t.err_count == ROWS);
            ck_assert_int_eq(S_meta("done"), 1);
            buf_clear(&have);
            S_result(&have);
            if (!whole.len)
                buf_add(&whole, have.data, have.len);
            ck_assert(have.len == whole.len && memcmp(have.data, whole.data, have.len) == 0);
            S_teardown();
        }
    ck_assert_int_ge(writes, 4); /* start, two chunks, finish */
    buf_release(&in);
    buf_release(&whole);
    buf_release(&have);
}
END_TEST

/* A file that says another number of rows is refused whole. */
START_TEST(test_halt)
{
    struct buf in = BUF_INIT;
    S_begin();
    S_file(&in, 3, 4);
    S_put("kanyushaToroku", "UTF-8", in.data, in.len);
    loader_run(&w, "U1", &why);
    ck_assert_int_eq(S_get().state, TORIKOMI_CHUSHI);
    ck_assert_int_eq(S_get().halt.status, ST_FILE_TRAILER);
    ck_assert_int_eq(S_meta("1"), 0);
    buf_release(&in);
    S_teardown();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/load/loader with a layout of one's own");
    TCase *t = tcase_create("all");
    tcase_set_timeout(t, 50);
    tcase_add_test(t, test_result);
    tcase_add_test(t, test_death);
    tcase_add_test(t, test_halt);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
