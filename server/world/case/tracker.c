/* The log of what was seen; see tracker.h. */
#include "world/case/tracker.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

enum { RUNS = 999999999 };

/* --- the file --------------------------------------------------------------------------------------------
 */

char *tracker_path(const struct tracker *t, uint32_t run, const char *what)
{
    char name[48];
    snprintf(name, sizeof name, "case/run-%u.%s", run, what);
    return path_join(t->world_dir, name);
}

static enum status S_disk(struct diag *d, const char *path)
{
    return diag_set(d, file_status(errno), path ? file_tail(path) : "テストケースの記録", "書き込める記録",
                    FILE_CAUSE(errno));
}

/* How much of it stands: what is behind the last whole block is half a one. -1: it cannot be looked at now.
 */
static int64_t S_whole(int fd)
{
    struct stat s;
    size_t at = 0, end = 0;
    if (fstat(fd, &s) != 0)
        return -1;
    if (!s.st_size)
        return 0;
    char *map = mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (map == MAP_FAILED)
        return -1;
    while ((at = block_next(map, end, (size_t)s.st_size)) != BLOCK_NONE)
        end = at + block_at(map, at)->size;
    munmap(map, (size_t)s.st_size);
    return (int64_t)end;
}

/* A log that was closed in the middle of a block ends before it. */
static enum status S_open_run(struct tracker *t, struct diag *d)
{
    char *path = tracker_path(t, t->run, "log");
    int fd = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600) : -1;
    int64_t size = fd >= 0 ? S_whole(fd) : -1;
    enum status st = size >= 0 && ftruncate(fd, size) == 0 ? ST_OK : S_disk(d, path);
    if (st == ST_OK) {
        t->fd = fd;
        t->size = size;
    } else if (fd >= 0) {
        close(fd);
    }
    free(path);
    return st;
}

/* 0: it is not the name of a run's log (end ".log"), or of what is kept of it. */
static uint32_t S_run_of(const char *name, const char *end)
{
    size_t digits = strncmp(name, "run-", 4) == 0 ? strspn(name + 4, "0123456789") : 0;
    if (!digits || digits > 9 || name[4] == '0' || strcmp(name + 4 + digits, end) != 0)
        return 0;
    return (uint32_t)strtoul(name + 4, NULL, 10);
}

static void S_forget_kept(const struct tracker *t, uint32_t run)
{
    char *path = tracker_path(t, run, "hantei");
    if (path)
        unlink(path);
    free(path);
}

static bool S_bury(const struct tracker *t, uint32_t run)
{
    char *path = tracker_path(t, run, "log");
    bool ok = path && (unlink(path) == 0 || (remove_tree(path), access(path, F_OK) != 0));
    free(path);
    return ok;
}

/* The highest number of a run that is there; bury: they are removed, false: one cannot be. */
static bool S_runs(const struct tracker *t, bool bury, uint32_t *ret)
{
    DIR *dir = opendir(t->dir);
    bool ok = dir != NULL;
    *ret = 0;
    for (struct dirent *e; dir && (e = readdir(dir));) {
        uint32_t run = S_run_of(e->d_name, ".log"), kept = S_run_of(e->d_name, ".hantei");
        *ret = run > *ret ? run : *ret;
        ok = ok && (!run || !bury || S_bury(t, run));
        if (kept && bury)
            S_forget_kept(t, kept);
    }
    if (dir)
        closedir(dir);
    return ok;
}

/* How many blocks are missing, also after a kill -9: overwritten in place, for which a full disk has room. */
static void S_lose(struct tracker *t, int64_t lost)
{
    if (t->lost == lost)
        return;
    t->lost = lost;
    if (t->kake >= 0 && pwrite(t->kake, &t->lost, sizeof t->lost, 0) < 0)
        return; /* then only this daemon knows it */
}

static enum status S_kake(struct tracker *t, struct diag *d)
{
    int64_t lost = 0;
    char *path = path_join(t->world_dir, "kiroku.kake");
    if (t->kake < 0)
        t->kake = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600) : -1;
    bool same = !t->burying && !t->run; /* nothing has begun before this could be opened */
    bool had = t->kake >= 0 && pread(t->kake, &lost, sizeof lost, 0) == (ssize_t)sizeof lost;
    if (same && had && lost > 0)
        t->lost += lost;
    bool ok = t->kake >= 0 && ((had && lost == t->lost) ||
                               pwrite(t->kake, &t->lost, sizeof t->lost, 0) == (ssize_t)sizeof t->lost);
    enum status st = ok ? ST_OK : S_disk(d, path);
    free(path);
    return st;
}

/* What makes 個人番号 comparable: beside the log, never in it, and of no use anywhere else. Like the log it
 * is not synced: after a power cut it may be another one, and then nobody is the same as before. */
static enum status S_key(struct tracker *t, struct diag *d)
{
    char *path = path_join(t->world_dir, "ningen.key");
    int fd = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
    t->keyed = fd >= 0 && (pread(fd, t->key, sizeof t->key, 0) == (ssize_t)sizeof t->key ||
                           (getrandom(t->key, sizeof t->key, 0) == (ssize_t)sizeof t->key &&
                            pwrite(fd, t->key, sizeof t->key, 0) == (ssize_t)sizeof t->key));
    enum status st = t->keyed ? ST_OK : S_disk(d, path);
    if (fd >= 0)
        close(fd);
    free(path);
    return st;
}

/* --- what a generation is to do to the runs, should the daemon die before it has
 * -------------------------------
 */

static enum status S_take_up(struct tracker *t, struct diag *d);

static char *S_note(const struct tracker *t)
{
    return path_join(t->world_dir, "kiroku.tsugi");
}

/* Not synced, as the log is not: it is for kill -9. */
void tracker_intend(struct tracker *t, uint64_t generation, enum tracker_run run, const char *restored)
{
    char text[200];
    struct diag ignored = DIAG_INIT;
    pthread_mutex_lock(&t->lock);
    t->intended = false; /* until the generation has come: no block of the one before removes the note */
    if (!t->dir)
        S_take_up(t, &ignored); /* which run the next one comes after is to be known */
    char *path = S_note(t);
    int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    int n = snprintf(text, sizeof text, "%llu %d %u %s\n", (unsigned long long)generation, (int)run,
                     t->dir ? t->run + 1 : 0, restored ? restored : "");
    if (fd >= 0 && write(fd, text, (size_t)n) != n && ftruncate(fd, 0) != 0)
        unlink(path);
    if (fd >= 0)
        close(fd);
    free(path);
    pthread_mutex_unlock(&t->lock);
}

/* All of it is done. */
static void S_intended_done(struct tracker *t)
{
    char *path = S_note(t);
    if (path)
        unlink(path);
    free(path);
    t->intended = false;
}

static bool S_begun(const struct tracker *t, uint32_t run)
{
    char *path = tracker_path(t, run, "log");
    bool begun = path && access(path, F_OK) == 0;
    free(path);
    return begun;
}

enum tracker_run tracker_intended(const struct tracker *t, uint64_t generation, char restored[TRACKER_NO])
{
    struct buf text = BUF_INIT;
    struct diag ignored = DIAG_INIT;
    unsigned long long of = 0;
    unsigned next = 0;
    int run = RUN_SAME;
    char *path = S_note(t);
    *restored = 0;
    if (path && access(path, F_OK) == 0 && file_read(path, 4096, &text, &ignored) == ST_OK && text.data)
        sscanf(text.data, "%llu %d %u %47s", &of, &run, &next, restored);
    buf_release(&text);
    free(path);
    if (run == RUN_NEXT && S_begun(t, next)) /* that much was done */
        run = RUN_SAME;
    if (of == generation && (run == RUN_FIRST || run == RUN_NEXT || *restored))
        return (enum tracker_run)run;
    *restored = 0;
    return RUN_SAME;
}

/* --- runs --------------------------------------------------------------------------------------------------
 */

/* The folder and the key; its last run is the present one. */
static enum status S_folder(struct tracker *t, struct diag *d)
{
    uint32_t last;
    t->dir = t->world_dir ? path_join(t->world_dir, "case") : NULL;
    enum status st =
        t->dir ? file_mkdir(t->dir, d) : diag_set(d, ST_LIMIT, "テストケースの記録", "メモリ", "不足");
    if (st == ST_OK)
        st = S_key(t, d);
    if (st == ST_OK)
        st = S_kake(t, d);
    if (st == ST_OK && !t->burying) {
        st = S_runs(t, false, &last) ? ST_OK : S_disk(d, t->dir);
        t->run = t->run || last ? last + t->run : 1; /* so many have begun since */
    }
    if (st == ST_OK)
        return ST_OK;
    free(t->dir);
    t->dir = NULL;
    return st;
}

/* Whatever is still to be done before a block can be written. */
static enum status S_take_up(struct tracker *t, struct diag *d)
{
    uint32_t last;
    enum status st = t->dir ? ST_OK : S_folder(t, d);
    if (st == ST_OK && t->burying && !S_runs(t, true, &last))
        st = S_disk(d, t->dir);
    if (st == ST_OK)
        t->burying = false;
    return st == ST_OK && t->fd < 0 ? S_open_run(t, d) : st;
}

void tracker_init(struct tracker *t, const char *world_dir)
{
    /* half a megabyte: a literal of it would lie on the stack when nothing is optimized */
    memset(t, 0, sizeof *t);
    t->fd = t->kake = -1;
    t->world_dir = world_dir;
    pthread_mutex_init(&t->lock, NULL);
    atomic_store(&t->epoch, 1);
}

static void S_shut(struct tracker *t)
{
    if (t->fd >= 0)
        close(t->fd);
    t->fd = -1;
    t->size = 0;
}

void tracker_close(struct tracker *t)
{
    S_shut(t);
    if (t->kake >= 0)
        close(t->kake);
    free(t->dir);
    pthread_mutex_destroy(&t->lock);
}

enum status tracker_goes_on(struct tracker *t, uint64_t generation, enum tracker_run run, struct diag *d)
{
    pthread_mutex_lock(&t->lock);
    t->generation = generation;
    t->intended = true;
    if (run != RUN_SAME) {
        S_forget_kept(t, t->run); /* whoever was at it has kept what an older run of that number came to */
        S_shut(t);
        S_lose(t, 0);
        if (run == RUN_FIRST)
            t->run = 1;
        else if (t->run < RUNS)
            t->run++;
    }
    t->burying = t->burying || run == RUN_FIRST;
    t->life += run != RUN_SAME;
    t->series += run == RUN_FIRST;
    atomic_fetch_add(&t->epoch, 1);
    enum status st = S_take_up(t, d);
    pthread_mutex_unlock(&t->lock);
    return st;
}

/* --- its readers -------------------------------------------------------------------------------------------
 */

static enum status S_hold_old(const struct tracker *t, struct run_log *log, struct diag *d)
{
    char *path = tracker_path(t, log->run, "log");
    struct stat s = {0};
    log->fd = path ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
    if (log->fd >= 0 && fstat(log->fd, &s) == 0 && S_ISREG(s.st_mode)) {
        log->size = (size_t)s.st_size;
        free(path);
        return ST_OK;
    }
    enum status st = diag_set(d, file_status(errno), path ? file_tail(path) : "テストケースの記録",
                              "読める記録", FILE_CAUSE(errno));
    if (log->fd >= 0)
        close(log->fd);
    log->fd = -1;
    free(path);
    return st;
}

enum status tracker_hold(struct tracker *t, uint32_t run, struct run_log *ret, struct diag *d)
{
    enum status st = ST_OK;
    pthread_mutex_lock(&t->lock);
    *ret = (struct run_log){.fd = -1,
                            .run = run ? run : t->run,
                            .life = t->life,
                            .series = t->series,
                            .lost = t->lost,
                            .tracker = t};
    if (run && run != t->run) {
        st =
            t->dir ? S_hold_old(t, ret, d) : diag_set(d, ST_DISK, "テストケースの記録", "読める記録", "なし");
    } else if (t->fd >= 0) {
        ret->fd = fcntl(t->fd, F_DUPFD_CLOEXEC, 0);
        ret->size = (size_t)t->size;
        st = ret->fd >= 0 ? ST_OK : S_disk(d, t->dir);
    }
    pthread_mutex_unlock(&t->lock);
    return st;
}

size_t tracker_size(struct tracker *t)
{
    pthread_mutex_lock(&t->lock);
    size_t size = (size_t)t->size;
    pthread_mutex_unlock(&t->lock);
    return size;
}

/* --- what was seen already ---------------------------------------------------------------------------------
 */

static bool S_seen(struct tracker *t, const struct telling *x)
{
    uint64_t epoch = atomic_load_explicit(&t->epoch, memory_order_relaxed);
    uint64_t h = tracker_sum(x->facts.data, x->facts.len, epoch ^ ((uint64_t)x->head.hokensha << 32));
    h = tracker_sum(x->head.uketsuke, sizeof x->head.uketsuke, h ^ (uint64_t)(x->head.at / 86400));
    atomic_uint_fast64_t *slot = &t->recent[h % TRACKER_RECENT];
    if (atomic_load_explicit(slot, memory_order_relaxed) == h)
        return true;
    atomic_store_explicit(slot, h, memory_order_relaxed);
    return false;
}

/* A head and what follows, as one write where the log ends. */
static bool S_append(struct tracker *t, struct telling *x)
{
    struct iovec v[2] = {{&x->head, sizeof x->head}, {x->facts.data, x->facts.len}};
    x->head.magic = TRACKER_MAGIC;
    x->head.size = (uint32_t)(sizeof x->head + x->facts.len);
    if (!buf_ok(&x->facts) || pwritev(t->fd, v, 2, t->size) != (ssize_t)x->head.size)
        return false;
    t->size += x->head.size;
    return true;
}

/* A fact of the tracker's own, with one item. */
static bool S_own(struct tracker *t, const struct block_head *head, enum koto koto, const char *item,
                  const char *value)
{
    struct telling x = {.head = {.at = head->at, .real_us = head->real_us}, .facts = BUF_INIT};
    telling_fact(&x, koto);
    telling_named(&x, koto_kind(koto), item, str_of(value));
    telling_end(&x);
    bool ok = S_append(t, &x);
    buf_release(&x.facts);
    return ok;
}

/* What comes before the next block: how many are missing here, and that a state was restored. */
static bool S_settle(struct tracker *t, const struct block_head *head)
{
    char lost[24];
    struct diag ignored = DIAG_INIT;
    if (S_take_up(t, &ignored) != ST_OK)
        return false;
    snprintf(lost, sizeof lost, "%lld", (long long)t->lost);
    if (t->lost && !S_own(t, head, KOTO_LOST, "kensu", lost))
        return false;
    S_lose(t, 0);
    if (t->restored[0] && !S_own(t, head, KOTO_RESTORED, "no", t->restored))
        return false;
    t->restored[0] = 0;
    if (t->intended)
        S_intended_done(t);
    return true;
}

void tracker_restored(struct tracker *t, const char *restored, int64_t at)
{
    pthread_mutex_lock(&t->lock);
    snprintf(t->restored, sizeof t->restored, "%s", restored ? restored : "");
    S_settle(t, &(struct block_head){.at = at, .real_us = tracker_real_us()});
    pthread_mutex_unlock(&t->lock);
}

static enum put_fate S_put(struct tracker *t, struct telling *x)
{
    int64_t lost = t->lost;
    if (x->generation != t->generation)
        return PUT_LATE;
    if (S_settle(t, &x->head) && S_append(t, x))
        return lost ? PUT_AGAIN : PUT_STANDS;
    S_lose(t, t->lost + x->head.count);
    return lost ? PUT_LOST : PUT_LOST_FIRST;
}

enum put_fate tracker_put(struct tracker *t, struct telling *x, enum put_kind how)
{
    if (!x->head.count || (buf_ok(&x->facts) && how != PUT_CHANGE && S_seen(t, x)))
        return PUT_STANDS;
    pthread_mutex_lock(&t->lock);
    enum put_fate fate = S_put(t, x);
    if (how != PUT_READ || fate >= PUT_LATE) /* what is not there may be seen again */
        atomic_fetch_add(&t->epoch, 1);
    pthread_mutex_unlock(&t->lock);
    return fate;
}

bool tracker_once(struct tracker *t, enum tracker_once slot, const char *what, uint64_t n)
{
    pthread_mutex_lock(&t->lock);
    uint64_t h = tracker_sum(what, strlen(what), t->generation ^ (n << 20)) | 1, was = t->once[slot];
    t->once[slot] = h;
    pthread_mutex_unlock(&t->lock);
    return h != was;
}
