/* What 運用支援環境 has told the 中間サーバー of the 資格 of its people, as text that service/shikaku_den.h
 * reads and writes; who is to be looked at again. Called by service/chukan. */
#ifndef STORE_CHUKAN_SHIKAKU_H
#define STORE_CHUKAN_SHIKAKU_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

enum { SHIKAKU_RUN = 100, SHIKAKU_BYTES = 35 }; /* both stand in sql/chukan.def as well */

/* The list of a shikakuTsuchi, [[n,text],…]: n the first of neighbouring 枝番, of whom nothing was told
 * before. */
enum status chukan_shikaku_tsuchi(struct tx *tx, const char *hokensha, const char *rows);
/* What was told of a run of 枝番, one entry behind the other; blank, or not there: nothing of that one. */
struct chukan_run {
    bool read;     /* false, as when it is zeroed: not yet */
    int64_t first; /* 枝番 of the first */
    size_t bytes;  /* of the entries */
    char entries[SHIKAKU_RUN * SHIKAKU_BYTES];
};
/* Where the entry of 枝番 n is in *run, which is read if it is another; NULL: nothing was told of it. */
enum status chukan_shikaku_get(struct tx *tx, const char *hokensha, int64_t n, struct chukan_run *run,
                               const char **ret);

/* The list of a kanyushaIdo: who have a 資格情報 are to be looked at, also when their 資格 are as they were
 * (the day of a 喪失 has come). */
enum status chukan_soi_put(struct tx *tx, const char *hokensha, const char *rows);
/* The next of them behind `after`, in the order of the 枝番, in a; NULL: there is none. */
enum status chukan_soi_next(struct tx *tx, const char *hokensha, const char *after, struct arena *a,
                            const char **ret);
enum status chukan_soi_drop(struct tx *tx, const char *hokensha, const char *edaban);
#endif
