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

static const char magic[4] = {'C', 'J', '5', '\n'};

const struct journal_bound journal_bounds[JOURNAL_RINGS] = {
    [JOURNAL_REFUSED] = {".refused.log", JOURNAL_MOST / 4, 256, 1024},
    [JOURNAL_WELL] = {".log", JOURNAL_MOST / 4 * 3, 256, 1024},
};

/* Before the records of a block, and behind them. */
struct block {
    char magic[4];
    uint32_t bytes; /* of the records */
    int64_t number; /* of the segment */
    uint64_t sum;   /* of the records */
};
struct head {
    int64_t order;
    uint32_t row, request, reply; /* bytes */
    uint32_t flags;
};
enum { REQUEST_CUT = 1, REPLY_CUT = 2, NO_ROOM = 4, NO_REQUEST = 8, NO_REPLY = 16, MANY = 32 };

void journal_disk_init(struct journal_disk *d, char *dir, enum journal_ring ring)
{
    const struct journal_bound *bound = &journal_bounds[ring];
    *d = (struct journal_disk){.dir = dir, .bound = bound, .most = bound->most, .fd = -1};
}

/* What is left of the segment that was written over goes. */
static void S_close(struct journal_disk *d)
{
    if (d->fd >= 0 && d->held > d->size && ftruncate(d->fd, (off_t)d->size) == 0)
        d->total -= d->held - d->size;
    if (d->fd >= 0)
        close(d->fd);
    d->fd = -1;
}

void journal_disk_release(struct journal_disk *d)
{
    S_close(d);
    free(d->dir);
    *d = (struct journal_disk){.fd = -1};
}

void journal_record_put(struct buf *b, const struct journal_record *r)
{
    struct head h = {.order = r->order,
                     .row = (uint32_t)r->row.n,
                     .request = (uint32_t)r->request.n,
                     .reply = (uint32_t)r->reply.n,
                     .flags = (r->request_cut ? REQUEST_CUT : 0U) | (r->reply_cut ? REPLY_CUT : 0U) |
                              (r->no_room ? NO_ROOM : 0U) | (r->many ? MANY : 0U) |
                              (r->request.p ? 0U : NO_REQUEST) | (r->reply.p ? 0U : NO_REPLY)};
    if (!buf_reserve(b, sizeof h + r->row.n + r->request.n + r->reply.n))
        return;
    buf_add(b, &h, sizeof h);
    buf_add(b, r->row.p, r->row.n);
    buf_add(b, r->request.p, r->request.n);
    buf_add(b, r->reply.p, r->reply.n);
}

/* Tells records from those that they are written over, in part: whatever is longer than a step has a word in
 * it that counts. No proof against who means to deceive. */
static uint64_t S_sum(const char *p, size_t n)
{
    enum { STEP = 64 };
    const uint64_t odd = 0x9E3779B97F4A7C15;
    uint64_t sum = n, word;
    for (size_t at = 0; n - at >= sizeof word; at += STEP < n - at ? STEP : n - at) {
        memcpy(&word, p + at, sizeof word);
        sum = (sum ^ word) * odd;
        sum ^= sum >> 32;
    }
    return sum;
}

/* --- what is there ----------------------------------------------------------------------------------------
 */

static void S_path(const struct journal_disk *d, int64_t number, char out[PATH])
{
    snprintf(out, PATH, "%.800s/%08lld%s", d->dir, (long long)number, d->bound->end);
}

/* The number of a segment's name; 0: it is none of this ring. */
static int64_t S_number(const struct journal_disk *d, const char *name)
{
    char *end;
    long long n = strtoll(name, &end, 10);
    return n > 0 && end != name && strcmp(end, d->bound->end) == 0 ? n : 0;
}

static int S_rising(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Numbers of the segments, rising; malloc'ed. */
static int64_t *S_list(const struct journal_disk *d, size_t *ret_n)
{
    struct buf list = BUF_INIT;
    DIR *at = opendir(d->dir);
    for (struct dirent *e; at && (e = readdir(at));) {
        int64_t n = S_number(d, e->d_name);
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

static int64_t S_size(const struct journal_disk *d, int64_t number)
{
    char path[PATH];
    struct stat sb;
    S_path(d, number, path);
    return stat(path, &sb) == 0 ? (int64_t)sb.st_size : 0;
}

static void S_look(struct journal_disk *d)
{
    size_t n;
    int64_t *numbers = S_list(d, &n);
    for (size_t i = 0; i < n; i++)
        d->total += S_size(d, numbers[i]);
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
    while (d->first < d->number && (d->total + n > d->most || d->number - d->first >= d->bound->files)) {
        d->total -= S_size(d, d->first);
        S_path(d, d->first++, path);
        unlink(path);
    }
}

/* The oldest becomes the next, where a segment more would be too much: of who fills one after the other, that
 * is. */
static void S_take_oldest(struct journal_disk *d, const char *path)
{
    char oldest[PATH];
    if (d->first >= d->number || d->total + JOURNAL_SEGMENT <= d->most)
        return;
    S_path(d, d->first, oldest);
    if (rename(oldest, path) == 0)
        d->first++;
}

/* A segment that an earlier daemon has left is never gone on with: its end may be half a block. */
static bool S_open(struct journal_disk *d, size_t n)
{
    char path[PATH];
    if (!d->looked)
        S_look(d);
    if (d->fd >= 0 && d->size + (int64_t)n <= JOURNAL_SEGMENT)
        return true;
    const bool filled = d->fd >= 0;
    S_close(d);
    mkdir(d->dir, 0700);
    S_path(d, d->number + 1, path);
    if (filled)
        S_take_oldest(d, path);
    d->fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (d->fd < 0)
        return false;
    d->held = S_size(d, ++d->number);
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

/* What was written of a block that has no end is gone, and with it all behind it. */
static void S_take_back(struct journal_disk *d)
{
    if (ftruncate(d->fd, (off_t)d->size) == 0 && lseek(d->fd, (off_t)d->size, SEEK_SET) >= 0) {
        d->total -= d->held - d->size;
        d->held = d->size;
        return;
    }
    close(d->fd); /* the next write begins a segment */
    d->fd = -1;
}

bool journal_disk_write(struct journal_disk *d, const char *p, size_t n)
{
    struct block b = {.bytes = (uint32_t)n};
    const size_t all = n + 2 * sizeof b;
    if (!d->dir || !S_open(d, all))
        return false;
    int64_t size = d->size + (int64_t)all, more = size > d->held ? size - d->held : 0;
    S_make_room(d, more);
    memcpy(b.magic, magic, sizeof magic);
    b.number = d->number;
    b.sum = S_sum(p, n);
    if (!S_write(d->fd, (const char *)&b, sizeof b) || !S_write(d->fd, p, n) ||
        !S_write(d->fd, (const char *)&b, sizeof b)) {
        S_take_back(d);
        return false;
    }
    d->size = size;
    d->held += more;
    d->total += more;
    return true;
}

/* --- read -------------------------------------------------------------------------------------------------
 */

void journal_walk_begin(struct journal_walk *w, const struct journal_disk *d, size_t last)
{
    *w = (struct journal_walk){.disk = d, .text = BUF_INIT};
    w->numbers = d->dir ? S_list(d, &w->n) : NULL;
    w->i = last && w->n > last ? w->n - last : 0;
}

/* The next segment that can be read; one may have gone meanwhile, or be written over. */
static bool S_segment(struct journal_walk *w)
{
    char path[PATH];
    while (w->i < w->n) {
        struct diag ignored = DIAG_INIT;
        S_path(w->disk, w->numbers[w->i++], path);
        buf_clear(&w->text);
        w->at = w->end = 0;
        if (file_read(path, READ_MOST, &w->text, &ignored) == ST_OK && w->text.len && access(path, F_OK) == 0)
            return true;
    }
    return false;
}

/* Into the next block of the segment that is read: both its ends are there, say that it is its own, and what
 * is between them. */
static bool S_block(struct journal_walk *w)
{
    struct block b, behind;
    const size_t at = w->end ? w->end + sizeof b : 0, left = w->text.len - at;
    if (!w->i || w->text.len < at + 2 * sizeof b)
        return false;
    memcpy(&b, w->text.data + at, sizeof b);
    if (memcmp(b.magic, magic, sizeof magic) != 0 || b.number != w->numbers[w->i - 1] ||
        b.bytes > left - 2 * sizeof b)
        return false;
    const char *records = w->text.data + at + sizeof b;
    memcpy(&behind, records + b.bytes, sizeof behind);
    if (memcmp(&b, &behind, sizeof b) != 0 || S_sum(records, b.bytes) != b.sum)
        return false;
    w->at = at + sizeof b;
    w->end = w->at + b.bytes;
    return true;
}

bool journal_walk_next(struct journal_walk *w, struct journal_record *ret)
{
    struct head h = {0};
    for (;;) {
        if (w->end >= w->at + sizeof h)
            memcpy(&h, w->text.data + w->at, sizeof h);
        if (w->end >= w->at + sizeof h && (uint64_t)h.row + h.request + h.reply <= w->end - w->at - sizeof h)
            break;
        if (!S_block(w) && !S_segment(w))
            return false;
    }
    const char *p = w->text.data + w->at + sizeof h;
    *ret = (struct journal_record){.order = h.order,
                                   .row = {p, h.row},
                                   .request = {h.flags & NO_REQUEST ? NULL : p + h.row, h.request},
                                   .reply = {h.flags & NO_REPLY ? NULL : p + h.row + h.request, h.reply},
                                   .request_cut = h.flags & REQUEST_CUT,
                                   .reply_cut = h.flags & REPLY_CUT,
                                   .no_room = h.flags & NO_ROOM,
                                   .many = h.flags & MANY};
    w->at += sizeof h + h.row + h.request + h.reply;
    return true;
}

bool journal_walk_lacks(const struct journal_walk *w)
{
    return w->n && w->numbers[0] > 1;
}

void journal_walk_end(struct journal_walk *w)
{
    free(w->numbers);
    buf_release(&w->text);
    *w = (struct journal_walk){0};
}
