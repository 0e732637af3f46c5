/* Where the bytes of a link file and of its results are; see load.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/file.h"
#include "csv/load.h"

bool load_stop(void *cls)
{
    struct load *x = cls;
    return world_loader_stop(x->world);
}

static enum status S_open_failed(struct load *x, const char *item)
{
    enum status st = errno == ENOENT || errno == EACCES ? ST_INTERNAL : ST_DISK;
    return diag_set(&x->diag, st, item, "開けるファイル", FILE_CAUSE(errno));
}

enum status load_open_in(struct load *x, int i)
{
    x->part = &x->parts.part[i];
    enum status st =
        x->unpacked ? ST_OK : parts_unpack(&x->parts, i, (struct zipfile_stop){load_stop, x}, &x->diag);
    if (st != ST_OK)
        return st;
    x->in = open(x->part->path, O_RDONLY | O_CLOEXEC);
    return x->in < 0 ? S_open_failed(x, "受付ファイル") : ST_OK;
}

/* A new name is made durable. */
enum status load_open_out(struct load *x)
{
    struct stat sb;
    char have[40], want[80];
    x->out = open(x->part->result, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (x->out >= 0 && fstat(x->out, &sb) == 0 && sb.st_size < x->t.out_offset) {
        snprintf(want, sizeof want, "書きかけの %lld バイトのあるファイル", (long long)x->t.out_offset);
        snprintf(have, sizeof have, "%lld バイト", (long long)sb.st_size);
        return diag_set(&x->diag, ST_FILE_LOST, file_tail(x->part->result), want, have);
    }
    if (x->out < 0 || ftruncate(x->out, x->t.out_offset) != 0)
        return S_open_failed(x, "結果ファイル");
    if (x->t.out_offset == 0)
        file_sync_parent(x->part->result);
    return ST_OK;
}

void load_close(struct load *x)
{
    if (x->in >= 0)
        close(x->in);
    if (x->out >= 0)
        close(x->out);
    x->in = x->out = -1;
}

enum status load_append(struct load *x, int64_t *offset)
{
    if (!buf_ok(&x->lines))
        return diag_set(&x->diag, ST_LIMIT, "結果ファイル", "メモリ", "不足");
    for (size_t done = 0; done < x->lines.len;) {
        ssize_t n = pwrite(x->out, x->lines.data + done, x->lines.len - done, *offset);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return diag_set(&x->diag, ST_DISK, "結果ファイル", "書き込めるディスク", FILE_CAUSE(errno));
        done += (size_t)n;
        *offset += n;
    }
    if (x->lines.len && fdatasync(x->out) != 0)
        return diag_set(&x->diag, ST_DISK, "結果ファイル", "書き込めるディスク", FILE_CAUSE(errno));
    return ST_OK;
}

enum status load_sha256(struct load *x, const char *item, int fd, int64_t size, char text[65])
{
    enum { PIECE = 64 * 1024 };
    struct sha256 *h = sha256_new();
    char *piece = malloc(PIECE);
    enum status st = h && piece ? ST_OK : diag_set(&x->diag, ST_LIMIT, item, "メモリ", "不足");
    for (int64_t at = 0; st == ST_OK && at < size;) {
        int64_t left = size - at;
        ssize_t n = pread(fd, piece, left < PIECE ? (size_t)left : PIECE, at);
        if (n <= 0)
            st = diag_set(&x->diag, ST_DISK, item, "読めるファイル", n < 0 ? FILE_CAUSE(errno) : "短い");
        else
            sha256_add(h, piece, (size_t)n);
        at += n;
    }
    unsigned char sum[32];
    if (h) {
        sha256_end(h, sum);
        hex_text(sum, sizeof sum, text);
    }
    free(piece);
    return st;
}

enum status load_result(struct load *x, char sha256[65], int64_t *ret_size)
{
    struct stat sb;
    enum status st = parts_pack(&x->parts, x->t.at, (struct zipfile_stop){load_stop, x}, &x->diag);
    if (st != ST_OK)
        return st;
    int fd = open(x->parts.out, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &sb) < 0)
        st = S_open_failed(x, "結果ファイル");
    else
        st = load_sha256(x, "結果ファイル", fd, *ret_size = sb.st_size, sha256);
    if (fd >= 0)
        close(fd);
    return st;
}
