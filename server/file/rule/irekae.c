/* Exchanges of 個人番号; see irekae.h. */
#include "file/rule/irekae.h"

#include <stdlib.h>

#include "file/rule/kubun.h"

/* STUCK: to come, but the numbers that would have to move first do not. RING: to come, or at the row of
 * another one of its ring, which goes round by itself. */
enum correction_state { TO_COME, AHEAD, OVER, STUCK, RING };

struct correction {
    uint64_t edaban, number;
    enum correction_state state;
};

struct irekae_file {
    struct correction *list; /* owned; by 枝番 once looked */
    size_t n, cap;
    bool looked;
    uint32_t *stuck; /* owned; places in list, of STUCK and RING */
    size_t stuck_n, stuck_cap;
};

struct irekae_file *irekae_file_new(void)
{
    return calloc(1, sizeof(struct irekae_file));
}

void irekae_file_clear(struct irekae_file *x)
{
    free(x->list);
    free(x->stuck);
    *x = (struct irekae_file){0};
}

void irekae_file_free(struct irekae_file *x)
{
    if (x)
        irekae_file_clear(x);
    free(x);
}

bool irekae_looked(const struct irekae_file *x)
{
    return x->looked;
}

bool irekae_ahead(struct irekae_file *x, uint64_t edaban, uint64_t number, bool refused)
{
    if (x->n == x->cap) {
        size_t cap = x->cap ? 2 * x->cap : 64;
        struct correction *wide = realloc(x->list, cap * sizeof *wide);
        if (!wide)
            return false;
        x->list = wide;
        x->cap = cap;
    }
    x->list[x->n++] = (struct correction){edaban, number, refused ? OVER : TO_COME};
    return true;
}

static int S_compare(const void *a, const void *b)
{
    const struct correction *x = a, *y = b;
    return (x->edaban > y->edaban) - (x->edaban < y->edaban);
}

/* Two for one person: neither moves with others. */
void irekae_ahead_end(struct irekae_file *x)
{
    if (x->n)
        qsort(x->list, x->n, sizeof *x->list, S_compare);
    for (size_t i = 1; i < x->n; i++)
        if (x->list[i].edaban == x->list[i - 1].edaban)
            x->list[i].state = x->list[i - 1].state = OVER;
    x->looked = true;
}

static struct correction *S_of(const struct irekae_file *x, uint64_t edaban)
{
    const struct correction key = {.edaban = edaban};
    return x->n && x->looked && edaban ? bsearch(&key, x->list, x->n, sizeof *x->list, S_compare) : NULL;
}

bool irekae_done(struct irekae_file *x, uint64_t edaban)
{
    struct correction *c = S_of(x, edaban);
    bool done = c && c->state == AHEAD;
    if (done)
        c->state = OVER;
    return done;
}

/* --- who moves --------------------------------------------------------------------------------------------
 */

static bool S_stick(struct irekae_file *x, struct correction *t, enum correction_state state)
{
    if (x->stuck_n == x->stuck_cap) {
        size_t cap = x->stuck_cap ? 2 * x->stuck_cap : 64;
        uint32_t *wide = realloc(x->stuck, cap * sizeof *wide);
        if (!wide)
            return false;
        x->stuck = wide;
        x->stuck_cap = cap;
    }
    t->state = state;
    x->stuck[x->stuck_n++] = (uint32_t)(t - x->list);
    return true;
}

static bool S_waits(const struct correction *t)
{
    return t->state == STUCK || t->state == RING;
}

void irekae_freed(struct irekae_file *x, uint64_t number)
{
    bool wanted = false;
    for (size_t i = 0; number && i < x->stuck_n && !wanted; i++) {
        const struct correction *t = &x->list[x->stuck[i]];
        wanted = S_waits(t) && t->number == number;
    }
    for (size_t i = 0; wanted && i < x->stuck_n; i++)
        if (S_waits(&x->list[x->stuck[i]]))
            x->list[x->stuck[i]].state = TO_COME;
    x->stuck_n = wanted ? 0 : x->stuck_n;
}

struct link {
    uint32_t who;
    uint64_t takes;
};

/* From the one who asks on, each followed by who has the number that it takes. */
struct chain {
    struct link *link;
    size_t n, cap;
    bool closed;   /* it ends in a free number, or the first one's */
    uint64_t mark; /* these as kanyusha_irekae.c has them */
    size_t mark_at;
    bool circles, ring;
};

static bool S_add(struct chain *c, uint32_t who, uint64_t takes)
{
    if (c->n == c->cap) {
        size_t cap = c->cap ? 2 * c->cap : 4;
        void *wide = realloc(c->link, cap * sizeof *c->link);
        if (!wide)
            return false;
        c->link = wide;
        c->cap = cap;
    }
    c->link[c->n++] = (struct link){who, takes};
    c->circles = c->n > 1 && takes == c->mark;
    if (c->n >= 2 * c->mark_at && !c->circles) {
        c->mark = takes;
        c->mark_at = c->n;
    }
    return true;
}

static bool S_moves(const struct chain *c, const struct correction *t, uint64_t has)
{
    return (t->state == TO_COME || (c->ring && t->state == RING)) && t->number != has;
}

static enum status S_follow(const struct irekae_file *x, const struct people *people, struct chain *c)
{
    const uint64_t first = people_at(people, c->link[0].who)->number;
    while (c->n < IREKAE_MOST && !c->circles) {
        const uint64_t number = c->link[c->n - 1].takes;
        const uint32_t other = people_by_number(people, number);
        c->closed = !other;
        const struct correction *t = other ? S_of(x, people_at(people, other)->edaban) : NULL;
        if (!t || !S_moves(c, t, number))
            return ST_OK;
        if (!S_add(c, other, t->number))
            return ST_LIMIT;
        if ((c->closed = t->number == first))
            return ST_OK;
    }
    return ST_OK;
}

static enum status S_move(const struct irekae_file *x, struct people *people, const struct chain *c)
{
    bool fine = true;
    for (size_t i = 0; i < c->n; i++)
        people_set_number(people, c->link[i].who, 0); /* nothing is entered */
    for (size_t i = 0; i < c->n; i++) {
        struct correction *t = S_of(x, people_at(people, c->link[i].who)->edaban);
        fine = people_set_number(people, c->link[i].who, c->link[i].takes) && fine;
        if (t && i)
            t->state = AHEAD;
    }
    return fine ? ST_OK : ST_LIMIT;
}

static size_t S_before(const struct chain *c)
{
    size_t round = c->n - c->mark_at, i = 0;
    while (i < c->mark_at - 1 && c->link[i].takes != c->link[i + round].takes)
        i++;
    return i + 1;
}

/* Those after the first would find the same at their own rows, but for a ring that they lead into. */
static enum status S_stuck(struct irekae_file *x, const struct people *people, const struct chain *c)
{
    bool fine = true;
    size_t before = c->circles ? S_before(c) : c->n;
    for (size_t i = 1; i < c->n; i++) {
        struct correction *t = S_of(x, people_at(people, c->link[i].who)->edaban);
        if (t && t->state == TO_COME)
            fine = S_stick(x, t, i < before ? STUCK : RING) && fine;
    }
    return fine ? ST_OK : ST_LIMIT;
}

enum status irekae_move(struct irekae_file *x, struct people *people, uint32_t one, uint64_t number,
                        bool *ret_moved)
{
    struct chain c = {0};
    const struct person *p = people_at(people, one);
    struct correction *own = S_of(x, p->edaban);
    const bool stuck = own && own->state == STUCK;
    c.ring = own && own->state == RING;
    *ret_moved = false;
    if (own && own->state == OVER)
        irekae_freed(x, p->number);
    if (own)
        own->state = OVER;
    if (stuck)
        return ST_OK;
    enum status st = S_add(&c, one, number) ? S_follow(x, people, &c) : ST_LIMIT;
    *ret_moved = st == ST_OK && c.closed;
    if (st == ST_OK)
        st = c.closed ? S_move(x, people, &c) : S_stuck(x, people, &c);
    free(c.link);
    return st;
}
