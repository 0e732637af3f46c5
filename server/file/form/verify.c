/* The offline judgement; see verify.h. */
#include "file/form/verify.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "file/layout/check.h"
#include "file/layout/unique.h"
#include "file/rule/kikan.h"

enum { MEMORY = 32 << 20, RESET_AT = 64 << 10 };

static enum status S_memory(const struct verify *v, struct diag *d)
{
    return diag_set(d, ST_LIMIT, v->judge.l->mei, "メモリ", "不足");
}

/* Rows of a file that is refused whole change nothing: whether it will be is asked first. */
static enum status S_counts(struct verify *v, int fd)
{
    int64_t rows;
    struct diag told_later = DIAG_INIT;
    if (!v->past)
        return ST_OK;
    off_t start = lseek(fd, 0, SEEK_CUR);
    v->counts = structure_check(v->form, v->judge.l, v->judge.cs, fd, v->row_limit, NULL, &rows,
                                &told_later) == ST_OK;
    return lseek(fd, start, SEEK_SET) == start ? ST_OK : ST_LIMIT;
}

enum status verify_begin(struct verify *v, int fd, struct diag *d)
{
    v->count = (struct verify_count){0};
    v->fd = fd;
    v->counts = false;
    v->judge.references = v->form->angle;
    v->arena = arena_new(MEMORY);
    v->uniques = uniques_new(v->judge.l);
    v->structure = (struct structure){0};
    v->hokensha_at = kikan_kind(v->judge.l->name) == KIKAN_OTHER ? -1 : layout_column(v->judge.l, "hokensha");
    *v->first = 0;
    enum status st = v->arena && v->uniques ? ST_OK : S_memory(v, d);
    if (st == ST_OK)
        st = form_check(v->form, v->judge.cs, fd, d);
    if (st == ST_OK)
        st = S_counts(v, fd);
    if (st == ST_OK)
        st = structure_begin(&v->structure, v->form, v->judge.l, v->judge.cs, fd, v->row_limit, d);
    v->open = st == ST_OK;
    return st;
}

/* --- rules over rows --------------------------------------------------------------------------------------
 */

/* A row of the look ahead, if it is right in itself. */
static enum status S_ahead_row(struct verify *v, const struct record *rec, struct arena *a)
{
    struct str values[LAYOUT_COLUMNS];
    struct diag errors[JUDGE_ERRORS];
    struct findings f = {.policy = v->rules, .arena = a, .refusal = &errors[0]};
    arena_reset(a);
    errors[0] = DIAG_INIT;
    if (judge_row(&v->judge, rec->cells, a, values, errors) > 0)
        return ST_OK;
    const struct past_row row = {v->judge.l, values, rec->line, v->today};
    enum status st = rule_past_ahead(v->past, &row, &f);
    return arena_failed(a) ? ST_LIMIT : st;
}

/* What breaks the file is found, and told, by the pass itself. */
static enum status S_ahead_rows(struct verify *v, int fd, struct arena *a)
{
    struct structure s = {0};
    struct record rec;
    struct diag ignored = DIAG_INIT;
    bool found = true;
    enum status st = ST_OK;
    if (structure_begin(&s, v->form, v->judge.l, v->judge.cs, fd, v->row_limit, &ignored) != ST_OK)
        return ST_OK;
    while (st == ST_OK && structure_next(&s, &rec, &found, &ignored) == ST_OK && found)
        st = S_ahead_row(v, &rec, a);
    structure_end(&s);
    return st;
}

static enum status S_ahead(struct verify *v)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", v->fd);
    int fd = open(path, O_RDONLY | O_CLOEXEC); /* with a place of its own */
    struct arena *a = arena_new(MEMORY);
    enum status st = a ? ST_OK : ST_LIMIT;
    if (st == ST_OK && fd >= 0)
        st = S_ahead_rows(v, fd, a);
    if (fd >= 0)
        close(fd);
    arena_free(a);
    rule_past_ahead_end(v->past);
    return st;
}

static enum status S_rules(struct verify *v, const struct str *values, struct verified *ret)
{
    const struct past_row row = {v->judge.l, values, ret->line, v->today};
    enum status st = rule_past_asks(v->past, &row) ? S_ahead(v) : ST_OK;
    if (st == ST_OK)
        st = rule_past_row(v->past, &row, &ret->found, &ret->unknown);
    const struct diag *more;
    int n = rule_refused_more(&ret->found, &more);
    ret->n = st != ST_OK;
    for (int i = 0; ret->n && ret->errors[0].rule && i < n && ret->n < JUDGE_ERRORS; i++)
        ret->errors[ret->n++] = more[i];
    if (ret->n)
        ret->unknown = ST_OK;
    return st;
}

/* 保険者番号 of 副本: the daemon refuses another than that of the insurer who sends it (or of its 特例退職
 * 被保険者, by policy hobetsu63). */
static enum status S_whose(struct verify *v, const struct str *values, struct diag *d,
                           enum status *ret_unknown)
{
    if (v->hokensha_at < 0)
        return ST_OK;
    const struct str had = values[v->hokensha_at];
    if (!v->hokensha && !*v->first)
        snprintf(v->first, sizeof v->first, "%.*s", (int)had.n, had.p);
    const char *own = v->hokensha ? v->hokensha : v->first;
    if (str_is(had, own) || check_hobetsu63(own, had))
        return ST_OK;
    if (v->hokensha)
        return diag_str(d, ST_OTHER_HOKENSHA, v->judge.l->columns[v->hokensha_at].mei, own, had);
    *ret_unknown = ST_OTHER_HOKENSHA;
    return ST_OK;
}

/* Whose 個人番号 it is, past knows better than a claim of the file's rows: people leave, and come again. */
static bool S_claims(const struct verify *v)
{
    return !v->counts || strcmp(v->judge.l->name, "kanyushaToroku") != 0;
}

/* Rules between rows bind those alone that are right in themselves, as in the daemon. */
static enum status S_judge(struct verify *v, const struct record *rec, struct verified *ret, struct diag *d)
{
    struct str values[LAYOUT_COLUMNS];
    enum status whose = ST_OK;
    if (arena_used(v->arena) > RESET_AT)
        arena_reset(v->arena);
    ret->line = rec->line;
    ret->found = (struct findings){.policy = v->rules, .arena = v->arena, .refusal = &ret->errors[0]};
    ret->unknown = ST_OK;
    ret->errors[0] = DIAG_INIT;
    ret->n = judge_row(&v->judge, rec->cells, v->arena, values, ret->errors);
    if (ret->n == 0) {
        enum status st = S_claims(v) ? uniques_row(v->uniques, values, rec->line, &ret->errors[0]) : ST_OK;
        if (st == ST_OK)
            st = S_whose(v, values, &ret->errors[0], &whose);
        ret->n = st != ST_OK;
        if (st == ST_OK && v->counts)
            st = S_rules(v, values, ret);
        if (st == ST_LIMIT || arena_failed(v->arena))
            return S_memory(v, d);
        if (ret->n == 0 && ret->unknown == ST_OK)
            ret->unknown = whose;
    }
    ret->found.n = ret->n ? 0 : ret->found.n;
    v->count.bad += ret->n > 0;
    v->count.warned += ret->found.n > 0;
    v->count.unknown += ret->unknown != ST_OK;
    return ST_OK;
}

enum status verify_next(struct verify *v, struct verified *ret, bool *ret_found, struct diag *d)
{
    struct record rec = {0};
    enum status st = structure_next(&v->structure, &rec, ret_found, d);
    v->count.rows = v->structure.rows;
    if ((st != ST_OK || !*ret_found) && v->form->line_ends)
        v->count.ends = *v->form->line_ends(v->structure.source.reader);
    return st == ST_OK && *ret_found ? S_judge(v, &rec, ret, d) : st;
}

enum status verify_owari(struct verify *v, struct past_owari *ret, struct diag *d)
{
    const struct past_owari_ask q = {v->judge.l, v->rules, v->today, v->arena, OWARI_MOST};
    *ret = (struct past_owari){0};
    arena_reset(v->arena);
    return !v->counts || rule_past_owari(v->past, &q, ret) == ST_OK ? ST_OK : S_memory(v, d);
}

void verify_end(struct verify *v)
{
    if (v->open)
        structure_end(&v->structure);
    if (v->past)
        rule_past_file_end(v->past);
    uniques_free(v->uniques);
    arena_free(v->arena);
}
