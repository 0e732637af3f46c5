/* What was committed, as records of the audit table that wait until that is on the disk: written in the
 * transaction of what they tell of, so that after a power cut none is missing. Called by world/audit_machi.c.
 */
#ifndef STORE_AUDIT_MACHI_H
#define STORE_AUDIT_MACHI_H
#include "base/arena.h"
#include "store/db.h"

struct audit_machi {
    int64_t id;         /* number of the batch */
    const char *kiroku; /* a record a line: file/audit/row.h, audit_row_text */
};
enum status audit_machi_add(struct tx *tx, const struct audit_machi *m);
enum status audit_machi_drop(struct tx *tx, int64_t upto);
/* The highest id; 0: nothing waits. */
enum status audit_machi_last(struct tx *tx, int64_t *ret);
/* Those above, in order, `limit` at most; in a. */
enum status audit_machi_after(struct tx *tx, int64_t above, int64_t limit, struct arena *a,
                              struct audit_machi **ret, size_t *ret_n);
#endif
