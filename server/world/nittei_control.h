/* Named days of the schedule (DESIGN 3: the clock is virtual). Called by world/clock_control. */
#ifndef WORLD_NITTEI_CONTROL_H
#define WORLD_NITTEI_CONTROL_H
#include "world/world.h"

/* A window of the schedule of the lot, or of its masters. Days as 8 digits. */
struct nittei_day {
    const char *nittei, *mei, *kara;
    const char *made;                 /* the last day; NULL: it does not end */
    const char *riyo, *kankyo, *saki; /* as struct kanri_nittei; NULL: none */
};

/* When the window of that name (romaji or Japanese) begins, or its last day: at nine, not before now.
 * CONTROL: there is none, with those that there are, or it does not end; CLOCK_BACK: it is over. */
enum status nittei_moment(struct world *w, const char *name, bool owari, int64_t *ret, struct diag *d);
#endif
