/* See nokori.h. */
#include "file/rule/nokori.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "file/rule/stand.h"

static bool S_is_benefit(const struct kikan *k)
{
    return k->kind != KIKAN_SHIKAKU && k->kind != KIKAN_OTHER;
}

/* Of a benefit that stands so, worse than before. */
static enum rule S_rule(enum stand stand)
{
    return stand > STAND_SOTO ? RULE_FUKUHON_KOTEI : RULE_FUKUHON_NOKORI;
}

static bool S_is_off(const struct findings *f, enum rule r, int32_t day)
{
    const struct rule_row *row;
    return rule_severity(f->policy, r, day, f->shubetsu, &row) == SEVERITY_OFF;
}

/* --- a row ------------------------------------------------------------------------------------------------
 */

/* What the person has when it is written; .list NULL: out of memory. *ret_stored: it is one of others. */
static struct kikan_list S_then(const struct kikan_list *others, const struct kikan *is, char kubun,
                                struct arena *a, bool *ret_stored)
{
    struct kikan *list = arena_array(a, others->n, sizeof *list);
    size_t n = 0;
    *ret_stored = false;
    for (size_t i = 0; list && i < others->n; i++) {
        bool this = kikan_same(&others->list[i], is);
        *ret_stored = *ret_stored || this;
        if (!this || kubun != '3')
            list[n++] = this ? *is : others->list[i];
    }
    return (struct kikan_list){list, n};
}

/* What a person has, and of it what all benefits but 埋葬料 stand on: who has many stays cheap. */
struct ground {
    struct kikan_list all, shikaku;
};

static bool S_ground(const struct kikan_list *all, struct arena *a, struct ground *ret)
{
    struct kikan *list = arena_array(a, all->n ? all->n : 1, sizeof *list);
    *ret = (struct ground){*all, {list, 0}};
    for (size_t i = 0; list && i < all->n; i++)
        if (all->list[i].kind == KIKAN_SHIKAKU)
            list[ret->shikaku.n++] = all->list[i];
    return list != NULL;
}

static enum stand S_stand(const struct kikan *b, const struct ground *on, enum kazoku_kyufu kazoku)
{
    return stand_of(b, b->kind == KIKAN_MAISO ? &on->all : &on->shikaku, kazoku);
}

static enum status S_benefits(const struct kikan_list *others, const struct kikan_list *then,
                              struct findings *f, struct nokori_marks *ret)
{
    struct ground was, is;
    if (!S_ground(others, f->arena, &was) || !S_ground(then, f->arena, &is))
        return ST_LIMIT;
    for (size_t i = 0; i < others->n; i++) {
        const struct kikan *b = &others->list[i];
        if (!S_is_benefit(b))
            continue;
        enum stand now = S_stand(b, &was, rule_kazoku(f)), will = S_stand(b, &is, rule_kazoku(f));
        if (will >= now || S_is_off(f, S_rule(will), b->from))
            continue;
        if (!ret->others && !(ret->others = arena_alloc(f->arena, others->n)))
            return ST_LIMIT;
        ret->others[i] = (nokori_mark)(1 + now);
    }
    return ST_OK;
}

enum status nokori_marks(const struct kikan_list *others, const struct kikan *is, char kubun,
                         struct findings *f, struct nokori_marks *ret)
{
    bool stored;
    *ret = (struct nokori_marks){0};
    if (!others->n)
        return ST_OK;
    f->shubetsu = kikan_shubetsu(KIKAN_SHIKAKU);
    for (size_t i = 0; kubun != '3' && i < others->n; i++) {
        const struct kikan *b = &others->list[i];
        if (b->kind == KIKAN_SHIKAKU && !kikan_same(b, is) && kikan_overlap(b, is) &&
            !S_is_off(f, RULE_SHIKAKU_KASANARI, is->from))
            ret->own = NOKORI_KASANARI;
    }
    const struct kikan_list then = S_then(others, is, kubun, f->arena, &stored);
    if (!then.list)
        return ST_LIMIT;
    return stored ? S_benefits(others, &then, f, ret) : ST_OK; /* one more leaves nothing worse */
}

/* --- told -------------------------------------------------------------------------------------------------
 */

struct told {
    const struct nokori *list; /* 資格情報 first, then the benefits */
    size_t n, shikaku;
    struct kikan_list all;
    struct findings *f;
};

/* What is there stands: nothing is left to refuse. */
static enum status S_say(struct findings *f, enum rule r, int32_t day, const char *item, const char *want,
                         const char *have)
{
    const struct rule_policy *own = f->policy;
    const struct rule_policy warns = rule_warns(own, r);
    if (S_is_off(f, r, day))
        return ST_OK;
    f->policy = &warns;
    enum status st = rule_found(f, r, day, item, want, "%s", have);
    f->policy = own;
    return st;
}

/* Each two that overlap, one of which is marked. */
static enum status S_over(const struct told *x)
{
    enum status st = ST_OK;
    for (size_t i = 0; i < x->shikaku; i++)
        for (size_t k = i + 1; st == ST_OK && k < x->shikaku; k++) {
            const struct nokori *a = &x->list[i], *b = &x->list[k];
            char one[32], other[32], have[80];
            if ((!a->mark && !b->mark) || !kikan_overlap(&a->is, &b->is))
                continue;
            kikan_text(&a->is, one);
            kikan_text(&b->is, other);
            snprintf(have, sizeof have, "%s と %s", one, other);
            st = S_say(x->f, RULE_SHIKAKU_KASANARI, b->is.from, "資格期間", "他の資格期間と重ならない期間",
                       have);
        }
    return st;
}

static enum status S_outside(const struct told *x, const struct kikan *b, const char *text)
{
    char want[200], have[KIKAN_SHIKAKU_TEXT];
    bool touch = b->kind == KIKAN_GASSAN;
    bool kazoku = b->kind == KIKAN_KAZOKU_SHUSSAN || b->kind == KIKAN_KAZOKU_MAISO;
    snprintf(want, sizeof want, "%s %s%s", text, touch ? "にかかる資格" : "の間の資格",
             touch || kazoku ? "" : "（喪失後は健保法104条〜106条の範囲）");
    kikan_shikaku_text(&x->all, have);
    return S_say(x->f, RULE_FUKUHON_NOKORI, b->from, "資格期間", want, have);
}

/* The 本人家族区分, or the 資格区分, of a 資格 that does not suit, of those that b lies on rather than of
 * others. */
static char S_unsuited(const struct told *x, const struct kikan *b, bool kubun, char right)
{
    char any = 0, on = 0;
    for (size_t i = 0; i < x->shikaku; i++) {
        const struct kikan *s = &x->list[i].is;
        char have = kubun ? s->kubun : s->honnin;
        if (have == right)
            continue;
        any = have;
        on = kikan_overlap(s, b) ? have : on;
    }
    return on ? on : any;
}

static enum status S_fixed(const struct told *x, const struct kikan *b, enum stand stand, const char *text)
{
    bool kubun = stand == STAND_NINKEI;
    bool kazoku = b->kind == KIKAN_KAZOKU_SHUSSAN || b->kind == KIKAN_KAZOKU_MAISO;
    char right = kazoku && rule_kazoku(x->f) != KAZOKU_HIHOKENSHA ? '2' : '1', want[160], have[32];
    char is = S_unsuited(x, b, kubun, right);
    snprintf(want, sizeof want, "%s に合う %s", text,
             kubun          ? "1（一般）"
             : right == '1' ? "1（本人）"
                            : "2（被扶養者）");
    if (is)
        snprintf(have, sizeof have, "%c", is);
    else
        snprintf(have, sizeof have, "（なし）");
    return S_say(x->f, RULE_FUKUHON_KOTEI, b->from, kubun ? "資格区分" : "本人家族区分", want, have);
}

static enum status S_benefit(const struct told *x, const struct nokori *b)
{
    enum stand stand = stand_of(&b->is, &x->all, rule_kazoku(x->f));
    char at[32], text[96];
    if (!b->mark || 1 + (int)stand >= b->mark)
        return ST_OK;
    kikan_text(&b->is, at);
    snprintf(text, sizeof text, "%s %s", kikan_mei(b->is.kind), at);
    return S_rule(stand) == RULE_FUKUHON_KOTEI ? S_fixed(x, &b->is, stand, text) : S_outside(x, &b->is, text);
}

static int S_rank(const struct kikan *k)
{
    return k->kind == KIKAN_SHIKAKU ? -1 : (int)k->kind;
}

static int S_compare(const void *a, const void *b)
{
    const struct kikan *x = &((const struct nokori *)a)->is, *y = &((const struct nokori *)b)->is;
    if (S_rank(x) != S_rank(y))
        return S_rank(x) - S_rank(y);
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to != y->to ? (x->to < y->to ? -1 : 1) : x->renban - y->renban;
}

enum status nokori_tell(struct nokori *list, size_t n, struct findings *f)
{
    struct kikan *all = arena_array(f->arena, n + 1, sizeof *all);
    struct told x = {.list = list, .n = n, .all = {all, n}, .f = f};
    if (!all)
        return ST_LIMIT;
    f->shubetsu = kikan_shubetsu(KIKAN_SHIKAKU);
    if (n)
        qsort(list, n, sizeof *list, S_compare);
    for (size_t i = 0; i < n; i++) {
        all[i] = list[i].is;
        x.shikaku += list[i].is.kind == KIKAN_SHIKAKU;
    }
    enum status st = S_over(&x);
    for (size_t i = x.shikaku; st == ST_OK && i < n; i++)
        st = S_is_benefit(&list[i].is) ? S_benefit(&x, &list[i]) : ST_OK;
    return st;
}
