/* See jotai.h. */
#include "file/rule/jotai.h"

#include <stdio.h>

#include "base/bango.h"
#include "base/str.h"

enum { YEARS = 75, YEAR = 10000 }; /* of YYYYMMDD */

/* --- households -------------------------------------------------------------------------------------------
 */

static bool S_same(const struct jotai_ten *x, const struct jotai_ten *t)
{
    return x->rule == t->rule && x->one == t->one && x->other == t->other && x->kara == t->kara;
}

static bool S_has(const struct jotai *j, size_t from, size_t to, const struct jotai_ten *t)
{
    for (size_t i = from; i < to; i++)
        if (S_same(&j->list[i], t))
            return true;
    return false;
}

static void S_add(struct jotai *j, enum rule r, uint32_t one, uint32_t other, int32_t kara)
{
    const struct jotai_ten t = {r, one, other, kara};
    if (j->n < SETAI_MOST && !S_has(j, 0, j->n, &t))
        j->list[j->n++] = t;
}

/* Nearly all stay as they were, in the same order. */
void jotai_more(const struct jotai *j, const struct jotai *than, struct jotai *ret)
{
    size_t from = 0, to = j->n, than_to = than->n;
    while (from < to && from < than_to && S_same(&j->list[from], &than->list[from]))
        from++;
    while (to > from && than_to > from && S_same(&j->list[to - 1], &than->list[than_to - 1])) {
        to--;
        than_to--;
    }
    ret->n = 0;
    for (size_t i = from; i < to; i++)
        if (!S_has(than, from, than_to, &j->list[i]))
            ret->list[ret->n++] = j->list[i];
}

/* To which day there is a 本人 from `day` on; day: there is none on it. */
static int32_t S_until(const struct setai *s, int32_t day)
{
    int32_t to = day;
    for (size_t i = 0; i < s->n; i++)
        if (s->list[i].honnin && s->list[i].from <= day && s->list[i].to > to)
            to = s->list[i].to;
    return to;
}

/* When the next 本人 comes after `day`; SETAI_OPEN: never. */
static int32_t S_next(const struct setai *s, int32_t day)
{
    int32_t next = SETAI_OPEN;
    for (size_t i = 0; i < s->n; i++)
        if (s->list[i].honnin && s->list[i].from > day && s->list[i].from < s->list[i].to &&
            s->list[i].from < next)
            next = s->list[i].from;
    return next;
}

/* Each stretch of days without a 本人. */
static void S_soshitsu(const struct setai *s, const struct setai_shikaku *kazoku, struct jotai *ret)
{
    for (int32_t day = kazoku->from, to; day < kazoku->to; day = to) {
        to = S_until(s, day);
        if (to > day)
            continue;
        S_add(ret, RULE_HONNIN_SOSHITSU, kazoku->one, 0, day);
        to = S_next(s, day);
    }
}

/* Two people who are 本人 on the same day. */
static bool S_both(const struct setai_shikaku *a, const struct setai_shikaku *b)
{
    return a->honnin && b->honnin && (a->one != b->one || !a->one) && a->from < b->to && b->from < a->to &&
           a->from < a->to && b->from < b->to;
}

/* With the nearest of those before it: one who comes or goes changes what is told of few. */
static void S_futari(const struct setai *s, size_t at, struct jotai *ret)
{
    const struct setai_shikaku *a = &s->list[at];
    for (size_t i = at; i-- > 0;) {
        const struct setai_shikaku *b = &s->list[i];
        if (S_both(a, b)) {
            S_add(ret, RULE_HONNIN_FUTARI, a->one, b->one, a->from > b->from ? a->from : b->from);
            return;
        }
    }
}

static bool S_before(const struct setai_shikaku *a, const struct setai_shikaku *b)
{
    return a->one != b->one ? a->one < b->one : a->from < b->from;
}

struct jotai jotai_of(const struct setai *household)
{
    struct setai s = {.n = 0};
    struct jotai ret = {.n = 0};
    for (; s.n < household->n; s.n++) { /* few as a rule, so they are put in place one by one */
        size_t at = s.n;
        for (; at && S_before(&household->list[s.n], &s.list[at - 1]); at--)
            s.list[at] = s.list[at - 1];
        s.list[at] = household->list[s.n];
    }
    for (size_t i = 0; i < s.n; i++)
        if (s.list[i].honnin)
            S_futari(&s, i, &ret);
        else if (household->had)
            S_soshitsu(&s, &s.list[i], &ret);
    return ret;
}

/* --- ages -------------------------------------------------------------------------------------------------
 */

int32_t jotai_nanajugo(const char *seinengappi, int32_t today)
{
    int64_t day = bango_digits(seinengappi, 8) + YEARS * YEAR;
    char ymd[24];
    if (day / YEAR > 1970 + (today + JOTAI_AHEAD) / 365) /* nearly all: told without the calendar */
        return INT32_MIN;
    snprintf(ymd, sizeof ymd, "%08lld", (long long)day);
    int32_t ret = str_date(str_of(ymd));
    if (ret == INT32_MIN) { /* 29 February: who is born on it is a year older on the day after the 28th */
        snprintf(ymd, sizeof ymd, "%04lld0301", (long long)(day / YEAR));
        ret = str_date(str_of(ymd));
    }
    return ret > today + JOTAI_AHEAD ? INT32_MIN : ret;
}

/* --- told -------------------------------------------------------------------------------------------------
 */

const char *jotai_want(enum rule r)
{
    if (r == RULE_NANAJUGO)
        return "75 歳の誕生日に喪失する資格（喪失は処理区分 4）";
    return r == RULE_HONNIN_SOSHITSU ? "本人の資格がある日だけの被扶養者の資格" : "一人の本人";
}

const char *jotai_komoku(enum rule r)
{
    return r == RULE_NANAJUGO ? "被保険者枝番" : "被保険者証記号／番号";
}

const char *jotai_have(enum rule r, const char *setai, const char *one, const char *other, const char *kara,
                       struct arena *a)
{
    if (!kara)
        kara = "";
    if (r == RULE_NANAJUGO)
        return arena_printf(a, "%s（誕生日 %s）", one, kara);
    return r == RULE_HONNIN_SOSHITSU
               ? arena_printf(a, "%s（被扶養者の被保険者枝番 %s、%s から本人がいない）", setai, one, kara)
               : arena_printf(a, "%s（被保険者枝番 %s と %s、%s から）", setai, one, other ? other : "",
                              kara);
}
