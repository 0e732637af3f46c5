/* The structural pass; see structure.h. */
#include "file/form/structure.h"

#include <stdio.h>

enum { ASK_EVERY = 4096 };

/* The first column that the header names otherwise; l->n: none. */
static int S_misnamed(const struct layout *l, const struct record *rec)
{
    int i = 0;
    while (i < l->n &&
           (str_is(rec->cells[i], l->columns[i].mei) || str_is(rec->cells[i], l->columns[i].name)))
        i++;
    return i;
}

static enum status S_header(const struct layout *l, const struct record *rec, struct diag *d)
{
    int versions, wrong = S_misnamed(l, rec);
    if (wrong == l->n)
        return ST_OK;
    const struct layout *all = layout_versions(l->name, &versions);
    for (int i = 0; i < versions; i++)
        if (all[i].header && all[i].n == rec->n && S_misnamed(&all[i], rec) == rec->n)
            return layout_wrong_version(l, &all[i], d);
    char item[64];
    snprintf(item, sizeof item, "1行目（見出し） %d項目め", wrong + 1);
    struct str have = rec->cells[wrong];
    return diag_str(d, ST_FILE_STRUCTURE, item, l->columns[wrong].mei, have.n ? have : STR("空"));
}

/* As many rows as the trailer says, when there is to be one. */
static enum status S_trailer(const struct layout *l, struct source *s, int64_t rows, struct diag *d)
{
    if (!l->trailer_mark || !s->form->trailer)
        return ST_OK;
    char want[96];
    char count[24];
    const char *have = s->form->trailer(s->reader);
    snprintf(want, sizeof want, "%s と行数 %lld", l->trailer_mark, (long long)rows);
    snprintf(count, sizeof count, "%lld", (long long)rows);
    if (!have)
        return diag_set(d, ST_FILE_TRAILER, "最後のレコード", want, "なし");
    if (strcmp(have + strspn(have, "0"), count) == 0) /* there is at least one row */
        return ST_OK;
    return diag_setf(d, ST_FILE_TRAILER, "最後のレコード", want, "%s と行数 %s", l->trailer_mark, have);
}

static enum status S_too_many(int64_t limit, int64_t rows, struct diag *d)
{
    char want[64];
    snprintf(want, sizeof want, "%lld行以内", (long long)limit);
    return diag_setf(d, ST_FILE_ROWS, "行数", want, "%lld行目がある", (long long)rows);
}

/* All records up to the end or to what is wrong; *ret_rows: how many. */
static enum status S_records(const struct layout *l, struct source *s, int64_t limit,
                             const struct structure_watch *watch, int64_t *ret_rows, struct diag *d)
{
    struct record rec = {0};
    bool found, first = true;
    enum status st;
    for (bool header; header = s->header, (st = source_next(s, &rec, &found, d)) == ST_OK && found;) {
        const struct layout *other = first ? s->form->version(s->reader, l, &rec, true) : NULL;
        if (other)
            return layout_wrong_version(l, other, d);
        if (header && (st = S_header(l, &rec, d)) != ST_OK)
            return st;
        if (!header && ++*ret_rows > limit)
            return S_too_many(limit, *ret_rows, d);
        if (!header && watch->row)
            watch->row(watch->cls, &rec);
        first = false;
        if (watch->stop && *ret_rows % ASK_EVERY == 0 && watch->stop(watch->cls))
            return diag_set(d, ST_RESET, "受付ファイル", NULL, NULL);
    }
    const struct layout *other = st != ST_OK && first ? s->form->version(s->reader, l, &rec, false) : NULL;
    return other ? layout_wrong_version(l, other, d) : st;
}

enum status structure_check(const struct form *f, const struct layout *l, const struct charset *cs, int fd,
                            int64_t row_limit, const struct structure_watch *watch, int64_t *ret_rows,
                            struct diag *d)
{
    *ret_rows = 0;
    struct source s;
    enum status st = source_open(&s, f, l, cs, fd, 0, 1, d);
    if (st != ST_OK)
        return st;
    int64_t limit = l->row_limit && l->row_limit < row_limit ? l->row_limit : row_limit;
    st = S_records(l, &s, limit, watch, ret_rows, d);
    if (st == ST_OK && *ret_rows == 0)
        st = diag_set(d, ST_FILE_EMPTY, "ファイル", "1行以上", "0行");
    if (st == ST_OK)
        st = S_trailer(l, &s, *ret_rows, d);
    source_close(&s);
    return st;
}
