/* 行番号 and 枝番; see kekka.h. */
#include "check/kekka.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/file.h"
#include "base/legible.h"
#include "check/guess.h"
#include "check/input.h"
#include "file/form/structure.h"
#include "file/form/zip.h"
#include "file/layout/judge.h"
#include "file/rule/edaban.h"

enum { ROW_MEMORY = 1 << 20, ZIP_MEMORY = 1 << 20, EDABAN_DIGITS = 15 };

struct reading {
    const struct layout *l;
    const struct charset *cs;
    struct judge judge;
    struct structure structure;
    struct arena *a; /* of a row */
    const struct kekka_reading *how;
    int gyo, edaban, code, kubun; /* columns; kubun -1: none */
    unsigned char asked[LAYOUT_COLUMNS];
    int digits; /* of the first 枝番; 0: there was none yet */
    int64_t first;
    char text[EDABAN_DIGITS + 1]; /* that 枝番 */
};

static enum status S_memory(struct diag *d)
{
    return diag_set(d, ST_LIMIT, "結果ファイル", "メモリ", "不足");
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

/* Only the columns that are read are judged: messages have what was wrong in the rows, whatever characters it
 * is of. Where all that is wrong is one thing, the whole row may tell it better: a heading, an empty one. */
static enum status S_judge(const struct reading *x, const struct record *rec, struct str *values,
                           struct diag *d)
{
    struct diag errors[JUDGE_ERRORS];
    struct str ignored[LAYOUT_COLUMNS];
    struct judge all = x->judge;
    if (judge_row(&x->judge, rec->cells, x->a, values, errors) == 0)
        return ST_OK;
    struct diag first = errors[0];
    all.asked = NULL;
    return S_at(rec->line, judge_row(&all, rec->cells, x->a, ignored, errors) == 1 ? &errors[0] : &first, d);
}

static enum status S_wrong(const struct reading *x, const struct record *rec, int column, const char *want,
                           const char *have, struct diag *d)
{
    struct diag wrong = DIAG_INIT;
    diag_set(&wrong, ST_ROW_COLUMN, x->l->columns[column].mei, want, have);
    diag_of_row(&wrong);
    return S_at(rec->line, &wrong, d);
}

/* Of a row that was taken: what a server has issued, all of one number of digits. The first one is told from
 * then on by its line. */
static enum status S_edaban(struct reading *x, const struct record *rec, const char *edaban, struct diag *d)
{
    char have[EDABAN_TOLD];
    const int n = (int)strlen(edaban);
    if (strspn(edaban, "0123456789") != (size_t)n || n > EDABAN_DIGITS)
        return S_wrong(x, rec, x->edaban, "15桁までの数字", edaban, d);
    if (!x->digits) {
        x->digits = n;
        x->first = rec->line;
        snprintf(x->text, sizeof x->text, "%s", edaban);
    }
    if (n == x->digits)
        return ST_OK;
    const bool before = x->digits < n;
    const int64_t other = before ? rec->line : x->first;
    const struct record at = {.line = before ? x->first : rec->line};
    snprintf(have, sizeof have, "%s（" EDABAN_ZEROS "。%lld行目は %d桁）", before ? x->text : edaban,
             (long long)other, before ? n : x->digits);
    return S_wrong(x, &at, x->edaban, "どの行も同じ桁数の数字", have, d);
}

/* Rows that were refused have changed nothing. */
static enum status S_row(struct reading *x, const struct record *rec, struct diag *d)
{
    struct str values[LAYOUT_COLUMNS];
    arena_reset(x->a);
    enum status st = S_judge(x, rec, values, d);
    if (arena_failed(x->a))
        return S_memory(d);
    if (st != ST_OK)
        return st;
    long long line = strtoll(values[x->gyo].p, NULL, 10);
    bool fine = values[x->edaban].n && str_is(values[x->code], status_info(ST_OK)->code);
    if (line <= 0 || line >= INT32_MAX)
        return S_wrong(x, rec, x->gyo, "1〜2147483646 の行番号", values[x->gyo].p, d);
    if (fine && (st = S_edaban(x, rec, values[x->edaban].p, d)) != ST_OK)
        return st;
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
    const int read[] = {x->gyo, x->edaban, x->code, x->kubun};
    for (size_t i = 0; i < sizeof read / sizeof *read; i++)
        if (read[i] >= 0)
            x->asked[read[i]] = ASKED_ROW;
    return x->gyo >= 0 && x->edaban >= 0 && x->code >= 0
               ? ST_OK
               : diag_set(d, ST_FILE_STRUCTURE, "kanyushaKekka のレイアウト", "gyo、edaban、kekkaCode の列",
                          "ない");
}

/* Its 新規 would be counted twice. */
static enum status S_same(int fd, const struct kekka_reading *how, struct diag *d)
{
    char path[32], digest[65], have[KEKKA_SHOWN];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (!how->same || !sha256_file(path, digest))
        return ST_OK;
    const char *other = how->same(how->arg, digest);
    if (!other)
        return ST_OK;
    snprintf(have, sizeof have, "%s と同じ内容", other);
    return diag_set(d, ST_FILE_STRUCTURE, "内容", "前に渡したものと異なる結果ファイル", have);
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
    x.judge = (struct judge){.l = x.l, .cs = x.cs, .references = form->angle, .asked = x.asked};
    x.a = arena_new(ROW_MEMORY);
    st = x.a ? form_check(form, x.cs, fd, d) : S_memory(d);
    if (st == ST_OK)
        st = S_same(fd, how, d);
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
        list->items[list->n++] = (struct kekka){.path = path, .name = S_name(a, name), .entry = entry};
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
