/* Files that must be what was noted of them; see kept.h. */
#include "base/kept.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/file.h"

enum {
    PIECE = 64 * 1024,
    KNOWN = 1024, /* a power of two; who is put out of its place is read again */
    SHOWN = 8     /* digits of a sum that a person sees: too few to look like a 個人番号 */
};

/* --- those that are known to be right ---------------------------------------------------------------------
 */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct stat known[KNOWN]; /* by the inode; under lock */

static struct stat *S_place(const struct stat *sb)
{
    return &known[(sb->st_ino ^ sb->st_dev) & (KNOWN - 1)];
}

static bool S_same_time(struct timespec a, struct timespec b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool S_known(const struct stat *sb)
{
    pthread_mutex_lock(&lock);
    const struct stat *k = S_place(sb);
    bool same = k->st_ino == sb->st_ino && k->st_dev == sb->st_dev && k->st_size == sb->st_size &&
                S_same_time(k->st_mtim, sb->st_mtim) && S_same_time(k->st_ctim, sb->st_ctim);
    pthread_mutex_unlock(&lock);
    return same;
}

static void S_note(const struct stat *sb)
{
    pthread_mutex_lock(&lock);
    *S_place(sb) = *sb;
    pthread_mutex_unlock(&lock);
}

void kept_note(const char *path)
{
    struct stat sb;
    if (stat(path, &sb) == 0)
        S_note(&sb);
}

/* --- whether one is right ---------------------------------------------------------------------------------
 */

static void S_item(const struct kept *k, char *out, size_t cap)
{
    snprintf(out, cap, "%s %s", k->mei, file_base(k->path));
}

static enum status S_lost(const struct kept *k, const char *have, struct diag *d)
{
    char item[sizeof d->item], want[sizeof d->want];
    S_item(k, item, sizeof item);
    if (k->sha256)
        snprintf(want, sizeof want, "%lld バイト、SHA-256 %.*s…", (long long)k->size, SHOWN, k->sha256);
    else
        snprintf(want, sizeof want, "%lld バイト", (long long)k->size);
    return diag_set(d, ST_FILE_LOST, item, want, have);
}

static enum status S_unopened(const struct kept *k, int err, struct diag *d)
{
    char item[sizeof d->item];
    S_item(k, item, sizeof item);
    switch (err) {
    case ENOENT:
        return S_lost(k, "ファイルがありません", d);
    case ENOTDIR:
    case ELOOP:
        return S_lost(k, FILE_CAUSE(err), d);
    case EMFILE:
    case ENFILE:
    case ENOMEM:
    case EAGAIN:
    case EINTR:
        return diag_set(d, ST_BUSY, item, "開けるファイル", FILE_CAUSE(err));
    default:
        return file_failed(d, item, "読めるファイル", err);
    }
}

int kept_open(const struct kept *k, struct diag *d)
{
    struct stat sb;
    char have[64];
    int fd = open(k->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &sb) != 0) {
        S_unopened(k, errno, d);
    } else if (!S_ISREG(sb.st_mode)) {
        S_lost(k, "ファイルではないもの", d);
    } else if (sb.st_size != k->size) {
        snprintf(have, sizeof have, "%lld バイト", (long long)sb.st_size);
        S_lost(k, have, d);
    } else {
        return fd;
    }
    if (fd >= 0)
        close(fd);
    return -1;
}

enum status kept_sum(int fd, int64_t size, const atomic_bool *stop, char ret[65], const char *item,
                     struct diag *d)
{
    struct sha256 *h = sha256_new();
    char *piece = malloc(PIECE);
    enum status st = h && piece ? ST_OK : diag_set(d, ST_LIMIT, item, "メモリ", "不足");
    for (int64_t at = 0; st == ST_OK && at < size;) {
        int64_t left = size - at;
        ssize_t n = pread(fd, piece, left < PIECE ? (size_t)left : PIECE, at);
        if (n <= 0)
            st = diag_set(d, ST_DISK, item, "読めるファイル", n < 0 ? FILE_CAUSE(errno) : "短い");
        else if (stop && atomic_load(stop))
            st = diag_set(d, ST_RESET, item, NULL, NULL);
        else
            sha256_add(h, piece, (size_t)n);
        at += n;
    }
    unsigned char sum[32];
    if (h) {
        sha256_end(h, sum);
        hex_text(sum, sizeof sum, ret);
    }
    free(piece);
    return st;
}

enum status kept_check(const struct kept *k, int fd, const atomic_bool *stop, struct diag *d)
{
    struct stat sb;
    char sum[65], have[64], item[sizeof d->item];
    bool told = fstat(fd, &sb) == 0; /* before it is read: a change from now on is not in the sum */
    if (!k->sha256 || (told && S_known(&sb)))
        return ST_OK;
    S_item(k, item, sizeof item);
    enum status st = kept_sum(fd, k->size, stop, sum, item, d);
    if (st == ST_OK && strcmp(sum, k->sha256) != 0) {
        snprintf(have, sizeof have, "中身が変わっています（SHA-256 %.*s…）", SHOWN, sum);
        return S_lost(k, have, d);
    }
    if (st == ST_OK && told)
        S_note(&sb);
    return st;
}
