/* 被用者保険-家族出産育児一時金 (2.13.1; 健保法114条): of the 被扶養者 on the day of birth. */
#include "service/chukan/fukuhon_kind.h"

FUKUHON_KIND(kazoku_shussan_ichijikin, KIKAN_KAZOKU_SHUSSAN, "kazokuShussanIchijikin", "shussanYmd", NULL,
             NULL)
const struct bulk bulk_kazoku_shussan_ichijikin = FUKUHON_BULK("kazokuShussanIchijikin");
