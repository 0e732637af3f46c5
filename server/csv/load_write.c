/* What a link file does to the databases, on the world's writer thread; see load.h. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "csv/codemap.h"
#include "csv/load.h"
#include "csv/writer.h"

enum { ECHO_BYTES = 256 };

struct step {
    struct load *load;
    const struct chunk *chunk;
    const struct diag *why;
    const char *sha256;
    int64_t rows;
};

static enum status S_write(struct step *s, enum status (*run)(struct call *c, void *cls))
{
    struct load *x = s->load;
    arena_reset(x->scratch);
    x->diag = DIAG_INIT;
    struct call c = {.arena = x->scratch, .caller = &x->caller, .diag = &x->diag, .uketsuke = x->t.uketsuke};
    enum status st = world_write_wait(x->world, x->db, &c, run, s);
    if (st != ST_OK && x->diag.status == ST_OK)
        diag_set(&x->diag, st, NULL, NULL, NULL);
    return st;
}

/* --- the rows of a chunk ----------------------------------------------------------------------------------
 */

/* What became of one row. */
struct fate {
    const struct chunk_row *row;
    enum status st;
    const char *edaban, *message;
};

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
    return (struct str){room, str_mask(room, ECHO_BYTES, s)};
}

static void S_line(struct load *x, const struct fate *f)
{
    const struct binding *b = &x->binding;
    struct str cells[RESULT_COLUMNS];
    char gyo[24], echoes[RESULT_COLUMNS][ECHO_BYTES];
    for (int i = 0; i < b->out->n; i++) {
        switch (b->cell[i]) {
        case CELL_GYO:
            cells[i] = (struct str){gyo, (size_t)snprintf(gyo, sizeof gyo, "%lld", (long long)f->row->line)};
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
        }
        if (b->cell[i] != CELL_ECHO && b->out->columns[i].codes)
            cells[i] = code_map_out(b->map, b->out->columns[i].codes->name, cells[i]);
    }
    writer_record(&x->lines, b->out, b->cs, cells);
}

/* What the row's own institution says of it, for the result file. */
static enum status S_refused(struct call *c, struct fate *f)
{
    f->edaban = NULL;
    c->diag->status = f->st;
    struct buf text = BUF_INIT;
    diag_text(c->diag, &text);
    f->message = buf_ok(&text) ? arena_strndup(c->arena, text.data, text.len) : NULL;
    buf_release(&text);
    return f->message ? ST_OK : ST_LIMIT;
}

/* One row, in a savepoint of its own unless its kind needs none. Answers other than OK only for what is not
 * the row's fault. */
static enum status S_apply(struct call *c, const struct bulk *bulk, struct fate *f)
{
    struct row_kekka kekka = {0};
    *c->diag = DIAG_INIT;
    enum status st = bulk->refuses_clean ? ST_OK : tx_save(c->tx);
    if (st != ST_OK)
        return st;
    f->st = bulk->apply(c, f->row->row, &kekka);
    f->edaban = kekka.edaban;
    if (S_fine(f->st))
        return bulk->refuses_clean ? ST_OK : tx_keep(c->tx);
    if (!bulk->refuses_clean)
        tx_undo(c->tx);
    return status_info(f->st)->fault != FAULT_NONE ? f->st : S_refused(c, f);
}

static enum status S_rows(struct call *c, struct load *x, const struct chunk *k, struct torikomi *next)
{
    for (int i = 0; i < k->n; i++) {
        struct fate f = {.row = &k->rows[i], .st = k->rows[i].st, .message = k->rows[i].message};
        enum status st = f.row->row ? S_apply(c, x->binding.bulk, &f) : ST_OK;
        if (st != ST_OK)
            return st;
        if (S_fine(f.st))
            next->ok_count++;
        else
            next->err_count++;
        S_line(x, &f);
    }
    return buf_ok(&x->lines) ? ST_OK : ST_LIMIT;
}

/* Before the commit that counts them: bytes beyond the cursor are cut off at the next start. */
static enum status S_append(struct load *x, struct torikomi *next)
{
    for (size_t done = 0; done < x->lines.len;) {
        ssize_t n = pwrite(x->out, x->lines.data + done, x->lines.len - done, next->out_offset);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return diag_set(&x->diag, ST_DISK, "結果ファイル", "書き込めるディスク", FILE_CAUSE(errno));
        done += (size_t)n;
        next->out_offset += n;
    }
    if (fdatasync(x->out) != 0)
        return diag_set(&x->diag, ST_DISK, "結果ファイル", "書き込めるディスク", FILE_CAUSE(errno));
    return ST_OK;
}

static enum status S_chunk(struct call *c, void *cls)
{
    const struct step *s = cls;
    struct load *x = s->load;
    const struct bulk *bulk = x->binding.bulk;
    struct torikomi next = x->t;
    buf_clear(&x->lines);
    if (next.out_offset == 0)
        writer_start(&x->lines, x->binding.out, x->binding.cs);
    c->bulk_state = arena_alloc(c->arena, bulk->state_size);
    if (!c->bulk_state)
        return ST_LIMIT;
    enum status st = S_rows(c, x, s->chunk, &next);
    if (st == ST_OK && bulk->chunk_end)
        st = bulk->chunk_end(c, c->bulk_state);
    if (st == ST_OK)
        st = S_append(x, &next);
    next.in_offset = s->chunk->offset;
    next.next_line = s->chunk->line;
    return st == ST_OK ? torikomi_advance(c->tx, &x->t, &next) : st;
}

/* --- start and end ----------------------------------------------------------------------------------------
 */

static enum status S_start(struct call *c, void *cls)
{
    const struct step *s = cls;
    return torikomi_start(c->tx, &s->load->t, s->rows);
}

static enum status S_finish(struct call *c, void *cls)
{
    const struct step *s = cls;
    struct load *x = s->load;
    enum status st = torikomi_finish(c->tx, &x->t, s->sha256);
    return st == ST_OK ? x->binding.bulk->done(c, &x->t) : st;
}

static enum status S_halt(struct call *c, void *cls)
{
    const struct step *s = cls;
    struct load *x = s->load;
    enum status st = torikomi_halt(c->tx, &x->t, s->why);
    return st == ST_OK && x->binding.bulk ? x->binding.bulk->done(c, &x->t) : st;
}

enum status load_start(struct load *x, int64_t rows)
{
    struct step s = {.load = x, .rows = rows};
    return S_write(&s, S_start);
}

enum status load_chunk(struct load *x, const struct chunk *k)
{
    struct step s = {.load = x, .chunk = k};
    return S_write(&s, S_chunk);
}

enum status load_finish(struct load *x, const char *sha256)
{
    struct step s = {.load = x, .sha256 = sha256};
    return S_write(&s, S_finish);
}

enum status load_halt(struct load *x, enum status st)
{
    struct diag why = x->diag;
    why.status = st;
    struct step s = {.load = x, .why = &why};
    return S_write(&s, S_halt);
}
