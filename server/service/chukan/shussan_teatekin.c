/* 被用者保険-出産手当金 (2.13.1; 健保法102条). It goes before 傷病手当金 (103条): no day has both. [A] that
 * the difference, which is paid as 傷病手当金, is no row of its own. */
#include "service/chukan/fukuhon_kind.h"

FUKUHON_KIND(shussan_teatekin, "shussanTeatekin", "kikanFrom", "kikanTo", NULL, .honnin = '1',
             .not_with = "shobyoTeatekin")
const struct bulk bulk_shussan_teatekin = FUKUHON_BULK("shussanTeatekin");
