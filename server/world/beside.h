/* A fixture folder is built beside its place, in a folder of the fixtures that no world can have the name of,
 * and renamed as a whole. The grave is of no use for that: the data may lie on another disk. What a daemon
 * that was killed left there is swept by the next one, also of another data folder. */
#ifndef WORLD_BESIDE_H
#define WORLD_BESIDE_H
#include "base/diag.h"

/* A new folder, malloc'ed path; close *ret_lock when it is in its place, or removed. NULL: SETUP, DISK, LIMIT
 * in *d. */
char *beside_new(const char *fixtures, int *ret_lock, struct diag *d);
/* Removes those that nobody builds in any more. */
void beside_sweep(const char *fixtures);
#endif
