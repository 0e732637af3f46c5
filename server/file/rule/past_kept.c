/* See past_kept.h. */
#include "file/rule/past_kept.h"

#include <stdlib.h>

#include "base/mix.h"

enum { FIRST_SLOTS = 1 << 10 };

bool past_kept_begin(struct past_kept *p)
{
    p->all.size = sizeof(struct kept);
    p->slots = calloc(p->cap = FIRST_SLOTS, sizeof *p->slots);
    return p->slots;
}

void past_kept_release(struct past_kept *p)
{
    keep_release(&p->all);
    free(p->slots);
}

static struct kept *S_at(const struct past_kept *p, uint32_t one)
{
    return keep_at(&p->all, one);
}

static uint32_t *S_slot(const struct past_kept *p, uint32_t *slots, size_t cap, uint64_t edaban)
{
    size_t i = mix64(edaban) & (cap - 1);
    while (slots[i] && S_at(p, slots[i])->edaban != edaban)
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

static bool S_grow(struct past_kept *p)
{
    uint32_t *more = calloc(p->cap * 2, sizeof *more);
    if (!more)
        return false;
    for (size_t i = 0; i < p->cap; i++)
        if (p->slots[i])
            *S_slot(p, more, p->cap * 2, S_at(p, p->slots[i])->edaban) = p->slots[i];
    free(p->slots);
    p->slots = more;
    p->cap *= 2;
    return true;
}

struct kept *past_kept_more(struct past_kept *p, uint64_t edaban)
{
    if (p->people * 4 >= p->cap * 3 && !S_grow(p))
        return NULL;
    struct kept *k = keep_more(&p->all);
    if (!k)
        return NULL;
    uint32_t *slot = S_slot(p, p->slots, p->cap, edaban), one = p->all.n;
    p->people += !*slot;
    *k = (struct kept){.edaban = edaban, .next = *slot};
    *slot = one;
    return k;
}

struct kept *past_kept_next(const struct past_kept *p, const struct kept *k)
{
    return k->next ? S_at(p, k->next) : NULL;
}

struct kept *past_kept_first(const struct past_kept *p, uint64_t edaban)
{
    uint32_t one = *S_slot(p, p->slots, p->cap, edaban);
    return one ? S_at(p, one) : NULL;
}

struct kikan past_kept_kikan(const struct kept *k, const char *kagi)
{
    bool days = k->kind != KIKAN_SHIKAKU;
    return (struct kikan){.kind = k->kind,
                          .from = k->from,
                          .to = k->to,
                          .honnin = k->honnin,
                          .kubun = k->kubun,
                          .renban = k->renban,
                          .shussan = days ? k->shussan : DAY_NONE,
                          .yotei = days ? k->yotei : DAY_NONE,
                          .tatai = k->tatai,
                          .kagi = kagi};
}
