/* Checks of a 加入者's items; see kanyusha_check.h. */
#include "service/unyo/kanyusha_check.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/kojin_bango.h"

enum kind { MOJI, CODE, YMD };

static const struct rule {
    const char *mei;
    size_t offset;
    enum kind kind;
    bool optional;
    const char *codes; /* CODE: one character each */
    const char *want;
} rules[] = {
    {"記号", offsetof(struct kanyusha_irai, kigo), MOJI, false, NULL,
     "文字（個人番号と思われる数字を含まない）"},
    {"番号", offsetof(struct kanyusha_irai, bango), MOJI, false, NULL,
     "文字（個人番号と思われる数字を含まない）"},
    {"本人家族区分", offsetof(struct kanyusha_irai, honnin_kazoku), CODE, false, "12",
     "1（本人）または 2（家族）"},
    {"氏名", offsetof(struct kanyusha_irai, shimei), MOJI, false, NULL,
     "文字（個人番号と思われる数字を含まない）"},
    {"氏名カナ", offsetof(struct kanyusha_irai, shimei_kana), MOJI, false, NULL,
     "文字（個人番号と思われる数字を含まない）"},
    {"性別", offsetof(struct kanyusha_irai, seibetsu), CODE, false, "123",
     "1（男）、2（女）または 3（未設定）"},
    {"生年月日", offsetof(struct kanyusha_irai, seinengappi), YMD, false, NULL, "暦にある日付 YYYYMMDD"},
    {"住所", offsetof(struct kanyusha_irai, jusho), MOJI, false, NULL,
     "文字（個人番号と思われる数字を含まない）"},
    {"資格取得年月日", offsetof(struct kanyusha_irai, shutoku_ymd), YMD, false, NULL,
     "暦にある日付 YYYYMMDD"},
    {"認定年月日", offsetof(struct kanyusha_irai, nintei_ymd), YMD, true, NULL, "暦にある日付 YYYYMMDD"},
    {"資格喪失年月日", offsetof(struct kanyusha_irai, soshitsu_ymd), YMD, true, NULL,
     "暦にある日付 YYYYMMDD"},
};

static bool S_fits(const struct rule *rule, const char *s)
{
    switch (rule->kind) {
    case MOJI:
        return !kojin_bango_inside(str_of(s)); /* in its own item only: the others come back in replies */
    case CODE:
        return !s[1] && strchr(rule->codes, s[0]);
    case YMD:
        return strlen(s) == 8 && str_date(str_of(s)) != INT32_MIN;
    }
    return false;
}

enum status kanyusha_check_items(const struct kanyusha_irai *r, bool all, struct diag *d)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct rule *rule = &rules[i];
        const char *s;
        memcpy(&s, (const char *)r + rule->offset, sizeof s);
        if (!kanyusha_given(s)) {
            if (all && !rule->optional)
                return diag_set(d, ST_KANYUSHA_ITEM, rule->mei, rule->want, "空");
        } else if (!S_fits(rule, s)) {
            return diag_set(d, ST_KANYUSHA_ITEM, rule->mei, rule->want, s);
        }
    }
    return ST_OK;
}

/* ST_OK when first <= second. Both are YYYYMMDD, which order like their texts. */
static enum status S_order(const char *first_mei, const char *first, const char *second_mei,
                           const char *second, struct diag *d)
{
    char want[96];
    if (strcmp(first, second) <= 0)
        return ST_OK;
    snprintf(want, sizeof want, "%s %.8s 以後", first_mei, first);
    return diag_set(d, ST_DATE_ORDER, second_mei, want, second);
}

enum status kanyusha_check_order(const struct kanyusha *k, struct diag *d)
{
    enum status st = S_order("生年月日", k->seinengappi, "資格取得年月日", k->shutoku_ymd, d);
    if (st == ST_OK && k->soshitsu_ymd)
        st = S_order("資格取得年月日", k->shutoku_ymd, "資格喪失年月日", k->soshitsu_ymd, d);
    return st;
}
