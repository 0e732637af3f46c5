/* DATA/grave: what is no world any more, or not yet one. Each folder there has a name that nothing else ever
 * has, so that the removal of an old generation or a dropped world can never meet a younger namesake, and all
 * of it may go at the next start. What is removed is removed behind, by one thread that lives while there is
 * something to do. Called by life.c, baseline.c, reset.c and worlds.c; thread-safe. */
#ifndef WORLD_GRAVE_H
#define WORLD_GRAVE_H
#include <stdbool.h>

#include "base/diag.h"
#include "store/db.h"

/* Makes DATA/grave; what lies in it is removed behind. */
enum status grave_open(const char *data, struct diag *d);
/* Waits for the removal at work; closes what waits. The rest is left to the next start. */
void grave_close(void);
/* A path in the grave that nothing has, malloc'ed: to build something there and rename it into place. NULL
 * with *d: LIMIT, or STOPPING after grave_close. */
char *grave_place(struct diag *d);
/* Renames what is at path (a file or a folder, or nothing) to such a place and removes it behind. false: it
 * is still there. */
bool grave_bury(const char *path);
/* The same for the folder of a store, which is closed behind; also when the folder had to stay. s may be
 * NULL. */
bool grave_bury_store(struct store *s, const char *path);
#endif
