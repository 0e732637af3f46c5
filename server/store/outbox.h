/* Messages between institutions: each database has an outbox of its own and remembers what it has applied.
 * A message is a row written in the sender's transaction; the world's courier (world) delivers it once.
 * Called by message_put (put) and by the courier (the rest). */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

struct outbox_item {
    int64_t id;  /* rises within the sender */
    int64_t due; /* virtual time from which it may be delivered */
    const char *kind, *json;
    const char *hokensha; /* whose work it is; "": nobody's in particular */
    bool ato;             /* not while a link file of hokensha is at work */
};

/* Its id is given here, whatever it says. */
enum status outbox_put(struct tx *tx, const struct outbox_item *item);
/* Those due at or before now, in order of (due, id), at most max, and (but for the first) no more than about
 * 256 KB; their number in *ret_n. Texts in a. at_work: 保険者番号 with a space behind each, whose link files
 * are at work: without what is ato of theirs. */
enum status outbox_list(struct tx *tx, int64_t now, const char *at_work, struct arena *a,
                        struct outbox_item *items, int max, int *ret_n);
/* Each that is due at or before now, in no order, one at a call of outbox_next and to the end: its kind, json
 * and hokensha, which live until the next call. */
struct sql;
struct sql *outbox_each(struct tx *tx, int64_t now);
enum status outbox_next(struct sql *q, struct outbox_item *ret, bool *ret_found);
/* The lowest id waiting, INT64_MAX when the outbox is empty. */
enum status outbox_lowest(struct tx *tx, int64_t *ret);
/* Earliest due time after now, INT64_MAX when nothing waits for one. */
enum status outbox_due(struct tx *tx, int64_t now, int64_t *ret);
enum status outbox_drop(struct tx *tx, int64_t id);
/* In the receiver: false in *ret_new when (from, id) was applied before. */
enum status inbox_mark(struct tx *tx, enum db from, int64_t id, bool *ret_new);
/* In the receiver: forgets applied ids below one that the sender has dropped (it will not send them again).
 */
enum status inbox_forget(struct tx *tx, enum db from, int64_t below);
#endif
