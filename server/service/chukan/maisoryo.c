/* 被用者保険-埋葬料 (2.13.1; 健保法100条): the day of death is the last with 資格, that of 喪失 the one after
 * (36条). */
#include "service/chukan/fukuhon_kind.h"

FUKUHON_KIND(maisoryo, KIKAN_MAISO, "maisoryo", "shiboYmd", NULL, NULL)
const struct bulk bulk_maisoryo = FUKUHON_BULK("maisoryo");
