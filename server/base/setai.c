/* A hash table of households, each a list of its 資格; see setai.h. */
#include "base/setai.h"

#include <stdlib.h>

#include "base/mix.h"

enum { FIRST = 1 << 8, BLOCK_BITS = 12, BLOCK = 1 << BLOCK_BITS };

struct node {
    int32_t from, to;
    uint32_t one : 31, honnin : 1;
    uint32_t next; /* number of a node; 0: none */
};

struct slot {
    uint64_t key;   /* 0: free */
    uint32_t first; /* the latest put */
    bool had;
};

struct setai_hyo {
    struct slot *slots;
    size_t cap, used;
    struct node **blocks; /* each stays where it is */
    uint32_t n;           /* nodes in them, the first is not used */
    uint32_t spare;       /* taken out, by next */
    size_t count;
};

/* --- the table --------------------------------------------------------------------------------------------
 */

static struct slot *S_slot(struct slot *slots, size_t cap, uint64_t key)
{
    size_t i = mix64(key) & (cap - 1);
    while (slots[i].key && slots[i].key != key)
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

static bool S_grow(struct setai_hyo *h)
{
    size_t cap = h->cap ? 2 * h->cap : FIRST;
    struct slot *more = calloc(cap, sizeof *more);
    if (!more)
        return false;
    for (size_t i = 0; i < h->cap; i++)
        if (h->slots[i].key)
            *S_slot(more, cap, h->slots[i].key) = h->slots[i];
    free(h->slots);
    h->slots = more;
    h->cap = cap;
    return true;
}

/* NULL: out of memory. */
static struct slot *S_of(struct setai_hyo *h, uint64_t key)
{
    if (h->used * 4 >= h->cap * 3 && !S_grow(h))
        return NULL;
    struct slot *s = S_slot(h->slots, h->cap, key);
    h->used += !s->key;
    s->key = key;
    return s;
}

/* --- 資格 --------------------------------------------------------------------------------------------------
 */

static struct node *S_node(const struct setai_hyo *h, uint32_t at)
{
    return &h->blocks[at >> BLOCK_BITS][at & (BLOCK - 1)];
}

/* One more block. */
static bool S_block(struct setai_hyo *h)
{
    size_t n = h->n >> BLOCK_BITS;
    struct node **wide = realloc(h->blocks, (n + 1) * sizeof *wide);
    if (!wide)
        return false;
    h->blocks = wide;
    return (h->blocks[n] = malloc(BLOCK * sizeof **h->blocks)) != NULL;
}

/* 0: out of memory. */
static uint32_t S_new(struct setai_hyo *h)
{
    uint32_t at = h->spare;
    if (at) {
        h->spare = S_node(h, at)->next;
        return at;
    }
    if (!(h->n & (BLOCK - 1)) && !S_block(h))
        return 0;
    return h->n++;
}

struct setai_hyo *setai_hyo_new(void)
{
    struct setai_hyo *h = calloc(1, sizeof *h);
    if (!h || !S_grow(h) || !S_block(h)) {
        setai_hyo_free(h);
        return NULL;
    }
    h->n = 1;
    return h;
}

void setai_hyo_free(struct setai_hyo *h)
{
    if (!h)
        return;
    for (size_t i = 0; i < (h->n + BLOCK - 1) >> BLOCK_BITS; i++)
        free(h->blocks[i]);
    free(h->blocks);
    free(h->slots);
    free(h);
}

bool setai_hyo_put(struct setai_hyo *h, uint64_t key, const struct setai_shikaku *s)
{
    struct slot *of = S_of(h, key);
    uint32_t at = of ? S_new(h) : 0;
    if (!at)
        return false;
    *S_node(h, at) =
        (struct node){.from = s->from, .to = s->to, .one = s->one, .honnin = s->honnin, .next = of->first};
    of->first = at;
    of->had = of->had || s->honnin;
    h->count++;
    return true;
}

void setai_hyo_take(struct setai_hyo *h, uint64_t key, const struct setai_shikaku *s)
{
    struct slot *of = S_slot(h->slots, h->cap, key);
    for (uint32_t *from = &of->first; *from;) {
        uint32_t at = *from;
        struct node *n = S_node(h, at);
        if (n->from == s->from && n->to == s->to && n->one == s->one && n->honnin == s->honnin) {
            *from = n->next;
            n->next = h->spare;
            h->spare = at;
            h->count--;
            return;
        }
        from = &n->next;
    }
}

size_t setai_hyo_count(const struct setai_hyo *h)
{
    return h->count;
}

bool setai_hyo_has(const struct setai_hyo *h, uint64_t key)
{
    return S_slot(h->slots, h->cap, key)->had;
}

bool setai_hyo_had(struct setai_hyo *h, uint64_t key, bool had)
{
    struct slot *of = S_of(h, key);
    if (of)
        of->had = had;
    return of != NULL;
}

void setai_hyo_look(const struct setai_hyo *h, uint64_t key, struct setai *ret)
{
    const struct slot *of = S_slot(h->slots, h->cap, key);
    ret->n = 0;
    ret->had = of->had;
    for (uint32_t at = of->first; at && ret->n < SETAI_MOST;) {
        const struct node *n = S_node(h, at);
        ret->list[ret->n++] = (struct setai_shikaku){n->from, n->to, n->one, n->honnin};
        at = n->next;
    }
}
