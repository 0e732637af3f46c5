/* The answer to a 情報照会 between 医療保険者 (1.7.1 ②): computed once, then kept as it was.
 * Called by message shokaiKaito, by the operator's shokai-answer, and by the poll that completes a manual
 * one. */
#ifndef SERVICE_CHUKAN_KAITO_H
#define SERVICE_CHUKAN_KAITO_H
#include "service/op.h"
#include "store/chukan_shokai.h"

/* Nothing happens when it has been answered before. */
enum status kaito_make(struct call *c, const struct chukan_shokai *s);
#endif
