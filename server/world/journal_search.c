/* The journal of a world, searched: the files from their oldest on, a segment in memory at a time, and what
 * is in memory alone; see world.h. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "world/engine.h"
#include "world/journal_json.h"
#include "world/journal_merge.h"
#include "world/journal_row.h"
#include "world/journal_sought.h"

enum {
    SHOWN = 200,
    PAGE = 2048,      /* rows of an answer */
    ANSWER = 4 << 20, /* bytes of it, behind which no more is added */
    READ = 16 << 20,  /* of bodies that an expression was held against for it */
    TIME_MS = 2000    /* of the processor, for it */
};

/* --- what there is ----------------------------------------------------------------------------------------
 */

/* Which generations there is something of, "1・2・5"; each stands in one piece. */
struct there {
    char text[SHOWN];
    size_t n;
    int64_t latest;
};

static void S_there(struct there *t, int64_t generation)
{
    char one[24];
    int n = snprintf(one, sizeof one, "%s%lld", t->n ? "・" : "", (long long)generation);
    if (generation == t->latest || n < 0 || t->n + (size_t)n >= sizeof t->text)
        return;
    t->latest = generation;
    memcpy(t->text + t->n, one, (size_t)n + 1);
    t->n += (size_t)n;
}

static enum status S_none(const struct there *t, int64_t generation, struct diag *d)
{
    return diag_setf(d, ST_CONTROL, "generation", *t->text ? t->text : "記録のある世代（まだありません）",
                     "%lld", (long long)generation);
}

/* The rows of the files that are asked for. */
struct piece {
    struct there there;
    int64_t order;       /* of the first */
    int64_t first, last; /* first: from that one on none is left out; 0: there are none */
};

/* What is looked at. generation -1: those that are counted on to this day, of generations from `counted` on.
 */
struct span {
    int64_t generation, counted, since;
    int64_t until;   /* order of the last record */
    size_t segments; /* of each ring, the latest; 0: all */
};

/* Nothing behind `since` lies before the segments that m begins with. */
static bool S_reaches(const struct journal_merge *m, const struct span *s)
{
    for (int i = 0; i < JOURNAL_RINGS; i++)
        if (s->segments < m->walks[i].n && m->there[i] && m->next[i].row.generation >= s->counted &&
            m->next[i].row.seq > s->since)
            return false;
    return true;
}

/* Who waits looks again for each row that comes: at so many segments as are enough. */
static size_t S_segments(const struct journal *j, struct span s)
{
    enum { ENOUGH = 16 };
    bool reached = false;
    for (s.segments = JOURNAL_LAST; s.since && s.generation < 0 && !reached && s.segments <= ENOUGH;
         s.segments *= 2) {
        struct journal_merge m;
        journal_merge_begin(&m, j, s.segments, s.until);
        reached = S_reaches(&m, &s);
        journal_merge_end(&m);
    }
    return reached ? s.segments / 2 : 0;
}

/* Behind the last that begins to count anew. */
static void S_piece(const struct journal *j, const struct span *s, struct piece *p)
{
    const int64_t generation = s->generation, counted = s->counted;
    struct journal_merge m;
    int64_t of = -1;
    *p = (struct piece){.there.latest = -1};
    journal_merge_begin(&m, j, s->segments, s->until);
    for (const struct journal_merged *r; (r = journal_merge_next(&m));) {
        const int64_t seq = r->row.seq;
        const bool next = seq == p->last + 1;
        S_there(&p->there, r->row.generation);
        if (generation >= 0 ? r->row.generation != generation : r->row.generation < counted)
            continue;
        if (!p->first || (generation < 0 && (seq <= p->last || (!next && r->row.generation != of))))
            p->order = r->record.order;
        p->first = next && p->first ? p->first : seq;
        p->last = seq;
        of = r->row.generation;
    }
    journal_merge_end(&m);
}

/* --- what is in memory ------------------------------------------------------------------------------------
 */

/* Copies: each its number, its length and itself. */
struct held_rows {
    struct buf all;
    size_t at;
    bool gone; /* there may be such whose place on the disk was wanted by later ones */
};

static void S_copy(void *cls, struct str row)
{
    struct held_rows *c = cls;
    struct journal_row r;
    if (!journal_row_read(row, &r))
        return;
    buf_add(&c->all, &r.seq, sizeof r.seq);
    buf_add(&c->all, &row.n, sizeof row.n);
    buf_add(&c->all, row.p, row.n);
}

/* The next one; n 0: there is no more. */
static struct str S_copied(const struct held_rows *c, int64_t *ret_seq)
{
    struct str row = {NULL, 0};
    if (!buf_ok(&c->all) || c->at >= c->all.len)
        return row;
    const char *p = c->all.data + c->at;
    memcpy(ret_seq, p, sizeof *ret_seq);
    memcpy(&row.n, p + sizeof *ret_seq, sizeof row.n);
    row.p = p + sizeof *ret_seq + sizeof row.n;
    return row;
}

static void S_copied_on(struct held_rows *c, struct str row)
{
    c->at = (size_t)(row.p - c->all.data) + row.n;
}

/* --- the search -------------------------------------------------------------------------------------------
 */

struct looking {
    struct journal_sought sought;
    struct held_rows held;
    int64_t since, began_ms;
    struct buf *json;
    struct journal_found *found;
    struct diag *d;
    enum status st;
    bool full; /* the answer is, and more is not looked at */
};

static int64_t S_worked_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void S_look(struct looking *x, const struct journal_record *r, int64_t seq, bool gone)
{
    bool fits = false;
    x->st = journal_sought_fits(&x->sought, r, &fits, x->d);
    if (x->st != ST_OK)
        return;
    if (fits && x->sought.order->bodies)
        journal_json_exchange(x->json, r, gone);
    else if (fits)
        journal_json_row(x->json, r->row);
    x->found->n += fits;
    x->found->upto = seq;
    x->full = x->found->n >= PAGE || x->json->len >= ANSWER || x->sought.read >= READ ||
              S_worked_ms() - x->began_ms >= TIME_MS;
}

/* Those in memory before that one: the disk had no room for them, or has none any more. */
static void S_look_copied(struct looking *x, int64_t before)
{
    int64_t seq = 0;
    for (struct str row; x->st == ST_OK && !x->full && (row = S_copied(&x->held, &seq)).n && seq < before;) {
        S_look(x, &(struct journal_record){.row = row, .no_room = true}, seq, x->held.gone);
        S_copied_on(&x->held, row);
    }
    struct str same = S_copied(&x->held, &seq);
    if (same.n && seq == before)
        S_copied_on(&x->held, same);
}

static void S_look_all(struct looking *x, struct journal_merge *m, const struct piece *p)
{
    x->began_ms = S_worked_ms();
    const int64_t generation = x->sought.order->generation;
    for (const struct journal_merged *r; x->st == ST_OK && !x->full && (r = journal_merge_next(m));) {
        const int64_t seq = r->row.seq;
        if (r->record.order < p->order || seq <= x->since ||
            (generation >= 0 && r->row.generation != generation))
            continue;
        S_look_copied(x, seq);
        if (x->st == ST_OK && !x->full)
            S_look(x, &r->record, seq, false);
    }
    S_look_copied(x, INT64_MAX);
}

static enum status S_search(struct journal *j, struct looking *x)
{
    struct journal_merge m;
    struct piece p;
    const int64_t generation = x->sought.order->generation;
    struct span s = {.generation = generation, .since = x->since};
    pthread_mutex_lock(&j->lock); /* before what waits is written: what is there now is in either */
    const int64_t last = j->count, first = j->first;
    s.counted = (int64_t)j->counted;
    s.until = j->order; /* what comes later may be counted anew */
    if (generation < 0)
        journal_held_each(j, x->since, S_copy, &x->held);
    pthread_mutex_unlock(&j->lock);
    journal_flush(j);
    s.segments = S_segments(j, s);
    S_piece(j, &s, &p);
    if (generation >= 0 && !p.first)
        return S_none(&p.there, generation, x->d);
    journal_json_open(x->json, generation < 0 ? last : p.last, p.first && !s.segments ? p.first : first);
    journal_merge_begin(&m, j, s.segments, p.first ? s.until : -1);
    x->held.gone =
        journal_walk_lacks(&m.walks[JOURNAL_WELL]) || journal_walk_lacks(&m.walks[JOURNAL_REFUSED]);
    S_look_all(x, &m, &p);
    journal_merge_end(&m);
    if (x->st != ST_OK)
        return x->st;
    return journal_json_close(x->json, x->full ? x->found->upto : 0);
}

enum status sim_journal_search(struct world *w, const struct order_journal *o, int64_t since,
                               struct buf *json, struct journal_found *ret, struct diag *d)
{
    struct looking x = {.since = since < 0 ? 0 : since, .json = json, .found = ret, .d = d};
    *ret = (struct journal_found){.upto = x.since};
    journal_look(&w->journal);
    enum status st = journal_sought_begin(&x.sought, w, o, d);
    if (st == ST_OK)
        st = S_search(&w->journal, &x);
    buf_release(&x.held.all);
    journal_sought_end(&x.sought);
    return st;
}
