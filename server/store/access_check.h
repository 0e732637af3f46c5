/* Accesses to 住基ネット as both ends have them: it counts each look at its residents, and holds who was
 * answered against the records and charges of unyo.db. 符号取得要求 is none (2.12.2). Called by
 * world/access.c and --check-invariants. */
#ifndef STORE_ACCESS_CHECK_H
#define STORE_ACCESS_CHECK_H
#include "base/buf.h"
#include "store/db.h"

/* How often the residents of this gaibu.db were looked through since the last time it was asked for. */
int64_t access_looks(struct tx *gaibu);

struct access_count {
    int64_t kaito;            /* answered by 住基ネット */
    int64_t kiroku, todokazu; /* recorded; of these, on the way there */
    int64_t seikyu, kaeri;    /* charged; and on the way back, not yet charged */
    int64_t yen;
};
/* Only the writer's thread, or while the world rests. Adds what has no counterpart to out, a line each. */
enum status access_check(struct tx *unyo, struct tx *gaibu, struct access_count *ret, struct buf *out);
#endif
