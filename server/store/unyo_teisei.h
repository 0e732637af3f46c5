/* What a link file at work has of 個人番号訂正, in unyo.db: read once one of its rows meets a number that is
 * another's, gone when the file has ended. Called by service/unyo. Texts that come out live in the arena. */
#ifndef STORE_UNYO_TEISEI_H
#define STORE_UNYO_TEISEI_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

enum teisei_state {
    TEISEI_YOTEI,  /* its row is still to come */
    TEISEI_SAKI,   /* done ahead of its row, which is still to come */
    TEISEI_OWARI,  /* its row has been, or it may not go ahead: there are two of the 枝番 */
    TEISEI_TOMARI, /* to come, but the numbers that would have to move first do not */
    TEISEI_WA,     /* to come, or at the row of another one of its ring, which goes round by itself */
};

struct teisei {
    const char *edaban;      /* "": nobody's; it tells that the file has been read */
    const char *kojin_bango; /* 12 digits; never leaves unyo */
    const char *jiyu;        /* 訂正事由; NULL: none */
    int64_t state;
};

/* A second one of the same 枝番 is not kept, and neither of them moves. */
enum status unyo_teisei_put(struct tx *tx, const char *uketsuke, const struct teisei *t);
enum status unyo_teisei_get(struct tx *tx, const char *uketsuke, const char *edaban, struct arena *a,
                            struct teisei *ret, bool *ret_found);
/* Nothing happens when it is not there. */
enum status unyo_teisei_state(struct tx *tx, const char *uketsuke, const char *edaban, enum teisei_state s);
/* Nobody has the number any more: if one that is stuck or in a ring takes it, all of these are to come
 * again as they were. */
enum status unyo_teisei_freed(struct tx *tx, const char *uketsuke, const char *kojin_bango);
enum status unyo_teisei_end(struct tx *tx, const char *uketsuke);
#endif
