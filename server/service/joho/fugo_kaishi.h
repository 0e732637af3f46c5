/* How a 符号取得要求 begins (2.12.2 ②): a row, and a notice to the 中間サーバー for a run of rows.
 * Called by registration and by fugo.request. */
#ifndef SERVICE_JOHO_FUGO_KAISHI_H
#define SERVICE_JOHO_FUGO_KAISHI_H
#include "service/op.h"

/* The requests that one operation or one chunk has made; zeroed at first. */
struct fugo_range {
    int64_t first, last;
};

/* Adds the request: attempt number kaisu for this 枝番. */
enum status fugo_add(struct call *c, const char *hokensha, const char *edaban, int64_t kaisu, struct fugo_range *r,
                     int64_t *ret_yokyu);
/* One message for all of them; none when there are none. */
enum status fugo_send(struct call *c, const char *hokensha, const struct fugo_range *r);
/* "Y00000001" */
const char *fugo_yokyu_no(struct arena *a, int64_t yokyu);
#endif
