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
    char item[64], shown[sizeof d->have + 1];
    snprintf(item, sizeof item, "1行目（見出し） %d項目め", wrong + 1);
    size_t n = str_mask_row(shown, sizeof shown, rec->cells[wrong]);
    return diag_str(d, ST_FILE_STRUCTURE, item, l->columns[wrong].mei,
                    n ? (struct str){shown, n} : STR("空"));
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

static int64_t S_limit(const struct layout *l, int64_t row_limit)
{
    return l->row_limit && l->row_limit < row_limit ? l->row_limit : row_limit;
}

enum status structure_total(const struct layout *l, int64_t row_limit, int64_t rows, struct diag *d)
{
    const int64_t limit = S_limit(l, row_limit);
    char want[64];
    if (rows <= limit)
        return ST_OK;
    snprintf(want, sizeof want, "%lld行以内", (long long)limit);
    return diag_setf(d, ST_FILE_ROWS, "zip の行数の合計", want, "%lld行", (long long)rows);
}

enum status structure_begin(struct structure *s, const struct form *f, const struct layout *l,
                            const struct charset *cs, int fd, int64_t row_limit, struct diag *d)
{
    *s = (struct structure){.l = l, .first = true};
    s->limit = S_limit(l, row_limit);
    return source_open(&s->source, f, l, cs, fd, 0, 1, d);
}

/* Another version of the layout than that of the day, as far as a record, or the lack of one, can tell. */
static const struct layout *S_other(const struct structure *s, const struct record *rec, bool whole)
{
    return s->first ? s->source.form->version(s->source.reader, s->l, rec, whole) : NULL;
}

/* The file has ended where it may end. */
static enum status S_ended(struct structure *s, struct diag *d)
{
    return s->rows ? S_trailer(s->l, &s->source, s->rows, d)
                   : diag_set(d, ST_FILE_EMPTY, "ファイル", "1行以上", "0行");
}

enum status structure_next(struct structure *s, struct record *ret, bool *ret_found, struct diag *d)
{
    for (bool header;;) {
        header = s->source.header;
        enum status st = source_next(&s->source, ret, ret_found, d);
        const struct layout *other = st != ST_OK || *ret_found ? S_other(s, ret, st == ST_OK) : NULL;
        if (other)
            return layout_wrong_version(s->l, other, d);
        if (st != ST_OK || !*ret_found)
            return st == ST_OK ? S_ended(s, d) : st;
        s->first = false;
        if (!header)
            return ++s->rows > s->limit ? S_too_many(s->limit, s->rows, d) : ST_OK;
        if ((st = S_header(s->l, ret, d)) != ST_OK)
            return st;
    }
}

void structure_end(struct structure *s)
{
    source_close(&s->source);
}

enum status structure_check(const struct form *f, const struct layout *l, const struct charset *cs, int fd,
                            int64_t row_limit, const atomic_bool *stop, int64_t *ret_rows, struct diag *d)
{
    struct structure s;
    struct record rec = {0};
    bool found = true;
    *ret_rows = 0;
    enum status st = structure_begin(&s, f, l, cs, fd, row_limit, d);
    if (st != ST_OK)
        return st;
    while (found && (st = structure_next(&s, &rec, &found, d)) == ST_OK)
        if (found && stop && s.rows % ASK_EVERY == 0 && atomic_load(stop)) {
            st = diag_set(d, ST_RESET, "受付ファイル", NULL, NULL);
            break;
        }
    *ret_rows = s.rows;
    structure_end(&s);
    return st;
}
