/* Inside world/ only: which link file the loader takes next. Those of one insurer go in the order of
 * their acceptance; those of several too, but a long one lets the others' in between, so that it holds nobody
 * up. A kind whose rows ask other insurers (struct bulk, asks) goes when all that were accepted before it are
 * done, and before all that came after. On the writer thread. */
#ifndef WORLD_SCHEDULE_H
#define WORLD_SCHEDULE_H
#include "world/engine.h"

/* The insurers whose files are at work, for outbox_list; text in a. */
enum status schedule_at_work(struct world *w, int64_t now, struct arena *a, const char **ret);
/* Adds the link files that are due in the stores of a world whose writer rests. */
enum status schedule_lanes(struct store *s, int64_t now, struct lanes *l);
/* Nothing was due any more but link files when the courier looked (courier_run, before this): notes whose
 * they are (lanes), and gives the loader the next one, or tells it to let go of the present one for a while.
 * It looks at the clock itself, so that no file falls due between the two unseen. */
enum status schedule_next(struct world *w);
#endif
