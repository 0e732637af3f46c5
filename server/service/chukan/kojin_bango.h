/* The guard at the door of the 中間サーバー: no 個人番号 may enter (DESIGN 2.1, 手引き 1.7). Called by every
 * operation, bulk kind and message here that stores a text of the caller's. */
#ifndef SERVICE_CHUKAN_KOJIN_BANGO_H
#define SERVICE_CHUKAN_KOJIN_BANGO_H
#include <stdbool.h>

#include "base/str.h"

/* true when twelve neighbouring digits of s (ASCII or full width, also with one separator between two of
 * them) are a valid 個人番号. A longer run is looked through at every place. */
bool kojin_bango_inside(struct str s);
#endif
