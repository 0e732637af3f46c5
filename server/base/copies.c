/* Files made durable together; see copies.h. */
#include "base/copies.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static void S_close(int fd)
{
    int err = errno;
    close(fd);
    errno = err;
}

void copies_drop(struct copies *c)
{
    for (int i = 0; i < c->n; i++)
        S_close(c->fds[i]);
    c->n = 0;
}

struct syncing {
    const struct copies *c;
    int n; /* of them */
    atomic_int next, err;
};

static void *S_sync(void *cls)
{
    struct syncing *s = cls;
    for (int i; (i = atomic_fetch_add(&s->next, 1)) < s->n;)
        if (fsync(s->c->fds[i]) < 0)
            atomic_store(&s->err, errno);
    return NULL;
}

/* Waits for its bytes. What fails for want of such a call, the sync does; a disk that fails is told only
 * once, and so here. */
static bool S_arrived(int fd)
{
    return sync_file_range(fd, 0, 0,
                           SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE |
                               SYNC_FILE_RANGE_WAIT_AFTER) == 0 ||
           (errno != EIO && errno != ENOSPC && errno != EDQUOT);
}

/* The bytes first: a commit of the journal would wait for them, and everybody else for the commit. Then side
 * by side, because the disk empties its cache once for all that wait for that. */
bool copies_end(struct copies *c)
{
    enum { HELPERS = 7 };
    struct syncing s = {.c = c, .n = c->n - 1};
    pthread_t helper[HELPERS];
    int n = 0;
    for (int i = 0; i < c->n; i++)
        if (!S_arrived(c->fds[i]))
            s.err = errno;
    while (n < HELPERS && n + 1 < s.n && pthread_create(&helper[n], NULL, S_sync, &s) == 0)
        n++;
    S_sync(&s);
    while (n)
        pthread_join(helper[--n], NULL);
    s.n = c->n; /* the last, a folder that names the others, behind them */
    atomic_store(&s.next, c->n ? c->n - 1 : 0);
    S_sync(&s);
    copies_drop(c);
    errno = s.err;
    return !s.err;
}

/* Takes fd over. */
static bool S_add(struct copies *c, int fd)
{
    if (c->n == COPIES_OPEN && !copies_end(c)) {
        S_close(fd);
        return false;
    }
    c->fds[c->n++] = fd;
    return true;
}

static int S_new(const char *path)
{
    return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
}

/* Its bytes set out; what of that fails, the sync at the end will tell. */
static void S_send(int fd)
{
    sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
}

/* A clone costs nothing where the file system can; else the bytes. */
static bool S_fill(int out, int in, off_t size)
{
    off_t at = 0;
    bool ok = true;
    if (ioctl(out, FICLONE, in) == 0)
        return true;
    while (ok && at < size)
        ok = sendfile(out, in, &at, (size_t)(size - at)) > 0;
    S_send(out);
    return ok;
}

bool copies_file(struct copies *c, const char *from, const char *to)
{
    struct stat sb;
    int in = file_open(from), out = -1;
    bool ok = in >= 0 && fstat(in, &sb) == 0 && (out = S_new(to)) >= 0 && S_fill(out, in, sb.st_size);
    if (in >= 0)
        S_close(in);
    if (!ok && out >= 0)
        S_close(out);
    return ok && S_add(c, out);
}

bool copies_text(struct copies *c, const char *to, const void *p, size_t n)
{
    int fd = S_new(to);
    if (fd < 0)
        return false;
    for (const char *at = p; n;) {
        ssize_t w = write(fd, at, n);
        if (w < 0 && errno == EINTR)
            continue;
        if (w <= 0) {
            S_close(fd);
            return false;
        }
        at += w;
        n -= (size_t)w;
    }
    S_send(fd);
    return S_add(c, fd);
}

bool copies_folder(struct copies *c, const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return fd >= 0 && S_add(c, fd);
}
