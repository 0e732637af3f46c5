/* 被用者保険-傷病手当金 (2.13.1; 健保法99条). */
#include "service/chukan/fukuhon_kind.h"

FUKUHON_KIND(shobyo_teatekin, KIKAN_SHOBYO, "shobyoTeatekin", "kikanFrom", "kikanTo", NULL)
const struct bulk bulk_shobyo_teatekin = FUKUHON_BULK("shobyoTeatekin");
