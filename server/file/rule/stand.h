/* Inside file/rule/ only: how a benefit stands on the 資格 of its person (健康保険法 99条〜106条). Pure. */
#ifndef FILE_RULE_STAND_H
#define FILE_RULE_STAND_H
#include "file/rule/kikan.h"
#include "file/rule/rule.h"

/* From worst to best. */
enum stand {
    STAND_NOWHERE, /* there is no 資格 */
    STAND_MAE,     /* it begins before the first one */
    STAND_SOTO,    /* it goes beyond what the law lets go on after a loss */
    STAND_HITO,    /* on a 資格 of the other 本人家族区分 */
    STAND_NINKEI,  /* only on 任意継続, 特例退職 */
    STAND_OTHER,   /* family benefit: on the 枝番 that is less usual */
    STAND_FINE
};
/* k: any kind but 資格情報. others: what the person has, k itself may be among them; of benefits only 埋葬料
 * asks (105条). */
enum stand stand_of(const struct kikan *k, const struct kikan_list *others, enum kazoku_kyufu kazoku);
/* A family benefit on this person's 枝番 is about this very person, as far as the 資格 tell. */
bool stand_own(const struct kikan *k, const struct kikan_list *others);
#endif
