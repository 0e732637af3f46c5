/* A code list of 業務コード as a whole; see gyomu_code_list.h. The verdict follows from what stands in the
 * database and all rows of the file, whichever of them are applied already: it is the same in every chunk,
 * and when the file is taken up again. */
#include "service/kanri/gyomu_code_list.h"

#include <stdio.h>
#include <string.h>

#include "file/layout/codemap_check.h"
#include "service/file_rows.h"
#include "store/kanri_system.h"

enum { TEXT = 164, TEXTS = 32 << 20, ROW_TEXTS = 1 << 20 }; /* TEXT: the columns have 160 bytes */

struct line {
    struct line *next;
    bool there;
    char theirs[TEXT], ours[TEXT];
};

struct code_lines {
    struct code_lines *next;
    char name[TEXT];
    struct line *lines;
    size_t n; /* that are there */
};

/* The lists that rows have touched. */
struct whole {
    struct call *c;
    struct arena *a, *row; /* for all; for one row */
    struct judge judge;    /* of the rows of a file */
    struct code_lines *lists;
};

struct gyomu_verdict {
    struct gyomu_verdict *next;
    const char *code_list;
    enum status st;
    struct diag why;
};

/* The checks of a fixture name its columns; here they are items of a row. */
static const char *S_mei(const char *item)
{
    static const char *const mei[][2] = {{"code_list", "業務コードの種類"},
                                         {"theirs", "自機関のコード値"},
                                         {"ours", "中間サーバーのコード値"}};
    for (size_t i = 0; i < sizeof mei / sizeof mei[0]; i++)
        if (strcmp(mei[i][0], item) == 0)
            return mei[i][1];
    return item;
}

static enum status S_told(enum status st, const struct diag *d, struct diag *ret)
{
    return st == ST_OK || st == ST_LIMIT ? st
                                         : diag_set(ret, ST_GYOMU_CODE, S_mei(d->item), d->want, d->have);
}

enum status gyomu_line_check(struct call *c, const struct gyomu_code *line)
{
    struct gyomu_codes one = {.a = c->arena};
    struct diag d = DIAG_INIT;
    return S_told(gyomu_codes_row(&one, line, 0, &d), &d, c->diag);
}

/* --- lists as their rows make them ------------------------------------------------------------------------
 */

static struct line *S_line(const struct code_lines *l, const char *theirs)
{
    struct line *x = l->lines;
    while (x && !(x->there && strcmp(x->theirs, theirs) == 0))
        x = x->next;
    return x;
}

/* In the place of one that is gone, if there is any. */
static enum status S_add(struct whole *w, struct code_lines *l, const char *theirs, const char *ours)
{
    struct line *x = l->lines;
    while (x && x->there)
        x = x->next;
    if (!x) {
        if (!(x = arena_alloc(w->a, sizeof *x)))
            return ST_LIMIT;
        x->next = l->lines;
        l->lines = x;
    }
    x->there = true;
    snprintf(x->theirs, sizeof x->theirs, "%s", theirs);
    snprintf(x->ours, sizeof x->ours, "%s", ours);
    l->n++;
    return ST_OK;
}

/* As it stands; NULL with *ret_st. */
static struct code_lines *S_load(struct whole *w, const char *name, enum status *ret_st)
{
    struct kanri_henkan *of = NULL;
    size_t n = 0;
    struct code_lines *l = arena_alloc(w->a, sizeof *l);
    *ret_st = l ? kanri_henkan_of(w->c->tx, w->c->caller->hokensha, name, w->row, &of, &n) : ST_LIMIT;
    for (size_t i = 0; *ret_st == ST_OK && i < n; i++)
        *ret_st = S_add(w, l, of[i].theirs, of[i].ours);
    if (*ret_st != ST_OK)
        return NULL;
    snprintf(l->name, sizeof l->name, "%s", name);
    l->next = w->lists;
    return w->lists = l;
}

/* A row that would be refused by itself does nothing. */
static enum status S_does(struct whole *w, enum kanri_kubun kubun, const struct gyomu_code *row)
{
    struct gyomu_codes one = {.a = w->row};
    const struct gyomu_code as = {row->hokensha, row->code_list, row->theirs,
                                  row->ours ? row->ours : row->theirs};
    struct diag d = DIAG_INIT;
    enum status st = gyomu_codes_row(&one, &as, 0, &d);
    if (st == ST_LIMIT || (st != ST_OK && (row->ours || strcmp(d.item, "code_list") == 0)))
        return st == ST_LIMIT ? st : ST_OK;
    struct code_lines *l = w->lists;
    while (l && strcmp(l->name, row->code_list) != 0)
        l = l->next;
    st = ST_OK;
    if (!l && !(l = S_load(w, row->code_list, &st)))
        return st;
    struct line *x = S_line(l, row->theirs);
    if (kubun == KANRI_SHINKI)
        return x || !row->ours || l->n >= GYOMU_LINES ? ST_OK : S_add(w, l, row->theirs, row->ours);
    if (x && kubun == KANRI_HENKO && row->ours)
        snprintf(x->ours, sizeof x->ours, "%s", row->ours);
    if (x && kubun == KANRI_SAKUJO) {
        x->there = false;
        l->n--;
    }
    return ST_OK;
}

/* --- the verdict ------------------------------------------------------------------------------------------
 */

static enum status S_judge(struct whole *w, const struct code_lines *l, struct diag *why)
{
    struct gyomu_codes all = {.a = w->a};
    struct diag d = DIAG_INIT;
    enum status st = ST_OK;
    int64_t i = 0, at = 0;
    for (const struct line *x = l->lines; x && st == ST_OK; x = x->next, i++) {
        const struct gyomu_code line = {w->c->caller->hokensha, l->name, x->theirs, x->ours};
        if (x->there)
            st = gyomu_codes_row(&all, &line, i, &d);
    }
    if (st != ST_OK || gyomu_codes_end(&all, &at, &d) == ST_OK)
        return S_told(st, &d, why);
    const struct line *wrong = l->lines;
    while (at-- > 0)
        wrong = wrong->next;
    char want[sizeof why->want];
    snprintf(want, sizeof want, "%sが %s の行も%s", S_mei("ours"), wrong->theirs,
             w->judge.l ? "（ファイルの終わりの姿で見て、この種類の行は一つも入れません）" : "");
    return diag_set(why, ST_GYOMU_CODE, S_mei("theirs"), want, d.have);
}

static enum status S_verdicts(struct whole *w, struct gyomu_lists *ret)
{
    struct call *c = w->c;
    for (const struct code_lines *l = w->lists; l; l = l->next) {
        struct gyomu_verdict *v = arena_alloc(call_keep(c), sizeof *v);
        if (!v)
            return ST_LIMIT;
        *v = (struct gyomu_verdict){ret->verdicts, arena_strdup(call_keep(c), l->name), ST_OK, DIAG_INIT};
        if ((v->st = S_judge(w, l, &v->why)) == ST_LIMIT || !v->code_list)
            return ST_LIMIT;
        ret->verdicts = v;
    }
    return ST_OK;
}

static const char *S_cell(const struct whole *w, const struct str *values, const char *element)
{
    int at = layout_field(w->judge.l, element);
    return at >= 0 && values[at].n ? values[at].p : NULL;
}

/* A row that the layout refuses does nothing, either. */
static enum status S_file_row(void *cls, const struct record *rec)
{
    struct whole *w = cls;
    struct str values[LAYOUT_COLUMNS];
    struct diag errors[JUDGE_ERRORS];
    arena_reset(w->row);
    if (judge_row(&w->judge, rec->cells, w->row, values, errors))
        return ST_OK;
    const char *kubun = S_cell(w, values, "shoriKubun");
    const struct gyomu_code row = {w->c->caller->hokensha, S_cell(w, values, "codeList"),
                                   S_cell(w, values, "theirs"), S_cell(w, values, "ours")};
    if (arena_failed(w->row))
        return ST_LIMIT;
    return kubun && row.code_list && row.theirs ? S_does(w, (enum kanri_kubun)(kubun[0] - '1'), &row) : ST_OK;
}

static enum status S_look(struct call *c, enum kanri_kubun kubun, const struct gyomu_code *line,
                          struct gyomu_lists *ret)
{
    struct whole w = {.c = c, .a = arena_new(TEXTS), .row = arena_new(ROW_TEXTS)};
    enum status st = w.a && w.row ? ST_OK : ST_LIMIT;
    if (st == ST_OK && c->file) {
        w.judge = file_rows_judge(c);
        st = file_rows(c, S_file_row, &w);
    } else if (st == ST_OK) {
        st = S_does(&w, kubun, line);
    }
    if (st == ST_OK)
        st = S_verdicts(&w, ret);
    ret->known = st == ST_OK;
    arena_free(w.a);
    arena_free(w.row);
    return st;
}

enum status gyomu_list_check(struct call *c, enum kanri_kubun kubun, const struct gyomu_code *line)
{
    struct gyomu_lists once = {0}, *lists = c->file && c->bulk_state ? c->bulk_state : &once;
    enum status st = lists->known ? ST_OK : S_look(c, kubun, line, lists);
    const struct gyomu_verdict *v = lists->verdicts;
    while (v && strcmp(v->code_list, line->code_list) != 0)
        v = v->next;
    if (st != ST_OK || !v || v->st == ST_OK)
        return st;
    *c->diag = v->why;
    return v->st;
}
