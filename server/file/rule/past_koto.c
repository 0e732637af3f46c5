/* See past_koto.h. */
#include "file/rule/past_koto.h"

#include <stddef.h>
#include <string.h>

#include "file/layout/check.h"

enum { KUBUN, EDABAN, TOLD, KOJIN_BANGO = TOLD, SHIMEI, SHIMEI_KANA, SEIBETSU, SEINENGAPPI, JUSHO };
/* clang-format off */
#define ITEM(field, member) {field, offsetof(struct kanyusha_koto, member)}
/* clang-format on */
static const struct {
    const char *field; /* the column, by its semantic name */
    size_t at;         /* in struct kanyusha_koto; from TOLD on */
} items[KOTO_ITEMS] = {
    {"shoriKubun", 0},
    {"edaban", 0},
    ITEM("kojinBango", kojin_bango),
    ITEM("shimei", shimei),
    ITEM("shimeiKana", shimei_kana),
    ITEM("seibetsu", seibetsu),
    ITEM("seinengappi", seinengappi),
    ITEM("jusho", jusho),
    ITEM("kigo", kigo),
    ITEM("bango", bango),
    ITEM("honninKazoku", honnin_kazoku),
    ITEM("shutokuYmd", shutoku_ymd),
    ITEM("soshitsuYmd", soshitsu_ymd),
    ITEM("ninteiYmd", nintei_ymd),
};

void koto_columns(struct koto_columns *c, const struct layout *l)
{
    if (c->l == l)
        return;
    for (int i = 0; i < KOTO_ITEMS; i++)
        c->at[i] = layout_field(l, items[i].field);
    c->l = l;
}

static const char *S_cell(const struct koto_columns *c, const struct past_row *row, int item)
{
    int at = c->at[item];
    return at >= 0 && row->values[at].n ? row->values[at].p : NULL;
}

const char *koto_edaban(const struct koto_columns *c, const struct past_row *row)
{
    return S_cell(c, row, EDABAN);
}

const char *koto_kojin_bango(const struct koto_columns *c, const struct past_row *row)
{
    return S_cell(c, row, KOJIN_BANGO);
}

const char *koto_kubun_text(const struct koto_columns *c, const struct past_row *row)
{
    return S_cell(c, row, KUBUN);
}

char koto_kubun(const struct koto_columns *c, const struct past_row *row)
{
    const char *kubun = koto_kubun_text(c, row);
    return kubun && !kubun[1] ? kubun[0] : 0;
}

struct kanyusha_koto koto_told(const struct koto_columns *c, const struct past_row *row)
{
    struct kanyusha_koto k = {0};
    for (int i = TOLD; i < KOTO_ITEMS; i++) {
        const char *v = S_cell(c, row, i);
        memcpy((char *)&k + items[i].at, &v, sizeof v);
    }
    return k;
}

static bool S_aru(const struct koto_columns *c, const struct past_row *row, int item)
{
    return c->at[item] < 0 || !char_blank(row->values[c->at[item]]);
}

struct kanyusha_aru koto_aru(const struct koto_columns *c, const struct past_row *row)
{
    return (struct kanyusha_aru){S_aru(c, row, KOJIN_BANGO), S_aru(c, row, SHIMEI),
                                 S_aru(c, row, SHIMEI_KANA), S_aru(c, row, JUSHO)};
}
