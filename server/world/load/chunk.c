/* Rows read, judged and bound; see chunk.h. */
#include "world/load/chunk.h"

#include "file/layout/judge.h"
#include "world/load/needs.h"

static int S_field(const struct field *fields, const char *element)
{
    for (int i = 0; fields[i].element; i++)
        if (strcmp(fields[i].element, element) == 0)
            return i;
    return -1;
}

static enum kekka_cell S_cell(const char *name)
{
    static const struct {
        const char *name;
        enum kekka_cell cell;
    } known[] = {{"gyo", CELL_GYO},       {"kekkaCode", CELL_CODE}, {"kekkaMessage", CELL_MESSAGE},
                 {"edaban", CELL_EDABAN}, {"renban", CELL_RENBAN},  {"masterCode", CELL_KIROKU}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i].name, name) == 0)
            return known[i].cell;
    return CELL_ECHO;
}

enum status binding_make(struct binding *b, struct arena *a, struct diag *d)
{
    if (b->out->n > RESULT_COLUMNS)
        return diag_setf(d, ST_SETUP, b->out->mei, "32列以内の結果ファイル", "%d列", b->out->n);
    enum status st = needs_met(b->in, b->bulk, d);
    if (st != ST_OK)
        return st;
    if (b->out->trailer_mark)
        return diag_set(d, ST_SETUP, b->out->mei, "trailer=\"none\" の結果ファイル", "trailer=\"count\"");
    b->member = arena_array(a, (size_t)b->in->n, sizeof *b->member);
    b->names = arena_array(a, (size_t)b->in->n, sizeof *b->names);
    b->mei = arena_array(a, (size_t)b->in->n, sizeof *b->mei);
    b->cell = arena_array(a, (size_t)b->out->n, sizeof *b->cell);
    b->echo = arena_array(a, (size_t)b->out->n, sizeof *b->echo);
    b->answer = arena_array(a, (size_t)b->out->n, sizeof *b->answer);
    if (!b->member || !b->names || !b->mei || !b->cell || !b->echo || !b->answer)
        return diag_set(d, ST_LIMIT, b->in->mei, "メモリ", "不足");
    for (int i = 0; i < b->in->n; i++) {
        int at = S_field(b->bulk->row, b->in->columns[i].field);
        b->member[i] = at < 0 ? SIZE_MAX : b->bulk->row[at].offset;
        b->names[i] = b->in->columns[i].field;
        b->mei[i] = b->in->columns[i].mei;
    }
    for (int i = 0; i < b->out->n; i++) {
        b->cell[i] = S_cell(b->out->columns[i].field);
        b->echo[i] = layout_field(b->in, b->out->columns[i].field);
        int at = b->bulk->waits ? S_field(b->bulk->waits->line, b->out->columns[i].field) : -1;
        if (at >= 0) {
            b->cell[i] = CELL_ANSWER;
            b->answer[i] = b->bulk->waits->line[at].offset;
        }
    }
    return ST_OK;
}

bool chunk_init(struct chunk *k)
{
    *k = (struct chunk){.arena = arena_new(CHUNK_MEMORY)};
    return k->arena != NULL;
}

void chunk_release(struct chunk *k)
{
    arena_free(k->arena);
}

/* Cells and their texts in one piece. */
static struct str *S_copy(struct arena *a, const struct record *rec)
{
    size_t bytes = (size_t)rec->n * sizeof(struct str);
    for (int i = 0; i < rec->n; i++)
        bytes += rec->cells[i].n + 1;
    struct str *cells = arena_alloc(a, bytes);
    if (!cells)
        return NULL;
    char *p = (char *)(cells + rec->n);
    for (int i = 0; i < rec->n; i++) {
        memcpy(p, rec->cells[i].p, rec->cells[i].n);
        cells[i] = (struct str){p, rec->cells[i].n};
        p += rec->cells[i].n + 1; /* the arena is zeroed: the NUL is there */
    }
    return cells;
}

/* An empty value is an absent one: NULL. */
static const void *S_bind(struct arena *a, const struct binding *b, const struct str *values)
{
    char *row = arena_alloc(a, b->bulk->row_size);
    const char **items = b->bulk->whole ? arena_array(a, (size_t)b->in->n, sizeof *items) : NULL;
    if (!row || (b->bulk->whole && !items))
        return NULL;
    for (int i = 0; i < b->in->n; i++) {
        const char *v = values[i].n ? values[i].p : NULL;
        if (items)
            items[i] = v;
        if (b->member[i] != SIZE_MAX)
            memcpy(row + b->member[i], &v, sizeof v);
    }
    if (items)
        *(struct row_items *)row = (struct row_items){b->in, b->names, b->mei, items, b->in->n};
    if (b->bulk->prepare && !b->bulk->prepare(a, row))
        return NULL;
    return row;
}

static const char *S_message(struct arena *a, const struct diag *errors, int n)
{
    struct buf text = BUF_INIT;
    for (int i = 0; i < n; i++) {
        if (i)
            buf_adds(&text, "／");
        diag_text(&errors[i], &text);
    }
    const char *copy = buf_ok(&text) ? arena_strndup(a, text.data, text.len) : NULL;
    buf_release(&text);
    return copy;
}

static bool S_row(struct chunk *k, const struct binding *b, const struct judge *j, const struct record *rec)
{
    struct diag errors[JUDGE_ERRORS];
    struct chunk_row *row = &k->rows[k->n];
    *row = (struct chunk_row){.line = rec->line, .cells = S_copy(k->arena, rec)};
    if (!row->cells)
        return false;
    struct str values[LAYOUT_COLUMNS];
    int n = judge_row(j, row->cells, k->arena, values, errors);
    if (arena_failed(k->arena))
        return false;
    if (n) {
        row->st = errors[0].status;
        row->message = S_message(k->arena, errors, n);
    } else {
        row->row = S_bind(k->arena, b, values);
    }
    if (b->plan)
        row->told = tell_prepare(b->plan, n ? row->cells : values, n != 0, k->arena);
    k->n++;
    return (row->row || row->message) && !arena_failed(k->arena);
}

void chunk_fill(struct chunk *k, const struct binding *b, struct source *s, int rows)
{
    struct record rec;
    const struct judge j = {.l = b->in, .cs = b->cs, .map = b->map, .references = s->form->angle};
    bool found = true;
    arena_reset(k->arena);
    *k = (struct chunk){.arena = k->arena, .rows = arena_array(k->arena, (size_t)rows, sizeof *k->rows)};
    bool room = k->rows != NULL, header = s->header;
    while (room && k->n < rows && arena_used(k->arena) < CHUNK_BYTES) {
        k->st = source_next(s, &rec, &found, &k->diag);
        if (k->st != ST_OK || !found)
            break;
        if (!header && (room = S_row(k, b, &j, &rec))) {
            k->rows[k->n - 1].offset = source_offset(s);
            k->rows[k->n - 1].next_line = source_line(s);
        }
        header = false;
    }
    if (!room)
        k->st = diag_set(&k->diag, ST_LIMIT, b->in->mei, "メモリ", "不足");
    k->last = !found;
}
