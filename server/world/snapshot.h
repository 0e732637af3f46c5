/* What snapshot.c and keep.c know of the folder of a snapshot: DATA/worlds/NAME/snapshots/NAME, a store at
 * rest and a note beside it. */
#ifndef WORLD_SNAPSHOT_H
#define WORLD_SNAPSHOT_H
#include "base/arena.h"
#include "world/engine.h"

enum { SNAPSHOT_NOTE = 4096 }; /* bytes of the note, at most */

struct snapshot_note {
    const char *name, *at; /* virtual time */
    const char *kiroku;    /* where the record of test cases was then (world/case); NULL: not known */
    int64_t generation, bytes;
};

/* malloc'ed; name NULL: the folder of all. NULL when out of memory. ready.c */
char *snapshot_dir(const struct world *w, const char *name);
/* The note of one; its texts live in a. NO_SUCH_SNAPSHOT, WORLD_BROKEN. Under resetting. */
enum status snapshot_find(const struct world *w, const char *name, struct arena *a, struct snapshot_note *ret,
                          struct diag *d);
#endif
