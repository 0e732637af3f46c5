/* The folder of what is held; see held.h. */
#include "master/held.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/file.h"
#include "file/form/reader.h"
#include "file/form/writer.h"
#include "layouts.h"
#include "say.h"

#define KIND(id, name, mei) {name, name MASTERS_LAYOUT},
const struct master_kind master_kinds[MASTER_KINDS] = {MASTERS_EACH(KIND)};
#undef KIND

/* Where the code stands, or would: the first record that is not before it. */
static size_t S_place(const struct held *h, const char *code)
{
    size_t low = 0, high = h->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (strcmp(h->list[middle].cell[HELD_CODE], code) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct held_record *held_find(const struct held *h, const char *code)
{
    const size_t at = S_place(h, code);
    return at < h->n && strcmp(h->list[at].cell[HELD_CODE], code) == 0 ? &h->list[at] : NULL;
}

bool held_put(struct held *h, const struct held_record *r)
{
    struct held_record *list = arena_more(h->arena, h->list, h->n, sizeof *list);
    if (!list)
        return false;
    const size_t at = S_place(h, r->cell[HELD_CODE]);
    h->list = list;
    memmove(list + at + 1, list + at, (h->n - at) * sizeof *list);
    list[at] = *r;
    h->n++;
    h->changed = true;
    return true;
}

void held_drop(struct held *h, struct held_record *r)
{
    memmove(r, r + 1, (size_t)(h->list + h->n - (r + 1)) * sizeof *r);
    h->n--;
    h->changed = true;
}

void held_show(const struct held_record *r, char out[HELD_SHOWN])
{
    char text[HELD_SHOWN];
    snprintf(text, sizeof text, "%s %s", r->cell[HELD_CODE], r->cell[HELD_MEI]);
    str_mask(out, HELD_SHOWN, str_of(text));
    str_line(out);
}

bool held_digest(const struct held *h, char ret[65])
{
    unsigned char sum[32];
    struct sha256 *s = sha256_new();
    if (!s)
        return false;
    for (size_t i = 0; i < h->n; i++)
        for (int c = 0; c < h->l.n; c++) {
            const char *cell = h->list[i].cell[c];
            sha256_add(s, cell, strlen(cell));
            sha256_add(s, c + 1 < h->l.n ? "," : "\r\n", c + 1 < h->l.n ? 1 : 2);
        }
    sha256_end(s, sum);
    hex_text(sum, sizeof sum, ret);
    return true;
}

/* --- the files -------------------------------------------------------------------------------------------
 */

static enum status S_memory(struct diag *d)
{
    return diag_set(d, ST_LIMIT, "配信マスター", "メモリ", "不足");
}

static enum status S_rows(struct held *h, struct reader *reader, struct diag *d)
{
    struct record rec;
    bool found = true;
    enum status st = ST_OK;
    while (st == ST_OK && (st = reader_next(reader, &rec, &found, d)) == ST_OK && found) {
        struct held_record r;
        for (int c = 0; c < h->l.n; c++)
            r.cell[c] = arena_strndup(h->arena, rec.cells[c].p, rec.cells[c].n);
        if (arena_failed(h->arena) || !held_put(h, &r))
            st = S_memory(d);
    }
    h->changed = false;
    return st;
}

static enum status S_file(struct held *h, const char *path, struct diag *d)
{
    const int fd = file_open(path);
    if (fd < 0)
        return errno == ENOENT
                   ? ST_OK
                   : diag_set(d, ST_FILE_STRUCTURE, file_tail(path), "読めるファイル", FILE_CAUSE(errno));
    const struct reader_form form = {.delimiter = ',', .columns = h->l.n, .record_limit = h->l.record_limit};
    struct reader *reader = reader_new(&form, charset_find("UTF-8"), fd, 0, 1);
    enum status st = reader ? S_rows(h, reader, d) : S_memory(d);
    reader_free(reader);
    close(fd);
    return st;
}

/* dir/kikan.csv */
static char *S_path(const struct held *h, const char *dir)
{
    char name[64];
    snprintf(name, sizeof name, "%s.csv", h->kind->name);
    return path_join(dir, name);
}

static enum status S_master(struct held *h, const char *dir, struct diag *d)
{
    const struct layout *l;
    enum status st = layout_get(h->kind->layout, clock_date(time(NULL)), &l, d);
    if (st != ST_OK)
        return st;
    if (l->n < HELD_MEI + 2 || l->n > HELD_CELLS + 1)
        return diag_setf(d, ST_SETUP, l->name, "変更区分、コード、版番号、名前とほかの列", "%d列", l->n);
    h->l = *l;
    h->l.columns++; /* 変更区分 is of the file, not of what is held */
    h->l.n--;
    char *path = S_path(h, dir);
    st = path ? S_file(h, path, d) : S_memory(d);
    free(path);
    return st;
}

int held_read(struct held held[MASTER_KINDS], const char *dir, struct arena *a)
{
    struct diag d = DIAG_INIT;
    for (int i = 0; i < MASTER_KINDS; i++) {
        held[i] = (struct held){.kind = &master_kinds[i], .arena = a};
        if (S_master(&held[i], dir, &d) != ST_OK) {
            layouts_told(&d);
            return say_failed(tr("%s の %s.csv が読めません", "cannot read %2$s.csv in %1$s"), dir,
                              held[i].kind->name);
        }
    }
    return EXIT_FINE;
}

static enum status S_write(const struct held *h, const char *dir, struct diag *d)
{
    struct buf text = BUF_INIT;
    char *path = S_path(h, dir);
    for (size_t i = 0; i < h->n; i++) {
        struct str cells[HELD_CELLS];
        for (int c = 0; c < h->l.n; c++)
            cells[c] = str_of(h->list[i].cell[c]);
        writer_record(&text, &h->l, charset_find("UTF-8"), cells);
    }
    enum status st =
        path && buf_ok(&text) ? file_write(path, 0644, text.data ? text.data : "", text.len, d) : S_memory(d);
    free(path);
    buf_release(&text);
    return st;
}

int held_write(const struct held held[MASTER_KINDS], const char *dir)
{
    struct diag d = DIAG_INIT;
    for (int i = 0; i < MASTER_KINDS; i++)
        if (held[i].changed && S_write(&held[i], dir, &d) != ST_OK)
            return layouts_told(&d);
    return EXIT_FINE;
}
