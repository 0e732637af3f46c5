/* One CSV of a fixture folder into the databases of a baseline; fixture_compile of service/sim/manifest.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/arena.h"
#include "base/crypto.h"
#include "csv/fixture_codes.h"
#include "csv/reader.h"
#include "service/sim/manifest.h"
#include "store/import.h"

enum { TABLE_MEMORY = 1 << 20, COLUMNS = 32, RECORD_LIMIT = 64 * 1024 };

/* A CSV on its way into one table. */
struct table {
    const char *path, *name;
    struct arena *a;
    const char *column[COLUMNS]; /* of the table; NULL: the table has no use for this column */
    int from[COLUMNS];           /* column of the CSV */
    int n, csv_columns;
    int system, password; /* columns of the CSV, -1 */
    struct import *im;
    bool is_codes; /* gyomu_code: checked against the code lists, too */
    struct fixture_codes codes;
    struct diag *d;
};

/* Adds the file to what the store or the reader said: "hokensha.csv 3行目". */
static enum status S_at(struct table *t, enum status st, int64_t line)
{
    const char *base = file_base(t->path);
    char item[96];
    if (line)
        snprintf(item, sizeof item, "%s %lld行目 %.40s", base, (long long)line, t->d->item);
    else
        snprintf(item, sizeof item, "%s %.60s", base, t->d->item);
    struct diag was = *t->d;
    return diag_set(t->d, st, item, was.want, was.have);
}

/* only: the columns that the table takes (NULL at the end); NULL: all, and `password` becomes its digest. */
static enum status S_columns(struct table *t, const struct record *rec, const char *const *only)
{
    t->n = 0;
    t->system = t->password = -1;
    t->csv_columns = rec->n;
    if (rec->n > COLUMNS)
        return diag_setf(t->d, ST_SETUP, "見出し", "32列以内", "%d列", rec->n);
    for (int i = 0; i < rec->n; i++) {
        const char *name = arena_strndup(t->a, rec->cells[i].p, rec->cells[i].n);
        bool wanted = !only;
        for (const char *const *o = only; o && *o; o++)
            wanted = wanted || (name && strcmp(*o, name) == 0);
        if (!name)
            return diag_set(t->d, ST_LIMIT, t->name, "メモリ", "不足");
        if (strcmp(name, "system") == 0)
            t->system = i;
        if (!only && strcmp(name, "password") == 0) {
            t->password = i;
            name = "password_sha256";
        }
        if (wanted) {
            t->column[t->n] = name;
            t->from[t->n++] = i;
        }
    }
    if (t->password >= 0 && t->system < 0)
        return diag_set(t->d, ST_SETUP, "見出し", "password の列には system の列も", "system なし");
    return ST_OK;
}

/* Passwords are never stored: sha256("<system>:<password>"). */
static void S_digest(struct str system, struct str password, char out[65])
{
    unsigned char sum[32];
    struct sha256 *h = sha256_new();
    out[0] = 0;
    if (!h)
        return;
    sha256_add(h, system.p, system.n);
    sha256_add(h, ":", 1);
    sha256_add(h, password.p, password.n);
    sha256_end(h, sum);
    hex_text(sum, sizeof sum, out);
}

static const char *S_value(const struct table *t, const char *const *values, const char *column)
{
    for (int i = 0; i < t->n; i++)
        if (strcmp(t->column[i], column) == 0)
            return values[i];
    return NULL;
}

static enum status S_code(struct table *t, const char *const *values, int64_t line)
{
    const struct kanri_gyomu_code code = {S_value(t, values, "hokensha"), S_value(t, values, "code_list"),
                                          S_value(t, values, "theirs"), S_value(t, values, "ours")};
    return fixture_codes_row(&t->codes, &code, line, t->d);
}

/* What the database cannot say as clearly. */
static enum status S_check(struct table *t, const char *const *values, int64_t line)
{
    const char *encoding = S_value(t, values, "encoding");
    if (encoding && !charset_find(encoding))
        return diag_set(t->d, ST_SETUP, "encoding", charset_names(), encoding);
    return t->is_codes ? S_code(t, values, line) : ST_OK;
}

static enum status S_row(struct table *t, const struct record *rec)
{
    const char *values[COLUMNS];
    char digest[65];
    for (int i = 0; i < t->n; i++) {
        const struct str *cell = &rec->cells[t->from[i]];
        values[i] = cell->n ? cell->p : NULL;
        if (t->from[i] == t->password) {
            S_digest(rec->cells[t->system], *cell, digest);
            values[i] = digest;
        }
    }
    enum status st = S_check(t, values, rec->line);
    if (st == ST_OK)
        st = import_row(t->im, values, t->d);
    return st == ST_OK ? st : S_at(t, st, rec->line);
}

static enum status S_rows(struct table *t, struct reader *r, const char *dir, const char *const *only)
{
    struct record rec;
    bool found;
    enum status st = reader_next(r, &rec, &found, t->d);
    if (st != ST_OK)
        return S_at(t, st, 0);
    if (!found)
        return S_at(t, diag_set(t->d, ST_SETUP, NULL, "見出しの行", "空のファイル"), 1);
    st = S_columns(t, &rec, only);
    if (st == ST_OK)
        st = import_open(dir, t->name, t->column, t->n, &t->im, t->d);
    if (st != ST_OK)
        return S_at(t, st, 1);
    for (;;) {
        st = reader_next(r, &rec, &found, t->d);
        if (st != ST_OK)
            st = S_at(t, st, 0);
        if (st != ST_OK || !found)
            break;
        if ((st = S_row(t, &rec)) != ST_OK)
            break;
    }
    int64_t at;
    if (st == ST_OK && (st = fixture_codes_end(&t->codes, &at, t->d)) != ST_OK)
        st = S_at(t, st, at);
    struct diag unheard;
    enum status closed = import_close(t->im, st == ST_OK, st == ST_OK ? t->d : &unheard);
    return st == ST_OK ? closed : st;
}

static enum status S_import(const char *path, const char *name, const char *dir, const char *const *only,
                            struct diag *d)
{
    const struct reader_form form = {.delimiter = ',', .record_limit = RECORD_LIMIT};
    struct table t = {.path = path, .name = name, .a = arena_new(TABLE_MEMORY), .d = d};
    t.is_codes = strcmp(name, "gyomu_code") == 0;
    t.codes.a = t.a;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct reader *r = fd >= 0 ? reader_new(&form, charset_find("UTF-8"), fd, 0, 1) : NULL;
    enum status st;
    if (fd < 0)
        st = diag_set(d, ST_SETUP, path, "読めるファイル", FILE_CAUSE(errno));
    else if (!r || !t.a)
        st = diag_set(d, ST_LIMIT, name, "メモリ", "不足");
    else
        st = S_rows(&t, r, dir, only);
    reader_free(r);
    if (fd >= 0)
        close(fd);
    arena_free(t.a);
    return st;
}

enum status fixture_compile(const struct manifest *m, const char *store_dir, struct diag *d)
{
    static const char *const list[] = {"hokensha", "mei", NULL};
    enum status st = ST_OK;
    for (int i = 0; i < m->table_count && st == ST_OK; i++) {
        st = S_import(m->tables[i].path, m->tables[i].name, store_dir, NULL, d);
        /* 中間サーバー knows the other insurers by number and name (1.7.1). */
        if (st == ST_OK && strcmp(m->tables[i].name, "hokensha") == 0)
            st = S_import(m->tables[i].path, "hokensha_list", store_dir, list, d);
    }
    return st;
}
