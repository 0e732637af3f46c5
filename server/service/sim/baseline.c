/* Baseline images: a fixture folder compiled once into four databases, kept by the digest of what it was made
 * of. A world begins and is reset by copying the image (DESIGN 3), so the cost is that of the fixture. */
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/file.h"
#include "service/sim/engine.h"
#include "store/image.h"

static enum status S_disk(struct diag *d, const char *path)
{
    return diag_set(d, ST_SETUP, path, "読み書きできるフォルダとファイル", FILE_CAUSE(errno));
}

/* Adds a file's bytes to the digest. */
static bool S_hash_file(struct sha256 *h, const char *path)
{
    char block[65536];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = -1;
    while (fd >= 0 && (n = read(fd, block, sizeof block)) > 0)
        sha256_add(h, block, (size_t)n);
    if (fd >= 0)
        close(fd);
    return n == 0;
}

static enum status S_digest(const char *fixture, const struct manifest *m, char hex[65], struct diag *d)
{
    unsigned char sum[32];
    struct sha256 *h = sha256_new();
    if (!h)
        return diag_set(d, ST_LIMIT, fixture, "メモリ", "不足");
    store_fingerprint(sum);
    sha256_add(h, sum, sizeof sum);
    enum status st = ST_OK;
    char *xml = path_join(fixture, "world.xml");
    if (!xml || !S_hash_file(h, xml))
        st = S_disk(d, fixture);
    for (int i = 0; i < m->table_count && st == ST_OK; i++)
        if (!S_hash_file(h, m->tables[i].path))
            st = S_disk(d, m->tables[i].path);
    free(xml);
    sha256_end(h, sum);
    hex_text(sum, 16, hex);
    return st;
}

/* Fills a fresh folder beside the image and renames it into place, so that an image is whole or absent. */
static enum status S_compile(struct world *w, const struct manifest *m, const char *image, struct diag *d)
{
    char tmp[sizeof w->baseline + 8];
    snprintf(tmp, sizeof tmp, "%s.tmp", image);
    remove_tree(tmp);
    enum status st = store_create(tmp, d);
    if (st == ST_OK)
        st = w->options->compile(m, tmp, d);
    if (st == ST_OK)
        st = store_seal(tmp, d);
    if (st == ST_OK && rename(tmp, image) < 0 && errno != EEXIST && errno != ENOTEMPTY)
        st = S_disk(d, image);
    if (st != ST_OK)
        remove_tree(tmp);
    return st;
}

enum status baseline_ready(struct world *w, struct diag *d)
{
    struct manifest *m = calloc(1, sizeof *m);
    char hex[65], image[sizeof w->baseline], parent[sizeof w->baseline];
    if (!m)
        return diag_set(d, ST_LIMIT, w->fixture, "メモリ", "不足");
    enum status st = w->options->manifest(w->fixture, m, d);
    if (st == ST_OK)
        st = S_digest(w->fixture, m, hex, d);
    if (st != ST_OK)
        goto out;
    snprintf(parent, sizeof parent, "%s/baseline", w->options->data);
    if (snprintf(image, sizeof image, "%s/baseline/%s", w->options->data, hex) >= (int)sizeof image) {
        st = diag_set(d, ST_SETUP, w->options->data, "600 バイト以下のパス", "長すぎます");
        goto out;
    }
    if (mkdir(parent, 0700) < 0 && errno != EEXIST)
        st = S_disk(d, parent);
    if (st == ST_OK && access(image, F_OK) < 0)
        st = S_compile(w, m, image, d);
    if (st == ST_OK) {
        if (w->options->seed)
            m->policy.seed = w->options->seed;
        pthread_mutex_lock(&w->lock);
        w->manifest = *m;
        pthread_mutex_unlock(&w->lock);
        memcpy(w->baseline, image, sizeof image);
    }
out:
    free(m);
    return st;
}

static bool S_copy_file(const char *from, const char *to)
{
    int in = open(from, O_RDONLY | O_CLOEXEC), out = -1;
    struct stat sb;
    bool ok = in >= 0 && fstat(in, &sb) == 0 &&
              (out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) >= 0;
    /* a clone costs nothing where the file system can; else the bytes */
    if (ok && ioctl(out, FICLONE, in) < 0) {
        off_t at = 0;
        while (ok && at < sb.st_size)
            ok = sendfile(out, in, &at, (size_t)(sb.st_size - at)) > 0;
    }
    ok = ok && fsync(out) == 0;
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return ok;
}

enum status baseline_copy(const struct world *w, const char *dir, struct diag *d)
{
    remove_tree(dir);
    char spool[sizeof w->baseline + 64];
    snprintf(spool, sizeof spool, "%s/spool", dir);
    enum status st = mkdir(dir, 0700) < 0 || mkdir(spool, 0700) < 0 ? S_disk(d, dir) : ST_OK;
    for (int db = 0; db < DB_COUNT && st == ST_OK; db++) {
        char from[sizeof w->baseline + 64], to[sizeof w->baseline + 64];
        snprintf(from, sizeof from, "%s/%s.db", w->baseline, db_name((enum db)db));
        snprintf(to, sizeof to, "%s/%s.db", dir, db_name((enum db)db));
        if (!S_copy_file(from, to))
            st = S_disk(d, to);
    }
    if (st == ST_OK && file_sync_folder(spool) < 0)
        st = S_disk(d, dir);
    return st;
}
