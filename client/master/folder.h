/* The folder of what a base system holds: a file a master (kikan.csv …), UTF-8, by code. Its masters change
 * together or not at all, also when the power fails. Called by cmd/master.c. */
#ifndef CLIENT_MASTER_FOLDER_H
#define CLIENT_MASTER_FOLDER_H
#include "master/held.h"

/* All masters, sorted; a file that is not there is a master of which nothing is held, and so is a folder that
 * is not there. A change that was cut short once it was decided is ended first, and it is said. The layouts
 * must be open. EXIT_FINE, or EXIT_FAILED after saying why. */
int folder_read(struct held held[MASTER_KINDS], const char *dir, struct arena *a);
/* The masters that were changed, sorted here, all or none; makes the folder. As above. */
int folder_write(struct held held[MASTER_KINDS], const char *dir);
#endif
