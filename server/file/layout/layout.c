/* The layouts in use, loaded at start; see layout.h. */
#include "file/layout/layout.h"

#include <dirent.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/file_name.h"
#include "base/pattern.h"
#include "file/layout/layout_load.h"

enum { LAYOUTS_MEMORY = 16 << 20, WORDS_MEMORY = 4 << 20 };

/* Set by layouts_open, read by all until layouts_close. */
static struct arena *arena;
static struct layout_file *files; /* by name */
static int file_count;

/* --- loading ----------------------------------------------------------------------------------------------
 */

static int S_is_layout(const struct dirent *e)
{
    size_t n = strlen(e->d_name);
    return n > 4 && e->d_name[0] != '.' && strcmp(e->d_name + n - 4, ".xml") == 0 &&
           strcmp(e->d_name, "codes.xml") != 0 && strcmp(e->d_name, "rules.xml") != 0;
}

static int S_by_name(const void *a, const void *b)
{
    const struct layout_file *x = a, *y = b;
    return strcmp(x->name, y->name);
}

/* Names of the layouts of a folder behind those that are known. */
static enum status S_names(struct loading *g, const char *dir)
{
    struct dirent **list = NULL;
    int n = scandir(dir, &list, S_is_layout, alphasort);
    if (n < 0)
        return diag_set(g->d, ST_SETUP, file_tail(dir), "レイアウトのあるフォルダー", "なし");
    struct layout_file *all = arena_array(g->a, (size_t)(file_count + n), sizeof *all);
    if (all && file_count)
        memcpy(all, files, (size_t)file_count * sizeof *all);
    const int known = file_count;
    for (int i = 0; i < n; i++) {
        list[i]->d_name[strlen(list[i]->d_name) - 4] = 0;
        bool twice = false;
        for (int k = 0; k < known && !twice; k++)
            twice = strcmp(files[k].name, list[i]->d_name) == 0;
        if (all && !twice)
            all[file_count++].name = arena_strdup(g->a, list[i]->d_name);
        free(list[i]);
    }
    free(list);
    files = all;
    return arena_failed(g->a) ? layout_no_memory(g) : ST_OK;
}

#define OVER "--layout の "

/* What is wrong in the overlay is told as such: both folders have files of the same names. */
static enum status S_in_overlay(enum status st, struct diag *d)
{
    struct diag was = *d;
    char item[sizeof was.item + 16];
    snprintf(item, sizeof item, OVER "%s", was.item);
    return st == ST_OK ? ST_OK : diag_set(d, st, item, was.want, was.have);
}

/* Something stands there, even if it leads nowhere: it is read or refused, never passed over. */
static bool S_stands(const char *path)
{
    struct stat sb;
    return lstat(path, &sb) == 0;
}

static enum status S_codes(struct loading *g, const char *dir, const char *overlay)
{
    char *base = arena_printf(g->a, "%s/codes.xml", dir);
    char *over = overlay ? arena_printf(g->a, "%s/codes.xml", overlay) : NULL;
    if (!base || (overlay && !over))
        return layout_no_memory(g);
    g->of = "";
    enum status st = layout_load_codes(g, base);
    g->of = OVER;
    return st == ST_OK && over && S_stands(over) ? S_in_overlay(layout_load_codes(g, over), g->d) : st;
}

static enum status S_file(struct loading *g, const char *dir, const char *overlay, struct layout_file *f)
{
    char *over = overlay ? arena_printf(g->a, "%s/%s.xml", overlay, f->name) : NULL;
    if (over && S_stands(over))
        return S_in_overlay(layout_load_file(g, over, f), g->d);
    char *path = arena_printf(g->a, "%s/%s.xml", dir, f->name);
    return path ? layout_load_file(g, path, f) : layout_no_memory(g);
}

static enum status S_load(struct loading *g, const char *dir, const char *overlay)
{
    char *xsd = arena_printf(g->a, "%s/layout.xsd", dir);
    enum status st = S_names(g, dir);
    if (st == ST_OK && file_count == 0)
        st = diag_set(g->d, ST_SETUP, file_tail(dir), "レイアウトのあるフォルダー", "空");
    if (st == ST_OK && overlay)
        st = S_in_overlay(S_names(g, overlay), g->d);
    if (st != ST_OK)
        return st;
    qsort(files, (size_t)file_count, sizeof *files, S_by_name);
    if (!xsd || !(g->schema = xml_schema(xsd, g->d)))
        return xsd ? g->d->status : layout_no_memory(g);
    st = S_codes(g, dir, overlay);
    for (int i = 0; i < file_count && st == ST_OK; i++)
        st = S_file(g, dir, overlay, &files[i]);
    for (int i = 0; i < file_count && st == ST_OK; i++)
        st = layout_known(g, &files[i]);
    return st;
}

enum status layouts_open(const char *dir, const char *overlay, struct diag *d)
{
    layouts_close();
    arena = arena_new(LAYOUTS_MEMORY);
    struct loading g = {.a = arena, .words = arena_new(WORDS_MEMORY), .d = d};
    enum status st = arena && g.words ? S_load(&g, dir, overlay) : layout_no_memory(&g);
    xmlSchemaFree(g.schema);
    arena_free(g.words);
    if (st != ST_OK)
        layouts_close();
    return st;
}

void layouts_close(void)
{
    arena_free(arena);
    arena = NULL;
    files = NULL;
    file_count = 0;
}

/* --- asking -----------------------------------------------------------------------------------------------
 */

static const struct layout_file *S_find(const char *name)
{
    const struct layout_file wanted = {.name = name};
    return file_count ? bsearch(&wanted, files, (size_t)file_count, sizeof *files, S_by_name) : NULL;
}

int layouts_each(void (*fn)(const struct layout *version, void *cls), void *cls)
{
    for (int i = 0; fn && i < file_count; i++)
        for (int k = 0; k < files[i].n; k++)
            fn(&files[i].versions[k], cls);
    return file_count;
}

enum status layout_get(const char *name, int32_t day, const struct layout **ret, struct diag *d)
{
    const struct layout_file *f = S_find(name);
    if (!f)
        return diag_set(d, ST_FILE_KIND, "ファイル種別", "schema/layout にあるレイアウト", name);
    for (int i = f->n - 1; i >= 0; i--)
        if (f->versions[i].from_day <= day) {
            *ret = &f->versions[i];
            return ST_OK;
        }
    char want[64], from[9], at[9];
    str_from_date(f->versions[0].from_day, from);
    str_from_date(day, at);
    snprintf(want, sizeof want, "%s からのレイアウト", from);
    return diag_set(d, ST_FILE_KIND, f->versions[0].mei, want, at);
}

const struct layout *layout_versions(const char *name, int *ret_count)
{
    const struct layout_file *f = S_find(name);
    *ret_count = f ? f->n : 0;
    return f ? f->versions : NULL;
}

const struct layout *layout_version(const char *name, const char *han)
{
    int n;
    const struct layout *l = layout_versions(name, &n);
    for (int i = 0; i < n; i++)
        if (strcmp(l[i].han, han) == 0)
            return &l[i];
    return NULL;
}

bool layouts_himitsu(const char *name)
{
    int n = 0;
    const struct layout *version = layout_versions(name, &n);
    for (int v = 0; version && v < n; v++)
        for (int i = 0; i < version[v].n; i++)
            if (version[v].columns[i].himitsu)
                return true;
    return false;
}

const struct layout *layout_of_columns(const struct layout *l, int columns)
{
    int n;
    const struct layout *all = layout_versions(l->name, &n);
    for (int i = n - 1; i >= 0; i--)
        if (&all[i] != l && all[i].n == columns)
            return &all[i];
    return NULL;
}

enum status layout_wrong_version(const struct layout *want, const struct layout *have, struct diag *d)
{
    char wanted[96], from[9];
    str_from_date(want->from_day, from);
    snprintf(wanted, sizeof wanted, "第%s版（%s から、%d項目）", want->han, from, want->n);
    return diag_setf(d, ST_FILE_VERSION, want->mei, wanted, "第%s版（%d項目）", have->han, have->n);
}

/* --- names of files ---------------------------------------------------------------------------------------
 */

/* Characters of text that the expression fits, -1 when it does not. Compiled here each time: rarely asked
 * for, and many compiled ones are large. */
static int S_fits(const char *expression, const char *text)
{
    regex_t r;
    regmatch_t at;
    if (regcomp(&r, expression, REG_EXTENDED) != 0)
        return -1;
    int len = regexec(&r, text, 1, &at, 0) == 0 ? (int)(at.rm_eo - at.rm_so) : -1;
    regfree(&r);
    return len;
}

enum status layout_file_name(const struct layout *l, const char *file_name, const char *also, struct diag *d)
{
    char want[sizeof d->want];
    if (file_name_safe(file_name) && (!l->file_name || S_fits(l->file_name, file_name) >= 0))
        return ST_OK;
    if (!l->file_name)
        return file_name_refuse(d, ST_FILE_NAME, "ファイル名", FILE_NAME_WANT, file_name);
    struct buf words = BUF_INIT;
    if (l->file_name_mei)
        buf_adds(&words, l->file_name_mei);
    else if (!pattern_words(l->file_name, &words)) {
        buf_clear(&words);
        buf_addf(&words, "%sのレイアウトのファイル名の規則（fileName）に合う名前", l->mei);
    }
    snprintf(want, sizeof want, "%s%s、" FILE_NAME_WANT, buf_ok(&words) && words.len ? words.data : "", also);
    buf_release(&words);
    return file_name_refuse(d, ST_FILE_NAME, "ファイル名", want, file_name);
}

const char *layout_recognise(const char *base_name, struct diag *d)
{
    const struct layout *best = NULL, *rival = NULL;
    int longest = -1;
    for (int i = 0; i < file_count; i++) {
        const struct layout *l = &files[i].versions[files[i].n - 1];
        int len = l->recognise ? S_fits(l->recognise, base_name) : -1;
        if (len > longest) {
            longest = len;
            best = l;
            rival = NULL;
        } else if (len >= 0 && len == longest) {
            rival = l;
        }
    }
    if (best && !rival)
        return best->name;
    if (best)
        diag_setf(d, ST_FILE_KIND, "ファイル名", "種別の一つに決まる名前", "%s（%s か %s か決まらない）",
                  base_name, best->name, rival->name);
    else
        diag_set(d, ST_FILE_KIND, "ファイル名",
                 "種別の分かる名前（kanyushaToroku.csv など。ほかの名前なら --kind）", base_name);
    return NULL;
}
