/* See jotai.h. */
#include "file/rule/jotai.h"

#include "base/bango.h"
#include "base/str.h"

enum { YEARS_75 = 750000 };

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
    char ymd[9];
    str_from_date(today, ymd);
    return S_number(seinengappi) + YEARS_75 <= S_number(ymd);
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
