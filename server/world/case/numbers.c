/* Numbers by a number, as an open hash table; see numbers.h. */
#include "world/case/numbers.h"

#include <stdlib.h>

uint64_t numbers_spread(uint64_t k)
{
    k *= 0x9E3779B97F4A7C15u;
    return k ^ (k >> 32);
}

uint64_t numbers_text(const char *text)
{
    uint64_t h = 0xCBF29CE484222325u;
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 0x100000001B3u;
    return h ? h : 1;
}

static struct number *S_slot(const struct numbers *h, uint64_t key)
{
    if (!h->cap)
        return NULL;
    size_t i = numbers_spread(key) & (h->cap - 1);
    while (h->slots[i].value && h->slots[i].key != key)
        i = (i + 1) & (h->cap - 1);
    return &h->slots[i];
}

uint32_t numbers_get(const struct numbers *h, uint64_t key)
{
    const struct number *s = S_slot(h, key);
    return s ? s->value : 0;
}

static bool S_grow(struct numbers *h)
{
    struct numbers was = *h;
    h->cap = was.cap ? was.cap * 2 : 256;
    h->slots = calloc(h->cap, sizeof *h->slots);
    if (!h->slots) {
        *h = was;
        return false;
    }
    for (size_t i = 0; i < was.cap; i++)
        if (was.slots[i].value)
            *S_slot(h, was.slots[i].key) = was.slots[i];
    free(was.slots);
    return true;
}

bool numbers_put(struct numbers *h, uint64_t key, uint32_t value)
{
    if (h->n * 2 >= h->cap && !S_grow(h))
        return false;
    struct number *s = S_slot(h, key);
    h->n += !s->value;
    *s = (struct number){key, value};
    return true;
}

void numbers_free(struct numbers *h)
{
    free(h->slots);
    *h = (struct numbers){NULL, 0, 0};
}
