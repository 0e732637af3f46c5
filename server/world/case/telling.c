/* Blocks of the log: how they are built, and found; see tracker.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bango.h"
#include "base/kojin_bango.h"
#include "world/case/tracker.h"

enum {
    ROUND = 8,
    FACT_MAX = 60000,
    DAMAGE_MAX = 64 << 20, /* behind so much that is no block there is none: many times the largest */
    EDABAN_MAX = 11        /* digits, of world.xml; more may be a 個人番号 in the wrong place */
};

static size_t S_round(size_t n)
{
    return (n + ROUND - 1) / ROUND * ROUND;
}

void telling_uketsuke(struct telling *x, const char *uketsuke)
{
    snprintf(x->head.uketsuke, sizeof x->head.uketsuke, "%s", uketsuke ? uketsuke : "");
}

struct fact_head *telling_fact(struct telling *x, enum koto koto)
{
    x->last = x->facts.len;
    struct fact_head *f = (void *)buf_reserve(&x->facts, sizeof *f);
    if (!f)
        return NULL;
    *f = (struct fact_head){.koto = (uint8_t)koto};
    buf_advance(&x->facts, sizeof *f);
    return f;
}

static void S_put(struct telling *x, uint8_t tag, const char *name, struct str value, size_t most)
{
    size_t named = name ? strlen(name) + 1 : 0, n = value.n < most ? value.n : most;
    while (n && n < value.n && ((unsigned char)value.p[n] & 0xC0) == 0x80) /* in a character */
        n--;
    if (x->facts.len - x->last + n + named + 2 > FACT_MAX)
        return;
    char *p = buf_reserve(&x->facts, n + named + 2);
    if (!p)
        return;
    *p++ = (char)tag;
    if (name) {
        memcpy(p, name, named - 1);
        p[named - 1] = '=';
    }
    memcpy(p + named, value.p, n);
    p[named + n] = 0;
    buf_advance(&x->facts, n + named + 2);
}

void telling_item(struct telling *x, uint8_t tag, const char *name, struct str value)
{
    S_put(x, tag, name, value, TRACKER_VALUE);
}

void telling_text(struct telling *x, uint8_t tag, const char *text)
{
    S_put(x, tag, NULL, str_of(text), TRACKER_NOTE);
}

void telling_named(struct telling *x, const struct koto_kind *k, const char *name, struct str value)
{
    int at = koto_item(k, name);
    if (!value.n || (at >= 0 && !k->items[at].kept) || (at < 0 && !k->columns))
        return;
    if (at >= 0)
        telling_item(x, (uint8_t)(at + 1), NULL, value);
    else
        telling_item(x, TAG_NAMED, name, value);
}

void telling_end(struct telling *x)
{
    static const char zero[ROUND];
    if (!buf_ok(&x->facts))
        return;
    size_t n = x->facts.len - x->last, round = S_round(n);
    buf_add(&x->facts, zero, round - n);
    if (!buf_ok(&x->facts))
        return;
    struct fact_head *f = (void *)(x->facts.data + x->last);
    f->item_bytes = (uint16_t)(n - sizeof *f);
    f->size = (uint16_t)round;
    x->head.count++;
}

uint32_t fact_hokensha(const char *hokensha)
{
    return hokensha ? (uint32_t)strtoul(hokensha, NULL, 10) : 0;
}

void fact_edaban(struct fact_head *f, const char *edaban)
{
    int64_t n = bango_digits(edaban, EDABAN_MAX);
    if (n < 0 || (strlen(edaban) >= KOJIN_BANGO_LEAST && kojin_bango_alone(str_of(edaban), 0)))
        return;
    f->edaban = (uint64_t)n;
    f->edaban_digits = (uint8_t)strlen(edaban);
}

const struct block_head *block_at(const char *map, size_t at)
{
    return (const void *)(map + at);
}

static bool S_stands(const char *map, size_t at, size_t size)
{
    const struct block_head *b = block_at(map, at);
    return at + sizeof *b <= size && b->magic == TRACKER_MAGIC && b->size >= sizeof *b &&
           b->size % ROUND == 0 && at + b->size <= size;
}

size_t block_next(const char *map, size_t at, size_t size)
{
    size_t end = size - at > DAMAGE_MAX ? at + DAMAGE_MAX : size;
    while (at < end && !S_stands(map, at, size))
        at += ROUND;
    return at < end ? at : BLOCK_NONE;
}
