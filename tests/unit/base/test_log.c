/* base/log: a file that has grown to its size is put aside and no line is lost, whatever else happens to it.
 */
#include <check.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/log.h"
#include "temp.h"

enum { MOST = 20000 };

static void S_teardown(void)
{
    log_stop();
    log_open("/dev/null");
    temp_drop();
}

/* Lines of both files that hold the word. */
static int S_lines(const char *name, const char *word)
{
    struct buf text = BUF_INIT;
    struct diag d = DIAG_INIT;
    int n = 0;
    if (access(temp_path(name), F_OK) == 0)
        ck_assert_int_eq(file_read(temp_path(name), 1 << 24, &text, &d), ST_OK);
    for (const char *p = text.data; p && (p = strstr(p, word)); p++)
        n++;
    buf_release(&text);
    return n;
}

static off_t S_size(const char *name)
{
    struct stat s;
    return stat(temp_path(name), &s) == 0 ? s.st_size : -1;
}

static void *S_writer(void *cls)
{
    for (int i = 0; i < 1000; i++)
        log_line(i % 50 ? LOG_INFO : LOG_WARN, "line %s", (const char *)cls);
    return NULL;
}

START_TEST(test_turns)
{
    log_most(MOST);
    ck_assert_int_eq(log_open(temp_path("log")), 0);
    for (int i = 0; S_size("log.1") < 0; i++) {
        ck_assert_int_lt(i, MOST);
        log_line(LOG_INFO, "line %06d", i);
    }
    ck_assert_int_ge(S_size("log.1"), MOST);
    ck_assert_int_lt(S_size("log.1"), MOST + 200); /* by one line at most */
    ck_assert_int_eq(S_size("log"), 0);
    log_line(LOG_INFO, "after");
    ck_assert_int_eq(S_lines("log", "after"), 1);
    ck_assert_int_eq(S_lines("log.1", "after"), 0);
    for (int i = 0; i < 1000; i++)
        log_line(LOG_INFO, "line %06d", i);
    ck_assert_int_lt(S_size("log"), MOST);
    ck_assert_int_lt(S_size("log.1"), MOST + 200); /* the one before that is gone */
    ck_assert_int_lt(S_size("log.1.1"), 0);
}
END_TEST

/* Many threads, and signals that reopen it meanwhile. */
START_TEST(test_together)
{
    pthread_t threads[4];
    static char text[] = "of a thread, that fills a file";
    log_most(400000);
    ck_assert_int_eq(log_open(temp_path("log")), 0);
    log_start();
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, S_writer, text), 0);
    for (int i = 0; i < 20; i++)
        ck_assert_int_eq(log_reopen(), 0);
    for (size_t i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    log_stop();
    ck_assert_int_eq(S_lines("log", "of a thread") + S_lines("log.1", "of a thread"), 4000);
}
END_TEST

START_TEST(test_never)
{
    log_most(0);
    ck_assert_int_eq(log_open(temp_path("log")), 0);
    for (int i = 0; i < 1000; i++)
        log_line(LOG_INFO, "line %06d", i);
    ck_assert_int_gt(S_size("log"), MOST);
    ck_assert_int_lt(S_size("log.1"), 0);
}
END_TEST

/* Somebody has moved it: what lies there now is not ours to move. */
START_TEST(test_moved)
{
    struct diag d = DIAG_INIT;
    log_most(MOST);
    ck_assert_int_eq(log_open(temp_path("log")), 0);
    log_line(LOG_INFO, "before");
    ck_assert_int_eq(rename(temp_path("log"), temp_path("log.old")), 0);
    ck_assert_int_eq(file_write(temp_path("log"), 0600, "new\n", 4, &d), ST_OK);
    for (int i = 0; i < 800; i++)
        log_line(LOG_INFO, "line %06d", i);
    ck_assert_int_lt(S_size("log.1"), 0);
    ck_assert_int_eq(S_lines("log.old", "line") + S_lines("log", "line"), 800);
    ck_assert_int_gt(S_lines("log", "line"), 0);
    ck_assert_int_eq(S_lines("log", "new"), 1);
}
END_TEST

START_TEST(test_link)
{
    log_most(MOST);
    ck_assert_int_eq(mkdir(temp_path("far"), 0700), 0);
    ck_assert_int_eq(symlink("far/log", temp_path("log")), 0);
    ck_assert_int_eq(log_open(temp_path("log")), 0);
    for (int i = 0; i < 700; i++)
        log_line(LOG_INFO, "line %06d", i);
    ck_assert_int_eq(S_lines("far/log", "line") + S_lines("far/log.1", "line"), 700);
    ck_assert_int_gt(S_lines("far/log.1", "line"), 0);
}
END_TEST

/* It cannot be put aside: said once, and the lines go on. */
START_TEST(test_fails)
{
    log_most(MOST);
    ck_assert_int_eq(mkdir(temp_path("log.1"), 0700), 0);
    ck_assert_int_eq(log_open(temp_path("log")), 0);
    for (int i = 0; i < 2000; i++)
        log_line(LOG_INFO, "line %06d", i);
    ck_assert_int_eq(S_lines("log", "line"), 2000);
    ck_assert_int_eq(S_lines("log", "WARN ログを回せません"), 1);
    ck_assert_int_eq(rmdir(temp_path("log.1")), 0);
    log_line(LOG_INFO, "last");
    ck_assert_int_eq(S_lines("log.1", "line"), 2000);
    ck_assert_int_eq(S_size("log"), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/log");
    TCase *t = tcase_create("log");
    tcase_add_checked_fixture(t, temp_make, S_teardown);
    tcase_add_test(t, test_turns);
    tcase_add_test(t, test_together);
    tcase_add_test(t, test_never);
    tcase_add_test(t, test_moved);
    tcase_add_test(t, test_link);
    tcase_add_test(t, test_fails);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
