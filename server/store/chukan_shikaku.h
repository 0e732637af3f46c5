/* What 運用支援環境 has told the 中間サーバー of the 資格 of its people, as text that service/shikaku_den.h
 * reads and writes; who is to be looked at again. Called by service/chukan. */
#ifndef STORE_CHUKAN_SHIKAKU_H
#define STORE_CHUKAN_SHIKAKU_H
#include "base/arena.h"
#include "store/db.h"

/* The list of a shikakuTsuchi, [[n,text],…]: n the first of neighbouring 枝番, of whom nothing was told
 * before. */
enum status chukan_shikaku_tsuchi(struct tx *tx, const char *hokensha, const char *rows);
/* The entry of 枝番 n, in a; NULL: nothing was told of its run. Blank, or cut short: nothing of it. */
enum status chukan_shikaku_get(struct tx *tx, const char *hokensha, int64_t n, struct arena *a,
                               const char **ret);

/* The list of a kanyushaIdo: whose 資格 it tells, and who have a 資格情報, are to be looked at. */
enum status chukan_soi_put(struct tx *tx, const char *hokensha, const char *rows);
/* The next of them behind `after`, in the order of the 枝番, in a; NULL: there is none. */
enum status chukan_soi_next(struct tx *tx, const char *hokensha, const char *after, struct arena *a,
                            const char **ret);
enum status chukan_soi_drop(struct tx *tx, const char *hokensha, const char *edaban);
#endif
