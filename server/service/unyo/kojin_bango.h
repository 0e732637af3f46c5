/* 個人番号: twelve digits with a check digit (DOMAIN 8). Called by the 加入者情報 operations only. */
#ifndef SERVICE_UNYO_KOJIN_BANGO_H
#define SERVICE_UNYO_KOJIN_BANGO_H
#include "base/diag.h"

/* KANYUSHA_ITEM when it is not twelve digits, KOJIN_BANGO_CHECK when the check digit is wrong. The error
 * never repeats the value. */
enum status kojin_bango_check(const char *s, struct diag *d);
#endif
