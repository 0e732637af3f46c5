/* How a benefit stands on the 資格 of its person; see stand.h. */
#include "file/rule/stand.h"

/* Which 資格 count. */
struct which {
    char honnin;  /* 0: either */
    bool general; /* 一般 alone */
};

enum { SHOBYO_MONTHS = 18, SHUSSAN_MONTHS = 6, MAISO_MONTHS = 3, BEFORE = 41, BEFORE_TATAI = 97 };

static bool S_counts(const struct kikan *s, struct which w)
{
    return s->kind == KIKAN_SHIKAKU && (!w.honnin || s->honnin == w.honnin) &&
           (!w.general || s->kubun == '1');
}

/* The 資格 of that day; NULL: none. */
static const struct kikan *S_on(const struct kikan_list *l, struct which w, int32_t day)
{
    for (size_t i = 0; i < l->n; i++)
        if (S_counts(&l->list[i], w) && l->list[i].from <= day && day <= l->list[i].to)
            return &l->list[i];
    return NULL;
}

/* First day of the earliest after `day`; DAY_OPEN: none. */
static int32_t S_next(const struct kikan_list *l, struct which w, int32_t day)
{
    int32_t next = DAY_OPEN;
    for (size_t i = 0; i < l->n; i++)
        if (S_counts(&l->list[i], w) && l->list[i].from > day && l->list[i].from < next)
            next = l->list[i].from;
    return next;
}

/* The last 喪失日 up to `day`; DAY_NONE: there was none. */
static int32_t S_loss(const struct kikan_list *l, struct which w, int32_t day)
{
    int32_t loss = DAY_NONE;
    for (size_t i = 0; i < l->n; i++)
        if (S_counts(&l->list[i], w) && l->list[i].to < day && l->list[i].to + 1 > loss)
            loss = l->list[i].to + 1;
    return loss;
}

/* 102条: the day from which 出産手当金 may be paid; unknown: the first that is. */
static int32_t S_window(const struct kikan *k)
{
    int32_t day =
        k->shussan == DAY_NONE || (k->yotei != DAY_NONE && k->yotei < k->shussan) ? k->yotei : k->shussan;
    return day == DAY_NONE ? k->from : day - (k->tatai ? BEFORE_TATAI : BEFORE);
}

/* 105条: the last day of benefits that went on after the loss; DAY_NONE: none did. */
static int32_t S_continued_to(const struct kikan_list *l, int32_t loss)
{
    int32_t last = DAY_NONE;
    for (size_t i = 0; i < l->n; i++) {
        const struct kikan *b = &l->list[i];
        if ((b->kind == KIKAN_SHOBYO || b->kind == KIKAN_SHUSSAN_TEATE) && b->to >= loss && b->to > last)
            last = b->to;
    }
    return last;
}

/* Days after that loss up to `end` may be paid by the former insurer (104条〜106条). Whether the person was
 * insured for a year, and was in payment, is not judged: other insurers' years count.
 * 105条 and 106条 say 喪失した日後: the first day does not count (民法 140条), so the same day of the last
 * month is in. [A] 傷病手当金 is held to the same day; by 99条4項 its year and a half begins when it was
 * first paid, by then before the loss, which a row does not tell. */
static bool S_goes_on(const struct kikan *k, const struct kikan_list *l, int32_t loss, int32_t end)
{
    if (loss == DAY_NONE)
        return false;
    switch (k->kind) {
    case KIKAN_SHOBYO:
        return end <= kikan_months(loss, SHOBYO_MONTHS);
    case KIKAN_SHUSSAN_TEATE:
        return S_window(k) < loss;
    case KIKAN_SHUSSAN:
        return end <= kikan_months(loss, SHUSSAN_MONTHS);
    case KIKAN_MAISO: {
        int32_t to = S_continued_to(l, loss);
        return end <= kikan_months(loss, MAISO_MONTHS) ||
               (to != DAY_NONE && end <= kikan_months(to, MAISO_MONTHS));
    }
    default:
        return false;
    }
}

/* Every day of k has one of these 資格, or with `after` is one on which the benefit goes on without. */
static bool S_stands(const struct kikan *k, const struct kikan_list *l, struct which w, bool after)
{
    for (int32_t day = k->from; day <= k->to && day != DAY_OPEN;) {
        const struct kikan *s = S_on(l, w, day);
        if (s && s->to >= k->to)
            return true;
        if (s) {
            day = s->to + 1;
            continue;
        }
        int32_t next = S_next(l, w, day), end = next <= k->to ? next - 1 : k->to;
        if (!after || !S_goes_on(k, l, S_loss(l, w, day), end))
            return false;
        day = end + 1;
    }
    return true;
}

static bool S_touches(const struct kikan *k, const struct kikan_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->list[i].kind == KIKAN_SHIKAKU && kikan_overlap(&l->list[i], k))
            return true;
    return false;
}

/* 本人 benefits. A later 資格 as 被扶養者 does not hide the earlier one as 本人. */
static enum stand S_honnin(const struct kikan *k, const struct kikan_list *l)
{
    bool teate = k->kind == KIKAN_SHOBYO || k->kind == KIKAN_SHUSSAN_TEATE;
    if (S_stands(k, l, (struct which){'1', teate}, true))
        return STAND_FINE;
    if (teate && S_stands(k, l, (struct which){'1', false}, true))
        return STAND_NINKEI;
    if (S_stands(k, l, (struct which){0, false}, false) ||
        S_next(l, (struct which){'1', false}, DAY_NONE) == DAY_OPEN)
        return STAND_HITO;
    return STAND_SOTO;
}

static enum stand S_kazoku(const struct kikan *k, const struct kikan_list *l, enum kazoku_kyufu kazoku)
{
    bool hifuyosha = S_stands(k, l, (struct which){'2', false}, false);
    if (!hifuyosha && !S_stands(k, l, (struct which){0, false}, false))
        return STAND_SOTO;
    if (kazoku == KAZOKU_EITHER)
        return hifuyosha ? STAND_FINE : STAND_OTHER;
    return hifuyosha == (kazoku == KAZOKU_HIFUYOSHA) ? STAND_FINE : STAND_HITO;
}

enum stand stand_of(const struct kikan *k, const struct kikan_list *others, enum kazoku_kyufu kazoku)
{
    int32_t first = S_next(others, (struct which){0, false}, DAY_NONE);
    if (first == DAY_OPEN)
        return STAND_NOWHERE;
    if (k->kind == KIKAN_GASSAN)
        return S_touches(k, others) ? STAND_FINE : k->to < first ? STAND_MAE : STAND_SOTO;
    if (k->from < first)
        return STAND_MAE;
    return k->kind == KIKAN_KAZOKU_SHUSSAN || k->kind == KIKAN_KAZOKU_MAISO ? S_kazoku(k, others, kazoku)
                                                                            : S_honnin(k, others);
}

bool stand_own(const struct kikan *k, const struct kikan_list *others)
{
    const struct kikan *on = S_on(others, (struct which){0, false}, k->from);
    return on ? on->honnin != '1' : S_next(others, (struct which){'1', false}, DAY_NONE) == DAY_OPEN;
}
