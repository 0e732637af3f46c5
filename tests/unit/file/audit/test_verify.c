/* file/audit: of 10,000 random tamperings with a table none is missed, at rest or at work; and what was put
 * back as a whole is met by what somebody has noted elsewhere. */
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file/audit/table.h"

enum { TAMPERINGS = 10000, FILES = 3, ROOM = 1 << 15 };

struct file {
    char path[256], was[ROOM], now[ROOM];
    size_t was_n, now_n;
};
static struct file files[FILES];
static char head_was[AUDIT_HEAD_BYTES], head_old[AUDIT_HEAD_BYTES];
static uint64_t turn = 20170508;

static size_t S_random(size_t n)
{
    turn ^= turn << 13;
    turn ^= turn >> 7;
    turn ^= turn << 17;
    return (size_t)(turn % n);
}

static size_t S_read(const char *path, char *out, size_t cap)
{
    FILE *f = fopen(path, "r");
    ck_assert_ptr_nonnull(f);
    size_t n = fread(out, 1, cap, f);
    fclose(f);
    return n;
}

static void S_write(const char *path, const char *p, size_t n)
{
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(p, 1, n, f), n);
    fclose(f);
}

static void S_take(void)
{
    for (int i = 0; i < FILES; i++) {
        char name[32];
        snprintf(name, sizeof name, "audit/%06d.csv", i + 1);
        snprintf(files[i].path, sizeof files[i].path, "%s", temp_path(name));
        files[i].was_n = S_read(files[i].path, files[i].was, ROOM);
        ck_assert_uint_gt(files[i].was_n, 0);
    }
    ck_assert_uint_eq(S_read(temp_path("audit.head"), head_was, sizeof head_was), sizeof head_was);
}

/* Three chains, of which two are closed. */
static void S_fill(void)
{
    table_open();
    for (int i = 0; i < 36; i++) {
        table_add(i % 3 ? "kanyusha.get" : "fukuhon.register", 0);
        if (i % 12 == 11 && i < 30)
            table_next(2 + i / 12);
        if (i == 30) /* as somebody may have kept it */
            memcpy(head_old, table_log.head, sizeof *table_log.head);
    }
}

/* --- what somebody might do -------------------------------------------------------------------------------
 */

static void S_cut(struct file *f, size_t at, size_t n)
{
    memmove(f->now + at, f->now + at + n, f->now_n - at - n);
    f->now_n -= n;
}

static void S_put(struct file *f, size_t at, const char *p, size_t n)
{
    memmove(f->now + at + n, f->now + at, f->now_n - at);
    memcpy(f->now + at, p, n);
    f->now_n += n;
}

/* A line at random: where it begins, and its length with its end. */
static size_t S_line(const struct file *f, size_t *ret_n)
{
    size_t at = S_random(f->now_n);
    while (at && f->now[at - 1] != '\n')
        at--;
    const char *end = memchr(f->now + at, '\n', f->now_n - at);
    *ret_n = end ? (size_t)(end - f->now) - at + 1 : f->now_n - at;
    return at;
}

static void S_flip(struct file *f)
{
    f->now[S_random(f->now_n)] ^= (char)(1 << S_random(8));
}
static void S_insert(struct file *f)
{
    char bytes[4];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)S_random(256);
    S_put(f, S_random(f->now_n + 1), bytes, 1 + S_random(sizeof bytes));
}
static void S_delete(struct file *f)
{
    size_t at = S_random(f->now_n);
    S_cut(f, at, 1 + S_random(f->now_n - at));
}
static void S_end(struct file *f)
{
    f->now_n -= 1 + S_random(f->now_n);
}
static void S_row_gone(struct file *f)
{
    size_t n, at = S_line(f, &n);
    S_cut(f, at, n);
}
static void S_row_twice(struct file *f)
{
    size_t n, at = S_line(f, &n);
    char line[4096];
    memcpy(line, f->now + at, n);
    S_line(f, &n);
    S_put(f, S_line(f, &(size_t){0}), line, strcspn(line, "\n") + 1);
}
static void S_rows_end(struct file *f)
{
    size_t n, at = S_line(f, &n);
    f->now_n = at;
}
static void S_rows_swapped(struct file *f)
{
    char line[4096];
    size_t n, m, at = S_line(f, &n);
    memcpy(line, f->now + at, n);
    S_cut(f, at, n);
    if (f->now_n)
        S_put(f, S_line(f, &m), line, n);
}
static void S_overwrite(struct file *f)
{
    size_t at = S_random(f->now_n), n = 1 + S_random(f->now_n - at);
    for (size_t i = at; i < at + n; i++)
        f->now[i] = (char)('0' + S_random(10));
}
static void S_zeros(struct file *f)
{
    memset(f->now + f->now_n, 0, 64);
    f->now_n += 1 + S_random(64);
}

/* Once; what it does is no tampering when it leaves all as it was. */
static bool S_tamper(void)
{
    static const struct {
        void (*tamper)(struct file *f);
    } how[] = {{S_flip},      {S_flip},     {S_insert},       {S_delete},    {S_end},  {S_row_gone},
               {S_row_twice}, {S_rows_end}, {S_rows_swapped}, {S_overwrite}, {S_zeros}};
    struct file *f = &files[S_random(FILES)];
    memcpy(f->now, f->was, f->was_n);
    f->now_n = f->was_n;
    how[S_random(sizeof how / sizeof *how)].tamper(f);
    if (f->now_n == f->was_n && memcmp(f->now, f->was, f->was_n) == 0)
        return false;
    S_write(f->path, f->now, f->now_n);
    return true;
}

static void S_restore(void)
{
    for (int i = 0; i < FILES; i++)
        if (files[i].now_n)
            S_write(files[i].path, files[i].was, files[i].was_n);
}

START_TEST(test_tamperings)
{
    S_fill();
    audit_log_close(&table_log);
    S_take();
    table_sound();
    for (int i = 0; i < TAMPERINGS;) {
        struct audit_report r;
        if (!S_tamper())
            continue;
        table_verify(&r);
        ck_assert_msg(r.found > 0, "tampering %d is missed", i);
        S_restore();
        i++;
    }
    table_sound();
}
END_TEST

/* At work, its end is known by who writes it: nothing of the file head is asked. */
START_TEST(test_at_work)
{
    struct audit_report r;
    S_fill();
    S_take();
    for (int i = 0; i < FILES; i++)
        files[i].was_n = strnlen(files[i].was, files[i].was_n); /* what stands, without its room */
    const struct audit_end end = table_log.end;
    audit_verify(temp_path("audit"), &table_key, &end, NULL, &r);
    ck_assert_int_eq(r.found, 0);
    audit_log_drop(&table_log);
    for (int i = 0; i < 500;) {
        if (!S_tamper())
            continue;
        audit_verify(temp_path("audit"), &table_key, &end, NULL, &r);
        bool added = r.found == 0; /* behind its end: where the next record will be written */
        ck_assert_msg(!added || (files[2].now_n > files[2].was_n &&
                                 memcmp(files[2].now, files[2].was, files[2].was_n) == 0),
                      "tampering %d is missed", i);
        S_restore();
        i++;
    }
}
END_TEST

/* Whose daemon was killed has its room behind the end still: zeros, however far. */
START_TEST(test_room)
{
    struct audit_report r;
    struct stat sb;
    S_fill();
    const off_t end = (off_t)table_log.end.offset;
    audit_log_drop(&table_log);
    table_sound();
    int fd = open(temp_path("audit/000003.csv"), O_RDWR | O_CLOEXEC);
    ck_assert(fd >= 0 && fstat(fd, &sb) == 0 && sb.st_size > end + 2);
    const off_t at[] = {end, end + 1, end + 2, sb.st_size - 1};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        ck_assert_int_eq(pwrite(fd, "x", 1, at[i]), 1);
        table_verify(&r);
        ck_assert_msg(r.found > 0, "a byte at %lld is missed", (long long)at[i]);
        ck_assert_int_eq(pwrite(fd, "", 1, at[i]), 1);
        table_sound();
    }
    close(fd);
}
END_TEST

/* The files themselves, and where the table ends. */
START_TEST(test_files)
{
    struct audit_report r;
    char moved[256], head[AUDIT_HEAD_BYTES];
    S_fill();
    audit_log_close(&table_log);
    S_take();
    snprintf(moved, sizeof moved, "%s", temp_path("moved"));
    for (int i = 0; i < FILES; i++) { /* one is gone, or two have changed places */
        ck_assert_int_eq(rename(files[i].path, moved), 0);
        table_verify(&r);
        ck_assert_int_gt(r.found, 0);
        ck_assert_int_eq(rename(moved, files[i].path), 0);
        S_write(files[i].path, files[(i + 1) % FILES].was, files[(i + 1) % FILES].was_n);
        table_verify(&r);
        ck_assert_int_gt(r.found, 0);
        S_write(files[i].path, files[i].was, files[i].was_n);
    }
    memcpy(head, head_was, sizeof head); /* an older head; with it nobody has closed the table */
    memcpy(head, head_old, sizeof head_old);
    S_write(temp_path("audit.head"), head, sizeof head);
    table_found("head が戻されています");
    for (size_t i = 0; i < offsetof(struct audit_head, closed); i++) { /* any byte of the slots that counts */
        memcpy(head, head_was, sizeof head);
        head[i] ^= 1;
        S_write(temp_path("audit.head"), head, sizeof head);
        table_verify(&r);
        const struct audit_end *e = audit_head_end((const struct audit_head *)(const void *)head_was);
        size_t slot = (size_t)((const char *)e - head_was);
        bool counts = i >= slot && i < slot + 8; /* its other members: what a start makes of them */
        bool state = i >= slot + offsetof(struct audit_end, state) && i < slot + sizeof *e;
        ck_assert_msg(r.found > 0 || !(counts || state), "byte %zu of head", i);
    }
    ck_assert_int_eq(unlink(temp_path("audit.head")), 0);
    table_found("head がありません");
}
END_TEST

/* Who has no key can't make an end, but could put a whole older table back. */
START_TEST(test_noted)
{
    struct audit_report r;
    struct audit_place noted;
    char text[80];
    S_fill();
    audit_log_close(&table_log);
    S_take();
    table_open_as(3, 64 << 20);
    table_add("kanyusha.get", 0);
    snprintf(text, sizeof text, "%lld:%s", (long long)table_log.end.count, table_log.link);
    audit_log_close(&table_log);
    ck_assert(audit_noted_read(text, &noted));
    audit_verify(temp_path("audit"), &table_key, NULL, &noted, &r);
    ck_assert_int_eq(r.found, 0);
    S_write(files[2].path, files[2].was, files[2].was_n);
    S_write(temp_path("audit.head"), head_was, sizeof head_was);
    table_sound(); /* nothing in the folder can tell */
    audit_verify(temp_path("audit"), &table_key, NULL, &noted, &r);
    ck_assert_int_eq(r.found, 1);
    noted.count = 5;
    audit_verify(temp_path("audit"), &table_key, NULL, &noted, &r);
    ck_assert_int_eq(r.found, 1);
    ck_assert(!audit_noted_read("5", &noted) && !audit_noted_read("0:", &noted) &&
              !audit_noted_read("5:ab", &noted));
    struct hmac other;
    hmac_key(&other, "another one", 11);
    audit_verify(temp_path("audit"), &other, NULL, NULL, &r);
    ck_assert_int_gt(r.found, 0);
    ck_assert_ptr_nonnull(strstr(r.list[0].what, "鍵 audit.key が違います"));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("audit_verify");
    TCase *c = tcase_create("verify");
    tcase_set_timeout(c, 120);
    tcase_add_checked_fixture(c, table_setup, temp_drop);
    tcase_add_test(c, test_tamperings);
    tcase_add_test(c, test_at_work);
    tcase_add_test(c, test_room);
    tcase_add_test(c, test_files);
    tcase_add_test(c, test_noted);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
