/* Inside store/ only: reads every row of a bound statement into an array of structs in the arena.
 * Called by the table families. */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H
#include "store/sql.h"

/* fill(q, a, item) copies the present row into one item of `size` bytes. *ret and *ret_n are untouched on
 * failure. */
enum status rows_read(struct tx *tx, sqlite3_stmt *q, struct arena *a, size_t size,
                      void (*fill)(sqlite3_stmt *q, struct arena *a, void *item), void **ret, size_t *ret_n);
#endif
