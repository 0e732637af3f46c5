/* 処理通番: by what both sides of a 情報照会 know it. That of a question of ours is its 照会番号 with another
 * letter, so that neither has to be looked up. Called by service/chukan. */
#ifndef SERVICE_CHUKAN_TSUBAN_H
#define SERVICE_CHUKAN_TSUBAN_H
#include "base/arena.h"

/* NULL: the arena is used up. */
static inline const char *tsuban_of_shokai(struct arena *a, const char *shokai_bango)
{
    return arena_printf(a, "T%s", shokai_bango + 1);
}

static inline const char *shokai_of_tsuban(struct arena *a, const char *tsuban)
{
    return arena_printf(a, "S%s", tsuban + 1);
}
#endif
