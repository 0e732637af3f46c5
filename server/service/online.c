/* Layouts for operations; see online.h. */
#include "service/online.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/file_name.h"
#include "file/layout/judge.h"

enum status online_file_name(struct call *c, const char *shubetsu, const char *file_mei)
{
    const struct layout *l = NULL;
    file_mei = file_mei ? file_mei : "";
    size_t n = strlen(file_mei);
    bool zip =
        n > 4 && strcasecmp(file_mei + n - 4, ".zip") == 0; /* the layout's rule is of the files in it */
    if (zip && file_name_safe(file_mei))
        return ST_OK;
    if (zip)
        return file_name_refuse(c->diag, ST_FILE_NAME, "ファイル名", FILE_NAME_WANT, file_mei);
    enum status st = layout_get(shubetsu, clock_date(c->now), &l, c->diag);
    return st == ST_OK ? layout_file_name(l, file_mei, "（まとめた ZIP は .zip）", c->diag) : st;
}

enum status online_unknown_kind(struct call *c, const char *shubetsu)
{
    struct buf want = BUF_INIT;
    for (const struct bulk *const *b = bulk_list; *b; b++)
        buf_addf(&want, "%s%s", want.len ? "," : "", (*b)->shubetsu);
    enum status st =
        diag_set(c->diag, ST_FILE_KIND, "ファイル種別", want.data, shubetsu && *shubetsu ? shubetsu : "空");
    buf_release(&want);
    return st;
}

/* The columns of a layout, for the one who sent another. */
static enum status S_no_column(struct call *c, const struct layout *l, const char *name)
{
    char want[sizeof c->diag->want] = "";
    size_t at = 0;
    for (int i = 0; i < l->n && at < sizeof want; i++)
        at += (size_t)snprintf(want + at, sizeof want - at, "%s%s", i ? " " : "", l->columns[i].field);
    return diag_set(c->diag, ST_ROW_COLUMN, "項目名", want, *name ? name : "空");
}

/* The column of that name. Names come in the order of the columns as a rule: the search begins at `from`. */
static int S_column(const struct layout *l, const char *name, int from)
{
    for (int i = 0; i < l->n; i++) {
        int at = from + i < l->n ? from + i : from + i - l->n;
        if (strcmp(l->columns[at].field, name) == 0)
            return at;
    }
    return -1;
}

static enum status S_cells(struct call *c, const struct layout *l, const struct row_items *sent,
                           struct str *cells)
{
    for (int i = 0, at = -1; i < sent->n; i++) {
        at = S_column(l, sent->names[i], at + 1);
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
    *ret = (struct row_items){l, names, mei, v, l->n};
}

/* --- one record under judgement ---------------------------------------------------------------------------
 */

struct record {
    const struct layout *l;
    const struct charset *cs;
    struct str *cells, *values; /* l->n of each */
    unsigned char *asked;       /* l->n of enum asked; NULL: all as in a row */
};

/* Its layout in force, with empty cells. */
static enum status S_open(struct call *c, const char *shubetsu, bool some, struct record *ret)
{
    *ret = (struct record){.cs = charset_find(c->caller->encoding)};
    if (!ret->cs)
        return diag_set(c->diag, ST_FILE_CHARSET, "医療保険者の文字コード", charset_names(),
                        c->caller->encoding);
    enum status st = layout_get(shubetsu, clock_date(c->now), &ret->l, c->diag);
    if (st != ST_OK)
        return st;
    size_t n = (size_t)ret->l->n;
    ret->cells = arena_array(c->arena, 2 * n, sizeof *ret->cells);
    ret->values = ret->cells ? ret->cells + n : NULL;
    ret->asked = some ? arena_array(c->arena, n, 1) : NULL; /* ASKED_NOT */
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

/* Lengths in bytes are those in a file of the caller's, and a character that such a file cannot have is
 * refused as it is in an XML file; 業務コード are ours by now, and told as the caller has them. */
static enum status S_judge(struct call *c, const struct record *r)
{
    const struct judge j = {.l = r->l,
                            .cs = r->cs,
                            .map = c->caller->map,
                            .ours = true,
                            .references = true,
                            .asked = r->asked,
                            .first = true};
    int n = judge_row(&j, r->cells, c->arena, r->values, c->diag);
    if (arena_failed(c->arena))
        return ST_LIMIT;
    return n ? c->diag->status : ST_OK;
}

enum status online_judge(struct call *c, const char *shubetsu, const struct row_items *sent,
                         struct row_items *ret)
{
    struct record r;
    enum status st = S_open(c, shubetsu, false, &r);
    if (st == ST_OK)
        st = S_cells(c, r.l, sent, r.cells);
    if (st == ST_OK)
        st = S_judge(c, &r);
    const char **texts = st == ST_OK ? arena_array(c->arena, 3 * (size_t)r.l->n, sizeof *texts) : NULL;
    if (!texts)
        return st == ST_OK ? ST_LIMIT : st;
    S_items(r.l, r.values, texts, ret);
    return ST_OK;
}

/* --- a request that is a row, or tells what is looked for -------------------------------------------------
 */

static const char *S_member(const void *of, const struct field *f)
{
    const char *value;
    memcpy(&value, (const char *)of + f->offset, sizeof value);
    return value;
}

static void S_put(const struct record *r, const struct online_row *row, const struct field *fields,
                  const void *req)
{
    int kubun = row->kubun ? S_column(r->l, "shoriKubun", 0) : -1;
    if (kubun >= 0) {
        r->cells[kubun] = str_of(row->kubun);
        r->asked[kubun] = ASKED_ROW;
    }
    int at = -1;
    for (const struct field *f = fields; f->element; f++) {
        const char *value = S_member(req, f);
        at = S_column(r->l, f->element, at + 1);
        if (at < 0)
            continue;
        r->cells[at] = str_of(value);
        r->asked[at] = value || !row->some ? ASKED_ROW : ASKED_NOT;
    }
}

enum status online_row(struct call *c, const struct online_row *row, const struct field *fields,
                       const void *req, void *ret)
{
    struct record r;
    enum status st = S_open(c, row->shubetsu, true, &r);
    if (st != ST_OK)
        return st;
    S_put(&r, row, fields, req);
    st = S_judge(c, &r);
    int at = -1;
    for (const struct field *f = fields; st == ST_OK && f->element; f++) {
        const char *value = S_member(req, f);
        at = S_column(r.l, f->element, at + 1);
        if (at >= 0)
            value = r.values[at].n ? r.values[at].p : NULL;
        memcpy((char *)ret + f->offset, &value, sizeof value);
    }
    return st;
}

enum status online_key(struct call *c, const char *shubetsu, const char *field, const char *value,
                       const char **ret)
{
    struct record r;
    enum status st = S_open(c, shubetsu, true, &r);
    if (st != ST_OK)
        return st;
    int at = S_column(r.l, field, 0);
    *ret = value ? value : "";
    if (at < 0)
        return ST_OK; /* nothing is known of it: it is looked for as it stands */
    r.cells[at] = str_of(value);
    r.asked[at] = ASKED_KEY;
    st = S_judge(c, &r);
    if (st == ST_OK)
        *ret = r.values[at].p;
    return st;
}
