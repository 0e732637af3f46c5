/* 被用者保険-高額介護合算療養費情報 (2.13.1; 健保法115条の2): for a year from August on; the person need not
 * have been insured here all of it. */
#include "service/chukan/fukuhon_kind.h"

FUKUHON_KIND(kogaku_kaigo_gassan, KIKAN_GASSAN, "kogakuKaigoGassan", "keisanFrom", "keisanTo", NULL)
const struct bulk bulk_kogaku_kaigo_gassan = FUKUHON_BULK("kogakuKaigoGassan");
