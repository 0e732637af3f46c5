/* The answer to a 情報照会 (1.7.1 ②): the insurer of this 中間サーバー that is asked decides (teikyo.h);
 * another institution is asked for it over 情報提供NWS. Called by shokai_kaishi.c for one of
 * another institution that is due at once, by message shokaiKaito, by the operator's shokai-answer, by
 * shokai_saisoku.c, and by the poll that completes a manual one. */
#ifndef SERVICE_CHUKAN_KAITO_H
#define SERVICE_CHUKAN_KAITO_H
#include "service/op.h"
#include "store/chukan_shokai.h"

/* Nothing happens when it has been answered, asked, or is held for a person, before. */
enum status kaito_make(struct call *c, const struct chukan_shokai *s);
#endif
