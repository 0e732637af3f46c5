/* 被用者保険-家族埋葬料 (2.13.1; 健保法113条): of the 被扶養者 on the day of death. */
#include "service/chukan/fukuhon_kind.h"

FUKUHON_KIND(kazoku_maisoryo, KIKAN_KAZOKU_MAISO, "kazokuMaisoryo", "shiboYmd", NULL, NULL)
const struct bulk bulk_kazoku_maisoryo = FUKUHON_BULK("kazokuMaisoryo");
