/* A 情報照会 to another institution goes to 情報提供NWS (番号法 21条), and its answer comes by message
 * kikanKaito. Called by kaito.c, at every place where an insurer of this 中間サーバー would answer at once,
 * and when it begins. */
#ifndef SERVICE_CHUKAN_KIKAN_OKURI_H
#define SERVICE_CHUKAN_KIKAN_OKURI_H
#include "service/op.h"
#include "store/chukan_shokai.h"

/* Sends it, once. Whose 符号 is gone by now cannot be asked about: 該当なし. */
enum status kikan_okuri(struct call *c, const struct chukan_shokai *s);
/* One that was sent is taken back. */
enum status kikan_torikeshi(struct call *c, const struct chukan_shokai *s);
#endif
