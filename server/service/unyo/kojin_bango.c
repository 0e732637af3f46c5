/* 個人番号; see kojin_bango.h. */
#include "service/unyo/kojin_bango.h"

char kojin_bango_digit(const char eleven[11])
{
    static const int weight[11] = {6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    int sum = 0;
    for (int i = 0; i < 11; i++)
        sum += (eleven[i] - '0') * weight[i];
    int rest = sum % 11;
    return (char)(rest <= 1 ? '0' : '0' + 11 - rest);
}

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
