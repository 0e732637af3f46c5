/* Numbers that chukan.db gives out to an insurer, in order and never twice: the n of 副本番号 and 照会番号
 * (base/bango.h). Called by service/chukan. */
#ifndef STORE_CHUKAN_COUNTER_H
#define STORE_CHUKAN_COUNTER_H
#include "store/db.h"

/* Takes the next number, from 1. */
enum status chukan_count_up(struct tx *tx, const char *name, const char *hokensha, int64_t *ret);
/* For many at once: the last number given out (0: none), and writing it back. */
enum status chukan_count_get(struct tx *tx, const char *name, const char *hokensha, int64_t *ret);
enum status chukan_count_set(struct tx *tx, const char *name, const char *hokensha, int64_t value);
#endif
