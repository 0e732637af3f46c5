/* What a mismatch of a 加入者 with 住基ネット stops in the 中間サーバー (service/togo.h; policies togoTomeru1
 * to 3). Nothing is looked for while policy jukiTogo is off. Called by 副本, 情報照会 and 情報提供. */
#ifndef SERVICE_CHUKAN_TOMERU_H
#define SERVICE_CHUKAN_TOMERU_H
#include "service/op.h"
#include "store/chukan_teikyo.h"

/* TOGO_TOMERU: the caller's own person. */
enum status tomeru_hito(struct call *c, const char *edaban, enum tomeru what);
/* Whether 情報提供 of the person whom t is about is stopped. */
enum status tomeru_teikyo(struct call *c, const struct teikyo *t, bool *ret);
#endif
