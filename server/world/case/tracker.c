/* The log of what was seen; see tracker.h. */
#include "world/case/tracker.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

enum {
    ROUND = 8,
    FACT_MAX = 60000,
    EDABAN_MAX = 11 /* digits, of world.xml; more may be a 個人番号 in the wrong place */
};

/* --- the file --------------------------------------------------------------------------------------------
 */

char *tracker_path(const struct tracker *t, uint32_t run)
{
    char name[32];
    snprintf(name, sizeof name, "run-%u.log", run);
    return path_join(t->dir, name);
}

static enum status S_disk(struct diag *d, const char *path)
{
    return diag_set(d, file_status(errno), path ? file_tail(path) : "テストケースの記録", "書き込める記録",
                    FILE_CAUSE(errno));
}

/* How much of it stands: whole blocks from its beginning on. */
static int64_t S_whole(int fd)
{
    struct block_head h;
    int64_t at = 0;
    struct stat s;
    if (fstat(fd, &s) != 0)
        return 0;
    while (pread(fd, &h, sizeof h, at) == (ssize_t)sizeof h && h.magic == TRACKER_MAGIC &&
           h.size >= sizeof h && at + h.size <= s.st_size)
        at += h.size;
    return at;
}

/* A log that was closed in the middle of a block ends before it. */
static enum status S_open_run(struct tracker *t, struct diag *d)
{
    char *path = tracker_path(t, t->run);
    t->fd = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
    enum status st = t->fd >= 0 ? ST_OK : S_disk(d, path);
    if (st == ST_OK)
        t->size = S_whole(t->fd);
    if (st == ST_OK && ftruncate(t->fd, t->size) != 0) {
        st = S_disk(d, path);
        close(t->fd);
        t->fd = -1;
    }
    free(path);
    return st;
}

/* The highest number of a run that is there; bury: they are removed, false: one cannot be. */
static bool S_runs(const struct tracker *t, bool bury, uint32_t *ret)
{
    DIR *dir = opendir(t->dir);
    uint32_t run;
    int end;
    bool ok = dir != NULL;
    *ret = 0;
    for (struct dirent *e; dir && (e = readdir(dir));) {
        end = 0;
        if (sscanf(e->d_name, "run-%u.log%n", &run, &end) != 1 || !end || e->d_name[end])
            continue;
        *ret = run > *ret ? run : *ret;
        ok = ok && (!bury || unlinkat(dirfd(dir), e->d_name, 0) == 0);
    }
    if (dir)
        closedir(dir);
    return ok;
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

/* The folder and the key; its last run is the present one. */
static enum status S_folder(struct tracker *t, struct diag *d)
{
    uint32_t last;
    t->dir = t->world_dir ? path_join(t->world_dir, "case") : NULL;
    enum status st =
        t->dir ? file_mkdir(t->dir, d) : diag_set(d, ST_LIMIT, "テストケースの記録", "メモリ", "不足");
    if (st == ST_OK)
        st = S_key(t, d);
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
    *t = (struct tracker){.fd = -1, .world_dir = world_dir};
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
    free(t->dir);
    pthread_mutex_destroy(&t->lock);
}

enum status tracker_goes_on(struct tracker *t, uint64_t generation, enum tracker_run run, struct diag *d)
{
    pthread_mutex_lock(&t->lock);
    t->generation = generation;
    if (run != RUN_SAME) {
        S_shut(t);
        t->lost = 0;
        t->run = run == RUN_NEXT ? t->run + 1 : 1;
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
    char *path = tracker_path(t, log->run);
    struct stat s = {0};
    log->fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (log->fd >= 0 && fstat(log->fd, &s) == 0) {
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
    *ret = (struct run_log){
        .fd = -1, .run = run ? run : t->run, .life = t->life, .series = t->series, .lost = t->lost};
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

/* --- a block ---------------------------------------------------------------------------------------------
 */

static size_t S_round(size_t n)
{
    return (n + ROUND - 1) / ROUND * ROUND;
}

struct fact_head *telling_fact(struct telling *x, enum koto koto)
{
    x->last = x->facts.len;
    struct fact_head *f = (void *)buf_reserve(&x->facts, sizeof *f);
    if (!f)
        return NULL;
    *f = (struct fact_head){.koto = (uint8_t)koto};
    buf_advance(&x->facts, sizeof *f);
    return f;
}

void telling_item(struct telling *x, uint8_t tag, const char *name, struct str value)
{
    size_t named = name ? strlen(name) + 1 : 0, n = value.n < TRACKER_VALUE ? value.n : TRACKER_VALUE;
    while (n && n < value.n && ((unsigned char)value.p[n] & 0xC0) == 0x80) /* in a character */
        n--;
    if (x->facts.len - x->last + n + named + 2 > FACT_MAX)
        return;
    char *p = buf_reserve(&x->facts, n + named + 2);
    if (!p)
        return;
    *p++ = (char)tag;
    if (name) {
        memcpy(p, name, named - 1);
        p[named - 1] = '=';
    }
    memcpy(p + named, value.p, n);
    p[named + n] = 0;
    buf_advance(&x->facts, n + named + 2);
}

void telling_named(struct telling *x, const struct koto_kind *k, const char *name, struct str value)
{
    int at = koto_item(k, name);
    if (!value.n || (at >= 0 && !k->items[at].kept) || (at < 0 && !k->columns))
        return;
    if (at >= 0)
        telling_item(x, (uint8_t)(at + 1), NULL, value);
    else
        telling_item(x, TAG_NAMED, name, value);
}

void telling_end(struct telling *x)
{
    static const char zero[ROUND];
    if (!buf_ok(&x->facts))
        return;
    size_t n = x->facts.len - x->last, round = S_round(n);
    buf_add(&x->facts, zero, round - n);
    if (!buf_ok(&x->facts))
        return;
    struct fact_head *f = (void *)(x->facts.data + x->last);
    f->item_bytes = (uint16_t)(n - sizeof *f);
    f->size = (uint16_t)round;
    x->head.count++;
}

/* FNV-1a by words: to tell whether the same was seen, not for anybody's secret. */
static uint64_t S_sum(const void *p, size_t n, uint64_t h)
{
    const unsigned char *b = p;
    for (; n >= 8; n -= 8, b += 8) {
        uint64_t w;
        memcpy(&w, b, 8);
        h = (h ^ w) * 0x9E3779B97F4A7C15u;
        h ^= h >> 29;
    }
    for (; n; n--, b++)
        h = (h ^ *b) * 0x100000001B3u;
    return h;
}

static bool S_seen(struct tracker *t, const struct telling *x)
{
    uint64_t epoch = atomic_load_explicit(&t->epoch, memory_order_relaxed);
    uint64_t h = S_sum(x->facts.data, x->facts.len, epoch ^ ((uint64_t)x->head.hokensha << 32));
    h = S_sum(x->head.uketsuke, sizeof x->head.uketsuke, h ^ (uint64_t)(x->head.at / 86400));
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

/* How many are missing here. */
static bool S_own_up(struct tracker *t, const struct block_head *head)
{
    char room[24];
    struct telling x = {.head = {.at = head->at, .real_us = head->real_us}, .facts = BUF_INIT};
    telling_fact(&x, KOTO_LOST);
    telling_named(&x, koto_kind(KOTO_LOST), "kensu",
                  (struct str){room, (size_t)snprintf(room, sizeof room, "%lld", (long long)t->lost)});
    telling_end(&x);
    bool ok = S_append(t, &x);
    buf_release(&x.facts);
    return ok;
}

static enum put_fate S_put(struct tracker *t, struct telling *x)
{
    struct diag ignored = DIAG_INIT;
    int64_t lost = t->lost;
    if (x->generation != t->generation)
        return PUT_LATE;
    if (S_take_up(t, &ignored) == ST_OK && (!lost || S_own_up(t, &x->head))) {
        t->lost = 0;
        if (S_append(t, x))
            return lost ? PUT_AGAIN : PUT_STANDS;
    }
    t->lost++;
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
    uint64_t h = S_sum(what, strlen(what), t->generation ^ n << 20) | 1, was = t->once[slot];
    t->once[slot] = h;
    pthread_mutex_unlock(&t->lock);
    return h != was;
}

/* --- what tells people apart ------------------------------------------------------------------------------
 */

static uint64_t S_mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

uint64_t tracker_ningen(const struct tracker *t, struct str kojin_bango)
{
    if (!kojin_bango.n || !t->keyed)
        return 0;
    uint64_t h = t->key[0];
    for (size_t i = 0; i < kojin_bango.n; i++)
        h = h * 257 + (unsigned char)kojin_bango.p[i];
    h = S_mix(S_mix(h) ^ t->key[1]);
    return h ? h : 1;
}

uint32_t tracker_setai(uint32_t hokensha, const char *kigo, const char *bango)
{
    uint64_t h = hokensha;
    if (!kigo && !bango)
        return 0;
    h = S_sum(kigo ? kigo : "", kigo ? strlen(kigo) + 1 : 1, h);
    h = S_sum(bango ? bango : "", bango ? strlen(bango) + 1 : 1, h);
    h = S_mix(h);
    return (uint32_t)h ? (uint32_t)h : 1;
}

int64_t tracker_real_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

uint32_t fact_hokensha(const char *hokensha)
{
    return hokensha ? (uint32_t)strtoul(hokensha, NULL, 10) : 0;
}

void fact_edaban(struct fact_head *f, const char *edaban)
{
    size_t n = edaban ? strlen(edaban) : 0;
    if (!n || n > EDABAN_MAX || !str_all_digits(str_of(edaban)))
        return;
    f->edaban = strtoull(edaban, NULL, 10);
    f->edaban_digits = (uint8_t)n;
}
