/* The seeded mode of tests (--turns SEED): delays the turns of writer, courier, loader and burial, so that an
 * order of events that only luck keeps is lost at once. Without a seed nothing waits. Called by the engine's
 * threads, never under a lock. */
#ifndef WORLD_TURN_H
#define WORLD_TURN_H
#include <stdint.h>

enum turn { TURN_WRITER, TURN_ANSWER, TURN_COURIER, TURN_LOADER, TURN_BURIAL, TURN_COUNT };

/* Once, before any world is opened. 0: no delays. */
void turns_seed(uint64_t seed);
/* Waits as long as the seed says for the next turn of this kind: as a rule not at all, now and then some
 * milliseconds, seldom many. */
void turn_wait(enum turn turn);
#endif
