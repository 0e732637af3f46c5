/* Days of 電子証明書; see shomeisho.h. */
#include "service/shomeisho.h"

#include "base/str.h"

int32_t shomeisho_kigen(int32_t kaishi, int64_t nensu)
{
    char day[9];
    enum { LAST_YEAR = 9999 };
    str_from_date(kaishi, day);
    int64_t year = nensu;
    for (int i = 0, unit = 1000; i < 4; i++, unit /= 10)
        year += (day[i] - '0') * (int64_t)unit;
    if (year > LAST_YEAR)
        year = LAST_YEAR;
    for (int i = 3; i >= 0; i--, year /= 10)
        day[i] = (char)('0' + year % 10);
    int32_t same = str_date(str_of(day)); /* none: the 29th of February */
    if (same != INT32_MIN)
        return same - 1;
    day[7]--;
    return str_date(str_of(day));
}

struct shomeisho_kikan shomeisho_kikan(const struct kanri_shomeisho *r, const struct shomeisho_days *d)
{
    const int32_t kaishi = r->kaishi ? str_date(str_of(r->kaishi)) : d->hajime;
    return (struct shomeisho_kikan){kaishi, r->kigen ? str_date(str_of(r->kigen))
                                                     : shomeisho_kigen(kaishi, d->nensu)};
}
