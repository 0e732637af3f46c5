/* Takes an accepted link file to its end: structure, rows, result file, 処理完了 or 処理中止
 * (2.12.2, 2.13.2). Exactly once, also when the daemon dies in the middle: the cursor moves with the rows.
 * Run by the world's loader thread through worlds_options; fixture.c's functions are declared in
 * world/fixture/manifest.h. */
#ifndef WORLD_LOAD_LOADER_H
#define WORLD_LOAD_LOADER_H
#include "world/world.h"

/* Returns when the file has ended or waits for answers. Any other status: it had to stop where it is (RESET
 * when the world wanted it, DISK …; *d says more) and is to be called again a little later. */
enum status loader_run(struct world *w, const char *uketsuke, struct diag *d);
#endif
