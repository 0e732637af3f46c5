/* 被用者保険-出産育児一時金 (2.13.1; 健保法101条): of the 被保険者 on the day of birth. */
#include "service/chukan/fukuhon_kind.h"

FUKUHON_KIND(shussan_ichijikin, KIKAN_SHUSSAN, "shussanIchijikin", "shussanYmd", NULL, NULL)
const struct bulk bulk_shussan_ichijikin = FUKUHON_BULK("shussanIchijikin");
