/* world/journal_disk: what is written is read, what is half is not, what is too much goes from its beginning.
 */
#include "world/journal_disk.h"

#include <check.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "temp.h"

static struct journal_disk disk;

static char *S_dir(void)
{
    return strdup(temp_path("journal"));
}

static void S_setup(void)
{
    temp_make();
    journal_disk_init(&disk, S_dir(), JOURNAL_WELL);
}

static void S_teardown(void)
{
    journal_disk_release(&disk);
    temp_drop();
}

static struct str S_text(char *room, size_t n, char c)
{
    memset(room, c, n);
    return (struct str){room, n};
}

/* A record of some bytes: its number stands in its line. */
static bool S_put(int number, size_t n)
{
    static char request[1 << 19];
    char line[32];
    struct buf b = BUF_INIT;
    snprintf(line, sizeof line, "{\"n\":%d}", number);
    journal_record_put(&b, &(struct journal_record){.row = str_of(line),
                                                    .request = S_text(request, n, 'q'),
                                                    .reply = STR("r"),
                                                    .request_cut = n == 7});
    bool ok = journal_disk_write(&disk, b.data, b.len);
    buf_release(&b);
    return ok;
}

/* The numbers of the records that lie there, "1 2 3". */
static const char *S_there(size_t last)
{
    static char out[4000];
    struct journal_walk w;
    struct journal_record r;
    size_t at = 0;
    out[0] = 0;
    journal_walk_begin(&w, &disk, last);
    while (journal_walk_next(&w, &r)) {
        ck_assert(str_eq(r.reply, STR("r")));
        ck_assert(r.request.n == 0 || r.request.p[r.request.n - 1] == 'q');
        at += (size_t)snprintf(out + at, sizeof out - at, "%s%.*s", at ? " " : "", (int)r.row.n - 6,
                               r.row.p + 5);
    }
    journal_walk_end(&w);
    return out;
}

/* As a daemon that starts again. */
static void S_again(int64_t most)
{
    journal_disk_release(&disk);
    journal_disk_init(&disk, S_dir(), JOURNAL_WELL);
    disk.most = most;
}

START_TEST(test_written_and_read)
{
    struct journal_walk w;
    struct journal_record r;
    ck_assert_str_eq(S_there(0), "");
    ck_assert(S_put(1, 7) && S_put(2, 0) && S_put(3, 100));
    ck_assert_str_eq(S_there(0), "1 2 3");
    journal_walk_begin(&w, &disk, 0);
    ck_assert(journal_walk_next(&w, &r) && r.request_cut && !r.reply_cut && !r.no_room && r.request.n == 7);
    ck_assert(journal_walk_next(&w, &r) && !r.request_cut && r.request.p && !r.request.n);
    journal_walk_end(&w);
    S_again(JOURNAL_MOST);
    ck_assert(S_put(4, 1));
    ck_assert_str_eq(S_there(0), "1 2 3 4");
    ck_assert_str_eq(S_there(1), "4"); /* each start has a segment of its own */
}
END_TEST

START_TEST(test_bound)
{
    S_again(3 * JOURNAL_SEGMENT);
    for (int i = 1; i <= 20; i++)
        ck_assert(S_put(i, (1 << 19) - 200));
    ck_assert_str_eq(S_there(0), "15 16 17 18 19 20");
    ck_assert_int_le(disk.total, 3 * JOURNAL_SEGMENT);
    S_again(2 * JOURNAL_SEGMENT - 1000); /* also what was left by the one before */
    ck_assert(S_put(21, 10));
    ck_assert_str_eq(S_there(0), "19 20 21");
}
END_TEST

/* A daemon that is started often leaves no more files than may be. */
START_TEST(test_many_starts)
{
    char path[300];
    for (int i = 1; i <= disk.bound->files + 40; i++) {
        ck_assert(S_put(i, 1));
        S_again(JOURNAL_MOST);
    }
    snprintf(path, sizeof path, "%s/00000040.log", disk.dir);
    ck_assert_int_ne(access(path, F_OK), 0);
    ck_assert_int_eq(strncmp(S_there(0), "41 42 ", 6), 0);
}
END_TEST

/* Wherever the end was torn off, all before it is read, and what is written next. */
START_TEST(test_torn)
{
    char path[300];
    struct stat sb;
    ck_assert(S_put(1, 10) && S_put(2, 20));
    snprintf(path, sizeof path, "%s/00000001.log", disk.dir);
    ck_assert_int_eq(stat(path, &sb), 0);
    off_t first = sb.st_size;
    ck_assert(S_put(3, 30));
    ck_assert_int_eq(stat(path, &sb), 0);
    for (off_t n = sb.st_size - 1; n > first; n--) {
        ck_assert_int_eq(truncate(path, n), 0);
        ck_assert_str_eq(S_there(0), "1 2");
    }
    S_again(JOURNAL_MOST);
    ck_assert(S_put(4, 5));
    ck_assert_str_eq(S_there(0), "1 2 4");
    int fd = open(path, O_WRONLY | O_CLOEXEC); /* of a disk that lost its power: zeros */
    ck_assert(fd >= 0 && pwrite(fd, (char[64]){0}, 64, 0) == 64);
    close(fd);
    ck_assert_str_eq(S_there(0), "4");
}
END_TEST

/* Of a disk that lost its power, or that was read while it was written over: both ends are there, and between
 * them what was there before. */
START_TEST(test_mixed)
{
    char path[300], before[72];
    memset(before, 'x', sizeof before);
    ck_assert(S_put(1, 100) && S_put(2, 20000) && S_put(3, 100));
    snprintf(path, sizeof path, "%s/00000001.log", disk.dir);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    ck_assert(fd >= 0 && pwrite(fd, before, sizeof before, 10000) == sizeof before);
    close(fd);
    ck_assert_str_eq(S_there(0), "1");
}
END_TEST

/* The two rings of a folder know nothing of each other, and together have no more than a world may. */
START_TEST(test_rings)
{
    struct journal_disk other;
    int64_t most = 0;
    ck_assert(S_put(1, 10));
    journal_disk_init(&other, S_dir(), JOURNAL_REFUSED);
    struct journal_disk well = disk;
    disk = other;
    ck_assert_str_eq(S_there(0), "");
    for (int i = 2; i <= 51; i++)
        ck_assert(S_put(i, (1 << 19) - 200));
    ck_assert_int_le(disk.total, journal_bounds[JOURNAL_REFUSED].most);
    ck_assert_int_eq(strncmp(S_there(0), "20 21 ", 6), 0);
    other = disk;
    disk = well;
    ck_assert_str_eq(S_there(0), "1");
    journal_disk_release(&other);
    for (int i = 0; i < JOURNAL_RINGS; i++)
        most += journal_bounds[i].most;
    ck_assert_int_eq(most, JOURNAL_MOST);
}
END_TEST

enum { ROUNDS = 500, BODY = 60000 };

static void *S_write_over(void *ended)
{
    for (int i = 0; i < ROUNDS; i++) {
        static char body[BODY];
        char line[32];
        struct buf b = BUF_INIT;
        snprintf(line, sizeof line, "%d", i);
        memset(body, 'a' + i % 26, sizeof body);
        journal_record_put(
            &b, &(struct journal_record){.row = str_of(line), .request = {body, sizeof body - (size_t)i}});
        ck_assert(journal_disk_write(&disk, b.data, b.len));
        buf_release(&b);
    }
    atomic_store((atomic_bool *)ended, true);
    return NULL;
}

/* Whoever reads while the oldest is written over has each record as it was written, or not at all. */
START_TEST(test_read_meanwhile)
{
    atomic_bool ended = false;
    pthread_t writer;
    struct journal_walk w;
    struct journal_record r;
    S_again(3 * JOURNAL_SEGMENT);
    ck_assert_int_eq(pthread_create(&writer, NULL, S_write_over, &ended), 0);
    while (!atomic_load(&ended)) {
        journal_walk_begin(&w, &disk, 0);
        for (long last = -1; journal_walk_next(&w, &r);) {
            const long n = strtol(r.row.p, NULL, 10);
            ck_assert_int_gt(n, last);
            ck_assert_uint_eq(r.request.n, (size_t)(BODY - n));
            for (size_t i = 0; i < r.request.n; i++)
                ck_assert_msg(r.request.p[i] == 'a' + n % 26, "%ld at %zu", n, i);
            last = n;
        }
        journal_walk_end(&w);
    }
    pthread_join(writer, NULL);
    ck_assert_int_le(disk.total, 3 * JOURNAL_SEGMENT);
}
END_TEST

/* What finds no room leaves nothing, and hinders nothing that comes when there is some. */
START_TEST(test_full)
{
    struct rlimit was;
    ck_assert(S_put(1, 100));
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &was);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){1000, was.rlim_max});
    ck_assert(!S_put(2, 5000));
    setrlimit(RLIMIT_FSIZE, &was);
    ck_assert_str_eq(S_there(0), "1");
    ck_assert(S_put(3, 5000));
    ck_assert_str_eq(S_there(0), "1 3");
}
END_TEST

/* The same while the oldest is written over, whose rest goes with it. */
START_TEST(test_full_over_oldest)
{
    struct rlimit was;
    S_again(3 * JOURNAL_SEGMENT);
    for (int i = 1; i <= 7; i++)
        ck_assert(S_put(i, (1 << 19) - 200));
    ck_assert_str_eq(S_there(0), "3 4 5 6 7");
    ck_assert_int_gt(disk.held, disk.size);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &was);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){(rlim_t)disk.size + 1000, was.rlim_max});
    ck_assert(!S_put(8, 5000));
    setrlimit(RLIMIT_FSIZE, &was);
    ck_assert_str_eq(S_there(0), "3 4 5 6 7");
    ck_assert(S_put(9, 5000));
    ck_assert_str_eq(S_there(0), "3 4 5 6 7 9");
    const int64_t told = disk.total;
    S_again(3 * JOURNAL_SEGMENT);
    ck_assert(S_put(10, 0));
    ck_assert_int_lt(disk.total - told, 200); /* of the files, which it has counted */
}
END_TEST

int main(void)
{
    Suite *s = suite_create("journal_disk");
    TCase *t = tcase_create("journal_disk");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_written_and_read);
    tcase_add_test(t, test_bound);
    tcase_add_test(t, test_many_starts);
    tcase_add_test(t, test_torn);
    tcase_add_test(t, test_mixed);
    tcase_add_test(t, test_rings);
    tcase_add_test(t, test_read_meanwhile);
    tcase_add_test(t, test_full);
    tcase_add_test(t, test_full_over_oldest);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
