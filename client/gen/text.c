/* Numbers and dates as text; see text.h. */
#include "gen/text.h"

#include "gen/calendar.h"

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
    struct ymd d = calendar_of(day);
    text_number(t, (int64_t)d.year * 10000 + d.month * 100 + d.day, 8);
}
