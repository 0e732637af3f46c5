/* Checks of the single columns of a 副本; called by fukuhon.c alone. */
#ifndef SERVICE_CHUKAN_FUKUHON_CHECK_H
#define SERVICE_CHUKAN_FUKUHON_CHECK_H
#include "service/chukan/fukuhon.h"

/* Value of column i; NULL when absent or empty. */
static inline const char *fukuhon_value(const struct fukuhon_kind *kind, const void *row, int i)
{
    const char *v;
    memcpy(&v, (const char *)row + kind->fields[i].offset, sizeof v);
    return v && *v ? v : NULL;
}

/* Every column but 保険者番号 and 枝番. ROW_KOJIN_BANGO comes before all others. A 削除 needs only its key.
 */
enum status fukuhon_check(struct call *c, const struct fukuhon_kind *kind, const void *row);
#endif
