/* Stores as files; see image.h. The note `image` says of each part how large it is, when it was written and
 * what its SHA-256 is, so that one look at the folder tells whether somebody touched it since. */
#include "store/image.h"

#include <dirent.h>
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/crypto.h"
#include "base/file.h"
#include "store/migrate.h"
#include "store/fault.h"

enum { NOTE_MAX = 16 << 20, STAMP = 400 };

static enum status S_memory(struct diag *d)
{
    return diag_set(d, ST_LIMIT, "image", "メモリ", "不足");
}

static enum status S_unread(const char *part, struct diag *d)
{
    int err = errno;
    return diag_set(d, file_status(err), part, "読み書きできるファイル", FILE_CAUSE(err));
}

/* --- parts ------------------------------------------------------------------------------------------------
 */

static int S_file(const struct dirent *e)
{
    return e->d_name[0] != '.';
}

void store_parts_release(struct store_parts *p)
{
    for (size_t i = 0; i < p->n; i++)
        free(p->names[i]);
    free(p->names);
    *p = (struct store_parts){0};
}

enum status store_parts(const char *dir, struct store_parts *ret, struct diag *d)
{
    struct dirent **list = NULL;
    char *spool = path_join(dir, "spool");
    int n = spool ? scandir(spool, &list, S_file, alphasort) : -1;
    bool whole = true;
    *ret = (struct store_parts){.names = n < 0 ? NULL : calloc((size_t)n + DB_COUNT, sizeof *ret->names)};
    enum status st = ret->names ? ST_OK : n < 0 && spool ? S_unread("spool", d) : S_memory(d);
    for (int i = 0; i < n + DB_COUNT && st == ST_OK; i++) {
        char **name = &ret->names[ret->n++];
        if ((i < DB_COUNT ? asprintf(name, "%s.db", db_name((enum db)i))
                          : asprintf(name, "spool/%s", list[i - DB_COUNT]->d_name)) < 0)
            *name = NULL;
        whole = whole && *name;
    }
    for (int i = 0; i < n; i++)
        free(list[i]);
    free(list);
    free(spool);
    return st == ST_OK && !whole ? S_memory(d) : st;
}

/* --- copies -----------------------------------------------------------------------------------------------
 */

struct copy {
    const char *from, *to;
    struct copies *files;
    int64_t bytes;
    struct diag *d;
};

static enum status S_copy_part(struct copy *c, const char *part)
{
    struct stat sb;
    char *source = path_join(c->from, part), *target = path_join(c->to, part);
    enum status st = source && target ? ST_OK : S_memory(c->d);
    if (st == ST_OK && (stat(source, &sb) < 0 || !copies_file(c->files, source, target)))
        st = S_unread(part, c->d);
    if (st == ST_OK)
        c->bytes += sb.st_size;
    free(source);
    free(target);
    return st;
}

/* Of a database that was folded or closed there is none, of one that nobody has written to since an empty
 * one.
 */
static enum status S_copy_log(struct copy *c, enum db db)
{
    char part[24];
    struct stat sb;
    snprintf(part, sizeof part, "%s.db-wal", db_name(db));
    char *source = path_join(c->from, part);
    bool there = source && (stat(source, &sb) == 0 ? sb.st_size > 0 : errno != ENOENT);
    enum status st = !source ? S_memory(c->d) : there ? S_copy_part(c, part) : ST_OK;
    free(source);
    return st;
}

static enum status S_copy_parts(struct copy *c, const struct store_parts *p, const char *spool)
{
    enum status st = mkdir(c->to, 0700) < 0 || mkdir(spool, 0700) < 0 ? file_unusable(c->to, c->d) : ST_OK;
    for (int db = 0; db < DB_COUNT && st == ST_OK; db++)
        st = S_copy_log(c, (enum db)db);
    for (size_t i = 0; i < p->n && st == ST_OK; i++)
        st = S_copy_part(c, p->names[i]);
    if (st == ST_OK && !(copies_folder(c->files, spool) && copies_folder(c->files, c->to)))
        st = file_unusable(c->to, c->d);
    return st;
}

static enum status S_copy(struct copy *c)
{
    struct store_parts p;
    char *spool = path_join(c->to, "spool");
    enum status st = store_parts(c->from, &p, c->d);
    if (st == ST_OK)
        st = spool ? S_copy_parts(c, &p, spool) : S_memory(c->d);
    store_parts_release(&p);
    free(spool);
    return st;
}

enum status store_copy(const char *from, const char *to, struct copies *c, int64_t *bytes, struct diag *d)
{
    struct copies own = COPIES_INIT;
    struct copy copy = {from, to, c ? c : &own, 0, d};
    enum status st = S_copy(&copy);
    if (st == ST_OK && !c && !copies_end(&own))
        st = file_unusable(to, d);
    copies_drop(&own);
    if (bytes)
        *bytes += copy.bytes;
    return st;
}

/* --- images -----------------------------------------------------------------------------------------------
 */

enum status store_fold(const char *dir, struct diag *d)
{
    enum status st = ST_OK;
    for (int db = 0; db < DB_COUNT && st == ST_OK; db++) {
        char part[24];
        sqlite3 *h = NULL;
        snprintf(part, sizeof part, "%s.db", db_name((enum db)db));
        char *path = path_join(dir, part);
        if (!path)
            return S_memory(d);
        if (sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
            sqlite3_exec(h, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL) != SQLITE_OK)
            st = diag_set(d, fault_trouble(h), part, "書き込めるデータベース", fault_cause(h));
        sqlite3_close(h);
        free(path);
    }
    return st;
}

/* "unyo.db 94208 1700000000.000000001 SHA256": the first three are `stamp`, compared as text. */
static bool S_stamp(const char *path, const char *part, char stamp[STAMP])
{
    struct stat sb;
    if (stat(path, &sb) < 0)
        return false;
    snprintf(stamp, STAMP, "%s %lld %lld.%09ld ", part, (long long)sb.st_size, (long long)sb.st_mtim.tv_sec,
             sb.st_mtim.tv_nsec);
    return true;
}

static enum status S_note(const char *dir, struct diag *d)
{
    struct buf text = BUF_INIT;
    struct store_parts p;
    enum status st = store_parts(dir, &p, d);
    for (size_t i = 0; i < p.n && st == ST_OK; i++) {
        char stamp[STAMP], hex[65], *path = path_join(dir, p.names[i]);
        if (path && S_stamp(path, p.names[i], stamp) && sha256_file(path, hex))
            buf_addf(&text, "%s%s\n", stamp, hex);
        else
            st = S_unread(p.names[i], d);
        free(path);
    }
    char *note = path_join(dir, "image");
    if (st == ST_OK)
        st = note && buf_ok(&text) ? file_write(note, 0600, text.data, text.len, d) : S_memory(d);
    free(note);
    store_parts_release(&p);
    buf_release(&text);
    return st;
}

enum status store_seal(const char *dir, struct diag *d)
{
    enum status st = store_fold(dir, d);
    return st == ST_OK ? S_note(dir, d) : st;
}

/* line: what the note says of this part. *ret_touched: it is the same, but was written at another time. */
static const char *S_wrong(const char *dir, const char *part, const char *line, bool *ret_touched)
{
    char stamp[STAMP], hex[65], *path = path_join(dir, part);
    const char *wrong = NULL, *end = line + strcspn(line, "\n");
    if (!path || !S_stamp(path, part, stamp)) {
        wrong = "ファイルがありません";
    } else if (strncmp(line, stamp, strlen(stamp)) != 0) {
        *ret_touched = true;
        if (!sha256_file(path, hex) || end - line < 64 || strncmp(end - 64, hex, 64) != 0)
            wrong = "作ったときと内容が違います";
    }
    free(path);
    return wrong;
}

/* Every line of the note is a part, in this order. */
static enum status S_sealed(const char *dir, const char *line, bool *ret_touched, struct diag *d)
{
    static const char want[] = "作ったままのファイル";
    struct store_parts p;
    enum status st = store_parts(dir, &p, d);
    for (size_t i = 0; i < p.n && st == ST_OK; i++) {
        const char *wrong = S_wrong(dir, p.names[i], line, ret_touched);
        if (wrong)
            st = diag_set(d, ST_SETUP, p.names[i], want, wrong);
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    if (st == ST_OK && *line)
        st = diag_set(d, ST_SETUP, "spool", want, "ファイルがありません");
    store_parts_release(&p);
    return st;
}

enum status store_sealed(const char *dir, struct diag *d)
{
    struct buf text = BUF_INIT;
    char *note = path_join(dir, "image");
    bool touched = false;
    struct diag why = DIAG_INIT;
    if (!note || file_read(note, NOTE_MAX, &text, &why) != ST_OK || !text.data)
        diag_set(&why, ST_SETUP, "image", "ベースラインの記録", "読めません");
    else
        S_sealed(dir, text.data, &touched, &why);
    if (why.status == ST_OK &&
        touched) { /* copied to another place, say: the next look is a short one again */
        struct diag ignored = DIAG_INIT;
        S_note(dir, &ignored);
    }
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
