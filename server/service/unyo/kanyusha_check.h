/* The items of a 加入者 by themselves and against each other: presence, code values, dates and their order.
 * Lengths and characters are data of the XSD and the layout. Called by kanyusha_apply.c. */
#ifndef SERVICE_UNYO_KANYUSHA_CHECK_H
#define SERVICE_UNYO_KANYUSHA_CHECK_H
#include <stdbool.h>

#include "base/diag.h"
#include "service/unyo/kanyusha_irai.h"
#include "store/unyo_kanyusha.h"

static inline bool kanyusha_given(const char *s)
{
    return s && *s;
}
/* all: everything but 認定年月日 and 資格喪失年月日 must be there (登録); else only what is given is looked
 * at (変更). 個人番号 and 枝番 are not looked at. */
enum status kanyusha_check_items(const struct kanyusha_irai *r, bool all, struct diag *d);
/* 生年月日 ≦ 資格取得年月日 ≦ 資格喪失年月日 */
enum status kanyusha_check_order(const struct kanyusha *k, struct diag *d);
#endif
