/* Layouts for operations; see online.h. */
#include "service/online.h"

#include <stdio.h>
#include <strings.h>

#include "base/clock.h"
#include "file/layout/judge.h"

enum status online_file_name(struct call *c, const char *shubetsu, const char *file_mei)
{
    const struct layout *l = NULL;
    size_t n = strlen(file_mei);
    if (n > 4 && strcasecmp(file_mei + n - 4, ".zip") == 0)
        return ST_OK; /* the rule is of the names of the link files in it */
    enum status st = layout_get(shubetsu, clock_date(c->now), &l, c->diag);
    return st == ST_OK ? layout_file_name(l, file_mei, c->diag) : st;
}

/* The columns of a layout, for the one who sent another. */
static enum status S_no_column(struct call *c, const struct layout *l, const char *name)
{
    char want[sizeof c->diag->want] = "";
    size_t at = 0;
    for (int i = 0; i < l->n && at < sizeof want; i++)
        at += (size_t)snprintf(want + at, sizeof want - at, "%s%s", i ? " " : "", l->columns[i].field);
    return diag_set(c->diag, ST_ROW_COLUMN, "項目名", want, name);
}

static enum status S_cells(struct call *c, const struct layout *l, const struct row_items *sent,
                           struct str *cells)
{
    for (int i = 0; i < sent->n; i++) {
        int at = layout_field(l, sent->names[i]);
        if (at < 0)
            return S_no_column(c, l, sent->names[i]);
        cells[at] = str_of(sent->values[i]);
    }
    return ST_OK;
}

static void S_items(const struct layout *l, const struct str *values, const char **texts,
                    struct row_items *ret)
{
    const char **names = texts, **mei = texts + l->n, **v = texts + 2 * l->n;
    for (int i = 0; i < l->n; i++) {
        names[i] = l->columns[i].field;
        mei[i] = l->columns[i].mei;
        v[i] = values[i].n ? values[i].p : NULL;
    }
    *ret = (struct row_items){names, mei, v, l->n};
}

/* Lengths in bytes are those in a file of the caller's; 業務コード are converted in files alone (2.12.1 ⑧).
 */
enum status online_judge(struct call *c, const char *shubetsu, const struct row_items *sent,
                         struct row_items *ret)
{
    const struct layout *l = NULL;
    const struct charset *cs = charset_find(c->caller->encoding);
    enum status st = cs ? layout_get(shubetsu, clock_date(c->now), &l, c->diag)
                        : diag_set(c->diag, ST_FILE_CHARSET, "医療保険者の文字コード", charset_names(),
                                   c->caller->encoding);
    if (st != ST_OK)
        return st;
    struct str *cells = arena_array(c->arena, 2 * (size_t)l->n, sizeof *cells), *values = cells + l->n;
    const char **texts = arena_array(c->arena, 3 * (size_t)l->n, sizeof *texts);
    struct diag *errors = arena_array(c->arena, JUDGE_ERRORS, sizeof *errors);
    if (!cells || !texts || !errors)
        return ST_LIMIT;
    st = S_cells(c, l, sent, cells);
    if (st != ST_OK)
        return st;
    const struct judge j = {.l = l, .cs = cs};
    int n = judge_row(&j, cells, c->arena, values, errors);
    if (arena_failed(c->arena))
        return ST_LIMIT;
    if (n) {
        *c->diag = errors[0];
        return errors[0].status;
    }
    S_items(l, values, texts, ret);
    return ST_OK;
}
