/* Reading a table; see table.h. */
#include "gen/table.h"

#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "file/form/reader.h"

enum { RECORD_LIMIT = 4096, MEMORY = 4 << 20 };

static struct str *S_kept(struct table *x, const struct record *rec)
{
    struct str *cells = arena_array(x->a, (size_t)rec->n, sizeof *cells);
    for (int i = 0; cells && i < rec->n; i++)
        cells[i] = (struct str){arena_strndup(x->a, rec->cells[i].p, rec->cells[i].n), rec->cells[i].n};
    return cells;
}

static enum status S_rows(struct table *x, struct reader *r, struct diag *d)
{
    struct record rec;
    bool found;
    enum status st;
    while ((st = reader_next(r, &rec, &found, d)) == ST_OK && found) {
        struct str *cells = S_kept(x, &rec);
        x->rows = arena_more(x->a, x->rows, (size_t)x->n, sizeof *x->rows);
        if (arena_failed(x->a))
            return diag_set(d, ST_LIMIT, "表", "メモリ", "不足");
        if (x->names) {
            x->rows[x->n++] = cells;
            continue;
        }
        x->names = cells;
        x->columns = rec.n;
    }
    return st;
}

enum status table_read(struct table *x, const char *folder, const char *name, struct diag *d)
{
    const struct reader_form form = {.delimiter = ',', .record_limit = RECORD_LIMIT};
    *x = (struct table){.a = arena_new(MEMORY)};
    const char *path = x->a ? arena_printf(x->a, "%s/%s.csv", folder, name) : NULL;
    if (!path)
        return diag_set(d, ST_LIMIT, "表", "メモリ", "不足");
    int fd = file_open(path);
    if (fd < 0)
        return diag_setf(d, ST_SETUP, "--fixtures の表", "読めるファイル", "%s: %s", path, FILE_CAUSE(errno));
    struct reader *r = reader_new(&form, charset_find("UTF-8"), fd, 0, 1);
    enum status st = r ? S_rows(x, r, d) : diag_set(d, ST_LIMIT, "表", "メモリ", "不足");
    reader_free(r);
    close(fd);
    return st;
}

void table_free(struct table *x)
{
    arena_free(x->a);
}

int table_column(const struct table *x, const char *name)
{
    for (int i = 0; i < x->columns; i++)
        if (str_is(x->names[i], name))
            return i;
    return -1;
}
