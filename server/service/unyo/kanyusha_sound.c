/* What must hold of a 加入者; see kanyusha_sound.h. */
#include "service/unyo/kanyusha_sound.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/kojin_bango.h"

static const struct rule {
    const char *mei;
    size_t offset;
    bool ymd; /* else text that comes back in replies */
} rules[] = {
    {"被保険者証記号", offsetof(struct kanyusha_irai, kigo), false},
    {"被保険者証番号", offsetof(struct kanyusha_irai, bango), false},
    {"本人家族区分", offsetof(struct kanyusha_irai, honnin_kazoku), false},
    {"氏名", offsetof(struct kanyusha_irai, shimei), false},
    {"氏名カナ", offsetof(struct kanyusha_irai, shimei_kana), false},
    {"性別", offsetof(struct kanyusha_irai, seibetsu), false},
    {"生年月日", offsetof(struct kanyusha_irai, seinengappi), true},
    {"住所", offsetof(struct kanyusha_irai, jusho), false},
    {"資格取得年月日", offsetof(struct kanyusha_irai, shutoku_ymd), true},
    {"被扶養者認定年月日", offsetof(struct kanyusha_irai, nintei_ymd), true},
    {"資格喪失年月日", offsetof(struct kanyusha_irai, soshitsu_ymd), true},
};

enum status kanyusha_sound(const struct kanyusha_irai *r, struct diag *d)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct rule *rule = &rules[i];
        const char *s;
        memcpy(&s, (const char *)r + rule->offset, sizeof s);
        struct str v = str_of(s);
        if (rule->ymd && v.n && (v.n != 8 || str_date(v) == INT32_MIN))
            return diag_set(d, ST_KANYUSHA_ITEM, rule->mei, "暦にある日付 YYYYMMDD", s);
        if (!rule->ymd && v.n >= 12 && kojin_bango_inside(v))
            return diag_set(d, ST_ROW_KOJIN_BANGO, rule->mei, "個人番号を含まない値", "12桁の番号");
    }
    return ST_OK;
}

enum status kanyusha_sound_kojin_bango(const char *s, struct diag *d)
{
    struct str v = str_of(s);
    if (v.n == 12 && str_all_digits(v))
        return ST_OK;
    return diag_set(d, ST_KANYUSHA_ITEM, "個人番号", "数字12桁", v.n ? "数字12桁でない値" : "空");
}
