/* Whole small files; see file.h. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/copies.h"
#include "base/lang.h"

static const struct {
    int err;
    const char *ja, *en;
} causes[] = {
#define CAUSE(err, ja, en) {err, ja, en},
#include "base/cause.def"
#undef CAUSE
};

const char *file_cause(int err, char *text, size_t cap)
{
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
        if (causes[i].err == err) {
            snprintf(text, cap, "%s", lang_everywhere ? causes[i].en : causes[i].ja);
            return text;
        }
    snprintf(text, cap, "errno %d", err);
    return text;
}

const char *file_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

const char *file_tail(const char *path)
{
    size_t n = strlen(path), from = n > 90 ? n - 90 : 0;
    while (from && (path[from] & 0xC0) == 0x80) /* a character is whole */
        from++;
    return path + from;
}

enum status file_trouble(int err)
{
    static const struct {
        int err;
        enum status st;
    } troubles[] = {{EMFILE, ST_DESCRIPTORS}, {ENFILE, ST_DESCRIPTORS}, {ENOENT, ST_PLACE},
                    {ENOTDIR, ST_PLACE},      {EISDIR, ST_PLACE},       {ESPIPE, ST_PLACE},
                    {EACCES, ST_PLACE},       {EPERM, ST_PLACE},        {EROFS, ST_PLACE},
                    {ELOOP, ST_PLACE},        {ENAMETOOLONG, ST_PLACE}, {EEXIST, ST_PLACE}};
    for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++)
        if (err == troubles[i].err)
            return troubles[i].st;
    return ST_DISK;
}

enum status file_failed(struct diag *d, const char *item, const char *want, int err)
{
    return diag_set(d, file_trouble(err), item, want, FILE_CAUSE(err));
}

enum status file_status(int err)
{
    static const int disk[] = {ENOSPC, EDQUOT, EFBIG, EIO};
    for (size_t i = 0; i < sizeof disk / sizeof *disk; i++)
        if (err == disk[i])
            return ST_DISK;
    return file_trouble(err) == ST_DESCRIPTORS ? ST_DESCRIPTORS : ST_SETUP;
}

enum status file_unusable(const char *path, struct diag *d)
{
    int err = errno;
    return diag_set(d, file_status(err), file_tail(path), "読み書きできるフォルダーとファイル",
                    FILE_CAUSE(err));
}

static enum status S_fail(struct diag *d, const char *path, const char *want, int err)
{
    char text[128];
    return diag_set(d, file_status(err), file_tail(path), want, file_cause(err, text, sizeof text));
}

static int S_write_all(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t w = write(fd, p, n);
        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0)
            return -1;
        p += w;
        n -= (size_t)w;
    }
    return 0;
}

int file_sync_parent(const char *path)
{
    char copy[PATH_MAX];
    snprintf(copy, sizeof copy, "%s", path);
    int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    int rc = fsync(fd);
    close(fd);
    return rc;
}

#define TEMPORARY ".tmp"

bool file_temporary(const char *name)
{
    size_t n = strlen(name), end = n;
    while (n && name[n - 1] >= '0' && name[n - 1] <= '9')
        n--;
    const size_t mark = sizeof TEMPORARY - 1;
    return n < end && n > mark && memcmp(name + n - mark, TEMPORARY, mark) == 0;
}

enum status file_write(const char *path, mode_t mode, const void *p, size_t n, struct diag *d)
{
    static const char want[] = "書き込めること";
    char temp[PATH_MAX];
    int len = snprintf(temp, sizeof temp, "%s" TEMPORARY "%ld", path, (long)getpid());
    if (len < 0 || (size_t)len >= sizeof temp)
        return S_fail(d, path, want, ENAMETOOLONG);
    int err = 0;
    int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0)
        return S_fail(d, path, want, errno);
    if (fchmod(fd, mode) != 0 || S_write_all(fd, p, n) != 0 || fsync(fd) != 0)
        err = errno;
    if (close(fd) != 0 && !err)
        err = errno;
    if (!err && (rename(temp, path) != 0 || file_sync_parent(path) != 0))
        err = errno;
    if (!err)
        return ST_OK;
    unlink(temp);
    return S_fail(d, path, want, err);
}

int file_open(const char *path)
{
    struct stat s;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return -1;
    int err = fstat(fd, &s) != 0 ? errno : S_ISREG(s.st_mode) ? 0 : S_ISDIR(s.st_mode) ? EISDIR : ESPIPE;
    if (!err)
        return fd;
    close(fd);
    errno = err;
    return -1;
}

enum status file_read(const char *path, size_t max, struct buf *out, struct diag *d)
{
    static const char want[] = "読めること";
    int fd = file_open(path);
    if (fd < 0)
        return S_fail(d, path, want, errno);
    enum status st = ST_OK;
    size_t total = 0;
    for (;;) {
        char *to = buf_reserve(out, 4096);
        ssize_t r = to ? read(fd, to, 4096) : -1;
        if (!to) {
            st = S_fail(d, path, want, ENOMEM);
        } else if (r < 0 && errno == EINTR) {
            continue;
        } else if (r < 0) {
            st = S_fail(d, path, want, errno);
        } else if ((total += (size_t)r) > max) {
            st = diag_setf(d, ST_SETUP, file_tail(path), "大きすぎないこと", "%zu バイトを超えています", max);
        } else if (r > 0) {
            buf_advance(out, (size_t)r);
            continue;
        }
        break;
    }
    close(fd);
    return st;
}

enum status file_mkdir(const char *path, struct diag *d)
{
    if (mkdir(path, 0700) == 0)
        return ST_OK;
    int err = errno;
    struct stat s;
    if (err == EEXIST && stat(path, &s) == 0 && S_ISDIR(s.st_mode))
        return ST_OK;
    return S_fail(d, path, "フォルダーを作れること", err);
}

char *path_join(const char *a, const char *b)
{
    char *p = NULL;
    return asprintf(&p, "%s/%s", a, b) < 0 ? NULL : p;
}

void remove_tree(const char *dir)
{
    DIR *at = unlink(dir) < 0 ? opendir(dir) : NULL;
    if (!at)
        return;
    for (struct dirent *e; (e = readdir(at));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        char *path = path_join(dir, e->d_name);
        if (path)
            remove_tree(path);
        free(path);
    }
    closedir(at);
    rmdir(dir);
}

bool file_open_to_all(const char *path)
{
    struct stat sb;
    return stat(path, &sb) == 0 && (sb.st_mode & (S_IROTH | S_IWOTH)) != 0;
}

bool file_copy(const char *from, const char *to)
{
    struct copies c = COPIES_INIT;
    return copies_file(&c, from, to) && copies_end(&c);
}
