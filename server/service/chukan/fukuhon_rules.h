/* Whether a 副本 fits beside the others of its person (2.13.1; 健康保険法). Pure: looks at the periods that
 * the store has, and writes nothing. Called by fukuhon.c. */
#ifndef SERVICE_CHUKAN_FUKUHON_RULES_H
#define SERVICE_CHUKAN_FUKUHON_RULES_H
#include "service/chukan/fukuhon.h"

struct fukuhon_plan {
    const struct fukuhon_kind *kind;
    const char *item;          /* what the key is called */
    struct chukan_kikan kikan; /* as it would be afterwards */
};

/* 新規 and 変更. have: periods of the person: all for a 資格情報, else 資格情報 and kind->not_with at least.
 */
enum status fukuhon_fits(const struct fukuhon_plan *p, const struct chukan_hito *hito, struct diag *d);
/* 変更 (gone false) and 削除 of a 資格情報: none of the others may lose what it stands on. */
enum status fukuhon_leaves(const struct fukuhon_plan *p, bool gone, const struct chukan_hito *hito,
                           struct diag *d);
#endif
