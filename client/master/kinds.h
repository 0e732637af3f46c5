/* The three masters of the 配信マスター (2.7.8), as operations and as link files call them; in held.c. */
#ifndef CLIENT_MASTER_KINDS_H
#define CLIENT_MASTER_KINDS_H
#include "base/masters.h"

struct master_kind {
    const char
        *name; /* of master.download and master.report, and of the file in the folder of what is held */
    const char *layout; /* of its link file */
};
enum { MASTER_KINDS = MASTERS_COUNT };
extern const struct master_kind master_kinds[MASTER_KINDS];
#endif
