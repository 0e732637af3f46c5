/* See jotai.h. */
#include "file/rule/jotai.h"

#include "base/bango.h"
#include "base/str.h"

enum { YEARS = 75, YEAR = 10000 }; /* of YYYYMMDD */

/* --- households -------------------------------------------------------------------------------------------
 */

/* Each of its days is one of a 本人. */
static bool S_covered(const struct setai *s, const struct setai_shikaku *kazoku)
{
    int32_t day = kazoku->from;
    while (day < kazoku->to) {
        int32_t to = day;
        for (size_t i = 0; i < s->n; i++)
            if (s->list[i].honnin && s->list[i].from <= day && s->list[i].to > to)
                to = s->list[i].to;
        if (to == day)
            return false;
        day = to;
    }
    return true;
}

static bool S_soshitsu(const struct setai *s)
{
    for (size_t i = 0; s->had && i < s->n; i++)
        if (!s->list[i].honnin && !S_covered(s, &s->list[i]))
            return true;
    return false;
}

/* Two people who are 本人 on the same day. */
static bool S_both(const struct setai_shikaku *a, const struct setai_shikaku *b)
{
    return a->honnin && b->honnin && (a->one != b->one || !a->one) && a->from < b->to && b->from < a->to &&
           a->from < a->to && b->from < b->to;
}

struct jotai jotai_of(const struct setai *s)
{
    struct jotai ret = {.soshitsu = S_soshitsu(s)};
    for (size_t i = 0; i < s->n; i++)
        for (size_t j = i + 1; j < s->n; j++)
            if (S_both(&s->list[i], &s->list[j]))
                return (struct jotai){ret.soshitsu, true, {s->list[i].one, s->list[j].one}};
    return ret;
}

/* --- ages -------------------------------------------------------------------------------------------------
 */

/* YYYYMMDD */
static int64_t S_number(const char *ymd)
{
    return bango_digits(ymd, 8);
}

bool jotai_nanajugo(const char *seinengappi, int32_t today)
{
    int64_t day = S_number(seinengappi) + YEARS * YEAR;
    char ymd[9];
    if (day / YEAR > 1970 + today / 365) /* nearly all: in a year to come, told without the calendar */
        return false;
    str_from_date(today, ymd);
    return day <= S_number(ymd);
}

/* --- told -------------------------------------------------------------------------------------------------
 */

const char *jotai_want(enum rule r)
{
    if (r == RULE_NANAJUGO)
        return "75 歳の誕生日までの資格（喪失は処理区分 4）";
    return r == RULE_HONNIN_SOSHITSU ? "本人の資格がある日だけの被扶養者の資格（喪失は処理区分 4）"
                                     : "一人の本人";
}

const char *jotai_komoku(enum rule r)
{
    return r == RULE_NANAJUGO ? "被保険者枝番" : "被保険者証記号／番号";
}

const char *jotai_have(const char *kagi, const char *one, const char *other, struct arena *a)
{
    return one && other ? arena_printf(a, "%s（被保険者枝番 %s と %s）", kagi, one, other) : kagi;
}
