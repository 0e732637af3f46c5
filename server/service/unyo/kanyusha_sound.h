/* What must hold of a 加入者 whatever the layout says: dates are dates, a 個人番号 is one by its
 * form, and none stands where replies would carry it out (DESIGN 2.1). All else is the layout's to judge.
 * Called by kanyusha_shinki.c, kanyusha_apply.c and the bulk kind. */
#ifndef SERVICE_UNYO_KANYUSHA_SOUND_H
#define SERVICE_UNYO_KANYUSHA_SOUND_H
#include <stdbool.h>

#include "base/diag.h"
#include "service/unyo/kanyusha_irai.h"
#include "store/unyo_kanyusha.h"

static inline bool kanyusha_given(const char *s)
{
    return s && *s;
}
/* ROW_KOJIN_BANGO, KANYUSHA_ITEM: of what is given; 個人番号 and 枝番 are not looked at. */
enum status kanyusha_sound(const struct kanyusha_irai *r, struct diag *d);
/* KANYUSHA_ITEM when it is not twelve digits. The error never shows the number. */
enum status kanyusha_sound_kojin_bango(const char *s, struct diag *d);
#endif
