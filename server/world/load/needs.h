/* What the code needs of the layouts: every member of a bulk kind's row that it cannot do without has a
 * column (struct bulk.needs). Asked at start for all, by main, and once more for each file by chunk.c. */
#ifndef WORLD_LOAD_NEEDS_H
#define WORLD_LOAD_NEEDS_H
#include "file/layout/layout.h"
#include "service/op.h"

/* SETUP: the column that is missing. */
enum status needs_met(const struct layout *l, const struct bulk *b, struct diag *d);
/* Of every version of the layout of every kind in the list, which ends with NULL. */
enum status needs_all_met(const struct bulk *const *list, struct diag *d);
#endif
