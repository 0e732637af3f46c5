/* Segments of the audit table, read; see segment.h. */
#include "file/audit/segment.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

const struct audit_end *audit_head_end(const struct audit_head *h)
{
    const struct audit_end *e = &h->slots[h->slots[1].count > h->slots[0].count];
    return e->count > 0 ? e : NULL;
}

char *audit_head_path(const char *dir)
{
    char *path = NULL;
    return asprintf(&path, "%s.head", dir) < 0 ? NULL : path;
}

bool audit_there(const char *dir)
{
    char *head = audit_head_path(dir);
    bool there = access(dir, F_OK) == 0 || (head && access(head, F_OK) == 0);
    free(head);
    return there;
}

bool audit_head_read(const char *dir, struct audit_head *ret)
{
    char *path = audit_head_path(dir);
    int fd = path ? file_open(path) : -1;
    bool ok = fd >= 0 && pread(fd, ret, sizeof *ret, 0) == (ssize_t)sizeof *ret;
    if (fd >= 0)
        close(fd);
    free(path);
    return ok;
}

void audit_head_closed(const struct hmac *key, const struct audit_end *end, unsigned char out[32])
{
    char text[160];
    int n = snprintf(text, sizeof text, "owari %lld %lld %u %u %lld ", (long long)end->count,
                     (long long)end->offset, end->segment, end->rows, (long long)end->kagi);
    hmac_pair(key, (struct str){text, (size_t)n}, (struct str){(const char *)end->state, AUDIT_STATE}, out);
}

bool audit_head_is_closed(const struct audit_head *h, const struct hmac *key)
{
    unsigned char closed[32];
    const struct audit_end *e = audit_head_end(h);
    if (!e)
        return false;
    audit_head_closed(key, e, closed);
    return crypto_equal(closed, h->closed, sizeof closed);
}

char *audit_path(const char *dir, uint32_t segment, const char *what)
{
    char *path = NULL;
    return asprintf(&path, "%s/%06u.%s", dir, segment, what) < 0 ? NULL : path;
}

static int S_by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

bool audit_segments(const char *dir, uint32_t ret[AUDIT_SEGMENTS], size_t *ret_n)
{
    size_t n = 0;
    DIR *at = opendir(dir);
    bool ok = at;
    for (struct dirent *e; at && n < AUDIT_SEGMENTS && (e = readdir(at));) {
        size_t digits = strspn(e->d_name, "0123456789");
        if (digits >= 6 && digits < 10 && strcmp(e->d_name + digits, ".csv") == 0)
            ret[n++] = (uint32_t)strtoul(e->d_name, NULL, 10);
    }
    if (at)
        closedir(at);
    qsort(ret, n, sizeof *ret, S_by_number);
    *ret_n = n;
    return ok;
}

/* NULL with *ret_n 0: it is empty. */
static void *S_map(const char *dir, uint32_t number, const char *what, size_t *ret_n, bool *ret_ok)
{
    char *path = audit_path(dir, number, what);
    struct stat sb;
    void *map = NULL;
    int fd = path ? file_open(path) : -1;
    *ret_ok = fd >= 0 && fstat(fd, &sb) == 0;
    *ret_n = *ret_ok ? (size_t)sb.st_size : 0;
    if (*ret_n && (map = mmap(NULL, *ret_n, PROT_READ, MAP_SHARED, fd, 0)) == MAP_FAILED) {
        map = NULL;
        *ret_ok = false;
    }
    if (fd >= 0)
        close(fd);
    free(path);
    return map;
}

bool audit_segment_open(struct audit_segment *s, const char *dir, uint32_t number)
{
    bool ok, there;
    size_t bytes;
    *s = (struct audit_segment){.number = number};
    s->map = S_map(dir, number, "csv", &s->mapped, &ok);
    s->size = s->mapped;
    if (!ok)
        return false;
    s->jitsu = S_map(dir, number, "jitsu", &bytes, &there);
    s->jitsu_n = bytes / sizeof *s->jitsu;
    return true;
}

void audit_segment_close(struct audit_segment *s)
{
    if (s->map)
        munmap(s->map, s->mapped);
    if (s->jitsu)
        munmap((void *)(uintptr_t)s->jitsu, s->jitsu_n * sizeof *s->jitsu);
    s->map = NULL;
    s->jitsu = NULL;
}

bool audit_is_own(struct str line, const char *koto)
{
    static const char own[] = "," AUDIT_OWN ",";
    char text[40];
    const char *end = line.p + line.n, *time = memchr(line.p, ',', line.n),
               *way = time ? memchr(time + 1, ',', (size_t)(end - time - 1)) : NULL;
    if (!way || (size_t)(end - way) < sizeof own - 1 || memcmp(way, own, sizeof own - 1) != 0)
        return false;
    int n = koto ? snprintf(text, sizeof text, ",%s,", koto) : 0;
    return memmem(line.p, line.n, text, (size_t)n);
}

int64_t audit_own_number(struct str line, const char *name)
{
    char text[40];
    int n = snprintf(text, sizeof text, "%s=", name);
    const char *at = memmem(line.p, line.n, text, (size_t)n), *end = line.p + line.n;
    int64_t number = 0;
    if (!at || at + n == end || at[n] < '0' || at[n] > '9')
        return -1;
    for (at += n; at < end && *at >= '0' && *at <= '9' && number < INT64_MAX / 100; at++)
        number = number * 10 + (*at - '0');
    return number;
}

static bool S_zeros(const char *p, size_t n)
{
    return n == 0 || (!*p && memcmp(p, p + 1, n - 1) == 0);
}

/* The number that a line begins with: no zero before it, a comma behind it. -1: none. */
static int64_t S_banme(struct str line)
{
    int64_t n = 0;
    size_t i = 0;
    while (i < line.n && i < 18 && line.p[i] >= '0' && line.p[i] <= '9')
        n = n * 10 + (line.p[i++] - '0');
    return i && line.p[0] != '0' && i < line.n && line.p[i] == ',' ? n : -1;
}

/* A line may leave out numbers only where it tells that they are missing. */
static bool S_follows(const struct audit_segment *s, struct str line, int64_t banme)
{
    if (banme == s->last.count + 1)
        return true;
    bool tells = audit_is_own(line, "audit.kake") || audit_is_own(line, "audit.hajime");
    return tells && audit_own_number(line, "kara") == s->last.count + 1 &&
           audit_own_number(line, "made") == banme - 1;
}

static bool S_first(struct audit_segment *s, struct str line, const struct hmac *key)
{
    if (!audit_is_own(line, "audit.hajime") || !audit_mae_read(line, &s->before))
        return false;
    s->last = s->before;
    if (key)
        audit_chain_begin(key, s->number, &s->before, s->state);
    return true;
}

/* The line is whole: whether it is the next record. */
static bool S_take(struct audit_segment *s, const struct hmac *key, struct audit_line *l)
{
    unsigned char state[AUDIT_STATE];
    char link[AUDIT_LINK + 1];
    struct str line = l->text;
    if (line.n < AUDIT_LINK + 2 || line.p[line.n - AUDIT_LINK - 1] != ',')
        return false;
    if (!s->rows && !S_first(s, line, key))
        return false;
    l->banme = S_banme(line);
    if (!S_follows(s, line, l->banme))
        return false;
    if (key) {
        memcpy(state, s->state, sizeof state);
        audit_chain_step(key, (struct str){line.p, line.n - AUDIT_LINK}, state);
        audit_link(state, link);
        if (memcmp(link, line.p + line.n - AUDIT_LINK, AUDIT_LINK) != 0)
            return false;
        memcpy(s->state, state, sizeof state);
    }
    s->last.count = l->banme;
    memcpy(s->last.link, line.p + line.n - AUDIT_LINK, AUDIT_LINK);
    return true;
}

enum audit_step audit_segment_next(struct audit_segment *s, const struct hmac *key, struct audit_line *ret)
{
    size_t header = strlen(audit_header);
    if (!s->at) {
        if (S_zeros(s->map, s->size))
            return AUDIT_END;
        if (s->size < header || memcmp(s->map, audit_header, header) != 0)
            return AUDIT_BAD;
        s->at = header;
    }
    const char *at = s->map + s->at;
    size_t left = s->size - s->at;
    if (S_zeros(at, left))
        return AUDIT_END;
    const char *end = memchr(at, '\n', left);
    *ret = (struct audit_line){.text = {at, end ? (size_t)(end - at) : left}};
    if (!end || !S_take(s, key, ret))
        return AUDIT_BAD;
    ret->jitsu = s->rows < s->jitsu_n ? s->jitsu[s->rows] : 0;
    s->rows++;
    s->at += ret->text.n + 1;
    return AUDIT_LINE;
}
