/* Table kakunin: what rules over 加入者 warn of as long as it lasts, a row for each rule and whom it is
 * about. Called by service/unyo. */
#ifndef STORE_UNYO_KAKUNIN_H
#define STORE_UNYO_KAKUNIN_H
#include "base/arena.h"
#include "store/db.h"

struct kakunin {
    const char *hokensha, *kisoku, *kagi, *edaban, *uketsuke;
    int64_t at;
    const char *setai; /* 記号／番号; NULL: it is not about a household */
    const char *aite;  /* of two 本人 the other's 枝番; NULL: none */
    const char *kara;  /* YYYYMMDD: since when it is so; NULL: not known */
};
/* at: from then on it is told. One that is there stays as it is, unless it is so since another day. */
enum status unyo_kakunin_put(struct tx *tx, const struct kakunin *k);
enum status unyo_kakunin_drop(struct tx *tx, const struct kakunin *k);
/* All that a rule has of an insurer. */
enum status unyo_kakunin_forget(struct tx *tx, const char *hokensha, const char *kisoku);
/* Of that file, or (NULL) those of no file, whose time has come; 1000 at most, array and texts in a. */
enum status unyo_kakunin_list(struct tx *tx, const char *hokensha, const char *uketsuke, int64_t now,
                              struct arena *a, struct kakunin **ret, size_t *ret_n);
#endif
