/* The earlier 資格 of a 加入者 in unyo.db (2.12): those that are not cancelled, each ended before the next
 * began; the latest is in kanyusha itself (unyo_kanyusha.h). Called by service/unyo. Texts that come out live
 * in the arena. */
#ifndef STORE_UNYO_SHIKAKU_H
#define STORE_UNYO_SHIKAKU_H
#include "base/arena.h"
#include "store/db.h"

struct shikaku {
    const char *shutoku_ymd, *soshitsu_ymd;
    const char *kigo, *bango, *honnin_kazoku;
    const char *nintei_ymd; /* NULL: none */
};

/* Oldest first, array of *ret_n in a. */
enum status unyo_shikaku_list(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                              struct shikaku **ret, size_t *ret_n);
/* Their periods alone, [["20100401","20120401"],…]; NULL when there is none. */
enum status unyo_shikaku_mae(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                             const char **ret);
/* That no other has the same days, the caller has looked. */
enum status unyo_shikaku_put(struct tx *tx, const char *hokensha, const char *edaban,
                             const struct shikaku *s);
/* The one with the days of s. */
enum status unyo_shikaku_drop(struct tx *tx, const char *hokensha, const char *edaban,
                              const struct shikaku *s);
#endif
