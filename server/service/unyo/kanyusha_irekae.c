/* Exchanges of 個人番号 in a link file; see kanyusha_irekae.h. */
#include "service/unyo/kanyusha_irekae.h"

#include <string.h>

#include "file/layout/codemap.h"
#include "service/file_rows.h"
#include "service/unyo/kanyusha_kisoku.h"

extern const struct bulk bulk_kanyusha_toroku;

enum { TEXTS = 1 << 20 };

/* --- the corrections of a file ----------------------------------------------------------------------------
 */

struct look_ahead {
    struct call *c;
    const struct link_file *file;
    struct judge judge;
    struct arena *a; /* of the present row */
    int kubun;       /* column */
    bool strict;     /* a rule may refuse a row */
};

static bool S_is_teisei(const struct look_ahead *x, const struct record *rec)
{
    const struct column *k = &x->file->layout->columns[x->kubun];
    struct str v = rec->cells[x->kubun];
    if (k->codes)
        v = code_map_in(x->file->map, k->codes->name, v);
    return str_eq(v, STR("3"));
}

/* The row as the kind's struct. */
static struct kanyusha_irai S_irai(const struct layout *l, const struct str *values)
{
    struct kanyusha_irai r = {0};
    for (const struct field *f = bulk_kanyusha_toroku.row; f->element; f++) {
        int at = layout_field(l, f->element);
        const char *v = at >= 0 && values[at].n ? values[at].p : NULL;
        memcpy((char *)&r + f->offset, &v, sizeof v);
    }
    return r;
}

/* Will a rule refuse the row? Then it does not move when others do. */
static enum status S_refused(struct call *c, const struct kanyusha_irai *r, bool *ret)
{
    struct kanyusha k;
    bool found;
    enum status st = unyo_kanyusha_find(c->tx, c->caller->hokensha, r->edaban, c->arena, &k, &found);
    *ret = st == ST_OK && found && kisoku_refuses(c, r, &k);
    return st;
}

/* A row that the layout refuses corrects nothing. */
static enum status S_row(void *cls, const struct record *rec)
{
    struct look_ahead *x = cls;
    struct str values[LAYOUT_COLUMNS];
    struct diag errors[JUDGE_ERRORS];
    if (!S_is_teisei(x, rec))
        return ST_OK;
    arena_reset(x->a);
    int wrong = judge_row(&x->judge, rec->cells, x->a, values, errors);
    if (wrong || arena_failed(x->a))
        return arena_failed(x->a) ? ST_LIMIT : ST_OK;
    const struct kanyusha_irai r = S_irai(x->file->layout, values);
    bool refused = false;
    enum status st = x->strict ? S_refused(x->c, &r, &refused) : ST_OK;
    const struct teisei t = {.edaban = r.edaban,
                             .kojin_bango = r.kojin_bango,
                             .jiyu = r.teisei_jiyu,
                             .state = refused ? TEISEI_OWARI : TEISEI_YOTEI};
    if (st != ST_OK)
        return st;
    return unyo_teisei_put(x->c->tx, x->c->uketsuke, &t);
}

static enum status S_read(struct call *c)
{
    const struct teisei read = {.edaban = "", .state = TEISEI_OWARI};
    struct look_ahead x = {.c = c,
                           .file = c->file,
                           .judge = file_rows_judge(c),
                           .a = arena_new(TEXTS),
                           .kubun = layout_field(c->file->layout, "shoriKubun"),
                           .strict = kisoku_strict(c)};
    enum status st = x.a ? file_rows(c, S_row, &x) : ST_LIMIT;
    if (st == ST_OK)
        st = unyo_teisei_put(c->tx, c->uketsuke, &read);
    arena_free(x.a);
    return st;
}

static enum status S_known(struct call *c, const char *edaban, struct teisei *ret, bool *ret_found)
{
    return unyo_teisei_get(c->tx, c->uketsuke, edaban, c->arena, ret, ret_found);
}

static enum status S_look_ahead(struct call *c)
{
    struct teisei t;
    bool found;
    enum status st = S_known(c, "", &t, &found);
    return st == ST_OK && !found ? S_read(c) : st;
}

enum status irekae_done(struct call *c, const char *edaban, bool *ret)
{
    struct teisei t;
    bool found = false;
    enum status st = c->file ? S_known(c, edaban, &t, &found) : ST_OK;
    *ret = st == ST_OK && found && t.state == TEISEI_SAKI;
    return st;
}

enum status irekae_mark(struct call *c, const char *edaban, bool ahead)
{
    return c->file ? unyo_teisei_state(c->tx, c->uketsuke, edaban, ahead ? TEISEI_SAKI : TEISEI_OWARI)
                   : ST_OK;
}

enum status irekae_freed(struct call *c, const char *kojin_bango)
{
    return c->file && *kojin_bango ? unyo_teisei_freed(c->tx, c->uketsuke, kojin_bango) : ST_OK;
}

enum status irekae_file_done(struct call *c, const char *uketsuke)
{
    return unyo_teisei_end(c->tx, uketsuke);
}

/* --- who moves --------------------------------------------------------------------------------------------
 */

/* From the one who asks on, each followed by who has the number that it takes. */
struct chain {
    struct irekae *link;
    size_t n;
    const char *own; /* number of the first */
    bool closed;     /* it ends in the first one's number, or a free one */
    bool parks;      /* … in the first one's */
    /* A number that it has come by: a chain that leads into itself comes by it again. Another one each time
     * that the way has doubled. */
    const char *mark;
    size_t mark_at;
    bool circles; /* it leads into itself: the last takes the number of the mark */
    bool ring;    /* the first one was found in a ring: so are those after it */
};

static bool S_add(struct call *c, struct chain *x, const struct irekae *link)
{
    x->link = arena_more(c->arena, x->link, x->n, sizeof *link);
    if (!x->link)
        return false;
    x->link[x->n++] = *link;
    x->circles = x->n > 1 && strcmp(link->kojin_bango, x->mark) == 0;
    if (x->n >= 2 * x->mark_at && !x->circles) {
        x->mark = link->kojin_bango;
        x->mark_at = x->n;
    }
    return true;
}

/* May it move when another asks? Others than its own ring move no one of a ring. */
static bool S_moves(const struct chain *x, const struct teisei *t, const char *has)
{
    return (t->state == TEISEI_YOTEI || (x->ring && t->state == TEISEI_WA)) &&
           strcmp(t->kojin_bango, has) != 0;
}

/* One more: who has the number that the last one takes. *ret_more false: the chain has ended. */
static enum status S_link(struct call *c, struct chain *x, bool *ret_more)
{
    struct teisei t;
    struct kanyusha other;
    bool found;
    const char *number = x->link[x->n - 1].kojin_bango;
    *ret_more = false;
    enum status st = unyo_kanyusha_by_kojin(c->tx, c->caller->hokensha, number, c->arena, &other, &found);
    x->closed = st == ST_OK && !found;
    if (st != ST_OK || !found || (st = S_known(c, other.edaban, &t, &found)) != ST_OK || !found ||
        !S_moves(x, &t, number))
        return st;
    const struct irekae link = {other.edaban, t.kojin_bango, t.jiyu};
    if (!S_add(c, x, &link))
        return ST_LIMIT;
    x->parks = x->closed = strcmp(t.kojin_bango, x->own) == 0;
    *ret_more = !x->closed && !x->circles && x->n < IREKAE_MOST;
    return ST_OK;
}

/* How many of the first are before the circle. The mark is in it. */
static size_t S_before(const struct chain *x)
{
    size_t round = x->n - x->mark_at, i = 0;
    while (i < x->mark_at - 1 && strcmp(x->link[i].kojin_bango, x->link[i + round].kojin_bango) != 0)
        i++;
    return i + 1;
}

/* Those after the first would find the same at their own rows, but for a ring that they lead into: who is in
 * it may still change places. Either is so until one of the numbers that they take becomes free. */
static enum status S_stuck(struct call *c, const struct chain *x)
{
    size_t before = x->circles ? S_before(x) : x->n;
    enum status st = ST_OK;
    for (size_t i = 1; st == ST_OK && i < x->n; i++)
        st = unyo_teisei_state(c->tx, c->uketsuke, x->link[i].edaban, i < before ? TEISEI_TOMARI : TEISEI_WA);
    return st;
}

/* What was found of the one who asks when others did. One of two corrections of a person moves with nobody
 * ahead of its turn, so those who are stuck for want of that number may move now. */
static enum status S_asks(struct call *c, const char *edaban, const char *own, bool *ret_stuck,
                          bool *ret_ring)
{
    struct teisei t;
    bool found;
    enum status st = S_known(c, edaban, &t, &found);
    *ret_stuck = st == ST_OK && found && t.state == TEISEI_TOMARI;
    *ret_ring = st == ST_OK && found && t.state == TEISEI_WA;
    return st == ST_OK && found && t.state == TEISEI_OWARI ? irekae_freed(c, own) : st;
}

enum status irekae_find(struct call *c, const char *own, const struct irekae *first, struct irekae **ret,
                        size_t *ret_n, bool *ret_parks)
{
    struct chain x = {.own = own};
    bool stuck, more = true;
    *ret_n = 0;
    if (!c->file)
        return ST_OK;
    enum status st = S_look_ahead(c);
    if (st == ST_OK)
        st = S_asks(c, first->edaban, own, &stuck, &x.ring);
    if (st != ST_OK || stuck)
        return st;
    if (!S_add(c, &x, first))
        return ST_LIMIT;
    while (st == ST_OK && more)
        st = S_link(c, &x, &more);
    if (st != ST_OK || !x.closed)
        return st == ST_OK ? S_stuck(c, &x) : st;
    *ret = x.link;
    *ret_n = x.n;
    *ret_parks = x.parks;
    return ST_OK;
}
