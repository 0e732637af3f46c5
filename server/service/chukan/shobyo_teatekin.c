/* 被用者保険-傷病手当金 (2.13.1; 健保法99条). No day has 出産手当金 too: see shussan_teatekin.c. */
#include "service/chukan/fukuhon_kind.h"

FUKUHON_KIND(shobyo_teatekin, "shobyoTeatekin", "kikanFrom", "kikanTo", NULL, .honnin = '1',
             .not_with = "shussanTeatekin")
const struct bulk bulk_shobyo_teatekin = FUKUHON_BULK("shobyoTeatekin");
