/* base/kept: a file that was noted is not read again as long as nothing touches it. What is wrong with one:
 * world/load/test_load_kept.c. */
#include "base/kept.h"

#include <check.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "temp.h"

#define SUM_OF_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void S_write(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    ck_assert_int_ge(fputs(text, f), 0);
    fclose(f);
}

static enum status S_check(const char *path, const char *sha256)
{
    const struct kept k = {"見本", path, 3, sha256};
    struct diag d = DIAG_INIT;
    int fd = kept_open(&k, &d);
    ck_assert_int_ge(fd, 0);
    enum status st = kept_check(&k, fd, NULL, &d);
    close(fd);
    ck_assert_int_eq(d.status, st);
    return st;
}

/* A sum that is wrong shows whether the file was read. */
START_TEST(test_known)
{
    const struct timespec earlier[2] = {{1, 0}, {1, 0}};
    const char *path = temp_path("a");
    S_write(path, "abc");
    ck_assert_int_eq(S_check(path, "feed"), ST_FILE_LOST);
    ck_assert_int_eq(S_check(path, NULL), ST_OK);
    ck_assert_int_eq(S_check(path, "feed"), ST_FILE_LOST);
    kept_note(path);
    ck_assert_int_eq(S_check(path, "feed"), ST_OK);
    ck_assert_int_eq(utimensat(AT_FDCWD, path, earlier, 0), 0);
    ck_assert_int_eq(S_check(path, "feed"), ST_FILE_LOST);
    ck_assert_int_eq(S_check(path, SUM_OF_ABC), ST_OK);
    ck_assert_int_eq(S_check(path, "feed"), ST_OK); /* it has been found right */
    S_write(temp_path("b"), "abc");
    ck_assert_int_eq(S_check(temp_path("b"), "feed"), ST_FILE_LOST);
}
END_TEST

static const atomic_bool stopped = true;

START_TEST(test_stop)
{
    const struct kept k = {"見本", temp_path("a"), 3, SUM_OF_ABC};
    struct diag d = DIAG_INIT;
    S_write(k.path, "abc");
    int fd = kept_open(&k, &d);
    ck_assert_int_eq(kept_check(&k, fd, &stopped, &d), ST_RESET);
    close(fd);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base/kept");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, temp_make, temp_drop);
    tcase_add_test(t, test_known);
    tcase_add_test(t, test_stop);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
