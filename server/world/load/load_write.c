/* What a link file does to the databases, on the world's writer thread; see load.h. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "file/layout/codemap.h"
#include "world/load/load.h"

enum { ECHO_BYTES = 256, LINE_ITEMS = 12, LINES = 1000 };

struct step {
    struct load *load;
    const struct chunk *chunk;
    int first, next; /* of its rows: done by the writes before; by this one, too */
    const struct diag *why;
    const char *sha256;
    int64_t rows, size;
    bool more;
};

/* --- the rows of a chunk ----------------------------------------------------------------------------------
 */

static bool S_fine(enum status st)
{
    return st == ST_OK || st == ST_ACCEPTED || st == ST_PENDING;
}

static struct str S_echo(const struct binding *b, const struct fate *f, int column, char *room)
{
    if (b->echo[column] < 0)
        return STR("");
    struct str s = f->row->cells[b->echo[column]];
    if (!b->out->columns[column].no_kojin_bango)
        return s;
    return (struct str){room, str_mask_row(room, ECHO_BYTES, s)};
}

/* The digits of n, which is not below zero, at the end of room. */
static struct str S_number(char room[24], int64_t n)
{
    char *p = room + 24;
    do
        *--p = (char)('0' + n % 10);
    while ((n /= 10));
    return (struct str){p, (size_t)(room + 24 - p)};
}

/* A text of the kind's line, codes in the insurer's own values; empty when there is no answer. */
static struct str S_answered(const struct binding *b, const void *line, int column)
{
    const struct code_list *codes = b->out->columns[column].codes;
    const char *text = NULL;
    if (line)
        memcpy(&text, (const char *)line + b->answer[column], sizeof text);
    if (!text)
        return STR("");
    return codes ? code_map_out(b->map, codes->name, str_of(text)) : str_of(text);
}

static void S_line(struct load *x, const struct fate *f)
{
    const struct binding *b = &x->binding;
    struct str cells[RESULT_COLUMNS];
    char gyo[24], renban[24], echoes[RESULT_COLUMNS][ECHO_BYTES];
    for (int i = 0; i < b->out->n; i++) {
        switch (b->cell[i]) {
        case CELL_GYO:
            cells[i] = S_number(gyo, f->row->line);
            break;
        case CELL_CODE:
            cells[i] = str_of(status_info(f->st)->code);
            break;
        case CELL_MESSAGE:
            cells[i] = str_of(f->message ? f->message : "");
            break;
        case CELL_EDABAN:
            cells[i] = f->edaban ? str_of(f->edaban) : S_echo(b, f, i, echoes[i]);
            break;
        case CELL_ECHO:
            cells[i] = S_echo(b, f, i, echoes[i]);
            break;
        case CELL_RENBAN:
            cells[i] = S_number(renban, f->renban);
            break;
        case CELL_KIROKU:
            cells[i] = str_of(f->code ? f->code : "");
            break;
        case CELL_ANSWER:
            cells[i] = S_answered(b, f->line, i);
            break;
        }
        if (b->cell[i] != CELL_ECHO && b->out->columns[i].codes)
            cells[i] = code_map_out(b->map, b->out->columns[i].codes->name, cells[i]);
    }
    x->part->form->record(&x->lines, b->out, b->cs, cells);
}

enum status load_refused(struct call *c, struct fate *f)
{
    f->edaban = NULL;
    c->diag->status = f->st;
    diag_of_row(c->diag);
    struct buf text = BUF_INIT;
    rule_refusal_text(c->diag, &c->keikoku, &text);
    f->message = buf_ok(&text) ? arena_strndup(c->arena, text.data, text.len) : NULL;
    buf_release(&text);
    return f->message ? ST_OK : ST_LIMIT;
}

/* A fault on purpose that is ordered for the row is its fate (world/fault.h). */
static bool S_struck(struct call *c, struct load *x, struct fate *f)
{
    const int column = x->plan.edaban;
    const struct fault_row row = {.hokensha = x->t.hokensha,
                                  .shubetsu = x->t.shubetsu,
                                  .gyo = f->row->line,
                                  .edaban = column >= 0 ? f->row->cells[column] : STR("")};
    const struct fault_act act = world_fault_row(x->world, &row, c->now);
    if (!act.number)
        return false;
    if (!x->fault.number)
        x->fault = act;
    *c->diag = DIAG_INIT;
    f->st = diag_setf(c->diag, act.code, "障害の模擬", "模擬していない処理", "障害 %lld 番（%s）",
                      (long long)act.number, mogi_kind(act.kind)->name);
    f->simulated = true;
    return true;
}

/* One row, in a savepoint of its own unless its kind needs none. Answers other than OK only for what is not
 * the row's fault. */
static enum status S_apply(struct call *c, const struct bulk *bulk, struct fate *f)
{
    struct row_kekka kekka = {0};
    *c->diag = DIAG_INIT;
    c->gyo = f->row->line;
    enum status st = bulk->refuses_clean ? ST_OK : tx_save(c->tx);
    if (st != ST_OK)
        return st;
    f->st = bulk->apply(c, f->row->row, &kekka);
    f->edaban = kekka.edaban;
    f->code = kekka.code;
    f->kagi = kekka.kagi;
    if (!S_fine(f->st))
        c->keikoku.n = 0;
    if (S_fine(f->st))
        return bulk->refuses_clean ? ST_OK : tx_keep(c->tx);
    if (!bulk->refuses_clean)
        tx_undo(c->tx);
    return status_info(f->st)->fault != FAULT_NONE ? f->st : load_refused(c, f);
}

/* A line of an answer, for the test cases: what asking for it by its number would have shown. */
static void S_tell_line(struct load *x, const struct fate *f, int64_t juni)
{
    const struct field *fields = x->binding.bulk->waits->line;
    const char *names[LINE_ITEMS], *values[LINE_ITEMS];
    struct tell_line t = {
        .names = names, .values = values, .edaban = f->edaban, .juni = juni, .no = f->kagi, .st = f->st};
    for (; fields->element && t.n < LINE_ITEMS; fields++) {
        memcpy(&values[t.n], (const char *)f->line + fields->offset, sizeof values[t.n]);
        names[t.n++] = fields->element;
    }
    if (f->row->told)
        tell_line(&x->tell, &x->plan, f->row->told, &t);
}

/* Every line that the result file has of the row. */
static enum status S_told(struct call *c, struct load *x, struct fate *f, int64_t juni)
{
    struct row_answer answer = {0};
    enum status st = x->t.state == TORIKOMI_KAITO ? load_answer(c, x, f, juni, &answer) : ST_OK;
    if (st != ST_OK)
        return st;
    if (!answer.lines.n)
        S_line(x, f);
    for (size_t i = 0; i < answer.lines.n; i++) {
        f->line = (const char *)answer.lines.items + i * x->binding.bulk->waits->line_size;
        f->renban = answer.nothing ? 0 : (int64_t)i + 1;
        S_line(x, f);
        S_tell_line(x, f, juni * LINES + (int64_t)i);
    }
    return ST_OK;
}

static enum status S_refused(struct call *c, const struct binding *b, struct fate *f)
{
    struct row_kekka kekka = {0};
    struct str cells[LAYOUT_COLUMNS];
    for (int i = 0; i < b->in->n; i++) {
        const struct code_list *codes = b->in->columns[i].codes;
        cells[i] = codes ? code_map_in(b->map, codes->name, f->row->cells[i]) : f->row->cells[i];
    }
    enum status st = b->bulk->refused(c, b->in, cells, &kekka);
    f->code = kekka.code;
    return st;
}

static enum status S_first(struct call *c, struct load *x, struct fate *f)
{
    const struct binding *b = &x->binding;
    if (f->row->row && S_struck(c, x, f))
        return load_refused(c, f);
    if (f->row->row)
        return S_apply(c, b->bulk, f);
    return b->bulk->refused ? S_refused(c, b, f) : ST_OK;
}

static enum status S_row(struct call *c, struct load *x, struct fate *f, int64_t juni)
{
    const struct bulk *bulk = x->binding.bulk;
    bool first = x->t.state == TORIKOMI_SHORICHU;
    c->keikoku.n = 0;
    enum status st = first ? S_first(c, x, f) : ST_OK;
    if (st == ST_OK && c->keikoku.n)
        st = load_keikoku_keep(c, x, f, juni);
    if (st != ST_OK)
        return st;
    return first && bulk->waits ? load_keep(c, x, f, juni) : S_told(c, x, f, juni);
}

/* What is seen of a row, for the test cases. */
static void S_tell(const struct call *c, struct load *x, const struct fate *f, int64_t juni)
{
    const struct tell_fate t = {.edaban = f->edaban,
                                .no = f->kagi,
                                .st = f->st,
                                .why = S_fine(f->st) ? NULL : f->message,
                                .juni = juni,
                                .keikoku = &c->keikoku};
    if (x->t.state == TORIKOMI_SHORICHU && f->row->told && !f->simulated)
        tell_row(&x->tell, f->row->told, &t);
}

/* What is worth a row's time in a write. Some kinds are more work (struct bulk). A warning is a row in the
 * database and a line more; what a row has read stands for the rest. So a chunk holds the writer equally long
 * whatever its rows bring, and ends in the same places at every try. */
static size_t S_work(const struct call *c, const struct bulk *bulk)
{
    enum { KEIKOKU = 5, BYTES = 2 * 1024 };
    return (size_t)(bulk->work ? bulk->work : 1) + (size_t)c->keikoku.n * KEIKOKU +
           arena_used(c->arena) / BYTES;
}

static enum status S_rows(struct call *c, struct load *x, struct step *s, struct torikomi *next)
{
    const struct chunk *k = s->chunk;
    size_t work = 0;
    s->next = s->first;
    while (s->next < k->n && work < CHUNK_ROWS) {
        const struct chunk_row *row = &k->rows[s->next++];
        struct fate f = {.row = row, .st = row->st, .message = row->message};
        enum status st = S_row(c, x, &f, next->ok_count + next->err_count + 1);
        if (st != ST_OK)
            return st;
        S_tell(c, x, &f, next->ok_count + next->err_count + 1);
        if (S_fine(f.st))
            next->ok_count++;
        else
            next->err_count++;
        next->in_offset = row->offset;
        next->next_line = row->next_line;
        work += S_work(c, x->binding.bulk);
        arena_reset(c->arena);
    }
    return buf_ok(&x->lines) ? ST_OK : ST_LIMIT;
}

/* The rows' arena is x->row, what they leave for the end goes into that of the write. */
static enum status S_rows_begin(struct call *c, struct load *x)
{
    c->keep = c->arena;
    c->arena = x->row;
    arena_reset(c->arena);
    c->bulk_state = arena_alloc(c->keep, x->binding.bulk->state_size);
    c->keikoku.list = arena_array(c->keep, FINDINGS, sizeof *c->keikoku.list);
    return arena_failed(c->keep) ? ST_LIMIT : ST_OK;
}

static enum status S_chunk(struct call *c, void *cls)
{
    struct step *s = cls;
    struct load *x = s->load;
    const struct bulk *bulk = x->binding.bulk;
    struct torikomi next = x->t;
    buf_clear(&x->lines);
    if (next.out_offset == 0)
        x->part->form->start(&x->lines, x->binding.out, x->binding.cs);
    tx_large(c->tx, x->t.total > CHUNK_ROWS);
    const struct link_file file = {x->part->path, x->part->form, x->binding.in, x->binding.cs,
                                   x->binding.map};
    c->file = &file;
    enum status st = S_rows_begin(c, x);
    if (st == ST_OK)
        st = S_rows(c, x, s, &next);
    c->arena = c->keep;
    if (st == ST_OK && bulk->chunk_end)
        st = bulk->chunk_end(c, c->bulk_state);
    if (st == ST_OK)
        tell_rows_put(&x->tell, x->world, c, &x->t);
    if (st == ST_OK)
        st = load_append(x, &next.out_offset);
    return st == ST_OK ? torikomi_advance(c->tx, &x->t, &next) : st;
}

static enum status S_part_done(struct call *c, void *cls)
{
    struct load *x = ((const struct step *)cls)->load;
    struct torikomi next = x->t;
    next.part++;
    next.in_offset = next.out_offset = 0;
    next.next_line = 1;
    return torikomi_advance(c->tx, &x->t, &next);
}

/* --- start and end ----------------------------------------------------------------------------------------
 */

static enum status S_start(struct call *c, void *cls)
{
    const struct step *s = cls;
    return torikomi_start(c->tx, &s->load->t, s->rows);
}

static enum status S_ready(struct call *c, void *cls)
{
    struct step *s = cls;
    const struct torikomi *t = &s->load->t;
    return s->load->binding.bulk->ready(c, t->total - t->ok_count - t->err_count, &s->more);
}

static enum status S_finish(struct call *c, void *cls)
{
    const struct step *s = cls;
    struct load *x = s->load;
    tx_large(c->tx, false);
    enum status st = torikomi_finish(c->tx, &x->t, s->sha256, s->size);
    if (st == ST_OK)
        st = x->binding.bulk->done(c, &x->t);
    if (st == ST_OK) {
        tell_file_end(x->world, c, &x->t, x->keikoku);
        load_event(x);
    }
    return st;
}

static enum status S_halt(struct call *c, void *cls)
{
    const struct step *s = cls;
    struct load *x = s->load;
    tx_large(c->tx, false);
    enum status st = torikomi_halt(c->tx, &x->t, s->why);
    if (st == ST_OK && x->binding.bulk)
        st = x->binding.bulk->done(c, &x->t);
    if (st == ST_OK) {
        tell_file_end(x->world, c, &x->t, x->keikoku);
        load_event(x);
    }
    return st;
}

enum status load_start(struct load *x, int64_t rows)
{
    struct step s = {.load = x, .rows = rows};
    return load_submit(x, S_start, &s);
}

enum status load_ready(struct load *x)
{
    struct step s = {.load = x, .more = x->binding.bulk->ready != NULL};
    enum status st = ST_OK;
    while (st == ST_OK && s.more && !world_loader_stop(x->world))
        st = load_submit(x, S_ready, &s);
    return st;
}

enum status load_chunk(struct load *x, const struct chunk *k)
{
    struct step s = {.load = x, .chunk = k};
    enum status st = load_submit(x, S_chunk, &s);
    while (st == ST_OK && s.next < k->n) {
        s.first = s.next;
        st = load_stop(x) ? ST_RESET : load_submit(x, S_chunk, &s);
    }
    return st;
}

enum status load_part_done(struct load *x)
{
    struct step s = {.load = x};
    return load_submit(x, S_part_done, &s);
}

enum status load_finish(struct load *x, const char *sha256, int64_t size)
{
    struct step s = {.load = x, .sha256 = sha256, .size = size};
    return load_submit(x, S_finish, &s);
}

enum status load_halt(struct load *x, enum status st)
{
    struct diag why = x->diag;
    why.status = st;
    struct step s = {.load = x, .why = &why};
    return load_submit(x, S_halt, &s);
}
