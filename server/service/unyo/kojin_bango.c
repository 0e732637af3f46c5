/* 個人番号; see kojin_bango.h. */
#include "service/unyo/kojin_bango.h"

#include "base/kojin_bango.h"

enum status kojin_bango_check(const char *s, struct diag *d)
{
    if (!s || !*s)
        return diag_set(d, ST_KANYUSHA_ITEM, "個人番号", "数字12桁", "空");
    struct str text = str_of(s);
    if (text.n != 12 || !str_all_digits(text))
        return diag_set(d, ST_KANYUSHA_ITEM, "個人番号", "数字12桁", "数字12桁でない値");
    if (s[11] != kojin_bango_digit(s))
        return diag_set(d, ST_KOJIN_BANGO_CHECK, "個人番号", "検査用数字の一致する番号", "一致しない番号");
    return ST_OK;
}
