/* What databases are that hold nothing yet, as this process has made them once: to apply every migration
 * takes a hundred times as long as to write what comes of it, and each fixture's image begins so. Called by
 * db.c. Thread-safe. */
#ifndef STORE_EMPTY_H
#define STORE_EMPTY_H
#include "store/db.h"

/* There was one made, and it lies at path now, durably; nothing was there before. false: it is made anew. */
bool empty_write(enum db db, const char *path);
/* One that was made, and closed. */
void empty_keep(enum db db, const char *path);
#endif
