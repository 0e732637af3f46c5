/* Accesses to 住基ネット, counted where it is asked and held against what it has answered, what is recorded
 * and what is charged (2.11.3), when a generation begins and when it ends: by --check-invariants, and where
 * the environment variable CHUKAND_ACCESSES names a file. Called by the courier, heir.c and worlds.c, on the
 * writer's thread or while the world rests. */
#ifndef WORLD_ACCESS_H
#define WORLD_ACCESS_H
#include <stdint.h>

struct store;
struct world;

/* Lines that a daemon adds to the file, and tests/tools/accesses.py adds up over many daemons:
 *   begin | end ASKED ANSWERED RECORDED THITHER CHARGED BACK YEN WRONG FOLDER    WRONG: faults that were told
 *   lost FOLDER           it begins or ends, and cannot be read
 *   asked ASKED FOLDER    after a delivery to 住基ネット: all that it was ever asked */
void access_begins(struct world *w, struct store *s);
/* n questions more have come to 住基ネット, and their answers are kept. */
void access_asked(struct world *w, int64_t n);
void access_ends(struct world *w);
#endif
