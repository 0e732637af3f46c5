/* Up to whom the end of a link file of 資格情報 has come (file/rule/owari.h). Called by service/chukan. */
#ifndef STORE_CHUKAN_OWARI_H
#define STORE_CHUKAN_OWARI_H
#include "base/arena.h"
#include "store/db.h"

struct chukan_owari {
    const char *hokensha, *nani;
    const char *made; /* 枝番; empty: it has seen all */
    const char *uketsuke;
};
/* In a; of none its made and uketsuke are empty. */
enum status chukan_owari_get(struct tx *tx, const char *hokensha, const char *nani, struct arena *a,
                             struct chukan_owari *ret);
enum status chukan_owari_put(struct tx *tx, const struct chukan_owari *o);
#endif
