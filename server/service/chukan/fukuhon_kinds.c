/* All kinds of 副本; see fukuhon.h. */
#include <stdio.h>

#include "service/chukan/fukuhon.h"

#define BULK(name)
#define FUKUHON(name) extern const struct fukuhon_kind fukuhon_##name;
#include "service/bulks.def"
#undef FUKUHON

const struct fukuhon_kind *const fukuhon_kinds[] = {
#define FUKUHON(name) &fukuhon_##name,
#include "service/bulks.def"
#undef FUKUHON
#undef BULK
    NULL};

const struct fukuhon_kind *fukuhon_shikaku(void)
{
    const struct fukuhon_kind *const *k = fukuhon_kinds;
    while ((*k)->kikan != KIKAN_SHIKAKU)
        k++;
    return *k;
}

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
    return diag_set(c->diag, ST_FUKUHON_ITEM, "種別", want, *shubetsu ? shubetsu : "空");
}
