/* Benefits; see event.h. */
#include "gen/event.h"

#include "gen/calendar.h"
#include "gen/random.h"

/* A day from first to last, NO_DAY when there is none. */
static int32_t S_between(uint64_t *s, int32_t first, int32_t last)
{
    return first > last ? NO_DAY : first + (int32_t)random_below(s, (uint32_t)(last - first + 1));
}

/* The last day of the 資格 that the files can know of. */
static int32_t S_last(const struct gen *g, const struct period *k)
{
    return k->end == NO_DAY ? g->day - 1 : k->end - 1;
}

static int32_t S_later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* Into which of the person's 資格 all of it falls. false: none. */
static bool S_inside(const struct gen *g, const struct person *p, int32_t from, int32_t to, struct event *ret)
{
    for (int i = 0; i < p->period_count; i++)
        if (p->periods[i].start <= from && to <= S_last(g, &p->periods[i])) {
            ret->period = i;
            return true;
        }
    return false;
}

/* The latest birth: of the household's youngest; some mothers have a child in the family of the father's
 * employer. */
static int32_t S_born(const struct gen *g, const struct person *p, uint64_t *s)
{
    int32_t other = S_between(s, g->day - 330, g->day - 60);
    bool elsewhere = p->member == 0 && p->youngest == NO_DAY && random_chance(s, 200) &&
                     calendar_years(p->birth, 20) <= other && other < calendar_years(p->birth, 43);
    return elsewhere ? other : p->youngest;
}

/* In the year before, planned within a week of it; decided when 出産手当金 can be. */
static bool S_birth(const struct gen *g, const struct person *p, struct event *ret)
{
    uint64_t s = random_mix(p->luck ^ STREAM_EVENT);
    if (!p->woman || p->member > 1)
        return false;
    int32_t date = S_born(g, p, &s);
    if (date == NO_DAY || date < g->day - 330 || date > g->day - 60)
        return false;
    *ret = (struct event){.date = date, .planned = date - 6 + (int32_t)random_below(&s, 13)};
    ret->count = p->youngest == NO_DAY ? 1 : p->born;
    ret->decided = date + 59;
    ret->yen = 420000 * ret->count;
    return S_inside(g, p, date, date, ret);
}

bool event_shussan(const struct gen *g, const struct person *p, struct event *ret)
{
    return p->member == 0 && S_birth(g, p, ret);
}

bool event_kazoku_shussan(const struct gen *g, const struct person *p, struct event *ret)
{
    return p->member == 1 && S_birth(g, p, ret);
}

/* 健保法 102 条, all of it: 42 days (98 for twins) to the day of birth, or to the planned one when the birth
 * was later, and 56 after the birth. */
bool event_shussan_teate(const struct gen *g, const struct person *p, struct event *ret)
{
    if (p->member != 0 || !S_birth(g, p, ret))
        return false;
    ret->from = (ret->date < ret->planned ? ret->date : ret->planned) - (ret->count > 1 ? 97 : 41);
    ret->to = ret->date + 56;
    ret->yen = (ret->to - ret->from + 1) * INT64_C(6667);
    return S_inside(g, p, ret->from, ret->to, ret);
}

bool event_shobyo(const struct gen *g, const struct person *p, struct event *ret)
{
    struct event birth;
    uint64_t s = random_mix(p->luck ^ STREAM_EVENT << 8);
    if (p->member != 0 || event_shussan_teate(g, p, &birth) || !random_chance(&s, 500))
        return false;
    int which = (int)random_below(&s, (uint32_t)p->period_count);
    const struct period *k = &p->periods[which];
    int32_t days = 10 + (int32_t)random_below(&s, 30);
    int32_t from = S_between(&s, S_later(k->start + 10, g->day - 330), S_last(g, k) - days);
    if (from == NO_DAY)
        return false;
    *ret = (struct event){.from = from,
                          .to = from + days - 1,
                          .decided = from + days,
                          .yen = days * INT64_C(4000),
                          .period = which};
    return true;
}

/* Who died lost the 資格 on the day after. */
static bool S_death(const struct person *p, struct event *ret)
{
    if (!p->dead)
        return false;
    int32_t loss = person_last(p)->end;
    *ret = (struct event){.date = loss - 1, .decided = loss + 3, .yen = 50000, .period = p->period_count - 1};
    return true;
}

bool event_maiso(const struct gen *g, const struct person *p, struct event *ret)
{
    (void)g;
    return p->member == 0 && S_death(p, ret);
}

bool event_kazoku_maiso(const struct gen *g, const struct person *p, struct event *ret)
{
    (void)g;
    return p->member > 0 && S_death(p, ret);
}

/* 健保法 115 条の 2: from 1 August to 31 July, the last such year that has been decided about. */
bool event_gassan(const struct gen *g, const struct person *p, struct event *ret)
{
    enum { DECIDED = 60 };
    uint64_t s = random_mix(p->luck ^ STREAM_EVENT << 16);
    if (p->member != 0 || !random_chance(&s, 300))
        return false;
    int32_t year = calendar_of(g->day).year;
    year -= calendar_day(year, 7, 31) + DECIDED > g->day;
    int32_t from = calendar_day(year - 1, 8, 1), to = calendar_day(year, 7, 31);
    *ret = (struct event){
        .from = from, .to = to, .decided = to + DECIDED, .yen = 1000 + random_below(&s, 90000)};
    return S_inside(g, p, from, to, ret);
}
