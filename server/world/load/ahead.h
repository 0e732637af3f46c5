/* Inside world/load/ only: reads one chunk ahead on a thread of its own while the one before is written. Used
 * by loader.c. */
#ifndef WORLD_LOAD_AHEAD_H
#define WORLD_LOAD_AHEAD_H
#include "world/load/chunk.h"

struct ahead;
/* binding and source stay the caller's and are the thread's until ahead_stop. NULL: no memory or no thread.
 */
struct ahead *ahead_start(const struct binding *b, struct source *s);
/* The next chunk, in order; waits for it. The last has `last` or a status; do not ask after that. */
const struct chunk *ahead_take(struct ahead *x);
/* The chunk taken is done with: its place may be filled again. */
void ahead_give_back(struct ahead *x);
/* Ends the thread (also in the middle) and frees. */
void ahead_stop(struct ahead *x);
#endif
