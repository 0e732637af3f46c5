/* Days since 1970-01-01 and the calendar, without printf, because ten million rows have dates. Used by the
 * files of client/gen that make days. */
#ifndef CLIENT_GEN_CALENDAR_H
#define CLIENT_GEN_CALENDAR_H
#include <stdint.h>

struct ymd {
    int32_t year;
    int month, day;
};

/* By eras of 400 years that begin in March. Not before the year 1. */
static inline struct ymd calendar_of(int32_t day)
{
    uint32_t z = (uint32_t)(day + 719468), era = z / 146097, in_era = z % 146097;
    uint32_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    uint32_t in_year = in_era - (365 * year + year / 4 - year / 100), m = (5 * in_year + 2) / 153;
    uint32_t month = m < 10 ? m + 3 : m - 9;
    return (struct ymd){(int32_t)(year + era * 400 + (month <= 2)), (int)month,
                        (int)(in_year - (153 * m + 2) / 5 + 1)};
}

/* 29 February of a common year is 1 March. */
static inline int32_t calendar_day(int32_t year, int month, int day)
{
    uint32_t y = (uint32_t)(month <= 2 ? year - 1 : year), in_era = y % 400;
    uint32_t in_year = (153 * (uint32_t)(month > 2 ? month - 3 : month + 9) + 2) / 5 + (uint32_t)day - 1;
    return (int32_t)(y / 400 * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year) - 719468;
}

/* The year alone, from 1901 to 2099, where every fourth is a leap year. */
static inline int32_t calendar_year(int32_t day)
{
    enum { DAYS_1901 = -25202 };
    return 1901 + (int32_t)((4 * (uint32_t)(day - DAYS_1901) + 3) / 1461);
}

/* The same date some years later, or earlier: a birthday. */
static inline int32_t calendar_years(int32_t day, int years)
{
    struct ymd d = calendar_of(day);
    return calendar_day(d.year + years, d.month, d.day);
}

/* The first 1 April that is not before `day`: the school year and most contracts end on 31 March. */
static inline int32_t calendar_april(int32_t day)
{
    int32_t year = calendar_of(day).year, april = calendar_day(year, 4, 1);
    return april >= day ? april : calendar_day(year + 1, 4, 1);
}
#endif
