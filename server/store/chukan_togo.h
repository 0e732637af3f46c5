/* Mismatches of 加入者 with 住基ネット as the 中間サーバー knows them (policy jukiTogo): those that are open,
 * with their class. Called by service/chukan. */
#ifndef STORE_CHUKAN_TOGO_H
#define STORE_CHUKAN_TOGO_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/chukan_teikyo.h"
#include "store/db.h"

struct chukan_togo {
    const char *hokensha, *edaban;
    int64_t kubun;  /* 1 to 3; 0: it is over */
    int64_t komoku; /* enum togo_komoku of service/togo.h */
};
enum status chukan_togo_set(struct tx *tx, const struct chukan_togo *t);
/* Texts in a. */
enum status chukan_togo_get(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                            struct chukan_togo *ret, bool *ret_found);
/* The gravest of the people whom t is about, at its provider. */
enum status chukan_togo_teikyo(struct tx *tx, const struct teikyo *t, struct arena *a,
                               struct chukan_togo *ret, bool *ret_found);
#endif
