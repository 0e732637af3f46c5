/* Where the bytes of a link file and of its results are; see load.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/kept.h"
#include "world/load/load.h"

bool load_stop(void *cls)
{
    struct load *x = cls;
    return world_loader_stop(x->world);
}

static enum status S_open_failed(struct load *x, const char *item)
{
    enum status st = errno == ENOENT || errno == EACCES ? ST_INTERNAL : file_trouble(errno);
    return diag_set(&x->diag, st, item, "開けるファイル", FILE_CAUSE(errno));
}

enum status load_open_in(struct load *x, int i)
{
    x->part = &x->parts.part[i];
    enum status st = x->unpacked ? ST_OK : parts_unpack(&x->parts, i, world_loader_ends(x->world), &x->diag);
    if (st != ST_OK)
        return st;
    x->in = open(x->part->path, O_RDONLY | O_CLOEXEC);
    return x->in < 0 ? S_open_failed(x, "受付ファイル") : ST_OK;
}

/* Results of rows that are applied are no more. */
static enum status S_lost(struct load *x, const char *path, int64_t want, int64_t have)
{
    char item[sizeof x->diag.item], text[80];
    snprintf(item, sizeof item, "結果ファイル %s", file_base(path));
    snprintf(text, sizeof text, "書きかけの %lld バイトのあるファイル", (long long)want);
    diag_setf(&x->diag, ST_FILE_LOST, item, text, "%lld バイト", (long long)have);
    return load_lost(x);
}

/* A new name is made durable. */
enum status load_open_out(struct load *x)
{
    struct stat sb;
    x->out = open(x->part->result, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (x->out < 0 || fstat(x->out, &sb) != 0)
        return S_open_failed(x, "結果ファイル");
    if (sb.st_size < x->t.out_offset)
        return S_lost(x, x->part->result, x->t.out_offset, sb.st_size);
    if (ftruncate(x->out, x->t.out_offset) != 0)
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
            return file_failed(&x->diag, "結果ファイル", "書き込めるディスク", errno);
        done += (size_t)n;
        *offset += n;
    }
    if (x->lines.len && fdatasync(x->out) != 0)
        return file_failed(&x->diag, "結果ファイル", "書き込めるディスク", errno);
    return ST_OK;
}

/* The results that are to be packed are there, none of them empty. */
static enum status S_results(struct load *x)
{
    struct stat sb;
    for (int i = 0; x->parts.zip && access(x->parts.out, F_OK) != 0 && i < x->parts.n; i++) {
        const char *path = x->parts.part[i].result;
        int64_t have = stat(path, &sb) == 0 ? sb.st_size : 0;
        if (have == 0)
            return S_lost(x, path, 1, have);
    }
    return ST_OK;
}

enum status load_result(struct load *x, char sha256[65], int64_t *ret_size)
{
    struct stat sb;
    enum status st = S_results(x);
    if (st == ST_OK)
        st = parts_pack(&x->parts, x->t.at, world_loader_ends(x->world), &x->diag);
    if (st != ST_OK)
        return st;
    int fd = open(x->parts.out, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &sb) < 0)
        st = S_open_failed(x, "結果ファイル");
    else
        st = kept_sum(fd, *ret_size = sb.st_size, NULL, sha256, "結果ファイル", &x->diag);
    if (st == ST_OK)
        kept_note(x->parts.out);
    if (fd >= 0)
        close(fd);
    return st;
}
