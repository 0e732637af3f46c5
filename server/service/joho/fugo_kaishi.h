/* How a 符号取得要求 begins (2.12.2 ②): a number, a row, and a notice to the 中間サーバー for a run of rows.
 * Called by registration and by fugo.request. */
#ifndef SERVICE_JOHO_FUGO_KAISHI_H
#define SERVICE_JOHO_FUGO_KAISHI_H
#include "service/op.h"

/* The numbers that one operation or one chunk takes; zeroed at first. */
struct fugo_range {
    int64_t first, next; /* first: 0 when none was taken */
    /* of the one that it is for, when new by a call (shikaku_den.h); NULL: not told here */
    const char *shikaku;
};

/* The caller's next number; its row must follow. */
enum status fugo_take(struct call *c, struct fugo_range *r, int64_t *ret_yokyu);
/* Gives back the one that was taken last. */
static inline void fugo_untake(struct fugo_range *r)
{
    r->next--;
}
/* Notices of all of them that are in work; none when there are none. */
enum status fugo_send(struct call *c, const char *hokensha, const struct fugo_range *r);
/* Rows for the first requests of the new 枝番 from one to another (NULL: there are none), then the notices.
 */
enum status fugo_start(struct call *c, const char *hokensha, const char *edaban_from, const char *edaban_to,
                       const struct fugo_range *r);
/* The same as soon as no link file is at work (message fugoIkkatsu). */
enum status fugo_start_ato(struct call *c, const char *hokensha, const char *edaban_from,
                           const char *edaban_to, const struct fugo_range *r);
/* FUGO_BANGO_NASHI: nothing can be asked of this 枝番. */
enum status fugo_bango_nashi(struct call *c, const char *edaban);
/* "Y06139992N00000001" */
const char *fugo_yokyu_no(struct arena *a, int64_t yokyu);
#endif
