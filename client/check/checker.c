/* One file under check; see checker.h. */
#include "check/checker.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/legible.h"
#include "check/guess.h"
#include "check/input.h"
#include "file/form/zip.h"
#include "file/rule/kikan.h"
#include "progress.h"

enum { PROGRESS_EVERY = 1 << 16, ZIP_MEMORY = 1 << 20, SHOWN = 4096 };

/* A file on its way through the judgement. */
struct checking {
    struct checker *c;
    struct check_file file;
    struct check_result result;
    struct progress progress;
    int fd;
    int64_t size, rows;
};

/* Room for one more line of the report. */
static bool S_room(struct checking *x)
{
    struct report *r = &x->c->report;
    if (r->shown >= r->max)
        return false;
    r->shown++;
    progress_end(&x->progress);
    return true;
}

static void S_warning(struct checking *x, int64_t line, const char *edaban, const struct finding *w)
{
    const struct check_form *form = x->c->form;
    tally_add(x->result.warned, &w->diag, line);
    if (form->warning && S_room(x))
        form->warning(&x->c->report, &x->file, line, edaban, w);
}

/* line 0: of all rows. */
static void S_unknown(struct checking *x, enum status st, int64_t line)
{
    struct diag d = DIAG_INIT;
    diag_set(&d, st, "ほかのファイル", NULL, NULL);
    tally_add(x->result.unknown, &d, line);
}

static void S_row(struct checking *x, const struct verified *row)
{
    const struct check_form *form = x->c->form;
    if (++x->rows % PROGRESS_EVERY == 0)
        progress_show(&x->progress, lseek(x->fd, 0, SEEK_CUR), x->size);
    for (int i = 0; i < row->n; i++) {
        tally_add(x->result.tally, &row->errors[i], row->line);
        if (form->error && S_room(x))
            form->error(&x->c->report, &x->file, row->line, &row->errors[i]);
    }
    for (int i = 0; i < row->found.n; i++)
        S_warning(x, row->line, NULL, &row->found.list[i]);
    if (row->unknown != ST_OK)
        S_unknown(x, row->unknown, row->line);
}

/* What its rows have left, on line 0. */
static enum status S_owari(struct checking *x, struct verify *v)
{
    struct past_owari left;
    const struct rule_row *row;
    enum status st = verify_owari(v, &left, &x->result.why);
    for (size_t i = 0; st == ST_OK && i < left.n; i++)
        S_warning(x, 0, left.list[i].edaban, &left.list[i].found);
    for (int r = 0; st == ST_OK && r < RULE_COUNT; r++)
        for (int64_t i = 0; i < left.unknown[r]; i++)
            if (rule_severity(v->rules, (enum rule)r, v->today, NULL, &row) != SEVERITY_OFF)
                S_unknown(x, row->status, 0);
    return st;
}

static bool S_edaban_row(void *arg, const struct kekka_row *row)
{
    return rule_past_edaban(arg, row->line, row->edaban);
}

/* The next result file is that of the next 加入者情報 file. */
static enum status S_edaban(struct checking *x)
{
    struct checker *c = x->c;
    const struct kekka_reading how = {c->encoding, c->day, c->map, S_edaban_row, NULL, c->past};
    if (strcmp(x->file.l->name, "kanyushaToroku") != 0 || c->results.used == c->results.n)
        return ST_OK;
    const struct kekka *k = &c->results.items[c->results.used++];
    return strcmp(k->path, "-") == 0 ? ST_OK : kekka_read(k, &how, &x->result.why);
}

/* For the end, when all files are looked at together. */
static enum status S_seen(struct checking *x)
{
    struct checker *c = x->c;
    const enum kikan_kind kind = kikan_kind(x->file.l->name);
    c->fukuhon = c->fukuhon || kind != KIKAN_OTHER;
    c->shikaku = kind == KIKAN_SHIKAKU ? x->file.l : c->shikaku;
    return rule_past_file(c->past, x->file.path)
               ? ST_OK
               : diag_set(&x->result.why, ST_LIMIT, x->file.l->mei, "メモリ", "不足");
}

static enum status S_verify(struct checking *x, const char *base, const struct charset *cs)
{
    struct verify v = {.form = form_of(base),
                       .judge = {.l = x->file.l, .cs = cs, .map = x->c->map},
                       .row_limit = x->c->row_limit,
                       .past = x->c->past,
                       .rules = &x->c->rules,
                       .hokensha = x->c->hokensha,
                       .today = x->c->day};
    struct verified row;
    bool found = true;
    enum status st = S_edaban(x);
    if (st == ST_OK)
        st = S_seen(x);
    if (st != ST_OK)
        return st;
    st = verify_begin(&v, x->fd, &x->result.why);
    while (st == ST_OK && (st = verify_next(&v, &row, &found, &x->result.why)) == ST_OK && found)
        S_row(x, &row);
    if (st == ST_OK)
        st = S_owari(x, &v);
    x->result.count = v.count;
    verify_end(&v);
    return st;
}

/* Kind, version, encoding and name: what must be known before the first byte is judged. */
static enum status S_known(struct checking *x, const struct check_input *in, const struct charset **ret_cs)
{
    struct checker *c = x->c;
    struct diag *d = &x->result.why;
    const char *kind = c->kind ? c->kind : layout_recognise(in->base, d);
    if (!kind && in->unnamed)
        return diag_set(d, ST_FILE_KIND, "ファイル種別", "--kind（パイプから読むものには名前がない）", NULL);
    enum status st = kind ? layout_get(kind, c->day, &x->file.l, d) : d->status;
    if (st != ST_OK)
        return st;
    const char *encoding = c->encoding ? c->encoding : guess_encoding(x->fd);
    const struct charset *cs = charset_find(encoding);
    if (!cs)
        return diag_set(d, ST_FILE_CHARSET, "文字コード", charset_names(), encoding);
    x->file.encoding = encoding;
    x->file.guessed = !c->encoding;
    st = in->unnamed ? ST_OK : layout_file_name(x->file.l, in->base, "", d);
    if (st == ST_OK)
        *ret_cs = cs;
    return st;
}

/* shown: what the report calls it. */
static bool S_check(struct checker *c, const char *shown, const struct check_input *in)
{
    const int fd = in->fd;
    struct tally *tally = calloc(3, sizeof *tally);
    struct stat s;
    struct checking x = {
        .c = c, .fd = fd, .file = {.path = shown}, .result = {.tally = tally, .why = DIAG_INIT}};
    x.result.warned = tally + 1;
    x.result.unknown = tally + 2;
    const struct charset *cs = NULL;
    if (!tally)
        return false; /* NULL + 1 was not looked at */
    x.progress = (struct progress){.title = shown, .unit = "B"};
    x.size = fstat(fd, &s) == 0 ? s.st_size : 0;
    c->report.shown = 0;
    enum status st = S_known(&x, in, &cs);
    if (c->form->file)
        c->form->file(&c->report, &x.file);
    x.result.status = st == ST_OK ? S_verify(&x, in->base, cs) : st;
    c->cut = c->cut || x.result.status != ST_OK;
    progress_end(&x.progress);
    for (int i = 0; i < 3; i++)
        tally_sort(&tally[i]);
    const struct verify_count *count = &x.result.count;
    x.result.good = x.result.status == ST_OK && count->bad == 0;
    if (c->report.strict)
        x.result.good = x.result.good && x.result.warned->all == 0 && x.result.unknown->all == 0;
    if (c->form->file_end)
        c->form->file_end(&c->report, &x.file, &x.result);
    if (c->tell.url)
        check_tell(&c->tell, fd, &x.file, &x.result);
    c->report.files++;
    c->report.bad_files += !x.result.good;
    free(tally);
    return x.result.good;
}

bool checker_unread(struct checker *c, const char *shown, const struct diag *why)
{
    struct tally none = {.n = 0};
    struct check_file file = {.path = shown};
    struct check_result result = {
        .status = why->status, .why = *why, .tally = &none, .warned = &none, .unknown = &none};
    c->cut = true;
    c->report.shown = 0;
    if (c->form->file)
        c->form->file(&c->report, &file);
    if (c->form->file_end)
        c->form->file_end(&c->report, &file, &result);
    c->report.files++;
    c->report.bad_files++;
    return false;
}

/* The path as a report may show it: no 個人番号, legible. */
static void S_shown(const char *path, char *out, size_t cap)
{
    char masked[SHOWN];
    const size_t n = str_show(masked, sizeof masked, str_of(path));
    legible(out, cap, (struct str){masked, n});
}

/* --- zip
 * ----------------------------------------------------------------------------------------------------
 */

/* An entry in the file without a name, read from its start. */
static enum status S_unpack(struct zipfile *z, const struct zipfile_entry *e, int fd, struct diag *d)
{
    char to[32];
    snprintf(to, sizeof to, "/proc/self/fd/%d", fd);
    enum status st = zipfile_extract(z, e, to, NULL, d);
    lseek(fd, 0, SEEK_SET);
    return st;
}

/* What is wrong with an entry by itself is told of it later. */
static enum status S_entry_rows(struct checker *c, struct zipfile *z, const struct zipfile_entry *e, int fd,
                                int64_t *total, struct diag *d)
{
    struct checking x = {.c = c, .fd = fd, .result = {.why = DIAG_INIT}};
    struct diag ignored = DIAG_INIT;
    const struct charset *cs;
    int64_t rows = 0;
    if (S_unpack(z, e, fd, &ignored) != ST_OK ||
        S_known(&x, &(struct check_input){fd, e->name, false}, &cs) != ST_OK)
        return ST_OK;
    if (structure_check(form_of(e->name), x.file.l, cs, fd, c->row_limit, NULL, &rows, &ignored) == ST_OK)
        *total += rows;
    return structure_total(x.file.l, c->row_limit, *total, d);
}

/* Of a zip that has too many rows the daemon takes none. */
static enum status S_zip_rows(struct checker *c, struct zipfile *z, const struct zipfile_entry *entries,
                              int n, int fd, struct diag *d)
{
    enum status st = ST_OK;
    int64_t total = 0;
    for (int i = 0; n > 1 && st == ST_OK && i < n; i++)
        st = S_entry_rows(c, z, &entries[i], fd, &total, d);
    return st;
}

/* A zip is sent as one kind. An entry whose name tells none is told of later. */
static enum status S_zip_kind(const struct checker *c, const struct zipfile_entry *entries, int n,
                              struct diag *d)
{
    const char *first = NULL;
    int of = 0;
    for (int i = 0; !c->kind && i < n; i++) {
        struct diag ignored = DIAG_INIT;
        const char *kind = layout_recognise(entries[i].name, &ignored);
        if (first && kind && strcmp(kind, first) != 0)
            return diag_setf(d, ST_FILE_ZIP, "zip", "同じ種別のファイルだけの zip", "%s（%s）と %s（%s）",
                             first, entries[of].name, kind, entries[i].name);
        if (!first && kind) {
            first = kind;
            of = i;
        }
    }
    return ST_OK;
}

static bool S_entry(struct checker *c, struct zipfile *z, const struct zipfile_entry *e, const char *zip,
                    int fd)
{
    struct diag d = DIAG_INIT;
    char shown[SHOWN], *path = path_join(zip, e->name);
    if (!path)
        return false;
    S_shown(path, shown, sizeof shown);
    free(path);
    if (S_unpack(z, e, fd, &d) != ST_OK)
        return checker_unread(c, shown, &d);
    return S_check(c, shown, &(struct check_input){fd, e->name, false});
}

static bool S_zip(struct checker *c, int in, const char *shown)
{
    struct diag d = DIAG_INIT;
    char path[32];
    struct zipfile *z = NULL;
    struct zipfile_entry *entries;
    int n = 0;
    struct arena *a = arena_new(ZIP_MEMORY);
    int fd = a ? check_temporary(&d) : -1;
    if (fd < 0) {
        arena_free(a);
        return a ? checker_unread(c, shown, &d) : false;
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", in);
    bool good = true;
    if (zipfile_open(path, INT64_MAX, a, &z, &entries, &n, &d) != ST_OK)
        good = checker_unread(c, shown, &d);
    else if (S_zip_kind(c, entries, n, &d) != ST_OK || S_zip_rows(c, z, entries, n, fd, &d) != ST_OK) {
        good = checker_unread(c, shown, &d);
        n = 0;
    }
    for (int i = 0; i < n; i++)
        good = S_entry(c, z, &entries[i], shown, fd) && good;
    zipfile_close(z);
    close(fd);
    arena_free(a);
    return good;
}

/* --- any
 * ----------------------------------------------------------------------------------------------------
 */

static bool S_one(struct checker *c, const char *path)
{
    char shown[SHOWN];
    struct diag d = DIAG_INIT;
    struct check_input in;
    S_shown(path, shown, sizeof shown);
    if (check_input(path, &in, &d) != ST_OK)
        return checker_unread(c, shown, &d);
    bool good = zipfile_named(in.base) ? S_zip(c, in.fd, shown) : S_check(c, shown, &in);
    close(in.fd);
    return good;
}

static int S_visible(const struct dirent *e)
{
    return e->d_name[0] != '.';
}

static int S_by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* Its files, as the shell's * would name them: no hidden one, in the order of their bytes, none of the
 * folders in it. An answer of a folder without one is an error. */
static bool S_folder(struct checker *c, const char *path)
{
    char shown[SHOWN];
    struct dirent **list = NULL;
    struct stat s;
    struct diag d = DIAG_INIT;
    bool good = true;
    int n = scandir(path, &list, S_visible, S_by_bytes), err = errno, files = 0;
    for (int i = 0; i < n; i++) {
        char *file = path_join(path, list[i]->d_name);
        if (file && (stat(file, &s) != 0 || S_ISREG(s.st_mode))) {
            good = S_one(c, file) && good;
            files++;
        }
        good = good && file;
        free(file);
        free(list[i]);
    }
    free(list);
    if (files)
        return good;
    S_shown(path, shown, sizeof shown);
    file_failed(&d, "フォルダー", "ファイルのあるフォルダー", n < 0 ? err : ENOENT);
    if (n >= 0)
        diag_set(&d, d.status, "フォルダー", "ファイルのあるフォルダー", "検査するファイルが一つもない");
    return checker_unread(c, shown, &d);
}

bool checker_path(struct checker *c, const char *path)
{
    struct stat s;
    return strcmp(path, "-") != 0 && stat(path, &s) == 0 && S_ISDIR(s.st_mode) ? S_folder(c, path)
                                                                               : S_one(c, path);
}
