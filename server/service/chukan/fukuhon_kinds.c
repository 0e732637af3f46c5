/* All kinds of 副本; see fukuhon.h. */
#include <stdio.h>

#include "service/chukan/fukuhon.h"

extern const struct fukuhon_kind fukuhon_shikaku_joho, fukuhon_kogaku_kaigo_gassan, fukuhon_shussan_ichijikin,
    fukuhon_kazoku_shussan_ichijikin, fukuhon_shussan_teatekin, fukuhon_shobyo_teatekin, fukuhon_maisoryo,
    fukuhon_kazoku_maisoryo;

const struct fukuhon_kind *const fukuhon_kinds[] = {&fukuhon_shikaku_joho,
                                                    &fukuhon_kogaku_kaigo_gassan,
                                                    &fukuhon_shussan_ichijikin,
                                                    &fukuhon_kazoku_shussan_ichijikin,
                                                    &fukuhon_shussan_teatekin,
                                                    &fukuhon_shobyo_teatekin,
                                                    &fukuhon_maisoryo,
                                                    &fukuhon_kazoku_maisoryo,
                                                    NULL};

const struct fukuhon_kind *fukuhon_kind_find(const char *shubetsu)
{
    for (const struct fukuhon_kind *const *k = fukuhon_kinds; *k; k++)
        if (strcmp((*k)->shubetsu, shubetsu) == 0)
            return *k;
    return NULL;
}

enum status fukuhon_kind_unknown(struct call *c, const char *shubetsu)
{
    char want[400] = "";
    for (const struct fukuhon_kind *const *k = fukuhon_kinds; *k; k++)
        snprintf(want + strlen(want), sizeof want - strlen(want), "%s%s", *want ? "、" : "", (*k)->shubetsu);
    return diag_set(c->diag, ST_FUKUHON_ITEM, "種別", want, shubetsu);
}
