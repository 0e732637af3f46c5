/* The structural pass; see structure.h. */
#include "csv/structure.h"

#include <stdio.h>

enum { ASK_EVERY = 4096 };

struct reader *structure_reader(const struct layout *l, const struct charset *cs, int fd, int64_t offset,
                                int64_t line)
{
    const struct reader_form form = {
        .delimiter = l->delimiter, .columns = l->n, .record_limit = l->record_limit};
    return reader_new(&form, cs, fd, offset, line);
}

static enum status S_header(const struct layout *l, const struct record *rec, struct diag *d)
{
    for (int i = 0; i < l->n; i++)
        if (!str_is(rec->cells[i], l->columns[i].mei) && !str_is(rec->cells[i], l->columns[i].name)) {
            char item[64];
            snprintf(item, sizeof item, "1行目 %d項目め", i + 1);
            return diag_str(d, ST_FILE_STRUCTURE, item, l->columns[i].mei, rec->cells[i]);
        }
    return ST_OK;
}

enum status structure_check(const struct layout *l, const struct charset *cs, int fd, int64_t row_limit,
                            bool (*stop)(void *cls), void *cls, int64_t *ret_rows, struct diag *d)
{
    struct reader *r = structure_reader(l, cs, fd, 0, 1);
    if (!r)
        return diag_set(d, ST_LIMIT, "受付ファイル", "メモリ", "不足");
    int64_t rows = 0;
    struct record rec;
    bool found, header = l->header;
    enum status st;
    while ((st = reader_next(r, &rec, &found, d)) == ST_OK && found) {
        if (header && (st = S_header(l, &rec, d)) != ST_OK)
            break;
        if (!header && ++rows > row_limit) {
            char want[64];
            snprintf(want, sizeof want, "%lld行以内", (long long)row_limit);
            st = diag_setf(d, ST_FILE_ROWS, "行数", want, "%lld行目がある", (long long)rows);
            break;
        }
        header = false;
        if (stop && rows % ASK_EVERY == 0 && stop(cls)) {
            st = diag_set(d, ST_RESET, "受付ファイル", NULL, NULL);
            break;
        }
    }
    if (st == ST_OK && rows == 0)
        st = diag_set(d, ST_FILE_EMPTY, "ファイル", "1行以上", "0行");
    *ret_rows = rows;
    reader_free(r);
    return st;
}
