/* 行番号 and 枝番; see kekka.h. */
#include "check/kekka.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/legible.h"
#include "check/guess.h"
#include "check/input.h"
#include "file/form/structure.h"
#include "file/form/zip.h"
#include "file/layout/judge.h"

enum { ROW_MEMORY = 1 << 20, ZIP_MEMORY = 1 << 20 };

struct reading {
    const struct layout *l;
    const struct charset *cs;
    struct judge judge;
    struct structure structure;
    struct arena *a; /* of a row */
    const struct kekka_reading *how;
    int gyo, edaban, code, kubun; /* columns; kubun -1: none */
};

static enum status S_memory(struct diag *d)
{
    return diag_set(d, ST_LIMIT, "結果ファイル", "メモリ", "不足");
}

/* It is told of the column: what a diag keeps of its name. */
static bool S_is_of(const struct diag *d, const struct column *c)
{
    struct diag of = DIAG_INIT;
    diag_set(&of, d->status, c->mei, NULL, NULL);
    return strcmp(d->item, of.item) == 0;
}

/* Of a column that nobody reads: messages have what was wrong in the rows, whatever characters it is of. */
static bool S_unread(const struct reading *x, const struct diag *d)
{
    bool other = false;
    for (int i = 0; i < x->l->n; i++)
        if (S_is_of(d, &x->l->columns[i])) {
            if (i == x->gyo || i == x->edaban || i == x->code)
                return false;
            other = true;
        }
    return other;
}

static const struct diag *S_wrong(const struct reading *x, const struct diag *errors, int n)
{
    for (int i = 0; i < n; i++)
        if (!S_unread(x, &errors[i]))
            return &errors[i];
    return NULL;
}

static char S_kubun(const struct reading *x, const struct str *values)
{
    struct str s = x->kubun >= 0 ? values[x->kubun] : STR("");
    if (code_map_has(x->how->map, "kanyushaShoriKubun"))
        s = code_map_in(x->how->map, "kanyushaShoriKubun", s);
    return s.n ? s.p[0] : '1';
}

static enum status S_at(int64_t line, const struct diag *wrong, struct diag *d)
{
    char item[sizeof d->item + 32];
    snprintf(item, sizeof item, "%lld行目の%s", (long long)line, wrong->item);
    return diag_set(d, wrong->status, item, wrong->want, wrong->have);
}

/* Rows that were refused have changed nothing. */
static enum status S_row(struct reading *x, const struct record *rec, struct diag *d)
{
    struct str values[LAYOUT_COLUMNS];
    struct diag errors[JUDGE_ERRORS];
    arena_reset(x->a);
    const struct diag *wrong = S_wrong(x, errors, judge_row(&x->judge, rec->cells, x->a, values, errors));
    if (wrong)
        return S_at(rec->line, wrong, d);
    if (arena_failed(x->a))
        return S_memory(d);
    struct diag range = DIAG_INIT;
    long long line = strtoll(values[x->gyo].p, NULL, 10);
    bool fine = values[x->edaban].n && str_is(values[x->code], status_info(ST_OK)->code);
    if (line <= 0 || line >= INT32_MAX) {
        diag_str(&range, ST_ROW_COLUMN, x->l->columns[x->gyo].mei, "1〜2147483646 の行番号", values[x->gyo]);
        return S_at(rec->line, &range, d);
    }
    const struct kekka_row row = {line, S_kubun(x, values), fine ? values[x->edaban].p : ""};
    return x->how->row(x->how->arg, &row) ? ST_OK : S_memory(d);
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
    x->kubun = layout_field(x->l, "shoriKubun");
    return x->gyo >= 0 && x->edaban >= 0 && x->code >= 0
               ? ST_OK
               : diag_set(d, ST_FILE_STRUCTURE, "kanyushaKekka のレイアウト", "gyo、edaban、kekkaCode の列",
                          "ない");
}

/* name: by whose end the form is told. */
static enum status S_file(const char *name, int fd, const struct kekka_reading *how, struct diag *d)
{
    struct reading x = {.how = how};
    const struct form *form = form_of(name);
    const char *encoding = how->encoding ? how->encoding : guess_encoding(fd);
    enum status st = layout_get("kanyushaKekka", how->day, &x.l, d);
    if (st != ST_OK || (st = S_columns(&x, d)) != ST_OK)
        return st;
    x.cs = charset_find(encoding);
    if (!x.cs)
        return diag_set(d, ST_FILE_CHARSET, "文字コード", charset_names(), encoding);
    x.judge = (struct judge){.l = x.l, .cs = x.cs, .references = form->angle};
    x.a = arena_new(ROW_MEMORY);
    st = x.a ? form_check(form, x.cs, fd, d) : S_memory(d);
    if (st == ST_OK)
        st = S_rows(&x, form, fd, d);
    arena_free(x.a);
    return st;
}

/* --- zip
 * ----------------------------------------------------------------------------------------------------
 */

static int S_by_place(const void *a, const void *b)
{
    const struct zipfile_entry *x = a, *y = b;
    return (x->index > y->index) - (x->index < y->index);
}

/* Entries as the daemon has packed them: the order of the files that were sent, which names ending in -kekka
 * may have otherwise. */
static enum status S_open(const char *path, struct arena *a, struct zipfile **ret,
                          struct zipfile_entry **ret_entries, int *ret_n, struct diag *d)
{
    enum status st = zipfile_open(path, INT64_MAX, a, ret, ret_entries, ret_n, d);
    if (st == ST_OK)
        qsort(*ret_entries, (size_t)*ret_n, sizeof **ret_entries, S_by_place);
    return st;
}

static enum status S_unpacked(const struct kekka *k, struct zipfile *z, const struct zipfile_entry *e,
                              const struct kekka_reading *how, struct diag *d)
{
    char to[32];
    int fd = check_temporary(d);
    if (fd < 0)
        return d->status;
    snprintf(to, sizeof to, "/proc/self/fd/%d", fd);
    enum status st = zipfile_extract(z, e, to, NULL, d);
    if (st == ST_OK && lseek(fd, 0, SEEK_SET) == 0)
        st = S_file(k->name, fd, how, d);
    close(fd);
    return st;
}

static enum status S_zip(const struct kekka *k, const struct kekka_reading *how, struct diag *d)
{
    struct zipfile *z = NULL;
    struct zipfile_entry *entries;
    int n = 0;
    struct arena *a = arena_new(ZIP_MEMORY);
    enum status st = a ? S_open(k->path, a, &z, &entries, &n, d) : S_memory(d);
    if (st == ST_OK)
        st = k->entry >= 0 && k->entry < n
                 ? S_unpacked(k, z, &entries[k->entry], how, d)
                 : diag_set(d, ST_FILE_ZIP, "zip", "結果ファイルの入った zip", "空");
    zipfile_close(z);
    arena_free(a);
    return st;
}

/* --- any
 * ----------------------------------------------------------------------------------------------------
 */

static enum status S_any(const struct kekka *k, const struct kekka_reading *how, struct diag *d)
{
    int fd = file_open(k->path);
    if (fd < 0)
        return file_failed(d, "", "読めるファイル", errno);
    enum status st = zipfile_named(k->path) ? S_zip(k, how, d) : S_file(k->path, fd, how, d);
    close(fd);
    return st;
}

enum status kekka_read(const struct kekka *k, const struct kekka_reading *how, struct diag *d)
{
    struct diag why = DIAG_INIT;
    char item[sizeof why.item + 48];
    if (S_any(k, how, &why) == ST_OK)
        return ST_OK;
    if (*why.item)
        snprintf(item, sizeof item, "--edaban の結果ファイルの%s", why.item);
    else
        snprintf(item, sizeof item, "--edaban の結果ファイル");
    return diag_set(d, why.status, item, why.want, why.have);
}

/* As people may read it: no 個人番号, legible. */
static const char *S_name(struct arena *a, const char *path)
{
    char masked[KEKKA_SHOWN], shown[KEKKA_SHOWN];
    const size_t n = str_show(masked, sizeof masked, str_of(path));
    legible(shown, sizeof shown, (struct str){masked, n});
    return arena_strdup(a, shown);
}

static bool S_add(struct kekkas *list, struct arena *a, const char *path, const char *name, int64_t entry)
{
    list->items = arena_more(a, list->items, list->n, sizeof *list->items);
    if (list->items)
        list->items[list->n++] = (struct kekka){path, S_name(a, name), entry};
    return list->items && list->items[list->n - 1].name;
}

static bool S_add_zip(struct kekkas *list, struct arena *a, const char *path)
{
    struct zipfile *z = NULL;
    struct zipfile_entry *entries;
    struct diag told_when_read = DIAG_INIT;
    int n = 0, fd = file_open(path); /* what is no regular file is not waited for */
    if (fd < 0 || S_open(path, a, &z, &entries, &n, &told_when_read) != ST_OK || n == 0) {
        if (fd >= 0)
            close(fd);
        zipfile_close(z);
        return S_add(list, a, path, path, -1);
    }
    bool good = true;
    for (int i = 0; good && i < n; i++) {
        char *name = path_join(path, entries[i].name);
        good = name && S_add(list, a, path, name, i);
        free(name);
    }
    close(fd);
    zipfile_close(z);
    return good;
}

enum status kekka_list(const struct words *paths, struct arena *a, struct kekkas *ret)
{
    bool good = true;
    *ret = (struct kekkas){0};
    for (size_t i = 0; good && i < paths->n; i++)
        good = zipfile_named(paths->items[i]) ? S_add_zip(ret, a, paths->items[i])
                                              : S_add(ret, a, paths->items[i], paths->items[i], -1);
    return good ? ST_OK : ST_LIMIT;
}
