/* The life of one link file on the loader thread; see loader.h. Applying a chunk: load_write.c. */
#include "world/load/loader.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/lang.h"
#include "file/form/structure.h"
#include "file/layout/codemap.h"
#include "world/load/ahead.h"
#include "world/load/load.h"

/* --- what is to be loaded ---------------------------------------------------------------------------------
 */

static enum status S_read_torikomi(struct call *c, void *cls)
{
    struct load *x = cls;
    enum status st = torikomi_get(c->tx, x->uketsuke, c->arena, &x->t, &x->found);
    if (st == ST_OK && x->found) {
        x->spool = arena_strdup(c->arena, c->spool);
        x->row_limit = c->policy->row_limit;
        x->upload_limit = c->policy->upload_limit;
    }
    return st;
}

static enum status S_find(struct load *x)
{
    enum status st = ST_OK;
    for (int i = 0; st == ST_OK && !x->found && i < TORIKOMI_HOMES; i++) {
        struct call c = {.arena = x->arena, .caller = &x->caller, .diag = &x->diag};
        st = world_read(x->world, torikomi_homes[i], &c, S_read_torikomi, x);
        x->db = torikomi_homes[i];
    }
    if (st == ST_OK && !x->found)
        st = ST_UKETSUKE_NONE;
    x->caller = (struct caller){.hokensha = x->t.hokensha,
                                .system = x->t.system,
                                .busho = x->t.busho,
                                .user = x->t.user,
                                .encoding = x->t.encoding};
    if (st != ST_OK)
        return st;
    x->caller.rights = world_row_rights(x->world, x->t.hokensha, x->t.busho, x->arena);
    return arena_failed(x->arena) ? ST_LIMIT : ST_OK;
}

static enum status S_code_map(struct load *x)
{
    const struct gyomu_code *lines;
    size_t n;
    enum status st = world_gyomu_codes(x->world, x->t.hokensha, x->arena, &lines, &n);
    if (st == ST_OK && !code_map_make(lines, n, x->arena, &x->binding.map))
        st = ST_LIMIT;
    return st == ST_OK ? ST_OK : diag_set(&x->diag, st, "業務コード", "メモリ", "不足");
}

static enum status S_bind(struct load *x)
{
    int32_t day = clock_date(x->t.at);
    struct binding *b = &x->binding;
    b->bulk = bulk_find(x->t.shubetsu);
    if (!b->bulk)
        return diag_set(&x->diag, ST_FILE_KIND, "ファイル種別", "一括登録のできる種別", x->t.shubetsu);
    b->cs = charset_find(x->t.encoding);
    if (!b->cs)
        return diag_set(&x->diag, ST_FILE_CHARSET, "医療保険者の文字コード", charset_names(), x->t.encoding);
    enum status st = layout_get(x->t.shubetsu, day, &b->in, &x->diag);
    if (st == ST_OK)
        st = layout_get(b->bulk->result_layout, day, &b->out, &x->diag);
    if (st == ST_OK)
        st = S_code_map(x);
    if (st == ST_OK)
        st = binding_make(b, x->arena, &x->diag);
    if (st == ST_OK)
        tell_plan(&x->plan, x->world, x->t.hokensha, x->t.shubetsu, b->names, b->in->n);
    b->plan = &x->plan;
    return st;
}

static enum status S_parts(struct load *x)
{
    const char *in = arena_printf(x->arena, "%s/%s", x->spool, x->t.path);
    const char *out = arena_printf(x->arena, "%s/%s", x->spool, x->t.result_path);
    /* the result's name ends as that of the upload */
    const struct parts_at at = {in, x->t.result_path, in, out, x->upload_limit};
    return in && out ? parts_open(&x->parts, &at, x->binding.in, x->arena, &x->diag)
                     : diag_set(&x->diag, ST_LIMIT, "受付ファイル", "メモリ", "不足");
}

/* --- its way ----------------------------------------------------------------------------------------------
 */

/* One of its link files, before any row of any counts. */
static enum status S_check(struct load *x, int i, int64_t *total)
{
    int64_t rows = 0;
    const struct binding *b = &x->binding;
    enum status st = load_open_in(x, i);
    if (st == ST_OK)
        st = form_check(x->part->form, b->cs, x->in, &x->diag);
    if (st == ST_OK)
        st = structure_check(x->part->form, b->in, b->cs, x->in, x->row_limit, world_loader_ends(x->world),
                             &rows, &x->diag);
    load_close(x);
    *total += rows;
    if (st != ST_OK)
        parts_tell(&x->parts, i, &x->diag);
    return st;
}

static enum status S_structure(struct load *x)
{
    int64_t total = 0;
    enum status st = ST_OK;
    for (int i = 0; st == ST_OK && i < x->parts.n; i++) {
        st = S_check(x, i, &total);
        if (st == ST_OK)
            st = structure_total(x->binding.in, x->row_limit, total, &x->diag);
    }
    x->unpacked = st == ST_OK;
    return st == ST_OK ? load_start(x, total) : st;
}

static enum status S_rows(struct load *x)
{
    struct source source = {0};
    enum status st = source_open(&source, x->part->form, x->binding.in, x->binding.cs, x->in, x->t.in_offset,
                                 x->t.next_line, &x->diag);
    struct ahead *ahead = st == ST_OK ? ahead_start(&x->binding, &source) : NULL;
    if (st == ST_OK && !ahead)
        st = diag_set(&x->diag, ST_BUSY, "受付ファイル", "メモリとスレッド", "不足");
    for (bool last = false; st == ST_OK && !last;) {
        const struct chunk *k = ahead_take(ahead);
        last = k->last;
        st = k->st;
        if (st != ST_OK)
            x->diag = k->diag;
        else if (k->n)
            st = load_chunk(x, k); /* one at least in each turn, however long it took to get here */
        if (st == ST_OK && !last && load_stop(x))
            st = ST_RESET;
        ahead_give_back(ahead);
    }
    if (ahead)
        ahead_stop(ahead);
    source_close(&source);
    return st;
}

/* The end of a result file, unless nothing is told of rows yet (struct bulk_waits). */
static enum status S_end(struct load *x)
{
    int64_t size = x->t.out_offset;
    if (x->binding.bulk->waits && x->t.state == TORIKOMI_SHORICHU)
        return ST_OK;
    buf_clear(&x->lines);
    x->part->form->end(&x->lines, x->binding.out, x->binding.cs);
    return load_append(x, &size);
}

/* Every link file from the one of the cursor on. */
static enum status S_way(struct load *x)
{
    enum status st = ST_OK;
    for (int i = (int)x->t.part; st == ST_OK && i < x->parts.n; i++) {
        st = load_open_in(x, i);
        if (st == ST_OK)
            st = load_open_out(x);
        if (st == ST_OK)
            st = S_rows(x);
        if (st == ST_OK)
            st = S_end(x);
        if (st == ST_OK && x->parts.zip)
            st = load_part_done(x);
        load_close(x);
    }
    return st;
}

/* Every row is applied; of a kind that waits for answers, once these are all there, every row is told of
 * then. */
static enum status S_ways(struct load *x)
{
    enum status st = x->t.state == TORIKOMI_SHORICHU ? load_ready(x) : ST_OK;
    if (st == ST_OK && x->t.state == TORIKOMI_SHORICHU)
        st = S_way(x);
    if (st == ST_OK && x->t.state == TORIKOMI_SHORICHU && x->binding.bulk->waits)
        st = load_wait(x);
    return st == ST_OK && x->t.state == TORIKOMI_KAITO ? S_way(x) : st;
}

/* Trouble that passes (or a world that goes): the file stays as it is and is taken up again. */
static bool S_passes(enum status st)
{
    return status_disk(st) || st == ST_BUSY || st == ST_RESET || st == ST_STOPPING || st == ST_WORLD_BROKEN;
}

static enum status S_load(struct load *x)
{
    char sha[65];
    int64_t size;
    enum status st = S_bind(x);
    if (st == ST_OK)
        st = load_verify(x);
    if (st == ST_OK)
        st = S_parts(x);
    if (st == ST_OK && x->t.state == TORIKOMI_UKETSUKE)
        st = S_structure(x);
    if (st == ST_OK)
        st = S_ways(x);
    if (st == ST_OK && x->t.state != TORIKOMI_MACHI)
        st = load_result(x, sha, &size);
    if (st == ST_OK && x->t.state != TORIKOMI_MACHI)
        st = load_keikoku_file(x);
    if (!S_passes(st))
        parts_clear(&x->parts);
    return st == ST_OK && x->t.state != TORIKOMI_MACHI ? load_finish(x, sha, size) : st;
}

/* Of a file that was lost, which is no fault of its sender's, whoever runs the daemon should know. */
static enum status S_halt(struct load *x, enum status why)
{
    struct buf text = BUF_INIT;
    const struct diag reason = x->diag;
    enum status st = load_keikoku_drop(x);
    x->diag = reason;
    if (!S_passes(st))
        st = load_halt(x, why);
    if (st != ST_OK || why != ST_FILE_LOST)
        return st;
    buf_addf(&text, lang_tr("受付番号 %s: ", "file %s: "), x->t.uketsuke);
    diag_say(&x->t.halt, &text);
    if (buf_ok(&text))
        world_say(x->world, text.data);
    buf_release(&text);
    return st;
}

enum status loader_run(struct world *w, const char *uketsuke, struct diag *d)
{
    struct load *x = calloc(1, sizeof *x);
    if (!x)
        return ST_LIMIT;
    *x = (struct load){.world = w, .uketsuke = uketsuke, .in = -1, .out = -1};
    x->arena = arena_new(LOAD_TEXTS);
    x->scratch = arena_new(LOAD_SCRATCH);
    x->row = arena_new(LOAD_ROW);
    enum status st = x->arena && x->scratch && x->row ? S_find(x) : ST_LIMIT;
    if (st == ST_OK && x->t.state < TORIKOMI_MACHI) {
        st = S_load(x);
        if (st != ST_OK && !S_passes(st))
            st = S_halt(x, st);
    }
    *d = x->diag;
    parts_close(&x->parts);
    buf_release(&x->lines);
    buf_release(&x->tell.facts);
    arena_free(x->row);
    arena_free(x->scratch);
    arena_free(x->arena);
    free(x);
    return st;
}
