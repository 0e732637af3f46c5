/* The approval of 取りまとめ機関; see fugo_shonin.h. Also message fugoShonin: an approval that comes by
 * itself. */
#include "service/joho/fugo_shonin.h"

#include <string.h>

#include "base/bango.h"
#include "base/json.h"
#include "service/messages.h"
#include "service/togo.h"

enum {
    MESSAGE_ENTRIES = 1000, /* the courier holds a batch of messages in memory */
    NAMED = 64,             /* people of an insurer that are told by name: more are told as its people */
    PARSED = 1 << 20        /* what a batch takes in memory */
};

/* Whose requests went, an insurer's together, for they come in the order of their numbers. */
struct moved {
    struct concerned *list;
    size_t n, first; /* first: of the last insurer */
};

/* edaban NULL: many of the insurer's. */
static enum status S_add(struct call *c, struct moved *m, const char *hokensha, const char *edaban)
{
    const struct concerned *last = m->n ? &m->list[m->n - 1] : NULL;
    bool same = last && strcmp(last->hokensha, hokensha) == 0;
    if (same && !last->edaban)
        return ST_OK;
    m->first = same ? m->first : m->n;
    bool many = !edaban || m->n - m->first == NAMED;
    m->n = many ? m->first : m->n;
    m->list = arena_more(c->arena, m->list, m->n, sizeof *m->list);
    if (!m->list)
        return ST_LIMIT;
    m->list[m->n++] = (struct concerned){arena_strdup(c->arena, hokensha),
                                         many ? NULL : arena_strdup(c->arena, edaban), NULL};
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

/* The n requests of a batch; hokensha: whose all of them are; NULL: of anybody. */
static enum status S_moved(struct call *c, struct moved *m, const char *hokensha, const char *rows, int64_t n)
{
    if (hokensha && n > NAMED)
        return S_add(c, m, hokensha, NULL);
    const struct field *f = field_rows(body_juki_yokyu);
    struct arena *a = arena_new(PARSED);
    struct list l = {NULL, 0};
    enum status st = a ? json_rows(rows, f->sub, f->size, a, &l, c->diag) : ST_LIMIT;
    const struct juki_yokyu_row *row = l.items;
    for (size_t i = 0; st == ST_OK && i < l.n; i++)
        st = S_add(c, m, row[i].hokensha, row[i].edaban);
    arena_free(a);
    return st;
}

enum status fugo_shonin(struct call *c, const struct fugo_filter *f, int64_t *ret_n)
{
    struct buf rows = BUF_INIT;
    int64_t after = INT64_MIN, total = 0, n;
    char tomeru[TOGO_KUBUN + 1];
    struct moved moved = {NULL, 0, 0};
    struct fugo_filter free = *f;
    togo_tomeru_kubun(c->policy, TOMERU_FUGO, tomeru);
    free.tomeru = togo_on(c->policy) ? tomeru : NULL;
    enum status st;
    while ((st = unyo_fugo_shonin(c->tx, &free, MESSAGE_ENTRIES, &after, &rows, &n)) == ST_OK && n) {
        st = message_put(c, "jukiYokyu", &(struct body_juki_yokyu){rows.data}, message_due(c, WORK_FUGO));
        if (st == ST_OK)
            st = unyo_fugo_dankai(c->tx, rows.data, FUGO_JUKI, c->now);
        if (st == ST_OK)
            st = S_moved(c, &moved, f->hokensha, rows.data, n);
        if (st != ST_OK)
            break;
        total += n;
        buf_clear(&rows);
    }
    buf_release(&rows);
    if (st == ST_OK)
        *ret_n = total;
    if (st == ST_OK && total)
        c->concerns = (struct concerns){
            .action = "fugo-approve", .hokensha = f->hokensha, .each = moved.list, .each_n = moved.n};
    return st;
}

int64_t fugo_yokyu_number(const char *yokyu_no)
{
    return bango_parse(BANGO_YOKYU, yokyu_no);
}

/* Those that were rejected, cancelled or approved meanwhile wait no more and are passed over. */
static enum status S_apply(struct call *c, const void *body)
{
    const struct body_yokyu *b = body;
    int64_t n;
    return fugo_shonin(c, &(struct fugo_filter){.list = b->yokyu, .hokensha = b->hokensha}, &n);
}

const struct message message_fugo_shonin = {
    .kind = "fugoShonin",
    .from = DB_UNYO,
    .to = DB_UNYO,
    MESSAGE_BODY(yokyu),
    .apply = S_apply,
};
