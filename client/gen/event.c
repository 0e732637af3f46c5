/* Benefits; see event.h. */
#include "gen/event.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "gen/random.h"

/* A day from first to last, NO_DAY when there is none. */
static int32_t S_between(uint64_t *s, int32_t first, int32_t last)
{
    return first > last ? NO_DAY : first + (int32_t)random_below(s, (uint32_t)(last - first + 1));
}

/* The last day of 資格 that the files can know of. */
static int32_t S_last(const struct gen *g, const struct person *p)
{
    return p->end == NO_DAY ? g->day - 1 : p->end - 1;
}

static int32_t S_later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static bool S_mother(const struct person *p)
{
    return p->woman && p->age >= 20 && p->age < 45 && p->member <= 1;
}

/* A birth, planned within a week of it, with room for 出産手当金 on both sides. */
static bool S_birth(const struct gen *g, const struct person *p, struct event *ret)
{
    uint64_t s = random_mix(p->luck ^ STREAM_EVENT);
    if (!S_mother(p) || !random_chance(&s, 500))
        return false;
    int32_t date = S_between(&s, S_later(p->start + 120, g->day - 330), S_last(g, p) - 60);
    if (date == NO_DAY)
        return false;
    *ret = (struct event){.date = date, .planned = date - 6 + (int32_t)random_below(&s, 13)};
    ret->count = random_chance(&s, 50) ? 2 : 1;
    ret->decided = date + 59;
    ret->yen = 420000 * ret->count;
    return true;
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
    return true;
}

bool event_shobyo(const struct gen *g, const struct person *p, struct event *ret)
{
    struct event birth;
    uint64_t s = random_mix(p->luck ^ STREAM_EVENT << 8);
    if (p->member != 0 || event_shussan_teate(g, p, &birth) || !random_chance(&s, 500))
        return false;
    int32_t days = 10 + (int32_t)random_below(&s, 30);
    int32_t from = S_between(&s, S_later(p->start + 10, g->day - 330), S_last(g, p) - days);
    if (from == NO_DAY)
        return false;
    *ret = (struct event){
        .from = from, .to = from + days - 1, .decided = from + days, .yen = days * INT64_C(4000)};
    return true;
}

/* Who died lost the 資格 on the day after. */
static bool S_death(const struct person *p, struct event *ret)
{
    if (!p->dead)
        return false;
    *ret = (struct event){.date = p->end - 1, .decided = p->end + 3, .yen = 50000};
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

static int32_t S_ymd(int year, int month_day)
{
    char ymd[24];
    snprintf(ymd, sizeof ymd, "%04d%04d", year % 10000, month_day);
    return str_date((struct str){ymd, 8});
}

/* 健保法 115 条の 2: from 1 August to 31 July, the last such year that has ended. */
bool event_gassan(const struct gen *g, const struct person *p, struct event *ret)
{
    uint64_t s = random_mix(p->luck ^ STREAM_EVENT << 16);
    if (p->member != 0 || !random_chance(&s, 300))
        return false;
    char today[9];
    str_from_date(g->day, today);
    int year = (int)strtol(today, NULL, 10) / 10000 - (memcmp(today + 4, "0801", 4) < 0);
    int32_t from = S_ymd(year - 1, 801), to = S_ymd(year, 731);
    if (p->start > from || S_last(g, p) < to)
        return false;
    *ret = (struct event){.from = from, .to = to, .decided = to + 60, .yen = 1000 + random_below(&s, 90000)};
    return true;
}
