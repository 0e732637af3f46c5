/* Numbers and dates as text; see text.h. */
#include "gen/text.h"

static int S_digits(int64_t n, char out[24])
{
    int at = 24;
    do {
        out[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n);
    return at;
}

void text_number(struct text *t, int64_t n, int width)
{
    char digits[24];
    int at = S_digits(n, digits);
    while (24 - at < width && at > 0)
        digits[--at] = '0';
    text_add(t, digits + at, (size_t)(24 - at));
}

void text_wide(struct text *t, int64_t n)
{
    char digits[24];
    for (int at = S_digits(n, digits); at < 24; at++) {
        char wide[3] = {'\xEF', '\xBC', (char)(0x90 + digits[at] - '0')};
        text_add(t, wide, 3);
    }
}

void text_day(struct text *t, int32_t day)
{
    /* Civil date from days, by eras of 400 years that begin in March. */
    int32_t z = day + 719468, era = z / 146097, in_era = z % 146097;
    int32_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int32_t in_year = in_era - (365 * year + year / 4 - year / 100), m = (5 * in_year + 2) / 153;
    int32_t month = m < 10 ? m + 3 : m - 9;
    text_number(
        t, (int64_t)(year + era * 400 + (month <= 2)) * 10000 + month * 100 + in_year - (153 * m + 2) / 5 + 1,
        8);
}
