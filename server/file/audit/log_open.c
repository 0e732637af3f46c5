/* Opening the audit table again, whatever became of it, and closing it; see log.h. Nothing that was found
 * there is ever changed but half a record at its end; what is wrong is told by a record. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "file/audit/log_files.h"

static const char UNKNOWN[] = "電源断のためか改ざんのためか、分かりません",
                  CHANGED[] = "正常に終了したあとで変えられています（改ざん）";

static enum status S_disk(struct diag *d)
{
    return file_failed(d, "監査記録", "読み書きできる監査記録", errno);
}

/* --- files ------------------------------------------------------------------------------------------------
 */

static int64_t S_size(const struct audit_log *l, uint32_t segment, const char *what)
{
    struct stat sb;
    char *path = audit_path(l->dir, segment, what);
    int64_t n = path && stat(path, &sb) == 0 ? sb.st_size : 0;
    free(path);
    return n;
}

int64_t log_size(const struct audit_log *l, uint32_t segment)
{
    return S_size(l, segment, "csv") + S_size(l, segment, "jitsu");
}

void log_remove(const struct audit_log *l, uint32_t segment)
{
    static const char *const what[] = {"csv", "jitsu"};
    for (int i = 0; i < 2; i++) {
        char *path = audit_path(l->dir, segment, what[i]);
        if (path)
            unlink(path);
        free(path);
    }
}

bool log_before(const struct audit_log *l, uint32_t segment, struct audit_place *ret)
{
    struct audit_segment s;
    struct audit_line line;
    if (!audit_segment_open(&s, l->dir, segment))
        return false;
    bool ok = audit_segment_next(&s, NULL, &line) == AUDIT_LINE;
    *ret = s.before;
    audit_segment_close(&s);
    return ok;
}

/* An older version had it in the folder. */
static void S_head_of_old(const char *dir, const char *path)
{
    char *old = path_join(dir, "head");
    if (old && access(path, F_OK) != 0)
        (void)!rename(old, path);
    free(old);
}

static bool S_head(struct audit_log *l)
{
    char *path = audit_head_path(l->dir);
    if (path)
        S_head_of_old(l->dir, path);
    l->head_fd = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600) : -1;
    int err = l->head_fd < 0 ? errno : posix_fallocate(l->head_fd, 0, AUDIT_HEAD_BYTES);
    void *map =
        err ? MAP_FAILED : mmap(NULL, AUDIT_HEAD_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, l->head_fd, 0);
    l->head = map == MAP_FAILED ? NULL : map;
    free(path);
    errno = err ? err : errno;
    return l->head;
}

/* --- what is found ----------------------------------------------------------------------------------------
 */

struct found {
    uint32_t last; /* segment; 0: there is none */
    int64_t head;  /* count of the head */
    uint32_t head_segment;
    bool closed;     /* as the head says, and the last segment ends where it says */
    bool was_closed; /* as the head says */
    int64_t kuiki;
    bool damaged;   /* what stands behind the last record cannot be read, and stays */
    int64_t at;     /* where that begins */
    int64_t pruned; /* segments up to that were to go */
    struct audit_end end;
};

static void S_own_lines(struct found *f, struct str line, uint32_t rows)
{
    if (rows == 1)
        f->kuiki = audit_own_number(line, "kuiki");
    if (audit_is_own(line, "audit.seiri"))
        f->pruned = audit_own_number(line, "made");
}

static void S_kagi(struct found *f, struct str line)
{
    const char *columns[AUDIT_COLUMNS_N];
    char *room = malloc(line.n + 1);
    if (room && audit_row_split(line, room, columns)) {
        int64_t kagi = audit_kagi(columns[AUDIT_COLUMN_kagi]);
        f->end.kagi = kagi ? kagi : f->end.kagi;
    }
    free(room);
}

/* Only half a record: nothing but zeros behind the line that is bad. */
static bool S_is_half(const struct audit_segment *s)
{
    const char *p = s->map + s->at, *end = s->map + s->size, *nul = memchr(p, 0, (size_t)(end - p));
    const char *line = memchr(p, '\n', (size_t)(end - p));
    p = line && (!nul || line < nul) ? line + 1 : nul ? nul : end;
    while (p < end && !*p)
        p++;
    return p == end && (s->rows || !line); /* the first one: not even its end was written */
}

/* Every record of it; *ret_any: it has some. false: it cannot be read now, errno tells. */
static bool S_scan(struct audit_log *l, uint32_t segment, struct found *f, bool *ret_any)
{
    struct audit_segment s;
    struct audit_line line;
    enum audit_step step;
    if (!audit_segment_open(&s, l->dir, segment))
        return false;
    while ((step = audit_segment_next(&s, l->key, &line)) == AUDIT_LINE) {
        S_own_lines(f, line.text, s.rows);
        S_kagi(f, line.text);
    }
    f->end = (struct audit_end){s.last.count, (int64_t)s.at, segment, s.rows, f->end.kagi, {0}};
    memcpy(f->end.state, s.state, sizeof f->end.state);
    memcpy(l->link, s.last.link, sizeof l->link);
    f->damaged = step == AUDIT_BAD && !S_is_half(&s);
    f->at = (int64_t)s.at;
    *ret_any = s.rows || f->damaged;
    audit_segment_close(&s);
    return true;
}

/* The table was closed as a whole: where it ends is known without a look at its records. */
static bool S_closed(struct audit_log *l, struct found *f)
{
    const struct audit_end *e = audit_head_end(l->head);
    struct audit_segment s;
    struct audit_line line;
    f->was_closed = e && audit_head_is_closed(l->head, l->key);
    f->closed = f->was_closed && e->segment == f->last && S_size(l, f->last, "csv") == e->offset;
    if (!f->closed || !audit_segment_open(&s, l->dir, f->last))
        return false;
    bool ok = audit_segment_next(&s, NULL, &line) == AUDIT_LINE;
    if (ok)
        S_own_lines(f, line.text, 1);
    audit_segment_close(&s);
    f->end = *e;
    audit_link(f->end.state, l->link);
    return f->closed = ok;
}

/* The folder as it is. false: it cannot be read now; nothing has gone but what was empty. */
static bool S_find(struct audit_log *l, struct found *f)
{
    uint32_t all[AUDIT_SEGMENTS];
    size_t n;
    bool any = false;
    if (!audit_segments(l->dir, all, &n))
        return false;
    const struct audit_end *e = audit_head_end(l->head);
    f->head = e ? e->count : 0;
    f->head_segment = e ? e->segment : 0;
    l->first = n ? all[0] : 0;
    f->last = n ? all[n - 1] : 0;
    if (!n || S_closed(l, f))
        goto sizes;
    while (n) {
        if (!S_scan(l, all[n - 1], f, &any))
            return false;
        if (any)
            break;
        log_remove(l, all[--n]); /* power went before anything of it was on the disk */
        f->last = n ? all[n - 1] : 0;
        l->first = n ? l->first : 0;
    }
    if (f->damaged && !f->end.rows && n > 1) { /* its last record is that of the one before */
        struct found before = *f;
        if (!S_scan(l, all[n - 2], &before, &any))
            return false;
        f->end = before.end;
    }
sizes:
    for (size_t i = 0; n && i + 1 < n; i++)
        l->closed_bytes += log_size(l, all[i]);
    while (l->first && l->first < f->last && l->first <= f->pruned) {
        l->closed_bytes -= log_size(l, l->first);
        log_remove(l, l->first++);
    }
    return true;
}

/* --- and told ---------------------------------------------------------------------------------------------
 */

/* The present segment goes on, or a new one begins. */
static enum status S_go_on(struct audit_log *l, const struct found *f, int64_t kuiki, int64_t at,
                           struct diag *d)
{
    l->end = f->end;
    if (!f->last || f->damaged) {
        uint32_t last = f->last > f->head_segment ? f->last : f->head_segment;
        l->closed_bytes += f->last ? log_size(l, f->last) : 0;
        l->end.segment = last;
        return log_begin(l, f->last ? f->kuiki : kuiki, f->head, at, d);
    }
    if (!log_files(l, f->last))
        return S_disk(d);
    l->kuiki = f->kuiki;
    if (!f->closed && ftruncate(l->fd, l->end.offset) != 0)
        return S_disk(d);
    return ST_OK;
}

/* Told in order: what is missing, what cannot be read. */
static enum status S_tell(struct audit_log *l, const struct found *f, int64_t at, struct diag *d)
{
    const char *why = f->was_closed ? CHANGED : UNKNOWN;
    enum status st = ST_OK;
    bool cut = l->end.count < f->head, odd = !f->closed && (f->was_closed || (f->last && !f->head));
    l->missing = f->damaged || cut || odd || (!f->last && f->head);
    if (f->damaged)
        st = audit_log_own(l, "audit.kake", at, d, "kukiri=%u byte=%lld から先を読めません。%s", f->last,
                           (long long)f->at, why);
    if (st == ST_OK && cut)
        st = log_gap(l, f->head, at, why, d);
    else if (st == ST_OK && odd)
        st = audit_log_own(l, "audit.kake", at, d, "kensu=0 %s", f->head ? CHANGED : "head がありません");
    return st;
}

enum status audit_log_open(struct audit_log *l, const char *dir, const struct hmac *key, int64_t most,
                           int64_t kuiki, int64_t at, struct diag *d)
{
    struct found f = {.kuiki = kuiki};
    *l = AUDIT_LOG_INIT;
    l->key = key;
    l->most = most;
    enum status st = file_mkdir(dir, d);
    if (st == ST_OK && (!(l->dir = strdup(dir)) || !S_head(l)))
        st = S_disk(d);
    if (st == ST_OK && !S_find(l, &f))
        st = S_disk(d);
    if (st == ST_OK) { /* of one that was killed nobody knows how much is on the disk */
        l->synced = f.closed ? f.last : l->first;
        l->fresh = !f.closed;
        st = S_go_on(l, &f, kuiki, at, d);
    }
    if (st == ST_OK) {
        memset(l->head->closed, 0, sizeof l->head->closed);
        st = S_tell(l, &f, at, d);
    }
    if (st == ST_OK && l->kuiki != kuiki)
        st = audit_log_next(l, kuiki, "ワールドの次の世代", at, d);
    if (st == ST_OK)
        log_point(l);
    else
        audit_log_drop(l);
    return st;
}

void audit_log_drop(struct audit_log *l)
{
    log_unmap(l);
    if (l->jitsu)
        munmap(l->jitsu, LOG_JITSU_BYTES);
    if (l->head)
        munmap(l->head, AUDIT_HEAD_BYTES);
    const int fds[] = {l->fd, l->jitsu_fd, l->head_fd};
    for (int i = 0; i < 3; i++)
        if (fds[i] >= 0)
            close(fds[i]);
    free(l->dir);
    *l = AUDIT_LOG_INIT;
}

/* As much of it as there is; false: not all of it is on the disk. */
static bool S_sync(struct audit_log *l)
{
    int fds[AUDIT_SYNC_FILES];
    struct audit_end end;
    uint32_t from;
    bool ok = true;
    do {
        from = l->synced;
        for (int n = audit_log_dirty(l, fds, &end), i = 0; i < n; i++) {
            ok = fdatasync(fds[i]) == 0 && ok;
            close(fds[i]);
        }
        audit_log_synced(l, &end);
    } while (ok && !end.count && l->synced > from);
    return ok && end.count;
}

void audit_log_close(struct audit_log *l)
{
    if (!l->dir)
        return;
    log_seal(l);
    log_point(l);
    const struct audit_end *e = S_sync(l) ? audit_head_end(l->head) : NULL;
    if (e) { /* behind all that it vouches for */
        audit_head_closed(l->key, e, l->head->closed);
        fdatasync(l->head_fd);
    }
    audit_log_drop(l);
}

static int S_csv(const struct audit_log *l, uint32_t segment)
{
    char *path = audit_path(l->dir, segment, "csv");
    int fd = path ? open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK) : -1;
    free(path);
    return fd;
}

int audit_log_dirty(struct audit_log *l, int fds[AUDIT_SYNC_FILES], struct audit_end *ret_end)
{
    int n = 0;
    *ret_end = l->end;
    for (uint32_t i = l->synced; i && i <= l->end.segment; i++) {
        bool room = n < AUDIT_SYNC_FILES - 2;
        int fd = room ? S_csv(l, i) : -1;
        if (fd >= 0) {
            fds[n++] = fd;
        } else if (!room || errno != ENOENT) { /* the rest next time; what has gone by now needs none */
            ret_end->segment = i;
            ret_end->count = 0;
            break;
        }
    }
    const int more[] = {l->fresh ? open(l->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1,
                        fcntl(l->head_fd, F_DUPFD_CLOEXEC, 0)};
    for (int i = 0; i < 2; i++)
        if (more[i] >= 0)
            fds[n++] = more[i];
        else if (i || l->fresh)
            ret_end->count = 0;
    return n;
}

void audit_log_synced(struct audit_log *l, const struct audit_end *end)
{
    l->synced = end->segment > l->synced ? end->segment : l->synced;
    l->fresh = l->fresh && (!end->count || l->end.segment != end->segment);
}
