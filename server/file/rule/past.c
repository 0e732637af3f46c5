/* 副本 of people, by 枝番, in blocks; see past.h. Keys and values are kept as 64 bits of a hash: two that
 * differ are taken for the same once in 10^12 pairs. */
#include "file/rule/past.h"

#include <stdlib.h>
#include <string.h>

#include "file/rule/fukuhon.h"

enum { BLOCK_BITS = 14, BLOCK = 1 << BLOCK_BITS, FIRST_SLOTS = 1 << 10, NOTHING = 0 };

struct kept {
    uint64_t edaban, kagi, values;
    int32_t from, to, shussan, yotei;
    uint32_t next; /* of the same person; 1 + index, NOTHING */
    int16_t renban;
    unsigned char kind;
    char honnin, kubun;
    bool tatai, gone;
};

struct past {
    struct kept **blocks; /* owned, BLOCK of them each */
    uint32_t n;
    uint32_t *slots; /* owned: 1 + index of the first of a person */
    size_t cap, people;
};

struct past *past_new(void)
{
    struct past *p = calloc(1, sizeof *p);
    if (p && !(p->slots = calloc(p->cap = FIRST_SLOTS, sizeof *p->slots))) {
        free(p);
        return NULL;
    }
    return p;
}

void past_free(struct past *p)
{
    if (!p)
        return;
    for (uint32_t i = 0; i < (p->n + BLOCK - 1) >> BLOCK_BITS; i++)
        free(p->blocks[i]);
    free(p->blocks);
    free(p->slots);
    free(p);
}

/* --- the store --------------------------------------------------------------------------------------------
 */

static uint64_t S_mix(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

static uint64_t S_hash(uint64_t h, const char *s)
{
    size_t n = s ? strlen(s) : 0;
    for (; n >= 8; s += 8, n -= 8) {
        uint64_t eight;
        memcpy(&eight, s, 8);
        h = S_mix(h ^ eight) + 1;
    }
    uint64_t rest = (uint64_t)n << 56;
    if (n)
        memcpy(&rest, s, n);
    return S_mix(h ^ rest) + 2;
}

static struct kept *S_at(const struct past *p, uint32_t one)
{
    return &p->blocks[(one - 1) >> BLOCK_BITS][(one - 1) & (BLOCK - 1)];
}

static uint32_t *S_slot(const struct past *p, uint32_t *slots, size_t cap, uint64_t edaban)
{
    size_t i = S_mix(edaban) & (cap - 1);
    while (slots[i] && S_at(p, slots[i])->edaban != edaban)
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

static bool S_grow(struct past *p)
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

/* A new one of the person at its front. NULL: out of memory. */
static struct kept *S_more(struct past *p, uint64_t edaban)
{
    if (p->people * 4 >= p->cap * 3 && !S_grow(p))
        return NULL;
    if ((p->n & (BLOCK - 1)) == 0) {
        uint32_t at = p->n >> BLOCK_BITS;
        struct kept **wide = realloc(p->blocks, (at + 1) * sizeof *wide);
        if (!wide)
            return NULL;
        p->blocks = wide;
        if (!(wide[at] = calloc(BLOCK, sizeof **wide)))
            return NULL;
    }
    uint32_t *slot = S_slot(p, p->slots, p->cap, edaban), one = ++p->n;
    struct kept *k = S_at(p, one);
    p->people += !*slot;
    *k = (struct kept){.edaban = edaban, .next = *slot};
    *slot = one;
    return k;
}

static struct kept *S_next(const struct past *p, const struct kept *k)
{
    return k->next ? S_at(p, k->next) : NULL;
}

static struct kept *S_first(const struct past *p, uint64_t edaban)
{
    uint32_t one = *S_slot(p, p->slots, p->cap, edaban);
    return one ? S_at(p, one) : NULL;
}

/* --- a row of 副本 ----------------------------------------------------------------------------------------
 */

struct coming {
    struct record_view view;
    enum kikan_kind kind;
    uint64_t edaban, kagi, values;
    const char *kagi_text;
    struct kept *stored; /* of the same key; NULL */
    bool shikaku;        /* the person has 資格情報 in the files */
};

/* 処理区分, 保険者番号 and 枝番 say what to do for whom; all the others are kept. */
static uint64_t S_values(const struct record_view *r)
{
    static const char *const no[] = {"shoriKubun", "hokensha", "edaban"};
    uint64_t h = 0;
    for (int i = 0; i < r->n; i++) {
        bool kept = true;
        for (size_t k = 0; k < sizeof no / sizeof *no; k++)
            kept = kept && strcmp(r->names[i], no[k]) != 0;
        if (kept)
            h = S_hash(h, r->values[i]);
    }
    return h;
}

/* The person's, but those that are gone; the one of the row's key has its text. List in a. */
static bool S_list(const struct past *p, struct coming *x, struct arena *a, struct kikan_list *ret)
{
    size_t n = 0;
    for (const struct kept *k = S_first(p, x->edaban); k; k = S_next(p, k))
        n += !k->gone;
    struct kikan *list = arena_array(a, n + 1, sizeof *list);
    if (!list)
        return false;
    *ret = (struct kikan_list){list, 0};
    for (struct kept *k = S_first(p, x->edaban); k; k = S_next(p, k)) {
        if (k->gone)
            continue;
        bool same = k->kind == x->kind && k->kagi == x->kagi;
        x->stored = same ? k : x->stored;
        x->shikaku = x->shikaku || k->kind == KIKAN_SHIKAKU;
        list[ret->n++] = (struct kikan){.kind = k->kind,
                                        .from = k->from,
                                        .to = k->to,
                                        .honnin = k->honnin,
                                        .kubun = k->kubun,
                                        .renban = k->renban,
                                        .shussan = k->shussan,
                                        .yotei = k->yotei,
                                        .tatai = k->tatai,
                                        .kagi = same ? x->kagi_text : ""};
    }
    return true;
}

static enum status S_keep(struct past *p, const struct coming *x, const struct kikan *is)
{
    struct kept *k = x->stored ? x->stored : S_more(p, x->edaban);
    if (!k)
        return ST_LIMIT;
    k->kagi = x->kagi;
    k->values = x->values;
    k->from = is->from;
    k->to = is->to;
    k->shussan = is->shussan;
    k->yotei = is->yotei;
    k->renban = (int16_t)is->renban;
    k->kind = (unsigned char)is->kind;
    k->honnin = is->honnin;
    k->kubun = is->kubun;
    k->tatai = is->tatai;
    return ST_OK;
}

static const char *S_mei(const struct layout *l, const char *field)
{
    int at = field ? layout_field(l, field) : -1;
    return at < 0 ? "" : l->columns[at].mei;
}

/* What the files cannot tell of it. */
static enum status S_unknown(const struct coming *x, char kubun)
{
    if (kubun != '1' && !x->stored)
        return ST_FUKUHON_NONE;
    return x->kind != KIKAN_SHIKAKU && !x->shikaku ? ST_SHIKAKU_FIRST : ST_OK;
}

static enum status S_fukuhon(struct past *p, const struct past_row *row, struct coming *x, struct findings *f,
                             enum status *ret_unknown)
{
    const char *kubun = record_item(&x->view, "shoriKubun"), *first = kikan_first(x->kind);
    struct fukuhon_judged j = {.kubun = kubun ? kubun[0] : '1',
                               .is = record_kikan(&x->view, x->kind, x->kagi_text),
                               .kettei = record_day(&x->view, "ketteiYmd"),
                               .today = row->today,
                               .item = S_mei(row->l, first),
                               .saigo_mei = S_mei(row->l, kikan_last(x->kind) ? kikan_last(x->kind) : first),
                               .kettei_mei = S_mei(row->l, "ketteiYmd")};
    if (!S_list(p, x, f->arena, &j.others))
        return ST_LIMIT;
    *ret_unknown = S_unknown(x, j.kubun);
    j.all_equal = j.kubun == '1' && x->stored && x->stored->values == x->values;
    j.no_shikaku = x->kind != KIKAN_SHIKAKU && !x->shikaku;
    enum status st = rule_fukuhon(&j, f);
    if (st != ST_OK)
        return st;
    if (j.kubun == '1' || (j.kubun == '2' && x->stored)) /* what is changed may come with a later file */
        return S_keep(p, x, &j.is);
    if (x->stored)
        x->stored->gone = true;
    return ST_OK;
}

enum status past_row(struct past *p, const struct past_row *row, struct findings *f, enum status *ret_unknown)
{
    const char *names[LAYOUT_COLUMNS], *values[LAYOUT_COLUMNS];
    struct coming x = {.kind = kikan_kind(row->l->name)};
    *ret_unknown = ST_OK;
    if (x.kind == KIKAN_OTHER)
        return ST_OK;
    for (int i = 0; i < row->l->n; i++) {
        names[i] = row->l->columns[i].field;
        values[i] = row->values[i].n ? row->values[i].p : NULL;
    }
    x.view = (struct record_view){names, values, row->l->n, row->l};
    x.kagi_text = record_kagi(&x.view, record_item(&x.view, kikan_first(x.kind)), f->arena);
    if (!x.kagi_text)
        return ST_LIMIT;
    x.edaban = S_hash(S_hash(0, record_item(&x.view, "hokensha")), record_item(&x.view, "edaban"));
    x.kagi = S_hash(x.kind, x.kagi_text);
    x.values = S_values(&x.view);
    return S_fukuhon(p, row, &x, f, ret_unknown);
}
