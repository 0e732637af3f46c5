/* What a reset throws away, in counts that cost the same however much there is: the last number given out of
 * each kind in this generation. Called by world/reset. */
#ifndef STORE_CLEARED_H
#define STORE_CLEARED_H
#include "store/db.h"

/* Adds "uketsuke":N,"fugoYokyu":N,"jukiShokai":N (unyo) or "fukuhon":N,"shokai":N (chukan) to an open JSON
 * object. */
enum status cleared_counts(struct tx *tx, enum db db, struct buf *json);
#endif
