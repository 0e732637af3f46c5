/* base/copies: what was added is there as it was written, however many; what is there already is left alone.
 */
#include <check.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/copies.h"
#include "temp.h"

static void S_is(const char *name, const char *want)
{
    char have[32] = "";
    FILE *f = fopen(temp_path(name), "r");
    ck_assert_ptr_nonnull(f);
    fread(have, 1, sizeof have - 1, f);
    fclose(f);
    ck_assert_str_eq(have, want);
}

/* Up to what is held open, and beyond. */
START_TEST(test_many)
{
    static const int counts[] = {0, 1, 2, 9, COPIES_OPEN - 2, COPIES_OPEN, 3 * COPIES_OPEN + 1};
    struct copies c = COPIES_INIT;
    char name[32], copy[40];
    for (int i = 0; i < counts[_i]; i++) {
        snprintf(name, sizeof name, "t%d", i);
        ck_assert(copies_text(&c, temp_path(name), name, strlen(name)));
        snprintf(copy, sizeof copy, "%sc", name);
        ck_assert_msg(copies_file(&c, temp_path(name), temp_path(copy)), "%s: %s", copy, strerror(errno));
        ck_assert_int_le(c.n, COPIES_OPEN);
    }
    ck_assert(copies_folder(&c, temp_dir) && copies_end(&c));
    ck_assert_int_eq(c.n, 0);
    for (int i = 0; i < counts[_i]; i++) {
        snprintf(name, sizeof name, "t%d", i);
        snprintf(copy, sizeof copy, "%sc", name);
        S_is(name, name);
        S_is(copy, name);
    }
}
END_TEST

START_TEST(test_refused)
{
    struct copies c = COPIES_INIT;
    ck_assert(copies_text(&c, temp_path("a"), "a", 1) && copies_text(&c, temp_path("empty"), "", 0));
    ck_assert(!copies_text(&c, temp_path("a"), "b", 1) && errno == EEXIST);
    ck_assert(!copies_file(&c, temp_path("empty"), temp_path("a")) && errno == EEXIST);
    ck_assert(!copies_file(&c, temp_path("none"), temp_path("b")) && errno == ENOENT);
    ck_assert(mkfifo(temp_path("fifo"), 0600) == 0);
    ck_assert(!copies_file(&c, temp_path("fifo"), temp_path("b")) && errno == ESPIPE);
    ck_assert(!copies_file(&c, "/dev/zero", temp_path("b")) && errno == ESPIPE);
    ck_assert(!copies_folder(&c, temp_path("a")) && errno == ENOTDIR);
    ck_assert_int_eq(c.n, 2);
    ck_assert(copies_end(&c));
    S_is("a", "a");
    ck_assert_int_ne(access(temp_path("b"), F_OK), 0);
}
END_TEST

/* What cannot be made durable is told, and all are closed. */
START_TEST(test_lost)
{
    struct copies c = COPIES_INIT;
    int pipes[2];
    for (int i = 0; i < 10; i++) {
        char name[16];
        snprintf(name, sizeof name, "t%d", i);
        ck_assert(copies_text(&c, temp_path(name), "x", 1));
    }
    ck_assert_int_eq(pipe(pipes), 0);
    close(c.fds[_i]);
    c.fds[_i] = pipes[1]; /* of which there is nothing to sync */
    int last = c.fds[9];
    ck_assert(!copies_end(&c) && errno == EINVAL);
    ck_assert(close(last) < 0 && errno == EBADF);
    close(pipes[0]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/copies");
    TCase *t = tcase_create("copies");
    tcase_add_checked_fixture(t, temp_make_light, temp_drop);
    tcase_add_loop_test(t, test_many, 0, 7);
    tcase_add_test(t, test_refused);
    tcase_add_loop_test(t, test_lost, 0, 9);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
