/* base/core: a process that crashes leaves no core, also where its user wants them. */
#include <check.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/core.h"
#include "temp.h"

START_TEST(test_off)
{
    struct rlimit files;
    int status;
    ck_assert_int_eq(getrlimit(RLIMIT_CORE, &files), 0);
    files.rlim_cur = files.rlim_max;
    ck_assert_int_eq(setrlimit(RLIMIT_CORE, &files), 0);
    pid_t pid = fork();
    if (pid == 0) {
        ck_assert_int_eq(chdir(temp_dir), 0);
        core_off();
        signal(SIGABRT, SIG_DFL);
        abort();
    }
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert(WIFSIGNALED(status));
    ck_assert(!WCOREDUMP(status));
    ck_assert_int_eq(rmdir(temp_dir), 0); /* nothing is in it */
    core_off();
    ck_assert_int_eq(getrlimit(RLIMIT_CORE, &files), 0);
    ck_assert_uint_le(files.rlim_cur, 1);
    ck_assert_uint_le(files.rlim_max, 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/core");
    TCase *t = tcase_create("core");
    tcase_add_checked_fixture(t, temp_make, temp_drop);
    tcase_add_test(t, test_off);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
