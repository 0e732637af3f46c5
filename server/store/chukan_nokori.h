/* 副本 that a row of 資格情報 has left worse, until the next link file of 資格情報 ends (file/rule/nokori.h).
 * Called by service/chukan. */
#ifndef STORE_CHUKAN_NOKORI_H
#define STORE_CHUKAN_NOKORI_H
#include "base/arena.h"
#include "store/db.h"

struct chukan_nokori {
    const char *hokensha, *edaban, *shubetsu, *kagi;
    int64_t mark;
};
/* Nothing happens when the 副本 has one. */
enum status chukan_nokori_put(struct tx *tx, const struct chukan_nokori *n);
/* The next 枝番 behind `after` that has some, in a; NULL: there is none. */
enum status chukan_nokori_next(struct tx *tx, const char *hokensha, const char *after, struct arena *a,
                               const char **ret);
/* Of a person: shubetsu, kagi and mark, in a. */
enum status chukan_nokori_list(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                               struct chukan_nokori **ret, size_t *ret_n);
enum status chukan_nokori_drop(struct tx *tx, const char *hokensha, const char *edaban);
#endif
