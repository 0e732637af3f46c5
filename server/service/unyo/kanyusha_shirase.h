/* What the 中間サーバー hears of changes to 加入者 (messages kanyushaIdo, shikakuTsuchi): a call's at once,
 * those of a chunk of a link file together at its end. Called by kanyusha_*.c only. */
#ifndef SERVICE_UNYO_KANYUSHA_SHIRASE_H
#define SERVICE_UNYO_KANYUSHA_SHIRASE_H
#include "service/bodies.h"
#include "service/op.h"
#include "store/unyo_kanyusha.h"
#include "store/unyo_shikaku.h"

/* Of a chunk, in call_keep; zeroed at first. */
struct shirase {
    struct kanyusha_ido_row *ido;
    struct shikaku_tsuchi_row *atarashii; /* who is new, in runs of neighbouring 枝番 */
    size_t ido_n, atarashii_n;
    int64_t next; /* the 枝番 that would prolong the last run; 0: none does */
    char *end;    /* of its text */
};

/* ido: as in struct kanyusha_ido_row; shikaku: all 資格 from now on, or NULL: as they were. */
enum status shirase_put(struct call *c, const struct kanyusha *k, const char *ido, const char *ymd,
                        const char *shikaku);
/* k is new by a link file. */
enum status shirase_atarashii(struct call *c, struct shirase *s, const struct kanyusha *k);
/* After the last row of a chunk. */
enum status shirase_end(struct call *c, const struct shirase *s);

/* The 資格 of k, those before the present one first; "" of one who is cancelled. NULL: the arena is used up.
 */
const char *shirase_shikaku(struct call *c, const struct kanyusha *k, const struct shikaku *mae, size_t n);
#endif
