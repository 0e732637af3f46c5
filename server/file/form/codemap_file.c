/* Reading 業務コード情報; see codemap_file.h. */
#include "file/form/codemap_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "file/form/reader.h"
#include "file/layout/codemap_check.h"

enum { RECORD_LIMIT = 4096, LINES = 10000 };

enum { HOKENSHA, CODE_LIST, THEIRS, OURS, NAMES };

struct codes_file {
    const char *base;
    struct arena *a;
    int column[NAMES];    /* -1: the file has none */
    const char *hokensha; /* NULL: that of the first line */
    const char *first;    /* taken for want of another */
    struct gyomu_code *lines;
    size_t n;
    struct gyomu_codes checked;
    struct diag *d;
};

/* Adds the file and the line to what was said. */
static enum status S_at(struct codes_file *f, enum status st, int64_t line)
{
    struct diag was = *f->d;
    char item[96];
    if (st == ST_OK)
        return st;
    snprintf(item, sizeof item, "%.40s %lld行目 %.30s", f->base, (long long)line, was.item);
    return diag_set(f->d, st, item, was.want, was.have);
}

static enum status S_header(struct codes_file *f, const struct record *rec)
{
    static const char *const names[NAMES] = {"hokensha", "code_list", "theirs", "ours"};
    for (int i = 0; i < NAMES; i++) {
        f->column[i] = -1;
        for (int k = 0; k < rec->n; k++)
            if (str_is(rec->cells[k], names[i]))
                f->column[i] = k;
        if (f->column[i] < 0 && i != HOKENSHA)
            return diag_set(f->d, ST_SETUP, "見出し", names[i], "列がない");
    }
    return ST_OK;
}

static const char *S_cell(const struct codes_file *f, const struct record *rec, int name)
{
    int column = f->column[name];
    return column < 0 ? "" : arena_strndup(f->a, rec->cells[column].p, rec->cells[column].n);
}

static enum status S_line(struct codes_file *f, const struct record *rec)
{
    struct gyomu_code line = {f->column[HOKENSHA] < 0 ? "-" : S_cell(f, rec, HOKENSHA),
                              S_cell(f, rec, CODE_LIST), S_cell(f, rec, THEIRS), S_cell(f, rec, OURS)};
    if (arena_failed(f->a) || f->n == LINES)
        return diag_set(f->d, ST_LIMIT, "業務コード", "10000行以内", "メモリ不足または多すぎる行");
    if (!f->hokensha)
        f->hokensha = f->first = line.hokensha;
    if (strcmp(line.hokensha, f->hokensha) != 0)
        return f->first ? diag_setf(f->d, ST_SETUP, "hokensha", "1つの医療保険者（または保険者番号の指定）",
                                    "%s と %s", f->first, line.hokensha)
                        : ST_OK;
    f->lines[f->n++] = line;
    return gyomu_codes_row(&f->checked, &line, rec->line, f->d);
}

static enum status S_read(struct codes_file *f, struct reader *r)
{
    struct record rec;
    bool found, header = true;
    enum status st;
    while ((st = reader_next(r, &rec, &found, f->d)) == ST_OK && found) {
        st = S_at(f, header ? S_header(f, &rec) : S_line(f, &rec), rec.line);
        if (st != ST_OK)
            return st;
        header = false;
    }
    int64_t at = 0;
    if (st == ST_OK)
        st = S_at(f, gyomu_codes_end(&f->checked, &at, f->d), at);
    return st;
}

enum status code_map_file(const char *path, const char *hokensha, struct arena *a,
                          const struct code_map **ret, struct diag *d)
{
    const struct reader_form form = {.delimiter = ',', .record_limit = RECORD_LIMIT};
    struct codes_file f = {
        .base = file_tail(path), .a = a, .hokensha = hokensha, .checked = {.a = a}, .d = d};
    f.lines = arena_array(a, LINES, sizeof *f.lines);
    int fd = file_open(path);
    if (fd < 0)
        return diag_set(d, ST_SETUP, f.base, "読めるファイル", FILE_CAUSE(errno));
    struct reader *r = f.lines ? reader_new(&form, charset_find("UTF-8"), fd, 0, 1) : NULL;
    enum status st = r ? S_read(&f, r) : diag_set(d, ST_LIMIT, f.base, "メモリ", "不足");
    if (st == ST_OK && !code_map_make(f.lines, f.n, a, ret))
        st = diag_set(d, ST_LIMIT, f.base, "メモリ", "不足");
    reader_free(r);
    close(fd);
    return st;
}
