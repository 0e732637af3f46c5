/* The folder of what is held; see folder.h. What is new is written beside what it takes the place of
 * (kikan.csv.new), all of it, then the list of those files (tekiyo.chu): with that the change is decided. The
 * renames that follow are done again by whoever comes next, should they be cut short; files without a list
 * were never decided, and are written over. */
#include "master/folder.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "file/form/reader.h"
#include "file/form/writer.h"
#include "layouts.h"
#include "say.h"

#define DECIDED "tekiyo.chu"

static enum status S_memory(struct diag *d)
{
    return diag_set(d, ST_LIMIT, "配信マスター", "メモリ", "不足");
}

/* dir/kikan.csv, and with ".new" behind. */
static char *S_path(const struct master_kind *k, const char *dir, const char *behind)
{
    char name[64];
    snprintf(name, sizeof name, "%s.csv%s", k->name, behind);
    return path_join(dir, name);
}

/* --- ending what was decided -------------------------------------------------------------------------------
 */

/* One that is not there any more has its name already. */
static enum status S_rename(const struct master_kind *k, const char *dir, struct diag *d)
{
    char *from = S_path(k, dir, ".new"), *to = S_path(k, dir, "");
    enum status st = !from || !to                               ? S_memory(d)
                     : rename(from, to) == 0 || errno == ENOENT ? ST_OK
                                                                : file_unusable(to, d);
    free(from);
    free(to);
    return st;
}

/* names: a line "kikan" each. */
static enum status S_end(const char *dir, const char *list, const char *names, struct diag *d)
{
    enum status st = ST_OK;
    for (int i = 0; st == ST_OK && i < MASTER_KINDS; i++)
        if (strstr(names, master_kinds[i].name))
            st = S_rename(&master_kinds[i], dir, d);
    if (st == ST_OK && (file_sync_parent(list) != 0 || unlink(list) != 0 || file_sync_parent(list) != 0))
        st = file_unusable(list, d);
    return st;
}

static enum status S_again(const char *dir, struct diag *d)
{
    struct buf names = BUF_INIT;
    char *list = path_join(dir, DECIDED);
    enum status st = list ? ST_OK : S_memory(d);
    const bool there = list && access(list, F_OK) == 0;
    if (there)
        st = file_read(list, 1024, &names, d);
    if (there && st == ST_OK) {
        st = buf_ok(&names) ? S_end(dir, list, names.data ? names.data : "", d) : S_memory(d);
        if (st == ST_OK)
            fprintf(stderr,
                    tr("chukan: %s: 途中で止まっていた前の適用を終わらせました\n",
                       "chukan: %s: an application that was cut short is complete now\n"),
                    dir);
    }
    buf_release(&names);
    free(list);
    return st;
}

/* --- reading -----------------------------------------------------------------------------------------------
 */

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
    if (st == ST_OK && !held_sort(h))
        st = S_memory(d);
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
    char *path = S_path(h->kind, dir, "");
    st = path ? S_file(h, path, d) : S_memory(d);
    free(path);
    return st;
}

int folder_read(struct held held[MASTER_KINDS], const char *dir, struct arena *a)
{
    struct diag d = DIAG_INIT;
    if (S_again(dir, &d) != ST_OK)
        return layouts_told(&d);
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

/* --- writing -----------------------------------------------------------------------------------------------
 */

static enum status S_new(struct held *h, const char *dir, struct diag *d)
{
    struct buf text = BUF_INIT;
    char *path = S_path(h->kind, dir, ".new");
    bool fine = path && held_sort(h);
    for (size_t i = 0; fine && i < h->n; i++) {
        struct str cells[HELD_CELLS];
        for (int c = 0; c < h->l.n; c++)
            cells[c] = str_of(h->list[i].cell[c]);
        writer_record(&text, &h->l, charset_find("UTF-8"), cells);
    }
    enum status st =
        fine && buf_ok(&text) ? file_write(path, 0644, text.data ? text.data : "", text.len, d) : S_memory(d);
    free(path);
    buf_release(&text);
    return st;
}

int folder_write(struct held held[MASTER_KINDS], const char *dir)
{
    struct diag d = DIAG_INIT;
    struct buf names = BUF_INIT;
    char *list = path_join(dir, DECIDED);
    enum status st = list ? file_mkdir(dir, &d) : S_memory(&d);
    for (int i = 0; st == ST_OK && i < MASTER_KINDS; i++)
        if (held[i].changed) {
            st = S_new(&held[i], dir, &d);
            buf_adds(&names, held[i].kind->name);
            buf_addc(&names, '\n');
        }
    if (st == ST_OK && names.len)
        st = buf_ok(&names) ? file_write(list, 0644, names.data, names.len, &d) : S_memory(&d);
    if (st == ST_OK && names.len)
        st = S_end(dir, list, names.data, &d);
    buf_release(&names);
    free(list);
    return st == ST_OK ? EXIT_FINE : layouts_told(&d);
}
