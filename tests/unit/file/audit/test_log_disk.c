/* file/audit: what is on the disk of a table, and when; a disk that is full or fails. */
#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/file.h"
#include "file/audit/table.h"

/* Takes the place of the system's: a disk that is full. */
static bool full;
int posix_fallocate(int fd, off_t at, off_t n)
{
    struct stat sb;
    if (full || fstat(fd, &sb) != 0)
        return ENOSPC;
    return sb.st_size < at + n && ftruncate(fd, at + n) != 0 ? errno : 0;
}

/* And what comes to the disk, each file once; or none does. */
static struct {
    ino_t file[1000];
    size_t n;
    bool fails;
} synced;
int fdatasync(int fd)
{
    struct stat sb;
    size_t i = 0;
    if (synced.fails || fstat(fd, &sb) != 0) {
        errno = EIO;
        return -1;
    }
    while (i < synced.n && synced.file[i] != sb.st_ino)
        i++;
    synced.file[i] = sb.st_ino;
    synced.n += i == synced.n;
    return 0;
}

static bool S_synced(const char *name)
{
    struct stat sb;
    size_t i = 0;
    ck_assert_int_eq(stat(temp_path(name), &sb), 0);
    while (i < synced.n && synced.file[i] != sb.st_ino)
        i++;
    return i < synced.n;
}

/* All of it is on the disk before the head says that it was closed; where that fails it does not say so. */
START_TEST(test_closed)
{
    struct audit_head head;
    for (int fails = 0; fails < 2; fails++) {
        synced.fails = fails;
        table_open();
        for (int i = 2; i < 30; i++)
            table_next(i);
        audit_log_close(&table_log);
        synced.fails = false;
        ck_assert(audit_head_read(temp_path("audit"), &head));
        ck_assert_int_eq(audit_head_is_closed(&head, &table_key), !fails);
        for (int i = 1; i < 30 && !fails; i++) {
            char name[40];
            snprintf(name, sizeof name, "audit/%06d.csv", i);
            ck_assert_msg(S_synced(name), "%s", name);
        }
        table_sound();
    }
}
END_TEST

/* One that was killed: how much of it is on the disk nobody knows, so all of it is synced again. */
START_TEST(test_killed_synced)
{
    table_open();
    for (int i = 2; i < 5; i++)
        table_next(i);
    table_kill();
    synced.n = 0;
    table_open_as(4, 64 << 20);
    audit_log_close(&table_log);
    ck_assert(S_synced("audit/000001.csv") && S_synced("audit/000003.csv") && S_synced("audit"));
    synced.n = 0;
    table_open_as(4, 64 << 20);
    audit_log_close(&table_log);
    ck_assert(!S_synced("audit/000001.csv") && S_synced("audit/000004.csv"));
}
END_TEST

/* What cannot be opened just now was not synced, and is not taken for empty either. */
START_TEST(test_no_file)
{
    struct rlimit was, none;
    struct audit_end end;
    struct diag d = DIAG_INIT;
    int fds[AUDIT_SYNC_FILES];
    table_open();
    table_next(2);
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &was), 0);
    none = (struct rlimit){0, was.rlim_max};
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
    int n = audit_log_dirty(&table_log, fds, &end);
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &was), 0);
    ck_assert_int_eq(n, 0);
    ck_assert_int_eq(end.count, 0);
    audit_log_synced(&table_log, &end);
    ck_assert_uint_eq(table_log.synced, 1);
    table_kill();
    ck_assert_int_eq(rename(temp_path("audit/000002.csv"), temp_path("away")), 0);
    ck_assert_int_eq(mkfifo(temp_path("audit/000002.csv"), 0600), 0); /* of that name, and no file */
    ck_assert_int_eq(audit_log_open(&table_log, temp_path("audit"), &table_key, 64 << 20, 2, TABLE_AT, &d),
                     ST_PLACE);
    ck_assert_int_eq(access(temp_path("audit/000002.csv"), F_OK), 0); /* it was not removed */
    ck_assert_int_eq(rename(temp_path("away"), temp_path("audit/000002.csv")), 0);
    table_open_as(2, 64 << 20);
    audit_log_close(&table_log);
    table_sound();
}
END_TEST

/* The disk is full: what can be refused is, the rest goes on as far as there is room; and when there is
 * again, the table says how many are missing: neither what was refused is, nor what waits in a database. */
START_TEST(test_full)
{
    char text[AUDIT_TEXT];
    struct diag d = DIAG_INIT;
    const struct audit_row row = {.nichiji = TABLE_AT, .keiro = "接続システム", .koto = "kanyusha.get"};
    const struct audit_text t = {TABLE_AT, 0, audit_row_text(&row, text), text},
                            waits = {TABLE_AT, audit_kagi_of(3, 1), t.n, text};
    int common = 0, last = 0;
    table_open();
    full = true;
    while (audit_log_add(&table_log, &t, AUDIT_COMMON, &d) == ST_OK)
        common++;
    ck_assert_int_eq(d.status, ST_DISK);
    while (audit_log_add(&table_log, &t, AUDIT_LAST, &d) == ST_OK)
        last++;
    ck_assert_int_gt(common, 100);
    ck_assert_int_gt(last, 30);
    ck_assert_int_eq(audit_log_add(&table_log, &t, AUDIT_LAST, &d), ST_DISK);
    ck_assert_int_eq(audit_log_add(&table_log, &waits, AUDIT_LAST, &d), ST_DISK); /* it comes again */
    full = false;
    ck_assert_int_eq(audit_log_add(&table_log, &waits, AUDIT_LAST, &d), ST_OK);
    audit_log_close(&table_log);
    table_found("kensu=2 空きがなく");
    full = true;
    ck_assert_int_eq(audit_log_open(&table_log, temp_path("none"), &table_key, 64 << 20, 1, TABLE_AT, &d),
                     ST_DISK);
    full = false;
}
END_TEST

int main(void)
{
    Suite *s = suite_create("audit_log_disk");
    TCase *c = tcase_create("log");
    tcase_set_timeout(c, 60);
    tcase_add_checked_fixture(c, table_setup, temp_drop);
    tcase_add_test(c, test_closed);
    tcase_add_test(c, test_killed_synced);
    tcase_add_test(c, test_no_file);
    tcase_add_test(c, test_full);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
