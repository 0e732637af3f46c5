/* The records of a master in memory; see held.h. They stand in the order in which they came, found by a hash
 * of their codes, and are put into the order of codes once, when that is asked for: a file of any order costs
 * the same. */
#include "master/held.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"

#define KIND(jun, id, name, mei) {name, name MASTERS_LAYOUT},
const struct master_kind master_kinds[MASTER_KINDS] = {MASTERS_EACH(KIND)};
#undef KIND

static bool S_gone(const struct held_record *r)
{
    return !r->cell[HELD_CODE];
}

/* --- found by code -----------------------------------------------------------------------------------------
 */

/* Where to look first; room is a power of two. */
static size_t S_hash(const struct held *h, const char *code)
{
    uint64_t sum = 14695981039346656037U; /* FNV-1a */
    for (; *code; code++)
        sum = (sum ^ (unsigned char)*code) * 1099511628211U;
    return (size_t)(sum ^ sum >> 32) & (h->room - 1);
}

/* Behind those of the same code, so that the first is found first. */
static void S_enter(struct held *h, size_t at)
{
    size_t slot = S_hash(h, h->list[at].cell[HELD_CODE]);
    while (h->slots[slot])
        slot = (slot + 1) & (h->room - 1);
    h->slots[slot] = at + 1;
}

/* The slots anew, so many that half stay free; false: out of memory. */
static bool S_index(struct held *h, size_t room)
{
    if (room > h->room) {
        h->slots = arena_array(h->arena, room, sizeof *h->slots);
        h->room = h->slots ? room : 0;
    } else if (h->room)
        memset(h->slots, 0, h->room * sizeof *h->slots);
    if (!h->slots)
        return room == 0;
    for (size_t i = 0; i < h->used; i++)
        if (!S_gone(&h->list[i]))
            S_enter(h, i);
    return true;
}

struct held_record *held_find(const struct held *h, const char *code)
{
    if (!h->room)
        return NULL;
    for (size_t slot = S_hash(h, code); h->slots[slot]; slot = (slot + 1) & (h->room - 1)) {
        struct held_record *r = &h->list[h->slots[slot] - 1];
        if (!S_gone(r) && strcmp(r->cell[HELD_CODE], code) == 0)
            return r;
    }
    return NULL;
}

bool held_put(struct held *h, const struct held_record *r)
{
    struct held_record *list = arena_more(h->arena, h->list, h->used, sizeof *list);
    if (!list)
        return false;
    h->list = list;
    if (2 * (h->used + 1) > h->room && !S_index(h, h->room ? 2 * h->room : 16))
        return false;
    list[h->used] = *r;
    S_enter(h, h->used++);
    h->n++;
    h->changed = true;
    return true;
}

void held_drop(struct held *h, struct held_record *r)
{
    *r = (struct held_record){{NULL}};
    h->n--;
    h->changed = true;
}

void held_clear(struct held *h)
{
    h->n = h->used = 0;
    if (h->room)
        memset(h->slots, 0, h->room * sizeof *h->slots);
    h->changed = true;
}

/* --- by code -----------------------------------------------------------------------------------------------
 */

/* Those of one code as they came. */
static int S_by_code(const void *a, const void *b)
{
    const struct held_record *x = *(struct held_record *const *)a, *y = *(struct held_record *const *)b;
    const int order = strcmp(x->cell[HELD_CODE], y->cell[HELD_CODE]);
    return order ? order : x < y ? -1 : x > y;
}

bool held_sort(struct held *h)
{
    struct held_record **order = arena_array(h->arena, h->n + 1, sizeof(struct held_record *));
    struct held_record *sorted = arena_array(h->arena, h->n + 1, sizeof *sorted);
    size_t n = 0;
    if (!order || !sorted)
        return false;
    for (size_t i = 0; i < h->used; i++)
        if (!S_gone(&h->list[i]))
            order[n++] = &h->list[i];
    qsort(order, n, sizeof(struct held_record *), S_by_code);
    for (size_t i = 0; i < n; i++)
        sorted[i] = *order[i];
    if (n) /* there is room for so many, as arena_more wants it */
        memcpy(h->list, sorted, n * sizeof *sorted);
    h->used = n;
    return S_index(h, h->room);
}

void held_show(const struct held_record *r, char out[HELD_SHOWN])
{
    char text[2 * HELD_SHOWN];
    snprintf(text, sizeof text, "%s %s", r->cell[HELD_CODE], r->cell[HELD_MEI]);
    str_show(out, HELD_SHOWN, str_of(text));
    str_line(out);
}

bool held_digest(const struct held *h, char ret[65])
{
    unsigned char sum[32];
    struct sha256 *s = sha256_new();
    if (!s)
        return false;
    for (size_t i = 0; i < h->n; i++)
        for (int c = 0; c < h->l.n; c++) {
            const char *cell = h->list[i].cell[c];
            sha256_add(s, cell, strlen(cell));
            sha256_add(s, c + 1 < h->l.n ? "," : "\r\n", c + 1 < h->l.n ? 1 : 2);
        }
    sha256_end(s, sum);
    hex_text(sum, sizeof sum, ret);
    return true;
}
