/* Exchanges of 個人番号; see irekae.h. */
#include "file/rule/irekae.h"

#include <stdlib.h>

#include "file/rule/kubun.h"

enum correction_state { TO_COME, AHEAD, OVER };

struct correction {
    uint64_t edaban, number;
    enum correction_state state;
};

struct irekae_file {
    struct correction *list; /* owned; by 枝番 once looked */
    size_t n, cap;
    bool looked;
};

struct irekae_file *irekae_file_new(void)
{
    return calloc(1, sizeof(struct irekae_file));
}

void irekae_file_clear(struct irekae_file *x)
{
    free(x->list);
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

/* From the one who asks on, each followed by who has the number that it takes. */
struct chain {
    uint32_t who[IREKAE_MOST];
    uint64_t takes[IREKAE_MOST];
    int n;
};

static bool S_takes(const struct chain *c, uint64_t number)
{
    for (int i = 0; i < c->n; i++)
        if (c->takes[i] == number)
            return true;
    return false;
}

/* Whether it ends in a free number, or the first one's. */
static bool S_follow(const struct irekae_file *x, const struct people *people, struct chain *c)
{
    const uint64_t first = people_at(people, c->who[0])->number;
    uint32_t other = people_by_number(people, c->takes[0]);
    while (other && c->n < IREKAE_MOST) {
        const struct person *p = people_at(people, other);
        const struct correction *t = S_of(x, p->edaban);
        if (!t || t->state != TO_COME || t->number == p->number || S_takes(c, t->number))
            return false;
        c->who[c->n] = other;
        c->takes[c->n++] = t->number;
        if (t->number == first)
            return true;
        other = people_by_number(people, t->number);
    }
    return !other;
}

enum status irekae_move(struct irekae_file *x, struct people *people, uint32_t one, uint64_t number,
                        bool *ret_moved)
{
    struct chain c = {.who = {one}, .takes = {number}, .n = 1};
    bool fine = true;
    *ret_moved = S_follow(x, people, &c);
    for (int i = 0; *ret_moved && i < c.n; i++)
        people_set_number(people, c.who[i], 0); /* nothing is entered */
    for (int i = 0; *ret_moved && i < c.n; i++) {
        struct correction *t = S_of(x, people_at(people, c.who[i])->edaban);
        fine = people_set_number(people, c.who[i], c.takes[i]) && fine;
        if (t)
            t->state = i ? AHEAD : OVER;
    }
    struct correction *t = *ret_moved ? NULL : S_of(x, people_at(people, one)->edaban);
    if (t)
        t->state = OVER;
    return fine ? ST_OK : ST_LIMIT;
}
