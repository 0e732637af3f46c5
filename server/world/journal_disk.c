/* Segments of a journal; see journal_disk.h. */
#include "world/journal_disk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { PATH = 900, READ_MOST = 8 << 20 };

static const char magic[4] = {'C', 'J', '1', '\n'};

struct head {
    char magic[4];
    uint32_t line, request, reply; /* bytes */
    uint32_t flags;
};
enum { REQUEST_CUT = 1, REPLY_CUT = 2, NO_ROOM = 4, NO_REQUEST = 8, NO_REPLY = 16 };

void journal_disk_init(struct journal_disk *d, char *dir)
{
    *d = (struct journal_disk){.dir = dir, .most = JOURNAL_MOST, .fd = -1};
}

void journal_disk_release(struct journal_disk *d)
{
    if (d->fd >= 0)
        close(d->fd);
    free(d->dir);
    *d = (struct journal_disk){.fd = -1};
}

void journal_record_put(struct buf *b, const struct journal_record *r)
{
    struct head h = {.line = (uint32_t)r->line.n,
                     .request = (uint32_t)r->request.n,
                     .reply = (uint32_t)r->reply.n,
                     .flags = (r->request_cut ? REQUEST_CUT : 0U) | (r->reply_cut ? REPLY_CUT : 0U) |
                              (r->no_room ? NO_ROOM : 0U) | (r->request.p ? 0U : NO_REQUEST) |
                              (r->reply.p ? 0U : NO_REPLY)};
    memcpy(h.magic, magic, sizeof magic);
    if (!buf_reserve(b, sizeof h + r->line.n + r->request.n + r->reply.n))
        return;
    buf_add(b, &h, sizeof h);
    buf_add(b, r->line.p, r->line.n);
    buf_add(b, r->request.p, r->request.n);
    buf_add(b, r->reply.p, r->reply.n);
}

/* --- what is there ----------------------------------------------------------------------------------------
 */

static void S_path(const char *dir, int64_t number, char out[PATH])
{
    snprintf(out, PATH, "%.800s/%08lld.log", dir, (long long)number);
}

/* The number of a segment's name; 0: it is none. */
static int64_t S_number(const char *name)
{
    char *end;
    long long n = strtoll(name, &end, 10);
    return n > 0 && end != name && strcmp(end, ".log") == 0 ? n : 0;
}

static int S_rising(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Numbers of the segments, rising; malloc'ed. */
static int64_t *S_list(const char *dir, size_t *ret_n)
{
    struct buf list = BUF_INIT;
    DIR *at = opendir(dir);
    for (struct dirent *e; at && (e = readdir(at));) {
        int64_t n = S_number(e->d_name);
        if (n)
            buf_add(&list, &n, sizeof n);
    }
    if (at)
        closedir(at);
    *ret_n = buf_ok(&list) ? list.len / sizeof(int64_t) : 0;
    int64_t *numbers = (int64_t *)(void *)buf_detach(&list);
    if (*ret_n)
        qsort(numbers, *ret_n, sizeof *numbers, S_rising);
    return numbers;
}

static int64_t S_size(const char *dir, int64_t number)
{
    char path[PATH];
    struct stat sb;
    S_path(dir, number, path);
    return stat(path, &sb) == 0 ? (int64_t)sb.st_size : 0;
}

static void S_look(struct journal_disk *d)
{
    size_t n;
    int64_t *numbers = S_list(d->dir, &n);
    for (size_t i = 0; i < n; i++)
        d->total += S_size(d->dir, numbers[i]);
    d->first = n ? numbers[0] : 1;
    d->number = n ? numbers[n - 1] : 0;
    d->looked = true;
    free(numbers);
}

/* --- written ----------------------------------------------------------------------------------------------
 */

/* The oldest go, until n more bytes have room. */
static void S_make_room(struct journal_disk *d, int64_t n)
{
    char path[PATH];
    while (d->first < d->number && (d->total + n > d->most || d->number - d->first >= JOURNAL_FILES)) {
        d->total -= S_size(d->dir, d->first);
        S_path(d->dir, d->first++, path);
        unlink(path);
    }
}

/* A segment that an earlier daemon has left is never gone on with: its end may be half a record. */
static bool S_open(struct journal_disk *d, size_t n)
{
    char path[PATH];
    if (!d->looked)
        S_look(d);
    if (d->fd >= 0 && d->size + (int64_t)n <= JOURNAL_SEGMENT)
        return true;
    if (d->fd >= 0)
        close(d->fd);
    mkdir(d->dir, 0700);
    S_path(d->dir, d->number + 1, path);
    d->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (d->fd < 0)
        return false;
    d->number++;
    d->size = 0;
    return true;
}

static bool S_write(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t w = write(fd, p, n);
        if (w < 0 && errno == EINTR)
            continue;
        if (w <= 0)
            return false;
        p += w;
        n -= (size_t)w;
    }
    return true;
}

bool journal_disk_write(struct journal_disk *d, const char *p, size_t n)
{
    if (!d->dir || !S_open(d, n))
        return false;
    S_make_room(d, (int64_t)n);
    if (!S_write(d->fd, p, n)) {
        if (ftruncate(d->fd, (off_t)d->size) != 0 || lseek(d->fd, (off_t)d->size, SEEK_SET) < 0) {
            close(d->fd); /* the next write begins a segment */
            d->fd = -1;
        }
        return false;
    }
    d->size += (int64_t)n;
    d->total += (int64_t)n;
    return true;
}

/* --- read -------------------------------------------------------------------------------------------------
 */

bool journal_walk_begin(struct journal_walk *w, const char *dir, size_t last)
{
    *w = (struct journal_walk){.dir = dir, .text = BUF_INIT};
    w->numbers = dir ? S_list(dir, &w->n) : NULL;
    w->i = last && w->n > last ? w->n - last : 0;
    return w->numbers;
}

/* The next segment that can be read; one may have gone meanwhile. */
static bool S_segment(struct journal_walk *w)
{
    char path[PATH];
    while (w->i < w->n) {
        struct diag ignored = DIAG_INIT;
        S_path(w->dir, w->numbers[w->i++], path);
        buf_clear(&w->text);
        w->at = 0;
        if (file_read(path, READ_MOST, &w->text, &ignored) == ST_OK && w->text.len)
            return true;
    }
    return false;
}

bool journal_walk_next(struct journal_walk *w, struct journal_record *ret)
{
    struct head h;
    for (;;) {
        size_t left = w->text.len - w->at;
        if (left >= sizeof h)
            memcpy(&h, w->text.data + w->at, sizeof h);
        if (left >= sizeof h && memcmp(h.magic, magic, sizeof magic) == 0 &&
            (uint64_t)h.line + h.request + h.reply <= left - sizeof h)
            break;
        if (!S_segment(w))
            return false;
    }
    const char *p = w->text.data + w->at + sizeof h;
    *ret = (struct journal_record){.line = {p, h.line},
                                   .request = {h.flags & NO_REQUEST ? NULL : p + h.line, h.request},
                                   .reply = {h.flags & NO_REPLY ? NULL : p + h.line + h.request, h.reply},
                                   .request_cut = h.flags & REQUEST_CUT,
                                   .reply_cut = h.flags & REPLY_CUT,
                                   .no_room = h.flags & NO_ROOM};
    w->at += sizeof h + h.line + h.request + h.reply;
    return true;
}

void journal_walk_end(struct journal_walk *w)
{
    free(w->numbers);
    buf_release(&w->text);
    *w = (struct journal_walk){0};
}
