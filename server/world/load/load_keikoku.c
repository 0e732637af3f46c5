/* What rules warn of in a link file (schema/rules.xml): kept with the rows of each chunk, and at the end
 * written as a file of its own, in the form and encoding of the upload. See load.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/kept.h"
#include "service/keikoku.h"
#include "store/torikomi_keikoku.h"
#include "world/load/load.h"

enum { PAGE_MEMORY = 8 << 20, COLUMNS = 8 };

/* --- kept -------------------------------------------------------------------------------------------------
 */

/* 処理区分 as the file has it; NULL: its kind has none. */
static const char *S_kubun(const struct load *x, const struct fate *f)
{
    int at = layout_field(x->binding.in, "shoriKubun");
    return at < 0 ? NULL : f->row->cells[at].p;
}

enum status load_keikoku_keep(struct call *c, const struct load *x, const struct fate *f, int64_t juni)
{
    enum status st = ST_OK;
    for (int i = 0; st == ST_OK && i < c->keikoku.n; i++) {
        const struct finding *found = &c->keikoku.list[i];
        struct torikomi_keikoku k = {
            .uketsuke = x->t.uketsuke,
            .juni = juni * FINDINGS + i,
            .part = x->t.part,
            .gyo = f->row->line,
            .kubun = S_kubun(x, f),
            .edaban = f->edaban,
            .kisoku = found->row->name,
            .code = status_info(found->diag.status)->code,
            .komoku = found->diag.item,
            .naiyo = keikoku_bun(c->arena, found),
        };
        st = k.naiyo ? torikomi_keikoku_put(c->tx, &k) : ST_LIMIT;
    }
    return st;
}

/* --- written ----------------------------------------------------------------------------------------------
 */

struct page {
    struct load *x;
    struct torikomi_keikoku *list;
    size_t n;
    int64_t after;
    const struct torikomi *next; /* what x->t becomes when all are written */
};

static enum status S_read(struct call *c, void *cls)
{
    struct page *p = cls;
    return torikomi_keikoku_list(c->tx, p->x->t.uketsuke, p->after, c->arena, &p->list, &p->n);
}

/* The next ones, in x->scratch. */
static enum status S_page(struct load *x, struct page *p)
{
    arena_reset(x->scratch);
    p->n = 0;
    struct call c = {.arena = x->scratch, .caller = &x->caller, .diag = &x->diag};
    enum status st = world_read(x->world, x->db, &c, S_read, p);
    if (st == ST_OK && p->n)
        p->after = p->list[p->n - 1].juni;
    return st;
}

/* The name inside a zip; nothing of an upload that is one file. */
static const char *S_part(const struct load *x, int64_t part)
{
    return x->parts.zip && part < x->parts.n ? x->parts.entries[part].name : "";
}

static void S_lines(struct load *x, const struct form *form, const struct layout *l, const struct page *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct torikomi_keikoku *k = &p->list[i];
        const char *gyo = k->gyo == INT64_MIN ? "" : arena_printf(x->scratch, "%lld", (long long)k->gyo);
        const struct str values[COLUMNS] = {str_of(S_part(x, k->part)), str_of(gyo),       str_of(k->kubun),
                                            str_of(k->edaban),          str_of(k->kisoku), str_of(k->code),
                                            str_of(k->komoku),          str_of(k->naiyo)};
        static const char *const fields[COLUMNS] = {"fileMei", "gyo",  "shoriKubun", "edaban",
                                                    "kisoku",  "code", "komoku",     "naiyo"};
        struct str cells[LAYOUT_COLUMNS] = {0};
        for (int v = 0; v < COLUMNS; v++) {
            int at = layout_field(l, fields[v]);
            if (at >= 0)
                cells[at] = values[v];
        }
        for (int v = 0; v < l->n; v++)
            if (!cells[v].p)
                cells[v] = STR("");
        form->record(&x->lines, l, x->binding.cs, cells);
    }
}

static enum status S_write(struct load *x, const struct form *form, const struct layout *l, struct page *p,
                           int64_t *ret_size)
{
    int64_t offset = 0;
    buf_clear(&x->lines);
    form->start(&x->lines, l, x->binding.cs);
    enum status st = ST_OK;
    while (st == ST_OK && p->n) {
        S_lines(x, form, l, p);
        st = load_append(x, &offset);
        buf_clear(&x->lines);
        if (st == ST_OK)
            st = S_page(x, p);
    }
    form->end(&x->lines, l, x->binding.cs);
    if (st == ST_OK)
        st = load_append(x, &offset);
    *ret_size = offset;
    return st;
}

/* What next then says of it. */
static enum status S_file(struct load *x, const struct layout *l, struct page *p, struct torikomi *next)
{
    const struct form *form = x->parts.zip ? form_of("") : x->parts.part[0].form;
    char sha[65];
    const char *name = arena_printf(x->arena, "%s-keikoku%s", x->t.uketsuke, form->suffix);
    const char *path = arena_printf(x->arena, "%s/%s", x->spool, name);
    if (!name || !path)
        return diag_set(&x->diag, ST_LIMIT, "警告のファイル", "メモリ", "不足");
    x->out = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (x->out < 0)
        return file_failed(&x->diag, "警告のファイル", "書き込めるディスク", errno);
    file_sync_parent(path);
    enum status st = S_write(x, form, l, p, &next->keikoku_size);
    if (st == ST_OK)
        st = kept_sum(x->out, next->keikoku_size, NULL, sha, "警告のファイル", &x->diag);
    if (st == ST_OK)
        kept_note(path);
    load_close(x);
    if (st != ST_OK)
        return st;
    next->keikoku_path = name;
    next->keikoku_sha256 = arena_strdup(x->arena, sha);
    return arena_failed(x->arena) ? diag_set(&x->diag, ST_LIMIT, "警告のファイル", "メモリ", "不足") : ST_OK;
}

/* --- counted, and forgotten -------------------------------------------------------------------------------
 */

static enum status S_read_kensu(struct call *c, void *cls)
{
    struct load *x = cls;
    return torikomi_keikoku_kensu(c->tx, x->t.uketsuke, c->arena, &x->t.keikoku_kensu);
}

/* Into x->t, while callers write: it goes through all of them. */
static enum status S_kensu(struct load *x)
{
    struct call c = {.arena = x->arena, .caller = &x->caller, .diag = &x->diag};
    return world_read(x->world, x->db, &c, S_read_kensu, x);
}

/* x->keikoku by x->t. */
static bool S_count(struct load *x)
{
    struct json_values v;
    const char *row[3];
    int n = 0;
    arena_reset(x->scratch);
    if (!json_values(x->t.keikoku_kensu, x->scratch, &v))
        return false;
    for (size_t i = 0; i < v.n; i++) {
        if (!v.items[i].text)
            continue;
        row[n++] = v.items[i].text;
        enum rule rule = n == 3 ? rule_find(row[0]) : RULE_COUNT;
        if (rule != RULE_COUNT) {
            snprintf(x->keikoku[rule].code, sizeof x->keikoku[rule].code, "%s", row[1]);
            x->keikoku[rule].n = strtoll(row[2], NULL, 10);
        }
        n %= 3;
    }
    return true;
}

struct forget {
    const char *uketsuke;
    bool more;
};

static enum status S_some(struct call *c, void *cls)
{
    struct forget *f = cls;
    return torikomi_keikoku_forget(c->tx, f->uketsuke, &f->more);
}

static enum status S_forget(struct load *x)
{
    struct forget f = {x->t.uketsuke, true};
    enum status st = ST_OK;
    while (st == ST_OK && f.more)
        st = load_stop(x) ? ST_RESET : load_submit(x, S_some, &f);
    return st;
}

/* --- at the end of the file -------------------------------------------------------------------------------
 */

static enum status S_owari(struct call *c, void *cls)
{
    struct load *x = cls;
    return x->binding.bulk->owari(c, &x->t);
}

static enum status S_note(struct call *c, void *cls)
{
    const struct page *p = cls;
    return torikomi_warned(c->tx, &p->x->t, p->next);
}

static enum status S_make(struct load *x)
{
    const struct layout *l = NULL;
    enum status st = S_kensu(x);
    struct torikomi next = x->t;
    struct page p = {.x = x, .next = &next};
    if (st != ST_OK || !next.keikoku_kensu)
        return st;
    x->t.keikoku_kensu = NULL; /* until it is noted */
    st = layout_get("keikoku", clock_date(x->t.at), &l, &x->diag);
    if (st == ST_OK)
        st = S_page(x, &p);
    if (st == ST_OK)
        st = S_file(x, l, &p, &next);
    return st == ST_OK ? load_submit(x, S_note, &p) : st;
}

enum status load_keikoku_file(struct load *x)
{
    bool stands = x->t.keikoku_kensu; /* by a daemon that died */
    enum status st = !stands && x->binding.bulk->owari ? load_submit(x, S_owari, x) : ST_OK;
    if (st == ST_OK && !stands)
        st = S_make(x);
    return st == ST_OK ? load_keikoku_drop(x) : st;
}

enum status load_keikoku_drop(struct load *x)
{
    enum status st = x->t.keikoku_kensu ? ST_OK : S_kensu(x);
    if (st != ST_OK || !x->t.keikoku_kensu)
        return st;
    return S_count(x) ? S_forget(x) : diag_set(&x->diag, ST_LIMIT, "警告", "メモリ", "不足");
}
