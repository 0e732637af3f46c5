/* world/audit_machi: durable writes whose records cannot go into the audit table at once, and the numbers
 * under which they wait. */
#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>

#include "world/lot9.h"

static struct diag d;
static struct buf json = BUF_INIT;

/* Takes the place of the system's: a disk that is full for the table alone. */
static bool full;
int posix_fallocate(int fd, off_t at, off_t n)
{
    struct stat sb;
    if (full || fstat(fd, &sb) != 0)
        return ENOSPC;
    return sb.st_size < at + n && ftruncate(fd, at + n) != 0 ? errno : 0;
}

/* Take the places of the system's: how much of the table was on the disk when the next generation came to
 * count. */
static int64_t count_then;
int rename(const char *from, const char *to)
{
    const char *name = strrchr(to, '/');
    if (w && name && strcmp(name, "/current") == 0)
        count_then = w->audit.synced;
    return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

static int synced;
int fdatasync(int fd)
{
    synced++;
    return fsync(fd);
}

/* A write of the control API. */
static void S_write(const char *koto)
{
    struct audit_doing doing = {.koto = koto};
    audit_begins(&doing);
    ck_assert_int_eq(engine_write(w, 0, DB_UNYO, lot9_put_run, NULL, (void *)(uintptr_t)koto, &d), ST_OK);
    audit_ends(&doing, w, &DIAG_INIT, 200, &(struct diag){0});
    ck_assert(doing.recorded);
}

/* What the table has of it. */
static const char *S_asked(const char *koto, int64_t kuiki)
{
    buf_clear(&json);
    d = DIAG_INIT;
    ck_assert_int_eq(
        sim_audit(w, &(struct order_audit){.koto = koto, .kuiki = kuiki, .limit = 10}, &json, &d), ST_OK);
    return json.data;
}

/* No room in what is mapped either: nothing more can be told of but what waits in its database. */
static void S_fill(void)
{
    const struct audit_row r = {.keiro = "制御", .koto = "fill"};
    full = true;
    while (audit_append(w, &r, AUDIT_LAST, &d) == ST_OK)
        ;
}

/* A reset throws its database away, but not the record. */
START_TEST(test_behind)
{
    S_write("before");
    S_fill();
    S_write("behind");
    full = false;
    buf_clear(&json);
    ck_assert_int_eq(json_reset(w, 0, "{}", &json, &d), ST_OK);
    const char *asked = S_asked("behind", 1);
    ck_assert_msg(strstr(asked, "\"koto\":\"behind\""), "%s", asked);
    asked = S_asked("audit.kake", 0);
    ck_assert_msg(strstr(asked, "kensu=1 "), "%s", asked); /* of those that filled it, the last */
}
END_TEST

/* The power goes when a reset has just been: what it threw away is recorded on the disk. */
START_TEST(test_left)
{
    S_write("first");
    const int64_t chained = w->audit.chained;
    const int before = synced;
    ck_assert_int_gt(chained, w->audit.synced);
    buf_clear(&json);
    ck_assert_int_eq(json_reset(w, 0, "{}", &json, &d), ST_OK);
    ck_assert_int_eq(count_then, chained);
    ck_assert_int_gt(synced, before);
}
END_TEST

/* It is the audit record that could not be opened, not the database, and not for want of room. */
START_TEST(test_descriptors)
{
    struct rlimit was;
    const char *const koto = "short";
    struct audit_doing doing = {.koto = koto};
    const int next = open("/dev/null", O_RDONLY);
    ck_assert_int_eq(close(next), 0);
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &was), 0);
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &(struct rlimit){(rlim_t)next, was.rlim_max}), 0);
    audit_begins(&doing);
    enum status st = engine_write(w, 0, DB_UNYO, lot9_put_run, NULL, (void *)(uintptr_t)koto, &d);
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &was), 0);
    ck_assert_int_eq(st, ST_DESCRIPTORS);
    ck_assert_str_eq(d.item, "監査記録の鍵");
    ck_assert_str_eq(d.have, "開いているファイルが多すぎます");
    audit_ends(&doing, w, &d, 503, &(struct diag){0});
    S_write("behind");
}
END_TEST

/* They only rise, also where batches were not kept and nothing waits after a reset and a start. */
START_TEST(test_numbers)
{
    S_write("first");
    w->audit.batch = 100;
    S_write("second");
    ck_assert_int_eq(w->audit.log.end.kagi / 1024, 101);
    buf_clear(&json);
    ck_assert_int_eq(json_reset(w, 0, "{}", &json, &d), ST_OK);
    lot9_close();
    lot9_open();
    S_write("third");
    ck_assert_int_gt(w->audit.log.end.kagi / 1024, 101);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("world/audit_machi");
    TCase *t = tcase_create("machi");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, lot9_setup, lot9_teardown);
    tcase_add_test(t, test_behind);
    tcase_add_test(t, test_left);
    tcase_add_test(t, test_numbers);
    tcase_add_test(t, test_descriptors);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    buf_release(&json);
    return failed != 0;
}
