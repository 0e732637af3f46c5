/* Era dates; see era.h. */
#include "file/layout/era.h"

#include <stdio.h>
#include <string.h>

/* [A] 平成 has no last day: in the years of the guide days to come were still written in it. */
static const struct {
    const char *mei;
    int year; /* before the first */
    const char *first, *last;
} eras[] = {
    {"明治", 1867, "18680125", "19120729"}, {"大正", 1911, "19120730", "19261224"},
    {"昭和", 1925, "19261225", "19890107"}, {"平成", 1988, "19890108", "99991231"},
    {"令和", 2018, "20190501", "99991231"},
};
enum { ERAS = sizeof eras / sizeof eras[0] };

/* false: the era has no such day. */
static bool S_day(int era, struct str v, char out[9])
{
    int year = (v.p[1] - '0') * 10 + v.p[2] - '0';
    if (year == 0)
        return false;
    year += eras[era].year;
    for (int k = 3; k >= 0; k--, year /= 10)
        out[k] = (char)('0' + year % 10);
    memcpy(out + 4, v.p + 3, 4);
    out[8] = 0;
    return str_date((struct str){out, 8}) != INT32_MIN && memcmp(out, eras[era].first, 8) >= 0 &&
           memcmp(out, eras[era].last, 8) <= 0;
}

/* The place in the lists is the era; *ret_digit: what stands for it there. */
static const char *S_next(const char *p, int *era, char *ret_digit)
{
    for (; *p; p++) {
        if (*p == '|')
            *era = -1;
        else if (++*era < ERAS && *p != '-') {
            *ret_digit = *p;
            return p + 1;
        }
    }
    return NULL;
}

int era_read(const char *lists, struct str v, char out[9])
{
    int found = 0, era = -1;
    char digit, day[9];
    if (v.n != 7 || !str_all_digits(v))
        return 0;
    for (const char *p = lists; (p = S_next(p, &era, &digit));) {
        if (digit != v.p[0] || !S_day(era, v, day) || (found && memcmp(day, out, 8) == 0))
            continue;
        if (found++)
            return found;
        memcpy(out, day, sizeof day);
    }
    return found;
}

void era_text(const char *lists, char *out, size_t cap)
{
    size_t at = 0;
    int era = -1;
    char digit;
    out[0] = 0;
    for (const char *p = lists; (p = S_next(p, &era, &digit));) {
        char one[16];
        int n = snprintf(one, sizeof one, "%c %s", digit, eras[era].mei);
        if (strstr(out, one) || at + (size_t)n + sizeof "・" > cap)
            continue;
        at += (size_t)snprintf(out + at, cap - at, "%s%s", at ? "・" : "", one);
    }
}
