/* base/file: whole files, atomically, with causes that a person understands. */
#include <check.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/lang.h"
#include "base/pki_sweep.h"
#include "temp.h"

/* A disk that is full, played by a limit that holds for root as well: another status than a wrong path. */
START_TEST(test_full)
{
    struct diag d = DIAG_INIT;
    struct buf b = BUF_INIT;
    struct rlimit was, none;
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(file_write(temp_path("a"), 0600, "one", 3, &d), ST_OK);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &was), 0);
    none = (struct rlimit){2, was.rlim_max};
    setrlimit(RLIMIT_FSIZE, &none);
    enum status st = file_write(temp_path("a"), 0600, "two", 3, &d);
    setrlimit(RLIMIT_FSIZE, &was);
    ck_assert_int_eq(st, ST_DISK);
    ck_assert_int_eq(file_read(temp_path("a"), 3, &b, &d), ST_OK);
    ck_assert_str_eq(b.data, "one");
    buf_release(&b);
    ck_assert_int_eq(file_write(temp_path("none/a"), 0600, "two", 3, &d), ST_SETUP);
    ck_assert_int_eq(file_status(ENOSPC), ST_DISK);
    ck_assert_int_eq(file_status(EDQUOT), ST_DISK);
    ck_assert_int_eq(file_status(EACCES), ST_SETUP);
    ck_assert_int_eq(file_status(EMFILE), ST_DESCRIPTORS);
}
END_TEST

/* Each kind of trouble has its own words: "look at the room" is said of the disk alone. */
START_TEST(test_trouble)
{
    static const struct {
        int err;
        enum status st;
    } all[] = {{ENOSPC, ST_DISK},        {EDQUOT, ST_DISK},        {EIO, ST_DISK},     {0, ST_DISK},
               {EMFILE, ST_DESCRIPTORS}, {ENFILE, ST_DESCRIPTORS}, {ENOENT, ST_PLACE}, {ENOTDIR, ST_PLACE},
               {EACCES, ST_PLACE},       {EPERM, ST_PLACE},        {EROFS, ST_PLACE},  {EISDIR, ST_PLACE}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct diag d = DIAG_INIT;
        ck_assert_int_eq(file_failed(&d, "x", "y", all[i].err), all[i].st);
        ck_assert(d.status == all[i].st && status_disk(d.status) && d.have[0]);
        ck_assert_int_eq(strstr(status_info(d.status)->text, "空き") != NULL, all[i].st == ST_DISK);
    }
}
END_TEST

/* What is removed is what the name says: a link and not what it points to. */
START_TEST(test_remove)
{
    ck_assert_int_eq(mkdir(temp_path("kept"), 0700), 0);
    ck_assert_int_eq(mkdir(temp_path("gone"), 0700), 0);
    ck_assert_int_eq(mkdir(temp_path("gone/in"), 0700), 0);
    ck_assert_int_eq(symlink("../../kept", temp_path("gone/in/link")), 0);
    ck_assert_int_eq(symlink("kept", temp_path("link")), 0);
    remove_tree(temp_path("gone"));
    remove_tree(temp_path("link"));
    remove_tree(temp_path("nothing"));
    ck_assert_int_eq(access(temp_path("gone"), F_OK), -1);
    ck_assert_int_eq(access(temp_path("link"), F_OK), -1);
    ck_assert_int_eq(access(temp_path("kept"), F_OK), 0);
    close(open(temp_path("file"), O_CREAT | O_WRONLY, 0600));
    remove_tree(temp_path("file"));
    ck_assert_int_eq(access(temp_path("file"), F_OK), -1);
}
END_TEST

START_TEST(test_write)
{
    struct diag d = DIAG_INIT;
    struct buf b = BUF_INIT;
    struct stat s;
    ck_assert_int_eq(file_write(temp_path("a"), 0600, "one", 3, &d), ST_OK);
    ck_assert_int_eq(file_write(temp_path("a"), 0644, "two", 3, &d), ST_OK);
    ck_assert_int_eq(file_read(temp_path("a"), 3, &b, &d), ST_OK);
    ck_assert_str_eq(b.data, "two");
    ck_assert_int_eq(stat(temp_path("a"), &s), 0);
    ck_assert_uint_eq(s.st_mode & 0777, 0644);
    buf_release(&b);
    ck_assert_int_eq(file_read(temp_path("a"), 2, &b, &d), ST_SETUP);
    ck_assert_msg(strstr(d.have, "超えて"), "%s", d.have);
    buf_release(&b);
    ck_assert_int_eq(file_write(temp_path("empty"), 0600, "", 0, &d), ST_OK);
    ck_assert_int_eq(file_read(temp_path("empty"), 10, &b, &d), ST_OK);
    ck_assert_uint_eq(b.len, 0);
    buf_release(&b);
    int files = 0; /* nothing temporary is left */
    DIR *dir = opendir(temp_dir);
    for (struct dirent *e; (e = readdir(dir)) != NULL;)
        files += e->d_name[0] != '.';
    closedir(dir);
    ck_assert_int_eq(files, 2);
}
END_TEST

START_TEST(test_failures)
{
    struct diag d = DIAG_INIT;
    struct buf b = BUF_INIT;
    ck_assert_int_eq(file_write(temp_path("none/a"), 0600, "x", 1, &d), ST_SETUP);
    ck_assert_str_eq(d.have, "ファイルまたはフォルダーがありません");
    ck_assert_msg(strstr(d.item, "none/a"), "%s", d.item);
    ck_assert_int_eq(file_read(temp_path("none"), 10, &b, &d), ST_SETUP);
    ck_assert_int_eq(file_mkdir(temp_path("dir"), &d), ST_OK);
    ck_assert_int_eq(file_mkdir(temp_path("dir"), &d), ST_OK);
    ck_assert_int_eq(file_write(temp_path("dir"), 0600, "x", 1, &d), ST_SETUP);
    ck_assert_str_eq(d.have, "フォルダーです");
    ck_assert_int_eq(file_write(temp_path("f"), 0600, "x", 1, &d), ST_OK);
    ck_assert_int_eq(file_mkdir(temp_path("f"), &d), ST_SETUP);
    ck_assert_int_eq(file_mkdir(temp_path("f/g"), &d), ST_SETUP);
    ck_assert_str_eq(d.have, "フォルダーではありません");
    ck_assert_int_eq(file_write("/dev/full/x", 0600, "x", 1, &d), ST_SETUP);
    buf_release(&b);
}
END_TEST

/* A file that somebody names: a FIFO nobody writes to is not waited for. */
START_TEST(test_open)
{
    static const struct {
        const char *name;
        int err;
    } rows[] = {{"file", 0}, {"link", 0}, {"fifo", ESPIPE}, {"dir", EISDIR}, {"none", ENOENT}};
    struct diag d = DIAG_INIT;
    struct buf b = BUF_INIT;
    ck_assert_int_eq(file_write(temp_path("file"), 0600, "x", 1, &d), ST_OK);
    ck_assert_int_eq(symlink("file", temp_path("link")), 0);
    ck_assert_int_eq(mkfifo(temp_path("fifo"), 0600), 0);
    ck_assert_int_eq(mkdir(temp_path("dir"), 0700), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        errno = 0;
        int fd = file_open(temp_path(rows[i].name));
        ck_assert_msg(errno == rows[i].err && (fd >= 0) == !rows[i].err, "%s: %d", rows[i].name, errno);
        if (fd >= 0)
            close(fd);
    }
    ck_assert_int_eq(file_open("/dev/zero"), -1);
    ck_assert_int_eq(file_read(temp_path("fifo"), 10, &b, &d), ST_SETUP);
    ck_assert_msg(strstr(d.have, "普通のファイルではありません"), "%s", d.have);
    buf_release(&b);
}
END_TEST

static void S_touch(const char *name)
{
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(file_write(temp_path(name), 0600, "x", 1, &d), ST_OK);
}

/* Only what is nobody's goes. */
START_TEST(test_sweep)
{
    static const char *const stays[] = {"clients/a.crt", "clients/a.key",    "clients/a.p12", "clients/b.tmp",
                                        "ca.key",        "clients/c.tmp12x", "notes.key"};
    static const char *const goes[] = {"clients/a.key.tmp4711", "clients/d.key", "clients/e.p12",
                                       "ca.key.tmp1"};
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(file_mkdir(temp_path("clients"), &d), ST_OK);
    for (size_t i = 0; i < sizeof stays / sizeof *stays; i++)
        S_touch(stays[i]);
    for (size_t i = 0; i < sizeof goes / sizeof *goes; i++)
        S_touch(goes[i]);
    pki_sweep(temp_path("."));
    for (size_t i = 0; i < sizeof stays / sizeof *stays; i++)
        ck_assert_msg(access(temp_path(stays[i]), F_OK) == 0, "%s", stays[i]);
    for (size_t i = 0; i < sizeof goes / sizeof *goes; i++)
        ck_assert_msg(access(temp_path(goes[i]), F_OK) != 0, "%s", goes[i]);
    ck_assert(!file_temporary(".tmp12") && !file_temporary("tmp12") && file_temporary("a.tmp12"));
    pki_sweep(temp_path("none"));
}
END_TEST

START_TEST(test_texts)
{
    char text[128], path[300];
    ck_assert_str_eq(file_cause(ENOSPC, text, sizeof text), "ディスクに空きがありません");
    ck_assert_str_eq(file_cause(EACCES, text, sizeof text), "権限がありません");
    ck_assert_str_eq(file_cause(EIO, text, sizeof text), "入出力エラーです");
    ck_assert_str_eq(file_cause(EDOM, text, sizeof text), "errno 33");
    lang_everywhere = true;
    ck_assert_str_eq(file_cause(ENOSPC, text, sizeof text), "no room on the disk");
    lang_everywhere = false;
    memset(path, 'x', sizeof path - 1);
    path[sizeof path - 1] = 0;
    ck_assert_uint_eq(strlen(file_tail(path)), 90);
    ck_assert_str_eq(file_tail("/a/b"), "/a/b");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/file");
    TCase *t = tcase_create("file");
    tcase_add_checked_fixture(t, temp_make, temp_drop);
    tcase_add_test(t, test_full);
    tcase_add_test(t, test_trouble);
    tcase_add_test(t, test_remove);
    tcase_add_test(t, test_sweep);
    tcase_add_test(t, test_write);
    tcase_add_test(t, test_failures);
    tcase_add_test(t, test_open);
    tcase_add_test(t, test_texts);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
