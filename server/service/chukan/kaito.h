/* The answer to a 情報照会 (1.7.1 ②): between 医療保険者 of this 中間サーバー computed once, then kept as it
 * was; of another institution asked for over 情報提供NWS. Called by message shokaiKaito, by the operator's
 * shokai-answer, and by the poll that completes a manual one. */
#ifndef SERVICE_CHUKAN_KAITO_H
#define SERVICE_CHUKAN_KAITO_H
#include "service/op.h"
#include "store/chukan_shokai.h"

/* Nothing happens when it has been answered, or asked, before. */
enum status kaito_make(struct call *c, const struct chukan_shokai *s);
/* The answer that has come, when somebody waits for it; kaito: JSON [["shubetsu",{…}],…]. */
enum status kaito_keep(struct call *c, const struct chukan_shokai *s, const char *kekka_kubun,
                       const char *kaito);
#endif
