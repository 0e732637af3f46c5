/* Baseline images; see image.h. The note `image` says of each database how large it is, when it was written
 * and what its SHA-256 is, so that one look at the folder tells whether somebody touched it since. */
#include "store/image.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/file.h"
#include "store/migrate.h"

enum { NOTE_MAX = 4096, LINE_MAX_BYTES = 160 };

static char *S_path(const char *dir, enum db db)
{
    char *path = NULL;
    return asprintf(&path, "%s/%s.db", dir, db_name(db)) < 0 ? NULL : path;
}

static bool S_sum(const char *path, char hex[65])
{
    unsigned char block[65536], sum[32];
    struct sha256 *h = sha256_new();
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = -1;
    while (h && fd >= 0 && (n = read(fd, block, sizeof block)) > 0)
        sha256_add(h, block, (size_t)n);
    if (fd >= 0)
        close(fd);
    if (h)
        sha256_end(h, sum);
    hex_text(sum, 32, hex);
    return h && n == 0;
}

/* "unyo.db 94208 1700000000.000000001 SHA256": the first three are `stamp`, compared as text. */
static bool S_stamp(const char *path, enum db db, char stamp[LINE_MAX_BYTES])
{
    struct stat sb;
    if (stat(path, &sb) < 0)
        return false;
    snprintf(stamp, LINE_MAX_BYTES, "%s.db %lld %lld.%09ld ", db_name(db), (long long)sb.st_size,
             (long long)sb.st_mtim.tv_sec, sb.st_mtim.tv_nsec);
    return true;
}

static enum status S_note(const char *dir, struct diag *d)
{
    struct buf text = BUF_INIT;
    enum status st = ST_OK;
    for (int db = 0; db < DB_COUNT && st == ST_OK; db++) {
        char stamp[LINE_MAX_BYTES], hex[65], *path = S_path(dir, (enum db)db);
        if (path && S_stamp(path, (enum db)db, stamp) && S_sum(path, hex))
            buf_addf(&text, "%s%s\n", stamp, hex);
        else
            st = diag_set(d, file_status(errno), file_tail(path ? path : dir), "読めるファイル",
                          FILE_CAUSE(errno));
        free(path);
    }
    char *note = path_join(dir, "image");
    if (st == ST_OK)
        st = note && buf_ok(&text) ? file_write(note, 0600, text.data, text.len, d)
                                   : diag_set(d, ST_LIMIT, "image", "メモリ", "不足");
    free(note);
    buf_release(&text);
    return st;
}

enum status store_seal(const char *dir, struct diag *d)
{
    enum status st = ST_OK;
    for (int db = 0; db < DB_COUNT && st == ST_OK; db++) {
        char *path = S_path(dir, (enum db)db);
        sqlite3 *h = NULL;
        if (!path)
            return diag_set(d, ST_LIMIT, file_tail(dir), "メモリ", "不足");
        if (sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
            sqlite3_exec(h, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL) != SQLITE_OK)
            st = diag_set(d, ST_DISK, file_tail(path), "書き込めるデータベース", sqlite3_errmsg(h));
        sqlite3_close(h);
        free(path);
    }
    return st == ST_OK ? S_note(dir, d) : st;
}

/* line: what the note says of this database. *ret_touched: it is the same, but was written at another time.
 */
static const char *S_wrong(const char *dir, enum db db, const char *line, bool *ret_touched)
{
    char stamp[LINE_MAX_BYTES], hex[65], *path = S_path(dir, db);
    const char *wrong = NULL, *end = line + strcspn(line, "\n");
    if (!path || !S_stamp(path, db, stamp)) {
        wrong = "ファイルがありません";
    } else if (strncmp(line, stamp, strlen(stamp)) != 0) {
        *ret_touched = true;
        if (!S_sum(path, hex) || end - line < 64 || strncmp(end - 64, hex, 64) != 0)
            wrong = "作ったときと内容が違います";
    }
    free(path);
    return wrong;
}

enum status store_sealed(const char *dir, struct diag *d)
{
    struct buf text = BUF_INIT;
    char *note = path_join(dir, "image");
    bool touched = false;
    struct diag why = DIAG_INIT;
    if (!note || file_read(note, NOTE_MAX, &text, &why) != ST_OK || !text.data) {
        diag_set(&why, ST_SETUP, "image", "ベースラインの記録", "読めません");
        goto out;
    }
    const char *line = text.data;
    for (int db = 0; db < DB_COUNT && why.status == ST_OK; db++) {
        char item[16];
        snprintf(item, sizeof item, "%s.db", db_name((enum db)db));
        const char *wrong = S_wrong(dir, (enum db)db, line, &touched);
        if (wrong)
            diag_set(&why, ST_SETUP, item, "コンパイルしたままのデータベース", wrong);
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    if (why.status == ST_OK &&
        touched) { /* copied to another place, say: the next look is a short one again */
        struct diag ignored = DIAG_INIT;
        S_note(dir, &ignored);
    }
out:
    if (why.status != ST_OK)
        *d = why;
    buf_release(&text);
    free(note);
    return why.status;
}

void store_fingerprint(unsigned char out[32])
{
    migrate_fingerprint(out);
}
