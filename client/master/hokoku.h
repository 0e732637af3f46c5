/* What is held as a link file masterHokoku, the other way to report it. Called by cmd/master.c. */
#ifndef CLIENT_MASTER_HOKOKU_H
#define CLIENT_MASTER_HOKOKU_H
#include "master/held.h"

/* EXIT_FINE, or otherwise after saying why. */
int hokoku_write(const struct held held[MASTER_KINDS], const char *release, const char *path,
                 const char *encoding);
#endif
