/* What rules warn of in a link file (schema/rules.xml): kept with the rows of each chunk, and at the end
 * written as a file of its own, in the form and encoding of the upload. See load.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
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

static void S_count(struct load *x, const struct torikomi_keikoku *k)
{
    enum rule rule = rule_find(k->kisoku);
    if (rule == RULE_COUNT)
        return;
    snprintf(x->keikoku[rule].code, sizeof x->keikoku[rule].code, "%s", k->code);
    x->keikoku[rule].n++;
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
        S_count(x, k);
    }
}

static enum status S_write(struct load *x, const struct form *form, const struct layout *l, struct page *p)
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
    x->t.keikoku_size = offset;
    return st;
}

static enum status S_file(struct load *x, const struct layout *l, struct page *p)
{
    const struct form *form = x->parts.zip ? form_of("") : x->parts.part[0].form;
    char sha[65];
    const char *name = arena_printf(x->arena, "%s-keikoku%s", x->t.uketsuke, form->suffix);
    const char *path = arena_printf(x->arena, "%s/%s", x->spool, name);
    if (!name || !path)
        return diag_set(&x->diag, ST_LIMIT, "警告のファイル", "メモリ", "不足");
    x->out = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (x->out < 0)
        return diag_set(&x->diag, ST_DISK, "警告のファイル", "書き込めるディスク", FILE_CAUSE(errno));
    file_sync_parent(path);
    enum status st = S_write(x, form, l, p);
    if (st == ST_OK)
        st = kept_sum(x->out, x->t.keikoku_size, NULL, sha, "警告のファイル", &x->diag);
    if (st == ST_OK)
        kept_note(path);
    load_close(x);
    if (st != ST_OK)
        return st;
    x->t.keikoku_path = name;
    x->t.keikoku_sha256 = arena_strdup(x->arena, sha);
    return arena_failed(x->arena) ? diag_set(&x->diag, ST_LIMIT, "警告のファイル", "メモリ", "不足") : ST_OK;
}

static enum status S_owari(struct call *c, void *cls)
{
    struct load *x = cls;
    return x->binding.bulk->owari(c, &x->t);
}

enum status load_keikoku_file(struct load *x)
{
    struct page p = {.x = x};
    const struct layout *l = NULL;
    enum status st = x->binding.bulk->owari ? load_submit(x, S_owari, x) : ST_OK;
    if (st == ST_OK)
        st = S_page(x, &p);
    if (st != ST_OK || !p.n)
        return st;
    st = layout_get("keikoku", clock_date(x->t.at), &l, &x->diag);
    return st == ST_OK ? S_file(x, l, &p) : st;
}

/* --- told -------------------------------------------------------------------------------------------------
 */

/* "、警告 P40005 3件、P40011 1件": by code, for rules may share one. */
static void S_note(const struct load *x, struct buf *note)
{
    const struct keikoku_kensu *all = x->keikoku;
    const char *before = "、警告 ";
    for (int i = 0; i < RULE_COUNT; i++) {
        int64_t n = 0;
        bool told = false;
        for (int k = 0; k < RULE_COUNT; k++)
            if (strcmp(all[k].code, all[i].code) == 0) {
                n += all[k].n;
                told = told || k < i;
            }
        if (!all[i].n || told)
            continue;
        buf_addf(note, "%s%s %lld件", before, all[i].code, (long long)n);
        before = "、";
    }
}

void load_event(const struct load *x)
{
    bool halted = x->t.state == TORIKOMI_CHUSHI;
    struct buf note = BUF_INIT;
    buf_addf(&note, "%s %s %lld行（正常 %lld、異常 %lld）", x->t.shubetsu, halted ? "処理中止" : "処理完了",
             (long long)x->t.total, (long long)x->t.ok_count, (long long)x->t.err_count);
    if (halted) {
        buf_adds(&note, "、");
        diag_text(&x->t.halt, &note);
    }
    S_note(x, &note);
    const struct journal_entry e = {
        .service = "file",
        .op = "owari",
        .system = x->t.system,
        .code = status_info(halted ? x->t.halt.status : ST_OK)->code,
        .uketsuke = x->t.uketsuke,
        .note = buf_ok(&note) ? note.data : NULL,
    };
    world_journal(x->world, &e);
    buf_release(&note);
}
