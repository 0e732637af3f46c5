/* Lanes; see lanes.h. Few are busy at a time, so a list is searched from its start. */
#include "world/lanes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OF_FILES = GOING_FILES | GOING_MASTERS };

void lanes_release(struct lanes *l)
{
    free(l->items);
    *l = (struct lanes){0};
}

struct lane *lanes_find(struct lanes *l, const char *hokensha)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->items[i].hokensha, hokensha) == 0)
            return &l->items[i];
    return NULL;
}

/* The lane of hokensha, made when it is new; everybody's when there is no room for one. */
static struct lane *S_lane(struct lanes *l, const char *hokensha)
{
    struct lane *lane = lanes_find(l, hokensha);
    if (lane || !*hokensha || strlen(hokensha) >= LANE_NAME)
        return lane ? lane : &l->everybody;
    if (l->n == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : 8;
        struct lane *items = realloc(l->items, cap * sizeof *items);
        if (!items)
            return &l->everybody;
        l->items = items;
        l->cap = cap;
    }
    lane = &l->items[l->n++];
    *lane = (struct lane){.bits = 0};
    snprintf(lane->hokensha, sizeof lane->hokensha, "%s", hokensha);
    return lane;
}

void lanes_add(struct lanes *l, const char *hokensha, unsigned bits, int64_t jun)
{
    if (!bits)
        return;
    struct lane *lane = S_lane(l, hokensha);
    bool files = lane->bits & OF_FILES;
    if ((bits & OF_FILES) && (!files || jun < lane->oldest))
        lane->oldest = jun;
    if ((bits & GOING_ASKED) && (!(lane->bits & GOING_ASKED) || jun < lane->asking))
        lane->asking = jun;
    lane->bits |= bits;
}

static unsigned S_bits(const struct lane *lane, int64_t upto)
{
    unsigned later = (lane->oldest > upto ? OF_FILES : 0) | (lane->asking > upto ? GOING_ASKED : 0);
    return lane->bits & ~later;
}

unsigned lanes_bits(const struct lanes *l, const char *hokensha, int64_t upto)
{
    unsigned bits = S_bits(&l->everybody, upto);
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->items[i].hokensha, hokensha) == 0)
            bits |= S_bits(&l->items[i], upto);
    return bits;
}

unsigned lanes_bits_any(const struct lanes *l, int64_t upto)
{
    unsigned bits = S_bits(&l->everybody, upto);
    for (size_t i = 0; i < l->n; i++)
        bits |= S_bits(&l->items[i], upto);
    return bits;
}

void lanes_drop(struct lanes *l, unsigned bits)
{
    size_t kept = 0;
    l->everybody.bits &= ~bits;
    for (size_t i = 0; i < l->n; i++) {
        l->items[i].bits &= ~bits;
        if (l->items[i].bits || l->items[i].used_us)
            l->items[kept++] = l->items[i];
    }
    l->n = kept;
}
