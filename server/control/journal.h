/* Inside control/ only: which rows of the journal a query asks for. Called by journal.c and journal_wait.c.
 */
#ifndef CONTROL_JOURNAL_H
#define CONTROL_JOURNAL_H
#include "control/action.h"
#include "world/world.h"

/* *ret_search: it asks for some of them, or of a generation; else for all that are in memory. CONTROL. */
enum status journal_asked(struct asked *a, struct order_journal *ret, int64_t *ret_since, bool *ret_search);
#endif
