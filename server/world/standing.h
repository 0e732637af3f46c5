/* Work that stands still: since when, and why. A full disk, a damaged database: it is tried again and again,
 * but nobody has to wait for it any longer. All under the lock of the world that it belongs to. */
#ifndef WORLD_STANDING_H
#define WORLD_STANDING_H
#include "base/diag.h"

struct standstill {
    int64_t since_us; /* real time; 0: it goes on */
    struct diag why;  /* status, and with luck the file */
};

/* What came of the last attempt. What passes by itself (BUSY, RESET, STOPPING) is no standing still. true:
 * this has changed, and whoever runs the daemon should hear of it. */
bool standing_note(struct standstill *s, enum status st, const struct diag *why);
/* For the log: what stands still and why, or that it goes on again. */
void standing_text(const struct standstill *s, const char *what, struct buf *out);
/* For who waits for it: *d names item, and the file and the cause of what stands still. Answers the status.
 */
enum status standing_diag(const struct standstill *s, const char *item, struct diag *d);
#endif
