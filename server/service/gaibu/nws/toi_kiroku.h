/* 情報提供等記録 (番号法23条) of what another institution asks an insurer: its own, and that of 情報提供NWS.
 * Called in the transaction in which something happens to the question. */
#ifndef SERVICE_GAIBU_NWS_TOI_KIROKU_H
#define SERVICE_GAIBU_NWS_TOI_KIROKU_H
#include "store/gaibu_toi.h"
#include "store/kiroku.h"

/* koto: KIROKU_YOKYU at t->toi_at, KIROKU_KAITO at t->kaito_at. */
enum status toi_kiroku(struct tx *tx, const struct toi *t, const char *koto);
#endif
