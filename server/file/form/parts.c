/* One upload, one or many link files; see parts.h. */
#include "file/form/parts.h"

#include <dirent.h>
#include <stdio.h>
#include <strings.h>
#include <unistd.h>

#include "base/file.h"

static bool S_ends(const char *name, const char *suffix)
{
    size_t n = strlen(name), k = strlen(suffix);
    return n > k && strcasecmp(name + n - k, suffix) == 0;
}

/* a.csv -> a-kekka.csv */
static const char *S_result_name(struct arena *a, const char *name, const struct form *form)
{
    size_t n = strlen(name);
    if (S_ends(name, form->suffix))
        n -= strlen(form->suffix);
    return arena_printf(a, "%.*s-kekka%s", (int)n, name, form->suffix);
}

static enum status S_entries(struct parts *p, const struct layout *l, struct diag *d)
{
    p->part = arena_array(p->arena, (size_t)p->n, sizeof *p->part);
    for (int i = 0; p->part && i < p->n; i++) {
        const char *name = p->entries[i].name;
        const struct form *form = form_of(name);
        enum status st = layout_file_name(l, name, "", d);
        if (st != ST_OK) {
            const struct diag was = *d;
            return diag_set(d, st, "zip の中のファイル名", was.want, was.have);
        }
        p->part[i] = (struct part){.name = name,
                                   .path = arena_printf(p->arena, "%s.%03d", p->work, i + 1),
                                   .result = p->out ? arena_printf(p->arena, "%s.%03d", p->out, i + 1) : NULL,
                                   .result_name = S_result_name(p->arena, name, form),
                                   .form = form};
    }
    return arena_failed(p->arena) ? diag_set(d, ST_LIMIT, "zip", "メモリ", "不足") : ST_OK;
}

enum status parts_open(struct parts *p, const struct parts_at *at, const struct layout *l, struct arena *a,
                       struct diag *d)
{
    *p = (struct parts){.arena = a, .in = at->in, .work = at->work, .out = at->out};
    if (zipfile_named(at->name)) {
        enum status st = zipfile_open(at->in, at->limit, a, &p->zip, &p->entries, &p->n, d);
        if (st == ST_OK && (st = S_entries(p, l, d)) != ST_OK)
            p->n = 0;
        return st;
    }
    p->n = 1;
    p->part = arena_array(a, 1, sizeof *p->part);
    if (!p->part)
        return diag_set(d, ST_LIMIT, "受付ファイル", "メモリ", "不足");
    p->part[0] = (struct part){.path = at->in, .result = at->out, .form = form_of(at->name)};
    return ST_OK;
}

void parts_close(struct parts *p)
{
    zipfile_close(p->zip);
    p->zip = NULL;
}

enum status parts_unpack(struct parts *p, int i, const atomic_bool *stop, struct diag *d)
{
    return p->zip ? zipfile_extract(p->zip, &p->entries[i], p->part[i].path, stop, d) : ST_OK;
}

enum status parts_pack(const struct parts *p, int64_t at, const atomic_bool *stop, struct diag *d)
{
    struct zipfile_item items[ZIPFILE_ENTRIES];
    if (!p->zip || access(p->out, F_OK) == 0) /* it comes to its name whole */
        return ST_OK;
    for (int i = 0; i < p->n; i++)
        items[i] = (struct zipfile_item){p->part[i].result_name, p->part[i].result};
    return zipfile_make(p->out, items, p->n, at, stop, d);
}

/* Everything in the folder of `path` whose name goes on behind it with a dot. */
static void S_remove(struct arena *a, const char *path)
{
    const char *base = file_base(path);
    size_t n = strlen(base);
    const char *folder = base == path ? "." : arena_strndup(a, path, (size_t)(base - path));
    DIR *dir = folder ? opendir(folder) : NULL;
    for (struct dirent *e; dir && (e = readdir(dir));)
        if (strncmp(e->d_name, base, n) == 0 && e->d_name[n] == '.')
            unlinkat(dirfd(dir), e->d_name, 0);
    if (dir)
        closedir(dir);
}

void parts_clear(const struct parts *p)
{
    if (!p->zip)
        return;
    S_remove(p->arena, p->work);
    if (p->out)
        S_remove(p->arena, p->out);
}

void parts_tell(const struct parts *p, int i, struct diag *d)
{
    enum { NAME = 40, KEPT = 12 }; /* bytes of the name that a diag's item has room for */
    const char *name = p->part[i].name;
    char shown[NAME + 8], item[sizeof d->item + sizeof shown];
    const struct diag was = *d;
    if (!name)
        return;
    size_t n = strlen(name);
    if (n <= NAME) {
        snprintf(shown, sizeof shown, "%s", name);
    } else { /* the middle is left out, at the edges of characters */
        size_t head = KEPT, tail = n - (NAME - KEPT);
        while ((name[head] & 0xC0) == 0x80)
            head--;
        while ((name[tail] & 0xC0) == 0x80)
            tail++;
        snprintf(shown, sizeof shown, "%.*s…%s", (int)head, name, name + tail);
    }
    bool same = strcmp(was.item, name) == 0;
    snprintf(item, sizeof item, "%s%s%s", shown, same ? "" : " ", same ? "" : was.item);
    diag_set(d, was.status, item, was.want, was.have);
}
