/* Spool files; see spool.h. */
#include "soap/spool.h"

#include "base/file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { SPOOL_BUF = 32768 };

enum status spool_open(struct spool *s, struct world *w, uint64_t generation, struct arena *a, int64_t *left,
                       struct diag *d)
{
    *s = SPOOL_INIT;
    s->left = left;
    s->buf = arena_alloc(a, SPOOL_BUF);
    s->sum = sha256_new();
    if (!s->buf || !s->sum)
        goto fail;
    s->fd = world_spool(w, generation, a, &s->path, d);
    if (s->fd >= 0)
        return ST_OK;
fail:
    spool_release(s, false);
    return d->status != ST_OK ? d->status : diag_set(d, ST_LIMIT, "ファイル", NULL, NULL);
}

static enum status S_flush(struct spool *s, struct diag *d)
{
    for (size_t at = 0; at < s->n;) {
        ssize_t wrote = write(s->fd, s->buf + at, s->n - at);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return file_failed(d, "ファイルの保存", "書き込めるスプール", wrote < 0 ? errno : EIO);
        at += (size_t)wrote;
    }
    sha256_add(s->sum, s->buf, s->n);
    s->n = 0;
    return ST_OK;
}

enum status spool_write(struct spool *s, const void *p, size_t n, struct diag *d)
{
    const unsigned char *from = p;
    if ((int64_t)n > *s->left)
        return diag_setf(d, ST_TOO_LARGE, "ファイルの大きさ", "上限以内", "上限 %lld バイトを超えました",
                         (long long)(s->size + *s->left));
    *s->left -= (int64_t)n;
    s->size += (int64_t)n;
    while (n) {
        size_t take = SPOOL_BUF - s->n < n ? SPOOL_BUF - s->n : n;
        memcpy(s->buf + s->n, from, take);
        s->n += take;
        from += take;
        n -= take;
        enum status st = s->n == SPOOL_BUF ? S_flush(s, d) : ST_OK;
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

enum status spool_seal(struct spool *s, struct upload *ret, struct diag *d)
{
    enum status st = S_flush(s, d);
    if (st != ST_OK)
        return st;
    if (fsync(s->fd) != 0)
        return file_failed(d, "ファイルの保存", "書き込めるスプール", errno);
    int closed = close(s->fd);
    s->fd = -1;
    if (closed != 0)
        return file_failed(d, "ファイルの保存", "書き込めるスプール", errno);
    unsigned char sum[32];
    sha256_end(s->sum, sum);
    s->sum = NULL;
    *ret = (struct upload){.path = s->path, .size = s->size};
    hex_text(sum, sizeof sum, ret->sha256);
    return ST_OK;
}

void spool_release(struct spool *s, bool unlink_it)
{
    unsigned char unused[32];
    if (s->fd >= 0)
        close(s->fd);
    if (s->sum)
        sha256_end(s->sum, unused);
    if (s->path && unlink_it)
        unlink(s->path);
    *s = SPOOL_INIT;
}
