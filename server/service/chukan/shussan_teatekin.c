/* 被用者保険-出産手当金 (2.13.1; 健保法102条). */
#include "service/chukan/fukuhon_kind.h"

FUKUHON_KIND(shussan_teatekin, KIKAN_SHUSSAN_TEATE, "shussanTeatekin", "kikanFrom", "kikanTo", NULL)
const struct bulk bulk_shussan_teatekin = FUKUHON_BULK("shussanTeatekin");
