/* See jotai.h. */
#include "file/rule/jotai.h"

#include "base/bango.h"
#include "base/str.h"

enum { YEARS = 75, YEAR = 10000 }; /* of YYYYMMDD */

bool jotai_soshitsu(const struct setai *s)
{
    return s->kazoku > 0 && s->honnin == 0 && s->lost > 0;
}

bool jotai_futari(const struct setai *s)
{
    return s->honnin > 1;
}

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

const char *jotai_want(enum rule r)
{
    return r == RULE_NANAJUGO          ? "75 歳の誕生日までの資格（喪失は処理区分 4）"
           : r == RULE_HONNIN_SOSHITSU ? "被扶養者も喪失（処理区分 4）"
                                       : "一人の本人";
}

const char *jotai_komoku(enum rule r)
{
    return r == RULE_NANAJUGO ? "被保険者枝番" : "被保険者証記号／番号";
}
