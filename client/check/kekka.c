/* 行番号 and 枝番; see kekka.h. */
#include "check/kekka.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "check/guess.h"
#include "file/form/structure.h"
#include "file/layout/judge.h"

enum { ROW_MEMORY = 1 << 20 };

struct reading {
    const struct layout *l;
    const struct charset *cs;
    struct judge judge;
    struct structure structure;
    struct arena *a; /* of a row */
    struct past *past;
    int gyo, edaban, code; /* columns */
};

static enum status S_memory(struct diag *d)
{
    return diag_set(d, ST_LIMIT, "結果ファイル", "メモリ", "不足");
}

/* Of the columns that are read. Messages have what was wrong in the rows, whatever characters it is of. */
static const struct diag *S_wrong(const struct reading *x, const struct diag *errors, int n)
{
    const int read[] = {x->gyo, x->edaban, x->code};
    for (int i = 0; i < n; i++)
        for (size_t k = 0; k < sizeof read / sizeof *read; k++)
            if (strcmp(errors[i].item, x->l->columns[read[k]].mei) == 0)
                return &errors[i];
    return NULL;
}

/* Rows that were refused have changed nothing. */
static enum status S_row(struct reading *x, const struct record *rec, struct diag *d)
{
    struct str values[LAYOUT_COLUMNS];
    struct diag errors[JUDGE_ERRORS];
    arena_reset(x->a);
    const struct diag *wrong = S_wrong(x, errors, judge_row(&x->judge, rec->cells, x->a, values, errors));
    if (wrong) {
        *d = *wrong;
        return d->status;
    }
    if (arena_failed(x->a))
        return S_memory(d);
    long long line = strtoll(values[x->gyo].p, NULL, 10);
    bool fine = values[x->edaban].n && str_is(values[x->code], status_info(ST_OK)->code);
    if (line <= 0 || line >= INT32_MAX)
        return ST_OK;
    return rule_past_edaban(x->past, line, fine ? values[x->edaban].p : "") ? ST_OK : S_memory(d);
}

static enum status S_rows(struct reading *x, const struct form *form, int fd, struct diag *d)
{
    struct record rec;
    bool found = true;
    enum status st = structure_begin(&x->structure, form, x->l, x->cs, fd, INT64_MAX, d);
    if (st != ST_OK)
        return st;
    while (st == ST_OK && (st = structure_next(&x->structure, &rec, &found, d)) == ST_OK && found)
        st = S_row(x, &rec, d);
    structure_end(&x->structure);
    return st;
}

static enum status S_columns(struct reading *x, struct diag *d)
{
    x->gyo = layout_field(x->l, "gyo");
    x->edaban = layout_field(x->l, "edaban");
    x->code = layout_field(x->l, "kekkaCode");
    return x->gyo >= 0 && x->edaban >= 0 && x->code >= 0
               ? ST_OK
               : diag_set(d, ST_FILE_STRUCTURE, "kanyushaKekka のレイアウト", "gyo、edaban、kekkaCode の列",
                          "ない");
}

static enum status S_file(const char *path, int fd, const char *encoding, int32_t day, struct past *past,
                          struct diag *d)
{
    struct reading x = {.past = past};
    const struct form *form = form_of(path);
    const char *name = encoding ? encoding : guess_encoding(fd);
    enum status st = layout_get("kanyushaKekka", day, &x.l, d);
    if (st != ST_OK || (st = S_columns(&x, d)) != ST_OK)
        return st;
    x.cs = charset_find(name);
    if (!x.cs)
        return diag_set(d, ST_FILE_CHARSET, "文字コード", charset_names(), name);
    x.judge = (struct judge){.l = x.l, .cs = x.cs, .references = form->angle};
    x.a = arena_new(ROW_MEMORY);
    st = x.a ? form_check(form, x.cs, fd, d) : S_memory(d);
    if (st == ST_OK)
        st = S_rows(&x, form, fd, d);
    arena_free(x.a);
    return st;
}

enum status kekka_read(const char *path, const char *encoding, int32_t day, struct past *past, struct diag *d)
{
    int fd = file_open(path);
    struct diag why = DIAG_INIT;
    char item[sizeof why.item + 48];
    enum status st = fd < 0 ? file_failed(&why, "ファイル", "読めるファイル", errno)
                            : S_file(path, fd, encoding, day, past, &why);
    if (fd >= 0)
        close(fd);
    if (st == ST_OK)
        return ST_OK;
    snprintf(item, sizeof item, "--edaban の結果ファイルの%s", why.item);
    return diag_set(d, why.status, item, why.want, why.have);
}
