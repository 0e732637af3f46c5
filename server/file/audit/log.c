/* Writing the audit table; see log.h. How it is opened again: log_open.c. */
#include "file/audit/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "file/audit/log_files.h"

static enum status S_disk(struct diag *d, int err)
{
    return file_failed(d, "監査記録", "書き込める監査記録", err);
}

/* --- room -------------------------------------------------------------------------------------------------
 */

void log_unmap(struct audit_log *l)
{
    if (l->window)
        munmap(l->window, AUDIT_WINDOW);
    l->window = NULL;
}

/* The window moves on to where the segment ends. */
static bool S_step(struct audit_log *l)
{
    int64_t base = l->end.offset & ~(int64_t)4095;
    int err = posix_fallocate(l->fd, base, AUDIT_WINDOW);
    char *window =
        err ? MAP_FAILED
            : mmap(NULL, AUDIT_WINDOW, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, l->fd, base);
    if (window == MAP_FAILED) {
        errno = err ? err : errno;
        return false;
    }
    log_unmap(l);
    l->window = window;
    l->base = base;
    return true;
}

static int64_t S_left(const struct audit_log *l)
{
    return l->window ? l->base + AUDIT_WINDOW - l->end.offset : 0;
}

/* Whether n bytes more may go into the present segment's window. */
static bool S_room(struct audit_log *l, size_t n, enum audit_room room)
{
    int64_t want = (int64_t)n + (room == AUDIT_COMMON ? AUDIT_SPARE : 0);
    return S_left(l) >= want || S_step(l);
}

/* --- one record -------------------------------------------------------------------------------------------
 */

/* Where the table ends, outside of it: the slot that was the last but one is written while it counts as
 * empty, and then the last one is emptied. */
void log_point(struct audit_log *l)
{
    struct audit_end *slot = &l->head->slots[l->end.count & 1], *was = &l->head->slots[~l->end.count & 1];
    volatile int64_t *count = &slot->count, *was_count = &was->count;
    struct audit_end end = l->end;
    end.count = 0;
    *count = 0;
    atomic_signal_fence(memory_order_seq_cst);
    *slot = end;
    atomic_signal_fence(memory_order_seq_cst);
    *count = l->end.count;
    atomic_signal_fence(memory_order_seq_cst);
    *was_count = 0;
    memset(was->state, 0, sizeof was->state);
}

static int64_t S_real_us(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    return ts.tv_sec * INT64_C(1000000) + ts.tv_nsec / 1000;
}

static size_t S_digits(int64_t n, char out[24])
{
    char text[24], *p = text + sizeof text;
    do
        *--p = (char)('0' + n % 10);
    while ((n /= 10));
    size_t len = (size_t)(text + sizeof text - p);
    memcpy(out, p, len);
    return len;
}

/* There is room. */
static void S_append(struct audit_log *l, int64_t banme, int64_t kagi, const char *text, size_t n)
{
    char *line = l->window + (l->end.offset - l->base);
    size_t at = S_digits(banme, line);
    memcpy(line + at, text, n);
    at += n;
    audit_chain_step(l->key, (struct str){line, at}, l->end.state);
    audit_link(l->end.state, l->link);
    memcpy(line + at, l->link, AUDIT_LINK);
    line[at + AUDIT_LINK] = '\n';
    if (l->jitsu)
        l->jitsu[l->end.rows] = S_real_us();
    l->end.offset += (int64_t)at + AUDIT_LINK + 1;
    l->end.rows++;
    l->end.count = banme;
    l->end.kagi = kagi;
    log_point(l);
}

static enum status S_own(struct audit_log *l, int64_t banme, const char *koto, int64_t at, const char *biko)
{
    char text[AUDIT_TEXT];
    const struct audit_row r = {
        .nichiji = at, .keiro = AUDIT_OWN, .koto = koto, .biko = biko, .kagi = l->end.kagi};
    size_t n = audit_row_text(&r, text);
    if (!S_room(l, n + 64, AUDIT_LAST))
        return ST_DISK;
    S_append(l, banme, l->end.kagi, text, n);
    return ST_OK;
}

enum status audit_log_own(struct audit_log *l, const char *koto, int64_t at, struct diag *d, const char *fmt,
                          ...)
{
    char biko[AUDIT_BIKO];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(biko, sizeof biko, fmt, ap);
    va_end(ap);
    return S_own(l, l->end.count + 1, koto, at, biko) == ST_OK ? ST_OK : S_disk(d, errno);
}

enum status log_gap(struct audit_log *l, int64_t made, int64_t at, const char *why, struct diag *d)
{
    char biko[AUDIT_BIKO];
    snprintf(biko, sizeof biko, "kara=%lld made=%lld %s", (long long)l->end.count + 1, (long long)made, why);
    return S_own(l, made + 1, "audit.kake", at, biko) == ST_OK ? ST_OK : S_disk(d, errno);
}

/* --- segments ---------------------------------------------------------------------------------------------
 */

/* Nothing is written to it any more; its end is where it ends. */
void log_seal(struct audit_log *l)
{
    log_unmap(l);
    if (l->jitsu)
        munmap(l->jitsu, LOG_JITSU_BYTES);
    l->jitsu = NULL;
    if (l->fd >= 0 && ftruncate(l->fd, l->end.offset) == 0)
        l->closed_bytes += l->end.offset;
    if (l->jitsu_fd >= 0 && ftruncate(l->jitsu_fd, (off_t)(l->end.rows * sizeof *l->jitsu)) == 0)
        l->closed_bytes += (int64_t)(l->end.rows * sizeof *l->jitsu);
    if (l->fd >= 0)
        close(l->fd);
    if (l->jitsu_fd >= 0)
        close(l->jitsu_fd);
    l->fd = l->jitsu_fd = -1;
}

/* The files of the segment, at work or new. The real times are no part of the table: it does without. */
bool log_files(struct audit_log *l, uint32_t segment)
{
    char *path = audit_path(l->dir, segment, "csv"), *jitsu = audit_path(l->dir, segment, "jitsu");
    l->fd = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600) : -1;
    l->jitsu_fd = l->fd >= 0 && jitsu ? open(jitsu, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600) : -1;
    if (l->jitsu_fd >= 0 && posix_fallocate(l->jitsu_fd, 0, LOG_JITSU_BYTES) == 0)
        l->jitsu = mmap(NULL, LOG_JITSU_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, l->jitsu_fd, 0);
    if (l->jitsu == MAP_FAILED)
        l->jitsu = NULL;
    free(path);
    free(jitsu);
    return l->fd >= 0;
}

enum status log_begin(struct audit_log *l, int64_t kuiki, int64_t made, int64_t at, struct diag *d)
{
    struct audit_place mae = {.count = l->end.count};
    struct audit_end was = l->end;
    char biko[AUDIT_BIKO], text[64], gap[80] = "";
    uint32_t next = l->end.segment + 1;
    memcpy(mae.link, l->link, sizeof mae.link);
    audit_mae_text(&mae, text);
    if (made > mae.count)
        snprintf(gap, sizeof gap, " kara=%lld made=%lld", (long long)mae.count + 1, (long long)made);
    snprintf(biko, sizeof biko, "kuiki=%lld kukiri=%u %s%s", (long long)kuiki, next, text, gap);
    if (!log_files(l, next))
        return S_disk(d, errno);
    l->end = (struct audit_end){.count = mae.count, .segment = next, .kagi = was.kagi};
    audit_chain_begin(l->key, next, &mae, l->end.state);
    bool room = S_step(l);
    if (room) {
        memcpy(l->window, audit_header, strlen(audit_header));
        l->end.offset = (int64_t)strlen(audit_header);
        l->kuiki = kuiki;
        l->first = l->first ? l->first : next;
        l->fresh = true;
        l->synced = l->synced ? l->synced : next;
        return S_own(l, (*gap ? made : mae.count) + 1, "audit.hajime", at, biko) == ST_OK ? ST_OK
                                                                                          : S_disk(d, errno);
    }
    int err = errno;
    l->end.offset = 0;
    l->end.rows = 0;
    log_seal(l);
    l->end = was;
    log_remove(l, next);
    return S_disk(d, err);
}

/* The oldest closed ones go, so that there is room for one more; the table says so first. */
static enum status S_prune(struct audit_log *l, int64_t at, struct diag *d)
{
    struct audit_place last;
    uint32_t from = l->first, to = from;
    int64_t left = l->closed_bytes, most = l->most - AUDIT_SEGMENT_BYTES - LOG_JITSU_BYTES;
    for (; to < l->end.segment && (left > most || l->end.segment - to > AUDIT_SEGMENTS_KEPT); to++)
        left -= log_size(l, to);
    if (l->held || to == from || !log_before(l, to, &last))
        return ST_OK;
    char mae[64];
    audit_mae_text(&last, mae);
    enum status st = audit_log_own(l, "audit.seiri", at, d, "kukiri=%u made=%u %s", from, to - 1, mae);
    for (uint32_t i = from; st == ST_OK && i < to; i++)
        log_remove(l, i);
    if (st == ST_OK) {
        l->first = to;
        l->closed_bytes = left;
    }
    return st;
}

/* A segment that is full is closed, and the next goes on. */
static enum status S_turn(struct audit_log *l, int64_t at, struct diag *d)
{
    if (l->fd >= 0 && l->end.offset < AUDIT_SEGMENT_BYTES - AUDIT_LINE_MOST * 4 &&
        l->end.rows < AUDIT_SEGMENT_ROWS - 8)
        return ST_OK;
    log_seal(l);
    enum status st = log_begin(l, l->kuiki, 0, at, d);
    return st == ST_OK ? S_prune(l, at, d) : st;
}

bool audit_log_roomy(const struct audit_log *l)
{
    return S_left(l) > AUDIT_SPARE + AUDIT_LINE_MOST;
}

static enum status S_lost(struct audit_log *l, int64_t at, struct diag *d)
{
    if (!l->lost || !audit_log_roomy(l))
        return ST_OK;
    enum status st = audit_log_own(l, "audit.kake", at, d, "kensu=%lld 空きがなく、記録できませんでした",
                                   (long long)l->lost);
    l->lost = st == ST_OK ? 0 : l->lost;
    return st;
}

enum status audit_log_add(struct audit_log *l, const struct audit_text *text, enum audit_room room,
                          struct diag *d)
{
    enum status st = S_turn(l, text->nichiji, d);
    if (st == ST_OK && !S_room(l, text->n + 64, room))
        st = S_disk(d, errno);
    if (st == ST_OK)
        st = S_lost(l, text->nichiji, d);
    if (st == ST_OK && !S_room(l, text->n + 64, room))
        st = S_disk(d, errno);
    if (st == ST_OK)
        S_append(l, l->end.count + 1, text->kagi ? text->kagi : l->end.kagi, text->p, text->n);
    else
        l->lost += room == AUDIT_LAST && !text->kagi;
    return st;
}

enum status audit_log_next(struct audit_log *l, int64_t kuiki, const char *why, int64_t at, struct diag *d)
{
    if (l->fd >= 0) {
        enum status st = audit_log_own(l, "audit.shime", at, d, "kuiki=%lld kensu=%lld %s",
                                       (long long)l->kuiki, (long long)l->end.count + 1, why);
        if (st != ST_OK)
            return st;
        log_seal(l);
    }
    enum status st = log_begin(l, kuiki, 0, at, d);
    return st == ST_OK ? S_prune(l, at, d) : st;
}
